"""What the contract asks of a backend under test: the workbook, and the hands of staff on the same cells.

Staff are given as two gestures, reading a whole tab and typing a whole tab: sorting, inserting, deleting, moving a
column are then list operations, the same for every backend.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from openpyxl import load_workbook

from tasks.workbook import Layout, Workbook, XlsxWorkbook

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


BACKENDS: dict[str, Callable[[Path, Layout], Backend]] = {"xlsx": XlsxBackend}
