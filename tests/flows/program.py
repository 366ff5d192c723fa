"""A program that serves Prefect, in a session of its own, as somebody or a service manager starts it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from config.settings import ROOT

UP = ("-c", "from flows.cli import app; app()", "up")
Found = TypeVar("Found")


class Program:
    """Python with `arguments`, once it says that it serves.

    Attributes:
        said: its lines since it started.
        url: of the interface.
    """

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> None:
        foreign = {name for name in os.environ if name.startswith("PREFECT")}
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in foreign} | dict(settings or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        while not self.said or "Ctrl+C" not in self.said[-1]:
            self.said.append(self._line())
        self.url = self.said[1].rpartition(" ")[2]

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"stopped early: {self.said}"
        return line.rstrip()

    def stop(self) -> str:
        """Stop it as a service manager does; what it said since."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=60)[0]

    def kill(self) -> None:
        """The machine is cut off: the program and the runs that it started die at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> Iterator[Program]:
    program = Program(arguments, settings)
    try:
        yield program
    finally:
        if program.process.poll() is None:
            program.kill()


@contextmanager
def certiflow_up(home: Path, *options: str) -> Iterator[Program]:
    """`certiflow up` on a home, on a free port."""
    with running([*UP, "--port", "0", *options], {"CERTIFLOW_HOME": str(home)}) as program:
        yield program


def eventually(look: Callable[[], Found | None], seconds: float = 60) -> Found:
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < deadline, "never happened"
        time.sleep(0.5)
    return found
