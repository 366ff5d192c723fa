"""A batch in a program of its own, interrupted from the keyboard or killed: whole files, no process left, resumed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks.typesetting.batch import render_many
from tests.tasks.typesetting.batch_program import jobs

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no process groups there")]

ROOT = Path(__file__).parents[3]
COUNT, CUT_AFTER = 300, 60


def start(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.tasks.typesetting.batch_program", str(folder), str(COUNT)]
    # what runs in the background of a shell ignores Ctrl-C: this program must not
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "LC_ALL": "C"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 — no threads yet
    )  # fmt: skip


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_batch_that_is_cut_leaves_whole_files_and_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    folder = tmp_path / "cut"
    folder.mkdir()
    program = start(folder)
    assert program.stdout is not None
    for _ in range(CUT_AFTER):
        assert program.stdout.readline()
    (os.killpg if how is signal.SIGINT else os.kill)(program.pid, how)
    assert program.wait(timeout=30) != 0
    deadline = time.monotonic() + 30
    while not group_is_gone(program.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert group_is_gone(program.pid)
    left = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    assert [name for name, content in left.items() if not content.rstrip().endswith(b"%%EOF")] == []
    assert CUT_AFTER <= len(left) < COUNT
    done = render_many(jobs(folder, COUNT), folder / ".record", workers=2)
    assert sum(item.kept for item in done) >= CUT_AFTER
    assert {path.name for path in folder.glob("*.pdf")} == {f"{rank:04}.pdf" for rank in range(COUNT)}
    assert {name: (folder / name).read_bytes() for name in left} == left
