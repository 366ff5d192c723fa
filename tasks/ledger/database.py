"""The ledger's database: SQLite or PostgreSQL by URL, one writer at a time, migrations by Alembic."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InternalError, OperationalError

from config.disk import disk_reason

_MIGRATIONS = Path(__file__).parent / "migrations"
_WRITER_LOCK = 7_361_005  # pg_advisory_xact_lock key: one writer, so that the journal's chain has one head
#: a writer sees what the one before it wrote, whatever the server's default; it waits 30 s for it, as with SQLite
_POSTGRESQL: dict[str, Any] = {
    "isolation_level": "READ COMMITTED", "connect_args": {"connect_timeout": 10, "options": "-c lock_timeout=30s"}
}  # fmt: skip


class LedgerUnavailable(Exception):
    """The ledger cannot be opened; the message is French, with its cure."""


@dataclass(frozen=True)
class Ledger:
    """A migrated ledger. `reading` and `writing` are the only ways in."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One picture of the ledger, whatever is written meanwhile."""
        with _told_in_french(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, exclusive among writers: all or nothing."""
        with (
            _told_in_french(),
            self.engine.connect().execution_options(certiflow_writer=True) as connection,
            connection.begin(),
        ):
            _be_alone(connection)
            yield connection

    def compact(self) -> None:
        """Leave no trace of what was erased in the file (SQLite); PostgreSQL takes care of its own."""
        if self.engine.dialect.name == "sqlite":
            with _told_in_french(), self.engine.connect() as connection:
                own: Any = connection.connection.driver_connection  # SQLAlchemy would begin a transaction
                own.execute("VACUUM")
                own.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()


def _be_alone(connection: Connection) -> None:
    """Wait for the other writers; SQLite has, with BEGIN IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})


@contextmanager
def _told_in_french() -> Iterator[None]:
    """A disk that is full, a file made read-only, a lock that lasts: nothing was written, and the reader is told."""
    try:
        yield
    except (OperationalError, InternalError) as error:
        raise LedgerUnavailable(
            "Le registre ne répond plus : vérifiez l’espace disque, les droits et la connexion, puis relancez. "
            "Rien de ce qui était en cours n’a été écrit à moitié."
        ) from error


def open_ledger(url: str) -> Ledger:
    """Open the ledger at `url`, making or migrating it first.

    Raises:
        LedgerUnavailable: the folder or server refuses, or the file is not a ledger.
    """
    address = _address_of(url)
    with _refusals_in_french(address):
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _engine_at(address)
        _migrate(engine)
    return Ledger(engine)


def open_as_it_stands(url: str) -> Ledger:
    """The ledger at `url` to be looked at, neither made nor migrated.

    Raises:
        LedgerUnavailable: there is none, its server refuses, or its schema is not that of this version.
    """
    address = _address_of(url)
    if address.get_backend_name() == "sqlite" and address.database and not Path(address.database).exists():
        raise LedgerUnavailable(f"Le registre {address.database} n’existe pas encore : lancez « certiflow init ».")
    with _refusals_in_french(address):
        engine = _engine_at(address)
        scripts = ScriptDirectory.from_config(_alembic())
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current is not None:
            scripts.get_revision(current)  # CommandError when this version does not know it
    if current != scripts.get_current_head():
        engine.dispose()
        raise LedgerUnavailable("Le registre attend une mise à jour de sa structure : lancez « certiflow status ».")
    return Ledger(engine)


def _address_of(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise LedgerUnavailable(
            "CERTIFLOW_LEDGER_URL n’est pas une adresse de base de données : corrigez-la."
        ) from None
    if address.drivername == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise LedgerUnavailable(
            f"CERTIFLOW_LEDGER_URL commence par « {address.drivername} » : il faut postgresql://… ou sqlite:///…"
        )
    return address


def _engine_at(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address)
        _set_up_sqlite(engine)
        return engine
    try:
        return create_engine(address, **_POSTGRESQL)
    except ModuleNotFoundError:
        raise LedgerUnavailable(
            "Le registre est sur PostgreSQL, et son pilote n’est pas installé : pip install 'certiflow[postgres]'."
        ) from None


@contextmanager
def _refusals_in_french(address: URL) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerUnavailable(f"Le registre ne peut pas être créé : {disk_reason(error)}.") from None
    except DatabaseError as error:
        raise LedgerUnavailable(
            f"Le registre {address.render_as_string()} ne s’ouvre pas ({error.orig}) : "
            "vérifiez l’adresse, les droits et l’espace disque."
        ) from None
    except CommandError:
        raise LedgerUnavailable(
            "Le registre a été écrit par une version plus récente de certiflow : mettez certiflow à jour."
        ) from None


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writer = connection.get_execution_options().get("certiflow_writer")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Bring the schema up to date; looks first, since Alembic's own upgrade costs more than a whole sweep."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != _head():
        alembic = _alembic()
        with engine.connect().execution_options(certiflow_writer=True) as connection, connection.begin():
            _be_alone(connection)
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, "head")


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(_alembic()).get_current_head()


def _alembic() -> AlembicConfig:
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return alembic
