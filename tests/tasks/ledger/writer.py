"""A second process on one ledger: `python -m tests.tasks.ledger.writer URL FIRST LAST` receives dossiers one by one."""

import sys

from tasks.ledger.database import open_ledger
from tests.tasks.ledger.acting import act, received, summary


def main(url: str, first: int, last: int) -> None:
    ledger = open_ledger(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    words = [summary(act(ledger, received(number))) for number in range(first, last + 1)]
    ledger.close()
    assert words == [["RECUE"]] * len(words), words


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
