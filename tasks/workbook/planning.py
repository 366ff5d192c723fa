"""From changes to the cells that differ, decided on the grid as it is at the moment of writing. Backend-neutral."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.workbook.grid import HEADER_ROW, Grid, is_blank, locate_columns, rows_of
from tasks.workbook.layout import Column, Owner, Tab
from tasks.workbook.protocol import Cells, RowUpdate, TabChanges, Unplaced, same_key
from tasks.workbook.values import CellValue, Kind, coerce, row_key, same, writable

_NOT_FOUND = "ligne introuvable (supprimée ou modifiée pendant l’écriture) : nouvel essai au prochain passage"


@dataclass(frozen=True, slots=True)
class CellWrite:
    """One cell to set, in the normal form of its column; None blanks it."""

    row: int
    column: int
    value: CellValue
    kind: Kind


@dataclass(slots=True)
class TabPlan:
    writes: list[CellWrite] = field(default_factory=list)
    placed: int = 0
    unplaced: list[Unplaced] = field(default_factory=list)


def plan_tab(tab: Tab, grid: Grid | None, changes: TabChanges) -> TabPlan:
    """The cells that must change, and what no longer has a place. Reads only `grid`, never an older state."""
    columns, problem = locate_columns(tab, grid)
    if grid is None or problem:
        return _nothing_placed(tab, changes, problem or "")
    if changes.mirror is not None:
        return _plan_mirror(tab, columns, grid, changes.mirror)
    return _RowsPlanner(tab, columns, grid).plan(changes)


def _nothing_placed(tab: Tab, changes: TabChanges, reason: str) -> TabPlan:
    lost = [Unplaced(tab.name, update.key, update.fingerprint, reason) for update in changes.updates]
    lost += [Unplaced(tab.name, _key_of(tab, cells), None, reason) for cells in changes.appends]
    lost += [Unplaced(tab.name, None, None, reason)] if changes.mirror is not None else []
    return TabPlan(unplaced=lost)


def _plan_mirror(tab: Tab, columns: Mapping[str, int], grid: Grid, rows: list[Cells]) -> TabPlan:
    plan = TabPlan(placed=len(rows))
    wanted_rows = [{tab.column(header).header: value for header, value in row.items()} for row in rows]
    first = HEADER_ROW + 1
    for number in sorted({*range(first, first + len(rows)), *grid} - {HEADER_ROW}):
        wanted = wanted_rows[number - first] if number < first + len(rows) else {}
        raw = grid.get(number, {})
        for column in tab.columns:
            at = columns[column.header]
            _write_if_different(plan, number, at, column, wanted.get(column.header), raw.get(at))
    return plan


def _write_if_different(plan: TabPlan, row: int, at: int, column: Column, wanted: CellValue, raw: CellValue) -> None:
    value = writable(wanted, column.kind)
    if not same(value, coerce(raw, column.kind)):
        plan.writes.append(CellWrite(row, at, value, column.kind))


def _key_of(tab: Tab, cells: Cells) -> str | None:
    keys = (row_key(value) for header, value in cells.items() if tab.key and tab.column(header) is tab.column(tab.key))
    return next(keys, None)


class _RowsPlanner:
    """Finds the row of each change in the grid as it is now, then compares cell by cell."""

    def __init__(self, tab: Tab, columns: Mapping[str, int], grid: Grid) -> None:
        self.tab, self.columns, self.grid = tab, columns, grid
        self.by_key: dict[str, list[tuple[int, str]]] = {}
        self.keyless: dict[str, list[int]] = {}
        for row in rows_of(tab, columns, grid):
            if row.key:
                self.by_key.setdefault(same_key(row.key), []).append((row.number, row.fingerprint))
            else:
                self.keyless.setdefault(row.fingerprint, []).append(row.number)
        used = [number for number, raw in grid.items() if not is_blank(raw.values())]
        self.next_row = max([HEADER_ROW, *used]) + 1
        self.wanted: dict[int, dict[str, CellValue]] = {}
        self.plan_made = TabPlan()

    def plan(self, changes: TabChanges) -> TabPlan:
        waiting = [update for update in changes.updates if not self._place(update, self._by_key(update))]
        for update in waiting:
            row = self._by_key(update) or self._by_fingerprint(update)
            if not self._place(update, row):
                self._lose(update.key, update.fingerprint)
        for cells in changes.appends:
            self._append(cells)
        for key in changes.retired:
            self._retire(key)
        for number, wanted in self.wanted.items():
            self._compare(number, wanted)
        return self.plan_made

    def _by_key(self, update: RowUpdate) -> int | None:
        rows = self.by_key.get(same_key(update.key), []) if update.key else []
        if len(rows) > 1:
            rows = [row for row in rows if row[1] == update.fingerprint]
        return rows[0][0] if len(rows) == 1 else None

    def _by_fingerprint(self, update: RowUpdate) -> int | None:
        if update.fingerprint is None or (update.key and same_key(update.key) in self.by_key):
            return None
        twins = self.keyless.get(update.fingerprint)
        return twins.pop(0) if twins else None

    def _place(self, update: RowUpdate, number: int | None) -> bool:
        if number is None:
            return False
        cells = dict(update.cells)
        if update.key and self.tab.key and self.tab.column(self.tab.key).owner is Owner.SYSTEM:
            cells.setdefault(self.tab.key, update.key)
            self.by_key.setdefault(same_key(update.key), [(number, update.fingerprint or "")])
        self._want(number, cells)
        return True

    def _append(self, cells: Cells) -> None:
        key = _key_of(self.tab, cells)
        if key is None or same_key(key) not in self.by_key:
            self._want(self.next_row, cells)
            if key:
                self.by_key[same_key(key)] = [(self.next_row, "")]
            self.next_row += 1
            return
        system = {h: v for h, v in cells.items() if self.tab.column(h).owner is Owner.SYSTEM}
        if not self._place(RowUpdate(key, None, system), self._by_key(RowUpdate(key, None, system))):
            self._lose(key, None)

    def _retire(self, key: str) -> None:
        """Its row is blank from now on; the next writing does not find it any more."""
        rows = self.by_key.get(same_key(key), [])
        if len(rows) != 1:
            return
        number, ours = rows[0][0], set(self.columns.values())
        if is_blank(raw for at, raw in self.grid.get(number, {}).items() if at not in ours):
            self.wanted[number] = dict.fromkeys((column.header for column in self.tab.columns), None)

    def _want(self, number: int, cells: Cells) -> None:
        wanted = self.wanted.setdefault(number, {})
        wanted.update({self.tab.column(header).header: value for header, value in cells.items()})
        self.plan_made.placed += 1

    def _lose(self, key: str | None, print_: str | None) -> None:
        rows = self.by_key.get(same_key(key), []) if key else []
        numbers = " et ".join(str(number) for number, _ in rows)
        doubled = f"la référence « {key} » figure sur plusieurs lignes ({numbers}) : gardez-la sur une seule"
        self.plan_made.unplaced.append(Unplaced(self.tab.name, key, print_, doubled if len(rows) > 1 else _NOT_FOUND))

    def _compare(self, number: int, wanted: Mapping[str, CellValue]) -> None:
        raw = self.grid.get(number, {})
        for header, value in wanted.items():
            at = self.columns[header]
            _write_if_different(self.plan_made, number, at, self.tab.column(header), value, raw.get(at))
