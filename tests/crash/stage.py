"""Players: real processes that each play one whole day and may be killed at any moment.

`python -m tests.crash.stage` imports everything once, then forks a player for each line that it is given: a player
starts within milliseconds, with its own connections, and dies alone.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, event

from config.settings import ROOT, Settings
from tasks.run import open_run
from tests.crash.broken import BROKEN
from tests.crash.story import TODAY
from tests.season.desk import daily_steps, play


@dataclass
class Stage:
    """What the test holds of the process that forks players."""

    process: subprocess.Popen[str]

    def start(
        self, home: Path, *, port: int = 0, kill_after: float | None = None, die_at: int = 0, broken: str = ""
    ) -> int:
        """A player begins. Returns its process number.

        Args:
            port: the mail server's, 0 for the .eml folder.
            kill_after: seconds.
            die_at: the player dies as it is about to commit for the `die_at`th time, 0 for never.
            broken: a mistake of `tests.crash.broken`.
        """
        order = {"home": str(home), "url": Settings(home=home).database_url, "port": port, "kill_after": kill_after,
                 "die_at": die_at, "broken": broken}  # fmt: skip
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def end(self) -> int:
        """Waits for the player: 0 when it played to the end, minus the signal that killed it otherwise."""
        return self._answer()

    def _answer(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())


@contextmanager
def stage() -> Iterator[Stage]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.stage"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Stage(process)
    finally:
        process.communicate(timeout=30)


def main() -> None:
    daily_steps()  # Prefect's own imports
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _play(order)
        print(pid, flush=True)  # noqa: T201 — the answer to the test
        print(_wait(pid, order["kill_after"]), flush=True)  # noqa: T201


def _wait(pid: int, kill_after: float | None) -> int:
    """The player's end, which comes by SIGKILL after `kill_after` seconds if it still plays."""
    deadline = None if kill_after is None else time.monotonic() + kill_after
    while True:
        found, status = os.waitpid(pid, 0 if deadline is None else os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if deadline is not None and time.monotonic() >= deadline:
            os.kill(pid, signal.SIGKILL)
            deadline = None
        time.sleep(0.001)


def _play(order: dict[str, Any]) -> NoReturn:
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        settings = Settings(
            home=Path(order["home"]), ledger_url=order["url"], mail_transport="smtp" if order["port"] else "eml",
            smtp_host="localhost", smtp_port=order["port"], smtp_security="none", smtp_timeout=10,
        )  # fmt: skip
        if order["die_at"]:
            _die_at_commit(order["die_at"])
        if order["broken"]:
            BROKEN[order["broken"]]()
        with open_run(settings, TODAY) as run:
            for step in daily_steps():
                play(step, run)
        code = 0
    except BaseException:  # noqa: BLE001 — a fork must never go back into its parent's code
        traceback.print_exc()
    finally:
        os._exit(code)


def _die_at_commit(number: int) -> None:
    commits = count(1)

    @event.listens_for(Engine, "commit")
    def on_commit(connection: Connection) -> None:
        if next(commits) == number:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
