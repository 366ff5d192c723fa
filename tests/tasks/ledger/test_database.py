"""Opening: the schema that the code expects, one writer at a time whoever writes, and French for what cannot be."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from config.settings import ROOT
from tasks.ledger.database import Ledger, LedgerUnavailable, open_ledger
from tasks.ledger.journal import verify
from tasks.ledger.schema import journal, metadata, notes, subjects
from tests.tasks.ledger.acting import act, picture, received, ref_of, summary

PER_WRITER = 15


def test_the_migrations_make_the_schema_of_the_code(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.sqlite
def test_partial_indexes_and_triggers_are_those_of_the_code(ledger: Ledger, tmp_path: Path) -> None:
    """What Alembic does not compare: the conditions of indexes."""
    other = open_ledger(f"sqlite:///{tmp_path / 'other.db'}")
    with other.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(text(f"DROP TABLE {table.name}"))
        metadata.create_all(connection)
    assert _indexes(ledger) == _indexes(other)
    other.close()
    with ledger.reading() as connection:
        triggers = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    assert sorted(triggers) == ["journal_no_delete", "journal_no_update"]


def _indexes(ledger: Ledger) -> set[str]:
    with ledger.reading() as connection:
        found = connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        return {re.sub(r"\s+", " ", statement) for statement in found}


def test_opening_again_migrates_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    open_ledger(url).close()
    before = (tmp_path / "ledger.db").read_bytes()
    monkeypatch.setattr(command, "upgrade", None)
    open_ledger(url).close()
    assert (tmp_path / "ledger.db").read_bytes() == before


@pytest.mark.sqlite
def test_a_written_transaction_survives_a_power_cut(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in (
            "journal_mode", "synchronous", "busy_timeout", "foreign_keys"
        )}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "foreign_keys": 1}


def test_a_block_that_raises_writes_nothing(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.writing() as connection:
            connection.execute(insert(notes).values(name="a", value="b"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ledger.reading() as connection:
        assert connection.execute(select(notes)).all() == []


def test_a_reader_is_not_held_up_by_a_writer(ledger: Ledger) -> None:
    with ledger.writing() as writer, ledger.reading() as reader:
        writer.execute(insert(notes).values(name="a", value="b"))
        assert reader.execute(select(notes)).all() == []


def write_at_once(url: str, count: int) -> None:
    """`count` processes that start writing at the same moment, each its own dossiers."""
    ranges = [(rank * PER_WRITER + 1, (rank + 1) * PER_WRITER) for rank in range(count)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.tasks.ledger.writer", url, str(first), str(last)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for first, last in ranges
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.communicate("go\n", timeout=60)
    assert [process.returncode for process in processes] == [0] * count


def test_two_processes_on_a_new_ledger_lose_nothing_and_keep_one_chain(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    write_at_once(url, 2)
    ledger = open_ledger(url)
    with ledger.reading() as connection:
        refs = connection.scalars(select(subjects.c.ref).order_by(subjects.c.ref)).all()
        commands = set(connection.scalars(select(journal.c.ref)))
        assert verify(connection) == []
    ledger.close()
    assert refs == [ref_of(number) for number in range(1, 2 * PER_WRITER + 1)]
    assert commands == {f"declaration::{number}" for number in range(1, 2 * PER_WRITER + 1)}


def test_a_folder_that_cannot_be_made_is_said_in_french(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(LedgerUnavailable) as refused:
        open_ledger(f"sqlite:///{tmp_path / 'taken' / 'ledger.db'}")
    assert str(refused.value) == (
        "Le registre ne peut pas être créé : un fichier occupe la place du dossier ; déplacez-le."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said_in_french(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(LedgerUnavailable, match="vérifiez l’adresse, les droits et l’espace disque"):
            open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_in_the_place_of_the_file_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="vérifiez l’adresse, les droits et l’espace disque"):
        open_ledger(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_ledger_is_said_in_french_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"ceci n'est pas un registre" * 100)
    with pytest.raises(LedgerUnavailable):
        open_ledger(f"sqlite:///{path}")
    assert path.read_bytes() == b"ceci n'est pas un registre" * 100


def test_a_ledger_of_a_later_version_is_said_in_french(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    open_ledger(url).close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(LedgerUnavailable) as refused:
        open_ledger(url)
    assert str(refused.value) == (
        "Le registre a été écrit par une version plus récente de certiflow : mettez certiflow à jour."
    )


def test_a_disk_that_fills_up_is_said_in_french_and_leaves_nothing(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    act(ledger, received(1))
    with ledger.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(LedgerUnavailable, match="Le registre ne répond plus"):
        act(ledger, *(received(number) for number in range(2, 100)))
    with ledger.reading() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
        assert verify(connection) == []
    assert summary(act(ledger, received(1), received(2))) == ["already", "RECUE"]
    assert [row["ref"] for row in picture(ledger)["subjects"]] == [ref_of(1), ref_of(2)]
    ledger.close()


def test_a_password_in_the_address_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable) as refused:
        open_ledger("postgresql+psycopg://certiflow:secret@127.0.0.1:1/certiflow")
    assert "secret" not in str(refused.value)


def test_a_foreign_key_holds(ledger: Ledger) -> None:
    act(ledger, received())
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), ledger.writing() as connection:
        connection.execute(text("DELETE FROM subjects"))
