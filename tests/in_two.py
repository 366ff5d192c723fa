"""The suite in two halves side by side, one a core: `make test`. Each half is printed whole when it ends."""

import subprocess
import sys
from collections.abc import Sequence

#: half of the work, by measure
APART = ("tests/season", "tests/sheets_server")
HALVES = (APART, ("tests", *(f"--ignore={folder}" for folder in APART)))


def main(options: Sequence[str]) -> int:
    """Run both halves with the options of pytest. Returns the worse exit code."""
    command = [sys.executable, "-m", "pytest", *options]
    running = [
        subprocess.Popen([*command, *half], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for half in HALVES
    ]
    for half in running:
        sys.stdout.write(half.communicate()[0])
    return max(half.returncode for half in running)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
