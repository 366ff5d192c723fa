"""Undoes, on paper, what a write put on rows that had moved under it. The planning then runs on sound ground.

Google has no compare-and-set: between our reading and our writing people sort, insert and delete, and a cell lands on
a row that is not its own. What was there is known (the reading before), and so is what was written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tasks.google.cells import Cell
from tasks.workbook.grid import HEADER_ROW, Grid, locate_columns, rows_of
from tasks.workbook.layout import Owner, Tab
from tasks.workbook.protocol import Row, same_key
from tasks.workbook.values import CellValue, canonical, coerce, header_key, same

_Mutable = dict[int, dict[int, CellValue]]


@dataclass(slots=True)
class Trace:
    """What may have gone wrong in a tab: its grid as it should have stayed, and the cells sent since."""

    before: Grid
    cells: list[Cell] = field(default_factory=list)


def healed(tab: Tab, now: Grid, trace: Trace) -> Grid | None:
    """`now` without the cells that landed on rows or columns that are not theirs; None when nobody can tell yet.

    Args:
        now: the tab as just read.
        trace: what was read before, and written since.
    """
    grid: _Mutable = {number: dict(row) for number, row in now.items()}
    _put_columns_back(grid, trace)
    columns, problem = locate_columns(tab, grid)
    places, past_problem = locate_columns(tab, trace.before)
    if problem or past_problem:
        return None
    old = list(rows_of(tab, places, trace.before))
    _RowHealer(tab, columns, trace, old).heal(grid, list(rows_of(tab, columns, grid)))
    return grid


def _put_columns_back(grid: _Mutable, trace: Trace) -> None:
    """A column was moved or inserted: what we overwrote there comes back from the reading before."""
    headers = _headers(grid)
    strays = [
        cell
        for cell in trace.cells
        if headers.get(cell.column, "") != header_key(cell.header)
        and same(grid.get(cell.row, {}).get(cell.column), cell.raw)
    ]
    if not strays:
        return
    past = {header: at for at, header in _headers(trace.before).items()}
    spoilt = {headers.get(cell.column, "") for cell in strays} | {header_key(cell.header) for cell in trace.cells}
    intact = [(at, past[header]) for at, header in headers.items() if header in past and header not in spoilt]
    old = _Rows(trace.before, [at for _, at in intact])
    for cell in strays:
        row = grid.setdefault(cell.row, {})
        number = old.number_of(cell.row, [row.get(at) for at, _ in intact])
        row[cell.column] = trace.before.get(number, {}).get(past.get(headers.get(cell.column, ""), 0))


class _Rows:
    """Finds a row again by the content of some columns."""

    def __init__(self, grid: Grid, columns: list[int]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for number, row in grid.items():
            self._numbers.setdefault(_content(row.get(at) for at in columns), []).append(number)

    def number_of(self, number: int, values: Iterable[CellValue]) -> int:
        """Its number as it was, `number` when that may be; 0 when no row for sure had these values."""
        found = self._numbers.get(_content(values), [])
        if number in found:
            return number
        return found[0] if len(found) == 1 else 0


def _content(values: Iterable[CellValue]) -> str:
    return repr([canonical(value) for value in values])


def _headers(grid: Grid) -> dict[int, str]:
    return {at: header_key(raw) for at, raw in grid.get(HEADER_ROW, {}).items()}


class _RowHealer:
    """Gives each row back the system cells that it had, wherever it now carries something that we wrote."""

    def __init__(self, tab: Tab, columns: Mapping[str, int], trace: Trace, old: list[Row]) -> None:
        self.tab, self.columns, self.old = tab, columns, old
        self.kinds = {column.header: column.kind for column in tab.columns if column.owner is Owner.SYSTEM}
        self.written: dict[str, set[str]] = {}
        for header, cell in _system_cells(tab, trace.cells):
            self.written.setdefault(header, set()).add(_mark(coerce(cell.raw, self.kinds[header])))
        key = tab.column(tab.key).header if tab.key else ""
        self.keys = {same_key(str(cell.raw)) for header, cell in _system_cells(tab, trace.cells) if header == key}

    def heal(self, grid: _Mutable, rows: list[Row]) -> None:
        for row, past in self._identities(rows):
            for header, marks in self.written.items():
                had = past.cells[header] if past else None
                if _mark(row.cells[header]) in marks and not same(row.cells[header], had):
                    grid[row.number][self.columns[header]] = had

    def _identities(self, rows: list[Row]) -> Iterator[tuple[Row, Row | None]]:
        """Each row with itself as it was. A key that we have just written proves nothing: the content does."""
        doubled = _doubled(self.old)
        by_key = {same_key(row.key): row for row in self.old if row.key and same_key(row.key) not in doubled}
        known: dict[int, Row] = {}
        for row in rows:
            if row.key and same_key(row.key) not in self.keys and (past := by_key.get(same_key(row.key))):
                known[row.number] = past
        taken = {past.number for past in known.values()}
        by_print: dict[str, list[Row]] = {}
        for past in self.old:
            if past.number not in taken:
                by_print.setdefault(past.fingerprint, []).append(past)
        for row in rows:
            twins = by_print.get(row.fingerprint)
            yield row, known.get(row.number) or (twins.pop(0) if twins else None)


def _doubled(rows: Iterable[Row]) -> set[str]:
    seen: set[str] = set()
    keys = [same_key(row.key) for row in rows if row.key]
    return {key for key in keys if key in seen or seen.add(key)}  # type: ignore[func-returns-value]


def _system_cells(tab: Tab, cells: Iterable[Cell]) -> Iterator[tuple[str, Cell]]:
    owned = {header_key(column.header): column.header for column in tab.columns if column.owner is Owner.SYSTEM}
    for cell in cells:
        header = owned.get(header_key(cell.header))
        if header is not None:
            yield header, cell


def _mark(value: CellValue) -> str:
    return repr(canonical(value))
