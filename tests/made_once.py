"""What every test would make again and find the same: configurations, empty workbooks, compiled statements."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Dialect, Engine
from sqlalchemy.util import LRUCache

import tasks.office
from config.loader import Config, load_config
from tasks.ledger import database
from tasks.workbook import shaping
from tasks.workbook.layout import Layout
from tests.postgres import PostgresServer


@pytest.fixture(scope="session", autouse=True)
def configuration_read_once() -> Iterator[None]:
    """The same files give the same configuration: reading them is a fifth of a day on which nothing happens."""
    known: dict[tuple[tuple[str, int], ...], Config] = {}

    def read(folder: Path) -> Config:
        files = sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*.*"))
        return known.get(tuple(files)) or known.setdefault(tuple(files), load_config(folder))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.office, "load_config", read)
        yield


@pytest.fixture(scope="session", autouse=True)
def workbook_shaped_once() -> Iterator[None]:
    """The same layout gives the same empty workbook: shaping its tabs takes a second."""
    shaped: dict[str, bytes] = {}
    shape = shaping.new_workbook

    def new_workbook(layout: Layout) -> bytes:
        return shaped.get(repr(layout)) or shaped.setdefault(repr(layout), shape(layout))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shaping, "new_workbook", new_workbook)
        yield


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
