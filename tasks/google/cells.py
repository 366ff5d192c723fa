"""Between the workbook's values and what travels: A1 ranges, JSON cells, serial dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openpyxl.utils import get_column_letter

from tasks.workbook.grid import Grid
from tasks.workbook.layout import Tab
from tasks.workbook.protocol import Cells
from tasks.workbook.values import CellValue, Kind, as_text, writable

Raw = str | int | float | bool | None
_EPOCH = datetime(1899, 12, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to set, as JSON; None blanks it. `header` is the column's at the moment of reading."""

    row: int
    column: int
    header: str
    raw: Raw


def quoted(title: str) -> str:
    """A tab's title as A1 notation wants it; alone, it is the range of the whole tab."""
    return "'" + title.replace("'", "''") + "'"


def raw_of(value: CellValue) -> Raw:
    """A value in the normal form of its column, as JSON: dates as serial numbers of the sheet's own clock."""
    if isinstance(value, datetime):
        return (value - _EPOCH) / _DAY
    if isinstance(value, date):
        return (datetime(value.year, value.month, value.day) - _EPOCH).days
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


def grid_of(rows: Sequence[Sequence[object]]) -> Grid:
    """The rows of `values:batchGet`, blank cells left out."""
    return {
        number: {at: value for at, value in enumerate(row, 1) if isinstance(value, (str, int, float)) and value != ""}
        for number, row in enumerate(rows, 1)
    }


def worded(tab: Tab, cells: Cells) -> dict[str, CellValue]:
    """The cells as they will be read again, keys among them.

    Dates are in words where the column is no date's: a number alone does not say that it is a date.
    """
    kinds = {header: tab.column(header).kind for header in cells}
    return {
        header: as_text(value)
        if isinstance(value, date) and kinds[header] not in (Kind.DATE, Kind.DATETIME)
        else writable(value, kinds[header])
        for header, value in cells.items()
    }


def ranges_of(title: str, cells: Iterable[Cell]) -> dict[str, list[list[Raw]]]:
    """A1 range → values: cells that follow each other in a column make one range."""
    ranges: dict[str, list[list[Raw]]] = {}
    run: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.column, cell.row)):
        if run and (cell.column, cell.row) != (run[-1].column, run[-1].row + 1):
            ranges[_range(title, run)] = _values(run)
            run = []
        run.append(cell)
    if run:
        ranges[_range(title, run)] = _values(run)
    return ranges


def _range(title: str, run: list[Cell]) -> str:
    letter = get_column_letter(run[0].column)
    return f"{quoted(title)}!{letter}{run[0].row}:{letter}{run[-1].row}"


def _values(run: list[Cell]) -> list[list[Raw]]:
    return [["" if cell.raw is None else cell.raw] for cell in run]  # Google skips a null
