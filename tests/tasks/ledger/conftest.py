"""Real ledgers, each in its file or database. A used file is lent again: opening costs more than most tests."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest

from config.settings import Settings
from tasks.ledger.database import Ledger, open_ledger
from tasks.mail.eml_folder import EmlFolder
from tasks.office import Office
from tasks.tabs.layout import certiflow_layout
from tasks.workbook.xlsx import XlsxWorkbook
from tests.builders import shipped_config
from tests.postgres import PostgresServer

Opening = Callable[[], AbstractContextManager[Ledger]]


@pytest.fixture(scope="session")
def opening(tmp_path_factory: pytest.TempPathFactory, ledgers: PostgresServer | None) -> Iterator[Opening]:
    """An empty ledger for the length of a `with`, as often as a test asks."""
    yield from _on_server(ledgers) if ledgers else _in_files(tmp_path_factory)


def _on_server(server: PostgresServer) -> Iterator[Opening]:
    numbers = count(1)

    @contextmanager
    def opened() -> Iterator[Ledger]:
        name = f"ledger_{next(numbers)}"
        ledger = open_ledger(server.blank(name))
        yield ledger
        ledger.close()
        server.drop(name)

    yield opened


def _in_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    folder = tmp_path_factory.mktemp("ledgers")
    open_ledger(f"sqlite:///{folder / 'blank.db'}").close()
    made: list[Ledger] = []
    free: list[Ledger] = []

    @contextmanager
    def opened() -> Iterator[Ledger]:
        if not free:
            made.append(open_ledger(f"sqlite:///{folder / f'ledger-{len(made)}.db'}"))
            free.append(made[-1])
        ledger = free.pop()
        try:
            yield ledger
        finally:
            with closing(sqlite3.connect(folder / "blank.db")) as blank, ledger.reading() as connection:
                blank.backup(connection.connection.driver_connection)  # type: ignore[arg-type]
            free.append(ledger)

    yield opened
    for ledger in made:
        ledger.close()


@pytest.fixture
def fresh(opening: Opening) -> Iterator[Callable[[], Ledger]]:
    """As many empty ledgers as a test asks for, open until its end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(opening())


@pytest.fixture
def ledger(fresh: Callable[[], Ledger]) -> Ledger:
    return fresh()


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Office:
    """An office in a folder of its own, with the shipped configuration and the .eml folder."""
    settings, config = Settings(home=tmp_path), shipped_config()
    workbook = XlsxWorkbook(settings.workbook_path, certiflow_layout(config))
    return Office(settings, config, ledger, workbook, EmlFolder(settings.mail_folder))
