"""Typing in tabs of an .xlsx as people do: the cells typed alone change, in the file's own XML.

A person's program writes the whole file anew, which takes openpyxl ten times as long with thirty tabs.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tasks.workbook.package import Package
from tasks.workbook.planning import CellWrite
from tasks.workbook.sheetwrite import SheetEditor
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import Kind


class TypedSheet:
    """What is typed in one tab before it is saved."""

    def __init__(self, editor: SheetEditor) -> None:
        self._editor, self.grid = editor, editor.grid()
        self._columns = {str(header): column for column, header in self.grid[1].items() if header}
        self._writes: list[CellWrite] = []

    @property
    def first_free_row(self) -> int:
        used = {row for row, cells in self.grid.items() if any(value is not None for value in cells.values())}
        return next(row for row in range(2, max(self.grid) + 3) if row not in used)

    def row_of(self, value: str, *headers: str) -> int:
        """The first row that has `value` under the first of `headers` that the tab has."""
        column = next(self._columns[header] for header in headers if header in self._columns)
        return next(row for row in sorted(self.grid) if row > 1 and self.grid[row].get(column) == value)

    def fill(self, row: int, cells: Mapping[str, Any]) -> None:
        """Text is typed as text, even when it begins with « = »: so does the form."""
        self._writes += [CellWrite(row, self._column(header), value, _kind(value)) for header, value in cells.items()]

    def to_bytes(self) -> bytes:
        self._editor.set(self._writes)
        return self._editor.to_bytes()

    def _column(self, wanted: str) -> int:
        """« G3 » is enough for « G3 – Adéquation des CV au référentiel »."""
        if wanted in self._columns:
            return self._columns[wanted]
        return next(column for header, column in self._columns.items() if header.startswith(f"{wanted} – "))


class TypedBook:
    """A workbook that somebody opened, typed in and saves."""

    def __init__(self, path: Path) -> None:
        self._path, self._package = path, Package(path.read_bytes(), path.name)
        self._styles = Stylesheet(self._package.styles)
        self._sheets: dict[str, TypedSheet] = {}

    def sheet(self, tab: str) -> TypedSheet:
        """Raises ValueError when the workbook has no such tab."""
        if tab not in self._sheets:
            content = self._package.part(self._part(tab))
            self._sheets[tab] = TypedSheet(SheetEditor(content, self._package.strings, self._styles))
        return self._sheets[tab]

    def save(self) -> None:
        for tab, sheet in self._sheets.items():
            self._package.replace(self._part(tab), sheet.to_bytes())
        if self._styles.changed:
            self._package.replace_styles(self._styles.to_bytes())
        self._path.write_bytes(self._package.to_bytes())

    def _part(self, tab: str) -> str:
        part = self._package.sheet_part(tab)
        if part is None:
            raise ValueError(f"no tab « {tab} » in {self._path.name}")
        return part


def _kind(value: Any) -> Kind:
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, (int, float)):
        return Kind.NUMBER
    return Kind.DATETIME if isinstance(value, date) else Kind.TEXT
