"""A batch in a program of its own, to be cut: `python -m tests.tasks.typesetting.batch_program FOLDER COUNT`."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tasks.typesetting.batch import Done, Job, render_many

STAMP = datetime(2026, 12, 1, 11, tzinfo=UTC)


def jobs(folder: Path, count: int) -> list[Job]:
    return [Job("record", {"title": f"Document {rank}"}, STAMP, folder / f"{rank:04}.pdf") for rank in range(count)]


def say(_: Done) -> None:
    os.write(1, b".\n")  # at once: the test counts them


def main() -> None:
    folder = Path(sys.argv[1])
    render_many(jobs(folder, int(sys.argv[2])), folder / ".record", workers=2, on_done=say)


if __name__ == "__main__":
    main()
