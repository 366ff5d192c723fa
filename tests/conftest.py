"""Fixtures that every test may ask for; good facts are in tests.builders."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import URL, Dialect, Engine
from sqlalchemy.util import LRUCache

from config.loader import Config
from config.settings import Settings
from domain.calendar import WorkingCalendar
from domain.certification import Certification
from tasks.ledger import database
from tests import builders, homes, postgres
from tests.postgres import PostgresServer

#: two shared cores: an example may take long without being wrong
settings.register_profile("certiflow", deadline=None, print_blob=True)
settings.load_profile("certiflow")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--ledger", choices=("sqlite", "postgres"), default="sqlite", help="where the ledgers of the tests are"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: what SQLite alone has; skipped with --ledger=postgres")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("ledger") != "postgres":
        return
    if postgres.programs() is None:
        pytest.exit(postgres.ABSENT, returncode=1)  # asked for by name: to skip everything would look like success
    for item in items:
        if item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="what SQLite alone has"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the tests' own, started when the first one asks."""
    if (folder := postgres.programs()) is None:
        pytest.skip(postgres.ABSENT)
    with postgres.running(folder) as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def ledgers(request: pytest.FixtureRequest) -> Iterator[PostgresServer | None]:
    """Where the ledgers of homes are: in their files (None), or on this server with --ledger=postgres."""
    if request.config.getoption("ledger") == "sqlite":
        yield None
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")

    def of_settings(settings: Settings) -> str:
        return settings.ledger_url or server.of_home(settings.home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(homes, "server", server)
        patch.setattr(Settings, "database_url", property(of_settings))
        yield server


@pytest.fixture(autouse=True)
def _no_database_left(request: pytest.FixtureRequest, ledgers: PostgresServer | None) -> Iterator[None]:
    """The ledgers in a test's own folder go with it: each is 8 MB."""
    yield
    if ledgers and (folder := request.node.funcargs.get("tmp_path")):
        ledgers.drop_homes(folder)


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once(ledgers: PostgresServer | None) -> Iterator[None]:
    """Each SQLite ledger has an engine of its own, which would compile every statement again: a tenth of the suite."""
    if ledgers:
        yield
        return
    compiled: LRUCache[Any, Any] = LRUCache(2000)
    make, dialects = database._engine_at, list[Dialect]()

    def engine_at(address: URL) -> Engine:
        engine = make(address)
        if address.get_backend_name() == "sqlite":
            dialects.append(engine.dialect)
            engine.dialect = dialects[0]
            engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_engine_at", engine_at)
        yield


@pytest.fixture(scope="session")
def config() -> Config:
    """The configuration as it is shipped."""
    return builders.shipped_config()


@pytest.fixture(scope="session")
def calendar(config: Config) -> WorkingCalendar:
    return config.calendar


@pytest.fixture(scope="session")
def certification() -> Certification:
    """RS9001, the shipped certification."""
    return builders.shipped_certification()
