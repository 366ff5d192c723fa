"""What the contract asks of a backend under test: the workbook, and the hands of staff on the same cells.

Staff are given as two gestures, reading a whole tab and typing a whole tab: sorting, inserting, deleting, moving a
column are then list operations, the same for every backend.
"""

import atexit
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from google.auth.credentials import CredentialsWithRegionalAccessBoundary
from openpyxl import load_workbook

from tasks.google import GoogleWorkbook, open_google_workbook
from tasks.google.limiter import Limiter
from tasks.workbook import Layout, Workbook, XlsxWorkbook
from tests.sheets_server import SheetsServer, Typed

Table = list[list[object]]


class Backend(Protocol):
    workbook: Workbook

    def table(self, tab: str) -> Table:
        """The tab as staff see it, header row first; blank cells are None."""

    def type_table(self, tab: str, table: Table) -> None:
        """Replace every cell of the tab by these."""

    def delete_tab(self, tab: str) -> None: ...


class XlsxBackend:
    def __init__(self, folder: Path, layout: Layout) -> None:
        self.path = folder / "candidatures.xlsx"
        self.workbook: Workbook = XlsxWorkbook(self.path, layout)

    def table(self, tab: str) -> Table:
        rows = load_workbook(self.path, data_only=True)[tab].iter_rows(values_only=True)
        return [list(row) for row in rows]

    def type_table(self, tab: str, table: Table) -> None:
        book = load_workbook(self.path)
        sheet = book[tab]
        sheet.delete_rows(1, sheet.max_row)
        for number, row in enumerate(table, 1):
            for at, value in enumerate(row, 1):
                cell = sheet.cell(number, at)
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str):
                    cell.data_type = "s"
        book.save(self.path)

    def delete_tab(self, tab: str) -> None:
        book = load_workbook(self.path)
        del book[tab]
        book.save(self.path)


class GoogleBackend:
    """A spreadsheet on the test server, one server for all; the hands of staff are the server's own."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.server = google_server()
        self.id = self.server.new_spreadsheet("Candidatures", "fr_FR", "Europe/Paris")
        self.book = self.server.book(self.id)
        self.clock = PatientClock()
        self.key, self.journal, self.layout = folder / "compte.json", folder / "carnet.json", layout
        self.key.write_text(json.dumps(self.server.account), encoding="utf-8")
        self.workbook: Workbook = self.another()

    def another(self) -> GoogleWorkbook:
        """The same spreadsheet as another run opens it."""
        limiter = Limiter(self.clock, 10_000)
        return open_google_workbook(
            self.id, self.layout, self.key, journal=self.journal, host=self.server.url, limiter=limiter
        )

    def table(self, tab: str) -> Table:
        return [list(row) for row in self.book.table(tab)]

    def type_table(self, tab: str, table: Table) -> None:
        self.book.type_table(tab, cast(Sequence[Sequence[Typed]], table))

    def delete_tab(self, tab: str) -> None:
        self.book.delete_tab(tab)


class PatientClock:
    """A clock whose waits take no time. `waits` are the seconds that were asked for."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


@cache
def google_server() -> SheetsServer:
    """Started by the first test that asks, stopped with the tests."""
    # google-auth asks Google itself, in the background, in which regions a bearer may be used: no test calls out
    asking = "_maybe_start_regional_access_boundary_refresh"
    setattr(CredentialsWithRegionalAccessBoundary, asking, _nothing)
    server = SheetsServer()
    server.__enter__()
    atexit.register(server.__exit__, None, None, None)
    return server


def _nothing(*_: object) -> None: ...


BACKENDS: dict[str, Callable[[Path, Layout], Backend]] = {"xlsx": XlsxBackend, "google": GoogleBackend}
