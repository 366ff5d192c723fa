"""Typing in tabs as people do: the cells typed alone change, in the file's own XML when it is an .xlsx.

A person's program writes the whole file anew, which takes openpyxl ten times as long with thirty tabs.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from tasks.workbook.package import Package
from tasks.workbook.planning import CellWrite
from tasks.workbook.sheetwrite import SheetEditor
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import Kind


class TypedSheet:
    """What is typed in one tab before it is saved; what was typed is seen at once.

    Args:
        grid: every cell that has a value, row number → column number → value, headers in row 1.
    """

    def __init__(self, grid: Mapping[int, Mapping[int, Any]]) -> None:
        self.grid = {row: dict(cells) for row, cells in grid.items()}
        self.headers = {str(header): column for column, header in self.grid[1].items() if header}
        self.writes: list[CellWrite] = []

    @property
    def first_free_row(self) -> int:
        used = {row for row, cells in self.grid.items() if any(value is not None for value in cells.values())}
        return next(row for row in range(2, max(self.grid) + 3) if row not in used)

    def rows(self, where: Mapping[str, object]) -> Iterator[int]:
        """The rows whose cells are as `where` says, by header."""
        wanted = {self.headers[header]: value for header, value in where.items()}
        for row in sorted(self.grid):
            if row > 1 and all(self.grid[row].get(column) == value for column, value in wanted.items()):
                yield row

    def row_of(self, value: str, *headers: str) -> int:
        """The first row that has `value` under the first of `headers` that the tab has."""
        return next(self.rows({next(header for header in headers if header in self.headers): value}))

    def shown(self, row: int, header: str) -> Any:
        return self.grid[row].get(self.headers[header])

    def fill(self, row: int, cells: Mapping[str, Any]) -> None:
        """Text is typed as text, even when it begins with « = »: so does the form."""
        writes = [CellWrite(row, self._column(header), value, _kind(value)) for header, value in cells.items()]
        self.grid.setdefault(row, {}).update((write.column, write.value) for write in writes)
        self.writes += writes

    def _column(self, wanted: str) -> int:
        """« G3 » is enough for « G3 – Adéquation des CV au référentiel »."""
        if wanted in self.headers:
            return self.headers[wanted]
        return next(column for header, column in self.headers.items() if header.startswith(f"{wanted} – "))


class Opened(Protocol):
    """A workbook that somebody has before his eyes, a file or a page of a browser."""

    def sheet(self, tab: str) -> TypedSheet:
        """The tab, to be read and typed in."""


class TypedBook:
    """A workbook that somebody opened, typed in and saves."""

    def __init__(self, path: Path) -> None:
        self._path, self._package = path, Package(path.read_bytes(), path.name)
        self._styles = Stylesheet(self._package.styles)
        self._sheets: dict[str, tuple[SheetEditor, TypedSheet]] = {}

    def sheet(self, tab: str) -> TypedSheet:
        """Raises ValueError when the workbook has no such tab."""
        if tab not in self._sheets:
            editor = SheetEditor(self._package.part(self._part(tab)), self._package.strings, self._styles)
            self._sheets[tab] = editor, TypedSheet(editor.grid())
        return self._sheets[tab][1]

    def save(self) -> None:
        for tab, (editor, sheet) in self._sheets.items():
            if sheet.writes:
                editor.set(sheet.writes)
                self._package.replace(self._part(tab), editor.to_bytes())
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
