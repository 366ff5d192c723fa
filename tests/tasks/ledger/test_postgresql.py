"""The same ledger on PostgreSQL: a server of its own, when its programs are installed."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from tasks.ledger.database import Ledger, LedgerUnavailable, open_ledger
from tasks.ledger.journal import verify
from tasks.ledger.leases import AlreadyRunning, lease
from tasks.ledger.outbox import claim, mark
from tasks.ledger.schema import journal, metadata, subjects
from tests.tasks.ledger.acting import act, journey, picture, received, ref_of, summary
from tests.tasks.ledger.mailing import fates
from tests.tasks.ledger.test_announce import PLAN, night, spoken
from tests.tasks.ledger.test_database import PER_WRITER, write_at_once

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("initdb"), reason="PostgreSQL is not installed")]

#: PostgreSQL refuses to run as root
RUNNER = "nobody" if os.geteuid() == 0 else getpass.getuser()


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """The folder of its socket; no port is opened."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.chown(folder, RUNNER)
        data = folder / "data"
        setup = ["initdb", "-D", str(data), "-A", "trust", "-U", "certiflow", "-N", "-E", "UTF8"]
        subprocess.run(setup, check=True, user=RUNNER, stdout=subprocess.DEVNULL)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        control = ["pg_ctl", "-D", str(data), "-w", "-s"]
        subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, user=RUNNER)
        yield folder
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, user=RUNNER)


@pytest.fixture
def url(server: Path) -> Iterator[str]:
    """An empty database."""
    address = f"postgresql://certiflow@/postgres?host={server}"
    yield address
    ledger = open_ledger(address)
    with ledger.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    ledger.close()


@pytest.fixture
def postgres(url: str) -> Iterator[Ledger]:
    ledger = open_ledger(url)
    yield ledger
    ledger.close()


def test_the_migrations_make_the_schema_of_the_code(postgres: Ledger) -> None:
    with postgres.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_same_life_writes_the_same_on_both(postgres: Ledger, ledger: Ledger) -> None:
    for place in (postgres, ledger):
        act(place, *journey()[:8])
        for on in sorted({on for on, _ in PLAN}):
            night(place, on)
        act(place, *journey()[8:])
    assert picture(postgres) == picture(ledger)
    assert spoken(postgres) == PLAN
    with postgres.reading() as connection:
        assert verify(connection) == []


def test_the_same_commands_again_change_nothing(postgres: Ledger) -> None:
    act(postgres, *journey())
    before = picture(postgres)
    assert set(summary(act(postgres, *journey()))) == {"already"}
    assert picture(postgres) == before


def test_the_database_itself_refuses_to_change_or_remove_an_event(postgres: Ledger) -> None:
    act(postgres, received())
    for statement in (update(journal).values(rule="MIK-99"), delete(journal)):
        with pytest.raises(DBAPIError, match="the journal is append-only"), postgres.writing() as connection:
            connection.execute(statement)


def test_two_processes_on_a_new_ledger_lose_nothing_and_keep_one_chain(url: str) -> None:
    write_at_once(url, 2)
    ledger = open_ledger(url)
    with ledger.reading() as connection:
        refs = connection.scalars(select(subjects.c.ref).order_by(subjects.c.ref)).all()
        assert verify(connection) == []
    ledger.close()
    assert refs == [ref_of(number) for number in range(1, 2 * PER_WRITER + 1)]


def test_leases_and_claims_hold(postgres: Ledger) -> None:
    act(postgres, received())
    with lease(postgres, "run"):
        with pytest.raises(AlreadyRunning), lease(postgres, "run"):
            pytest.fail("two runs at once")
        [row] = claim(postgres)
        assert claim(postgres) == []
        mark(postgres, row["id"], "sent")
    assert fates(postgres, "attempts") == [("contact@organisme-1.example", "sent", 1)]


def test_a_server_that_is_not_there_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="vérifiez l’adresse, les droits et l’espace disque"):
        open_ledger(f"postgresql://certiflow@/postgres?host={tmp_path}")
