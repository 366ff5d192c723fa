"""Fixtures that every test may ask for; good facts are in tests.builders."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from config.loader import Config
from config.settings import Settings
from domain.calendar import WorkingCalendar
from domain.certification import Certification
from tests import builders, homes, postgres
from tests.made_once import configuration_read_once, statements_compiled_once, workbook_shaped_once
from tests.postgres import PostgresServer

__all__ = ["configuration_read_once", "statements_compiled_once", "workbook_shaped_once"]

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


def pytest_collection_finish() -> None:
    """Thousands of tests and modules stay to the end: they are not looked at again at each collection of garbage."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
