"""One write: look, plan, send, look again, until what was looked at needs nothing more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from tasks.google.api import SheetsApi
from tasks.google.appending import Appends
from tasks.google.cells import Cell, Raw, ranges_of, raw_of
from tasks.google.failures import Cure, GoogleFailure
from tasks.google.formats import Request
from tasks.google.journal import Journal
from tasks.google.reshaping import inserted_rows, more_rows
from tasks.google.spreadsheet import Spreadsheet, read_grids, read_spreadsheet
from tasks.workbook.grid import HEADER_ROW, Grid, is_blank, locate_columns
from tasks.workbook.layout import Layout, Mode, Tab
from tasks.workbook.planning import TabPlan, plan_tab
from tasks.workbook.protocol import Changes, Unplaced, WriteReport
from tasks.workbook.values import row_key, same

_WRITES = 3  # of one operation, before what still moves is left for the next run
_FAILURES = 6
_MOVING = "la ligne n’a cessé de bouger pendant l’écriture : nouvel essai au prochain passage"

_Found = TypeVar("_Found")


@dataclass(slots=True)
class _Step:
    """What one look asks for.

    Args:
        sound: the tabs as they should be, with what they hold.
        cells: to set on rows that exist, by tab.
        rows: to insert, by tab: first row number and column → value of each.
        grown: MIRROR tabs that need so many rows in all.
    """

    plans: dict[str, TabPlan] = field(default_factory=dict)
    sound: dict[str, Grid] = field(default_factory=dict)
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    rows: dict[str, tuple[int, list[dict[int, Raw]]]] = field(default_factory=dict)
    grown: dict[str, int] = field(default_factory=dict)
    certain: bool = True

    @property
    def size(self) -> int:
        inserted = sum(len(row) for _, rows in self.rows.values() for row in rows)
        return inserted + sum(len(cells) for cells in self.cells.values())


class Writing:
    """One operation of `GoogleWorkbook.write`.

    Args:
        journal: what earlier operations left unverified; it is written before anything is sent.
    """

    def __init__(self, api: SheetsApi, layout: Layout, changes: Changes, journal: Journal) -> None:
        self.api, self.layout, self.journal = api, layout, journal
        self.appends = Appends(layout, changes)
        self.book: Spreadsheet | None = None
        self.reshaped = False
        self.changed = self.failures = 0

    def run(self) -> WriteReport:
        """Raises GoogleFailure when Google cannot be reached or refuses; what was sent is then in the journal."""
        writes = 0
        while True:
            step = self._patiently(self._look, Cure.READ_AGAIN)  # a read already waits by itself
            if step is None:
                continue
            if step.size == 0:
                return self._settled(step)
            if writes == _WRITES:
                return self._given_up(step)
            if self._patiently(partial(self._send, step), Cure.READ_AGAIN, Cure.WAIT):
                writes, self.changed = writes + 1, self.changed + step.size

    def _patiently(self, call: Callable[[], _Found], *cures: Cure) -> _Found | None:
        """What the call returns; None when it failed in a way that a new look may cure."""
        try:
            return call()
        except GoogleFailure as failure:
            self.failures += 1
            if self.failures > _FAILURES or failure.cure not in cures:
                raise
            self.book = None
            self.api.wait(failure, self.failures)
            return None

    def _look(self) -> _Step:
        if self.book is None:
            self.book, self.reshaped = read_spreadsheet(self.api), False
        names = [tab.name for tab in self.layout.tabs if tab.name in self.appends.tabs | self.journal.tabs]
        grids = read_grids(self.api, self.book, names)
        step = _Step()
        for name in names:
            tab, now = self.layout.tab(name), grids[name]
            sound = self.journal.sound(tab, now)
            step.certain = step.certain and (sound is not now or name not in self.journal.tabs)
            step.plans[name] = plan_tab(tab, sound, self.appends.changes(tab, now))
            if now is not None and sound is not None:
                step.sound[name] = sound
                self._sort_out(step, tab, now, sound)
        return step

    def _sort_out(self, step: _Step, tab: Tab, now: Grid, sound: Grid) -> None:
        """Which cells are set in place, and which rows are new; these wait until the others are sound."""
        healing = _undone(now, sound)
        last = max([HEADER_ROW, *(number for number, row in sound.items() if not is_blank(row.values()))])
        in_place, rows = dict(healing), dict[int, dict[int, Raw]]()
        for write in step.plans[tab.name].writes:
            if tab.mode is Mode.ROWS and write.row > last:
                rows.setdefault(write.row, {})[write.column] = raw_of(write.value)
            else:
                in_place[write.row, write.column] = raw_of(write.value)
        headers = {at: str(raw) for at, raw in now.get(HEADER_ROW, {}).items()}
        cells = [Cell(*at, headers.get(at[1], ""), raw) for at, raw in in_place.items() if not _holds(now, at, raw)]
        if cells:
            step.cells[tab.name] = cells
        if rows and not (healing and cells):
            step.rows[tab.name] = min(rows), [rows[number] for number in sorted(rows)]
        if tab.mode is Mode.MIRROR:
            step.grown[tab.name] = max((cell.row for cell in cells), default=0)

    def _send(self, step: _Step) -> bool:
        """False when the spreadsheet's size must be read again first: nothing was sent."""
        assert self.book is not None  # noqa: S101 - `_look` has just read it
        requests = self._reshaping(self.book, step)
        if requests and self.reshaped:
            self.book = None
            return False
        if requests:
            self.appends.sending(step.rows)
            self.api.change(requests)
            self.reshaped = True
            self.appends.sent(step.rows)
        if step.cells:
            self._put(self.book, step)
        return True

    def _reshaping(self, book: Spreadsheet, step: _Step) -> list[Request]:
        """The requests that insert new rows, and those that make room at the end of a list of the system."""
        requests: list[Request] = []
        for name, (first, rows) in step.rows.items():
            requests += inserted_rows(self.layout.tab(name), book.tab(name), step.sound[name], first, rows)
        for name, count in step.grown.items():
            requests += more_rows(self.layout.tab(name), book.tab(name), step.sound[name], count)
        return requests

    def _put(self, book: Spreadsheet, step: _Step) -> None:
        kept = {name: cells for name, cells in step.cells.items() if self.layout.tab(name).mode is Mode.ROWS}
        self.journal.record({name: _with_rows(step, name) for name in kept}, kept)
        ranges: dict[str, list[list[Raw]]] = {}
        for name, cells in step.cells.items():
            ranges |= ranges_of(book.tab(name).title, cells)
        self.api.put(ranges)

    def _settled(self, step: _Step) -> WriteReport:
        if step.certain:
            self.journal.settle()
        return self._report(step.plans.values(), ())

    def _given_up(self, step: _Step) -> WriteReport:
        lost = []
        for name, cells in step.cells.items():
            tab, grid = self.layout.tab(name), step.sound[name]
            column = locate_columns(tab, grid)[0].get(tab.column(tab.key).header, 0) if tab.key else 0
            wanted = {cell.row: cell.raw for cell in cells if cell.column == column}
            asked = {write.row for write in step.plans[name].writes}
            for number in sorted(asked & {cell.row for cell in cells}):
                key = row_key(wanted.get(number) or grid.get(number, {}).get(column))
                lost.append(Unplaced(name, key, None, _MOVING))
        return self._report(step.plans.values(), lost)

    def _report(self, plans: Iterable[TabPlan], moving: Iterable[Unplaced]) -> WriteReport:
        plans, moving = list(plans), tuple(moving)
        return WriteReport(
            placed=sum(plan.placed for plan in plans) + self.appends.landed - len(moving),
            unplaced=(*(lost for plan in plans for lost in plan.unplaced), *moving),
            changed_cells=self.changed,
        )


def _undone(now: Grid, sound: Grid) -> dict[tuple[int, int], Raw]:
    """The cells that hold what is not theirs, with what they should hold."""
    if sound is now:
        return {}
    places = {(number, at) for number in sound for at in {**now.get(number, {}), **sound[number]}}
    wanted = {place: raw_of(sound[place[0]].get(place[1])) for place in places}
    return {place: raw for place, raw in wanted.items() if not _holds(now, place, raw)}


def _with_rows(step: _Step, name: str) -> Grid:
    """The tab as it should be once the new rows are in."""
    first, rows = step.rows.get(name, (0, []))
    return {**step.sound[name], **{first + index: dict(row) for index, row in enumerate(rows)}}


def _holds(grid: Grid, place: tuple[int, int], raw: Raw) -> bool:
    held = grid.get(place[0], {}).get(place[1])
    return same(held, None if raw == "" else raw)
