"""The same ledger on PostgreSQL: what it writes, what it refuses, what several workers may do to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from tasks.ledger.database import Ledger, LedgerUnavailable, open_ledger
from tasks.ledger.journal import verify
from tasks.ledger.leases import AlreadyRunning, lease
from tasks.ledger.moving import copy_ledger
from tasks.ledger.outbox import claim, mark
from tasks.ledger.schema import journal, metadata, notes, subjects
from tests.postgres import PostgresServer
from tests.tasks.ledger.acting import act, journey, picture, received, ref_of, summary
from tests.tasks.ledger.mailing import fates
from tests.tasks.ledger.test_announce import PLAN, night, spoken
from tests.tasks.ledger.test_database import PER_WRITER, write_at_once

pytestmark = pytest.mark.slow


@pytest.fixture
def url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database."""
    yield postgres_server.empty("empty")
    postgres_server.drop("empty")


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


def test_a_ledger_of_a_laptop_moves_to_the_server(postgres: Ledger, ledger: Ledger) -> None:
    act(ledger, *journey())
    copy_ledger(ledger, postgres)
    assert picture(postgres) == picture(ledger)
    assert summary(act(postgres, received(2))) == ["RECUE"]
    with postgres.reading() as connection:
        assert verify(connection) == []


def test_a_reader_sees_one_picture_and_writes_nothing(postgres: Ledger) -> None:
    with postgres.reading() as reader:
        assert reader.execute(select(notes)).all() == []
        with postgres.writing() as writer:
            writer.execute(insert(notes).values(name="a", value="b"))
        assert reader.execute(select(notes)).all() == []
    with pytest.raises(LedgerUnavailable), postgres.reading() as reader:
        reader.execute(insert(notes).values(name="c", value="d"))


def test_leases_and_claims_hold(postgres: Ledger) -> None:
    act(postgres, received())
    with lease(postgres, "run"):
        with pytest.raises(AlreadyRunning), lease(postgres, "run"):
            pytest.fail("two runs at once")
        [row] = claim(postgres)
        assert claim(postgres) == []
        mark(postgres, row["id"], "sent")
    assert fates(postgres, "attempts") == [("contact@organisme-1.example", "sent", 1)]


def test_another_sort_of_database_is_refused_in_french() -> None:
    with pytest.raises(LedgerUnavailable, match="commence par « mysql » : il faut postgresql://… ou sqlite:///…"):
        open_ledger("mysql://certiflow@localhost/certiflow")


def test_a_server_that_is_not_there_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="vérifiez l’adresse, les droits et l’espace disque"):
        open_ledger(f"postgresql://certiflow@/postgres?host={tmp_path}")
