"""Typing in one tab of the workbook: its cells alone change, in the file's own XML.

A person's program writes the whole file anew, which takes openpyxl ten times as long with thirty tabs: `Desk.book` and
the demonstration do that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
        self._editor, self._grid = editor, editor.grid()
        self._columns = {str(header): column for column, header in self._grid[1].items() if header}
        self.writes: list[CellWrite] = []

    @property
    def first_free_row(self) -> int:
        used = {row for row, cells in self._grid.items() if any(value is not None for value in cells.values())}
        return next(row for row in range(2, max(self._grid) + 3) if row not in used)

    def row_of(self, value: str, *headers: str) -> int:
        """The first row that has `value` under the first of `headers` that the tab has."""
        column = next(self._columns[header] for header in headers if header in self._columns)
        return next(row for row in sorted(self._grid) if row > 1 and self._grid[row].get(column) == value)

    def fill(self, row: int, cells: Mapping[str, Any]) -> None:
        """Text is typed as text, even when it begins with « = »: so does the form."""
        self.writes += [CellWrite(row, self._column(header), value, _kind(value)) for header, value in cells.items()]

    def _column(self, wanted: str) -> int:
        """« G3 » is enough for « G3 – Adéquation des CV au référentiel »."""
        if wanted in self._columns:
            return self._columns[wanted]
        return next(column for header, column in self._columns.items() if header.startswith(f"{wanted} – "))


@contextmanager
def typing_in(path: Path, tab: str) -> Iterator[TypedSheet]:
    """One tab, saved at the end."""
    package = Package(path.read_bytes(), path.name)
    part = package.sheet_part(tab)
    assert part is not None, f"no tab {tab}"
    styles = Stylesheet(package.styles)
    editor = SheetEditor(package.part(part), package.strings, styles)
    sheet = TypedSheet(editor)
    yield sheet
    editor.set(sheet.writes)
    package.replace(part, editor.to_bytes())
    if styles.changed:
        package.replace_styles(styles.to_bytes())
    path.write_bytes(package.to_bytes())


def _kind(value: Any) -> Kind:
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, (int, float)):
        return Kind.NUMBER
    return Kind.DATETIME if isinstance(value, date) else Kind.TEXT
