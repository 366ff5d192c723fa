"""The workbook as the flows see it: one `read`, one `write` of all changes, whatever the number of rows or backend."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from tasks.workbook.layout import Layout, Mode, Owner, Tab
from tasks.workbook.values import CellValue, row_key

Cells = Mapping[str, CellValue]


class WorkbookUnavailable(Exception):
    """The workbook cannot be used at all. Its message is French: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read.

    Args:
        number: its position at the moment of reading, to speak to people; never to find it again.
        key: the text of its key cell, None when blank.
        cells: the layout's columns by header, in normal form; blank cells are None.
        fingerprint: SHA-256 of what people typed; finds a row whose key was not written yet.
    """

    number: int
    key: str | None
    cells: Cells
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TabContent:
    """A tab as read: its rows, or the problem (French, with its cure) for which it alone is stopped."""

    name: str
    rows: tuple[Row, ...] = ()
    problem: str | None = None

    @property
    def doubled_keys(self) -> dict[str, tuple[int, ...]]:
        """Keys that several rows carry (someone copied a row) → the numbers of these rows."""
        spellings = {same_key(row.key): row.key for row in reversed(self.rows) if row.key}
        counts = Counter(same_key(row.key) for row in self.rows if row.key)
        return {
            spellings[key]: tuple(row.number for row in self.rows if row.key and same_key(row.key) == key)
            for key, count in counts.items()
            if count > 1
        }


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """Every tab of the layout, by name; a tab that the workbook lacks is there with its problem."""

    tabs: Mapping[str, TabContent]

    @property
    def problems(self) -> dict[str, str]:
        return {name: tab.problem for name, tab in self.tabs.items() if tab.problem}


@dataclass(frozen=True, slots=True)
class RowUpdate:
    """SYSTEM cells to set on a row that exists.

    The row is found by `key`; failing that, by `fingerprint` among the rows that carry no key (identical twins are
    served in order), and its key is then written if the key column is the system's.
    """

    key: str | None
    fingerprint: str | None
    cells: Cells


@dataclass(slots=True)
class TabChanges:
    updates: list[RowUpdate] = field(default_factory=list)
    appends: list[Cells] = field(default_factory=list)
    mirror: list[Cells] | None = None
    retired: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Changes:
    """All that a run wants written. Nothing is checked before `check`, which `Workbook.write` calls first."""

    tabs: dict[str, TabChanges] = field(default_factory=dict)

    def update(self, tab: str, cells: Cells, *, key: str | None = None, fingerprint: str | None = None) -> None:
        """Set SYSTEM cells of one row. Last one wins when a row is updated twice."""
        self._of(tab).updates.append(RowUpdate(key, fingerprint, dict(cells)))

    def append(self, tab: str, cells: Cells) -> None:
        """Add a row, any column. If a row already has its key, only that row's SYSTEM cells are updated."""
        self._of(tab).appends.append(dict(cells))

    def retire(self, tab: str, key: str) -> None:
        """Blank a row that the system made, typed cells included: the caller knows that the ledger has them.

        A row in which people keep something in a column of their own stays, and so does a doubled one.
        """
        self._of(tab).retired.add(key)

    def mirror(self, tab: str, rows: Iterable[Cells]) -> None:
        """The whole content of a MIRROR tab, in order; empty clears it."""
        self._of(tab).mirror = [dict(row) for row in rows]

    def check(self, layout: Layout) -> None:
        """Refuse a programming error before anything is opened.

        Raises:
            ValueError: unknown tab or header, a FORM or STAFF column of an existing row, an update that names no
                row, rows for a tab of the wrong mode, a value no workbook holds (NaN, aware datetime, object).
        """
        for name, changes in self.tabs.items():
            _check_tab(layout.tab(name), changes)

    def _of(self, tab: str) -> TabChanges:
        return self.tabs.setdefault(tab, TabChanges())


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Cells whose row was not found any more: `reason` is a French sentence; the next run tries again."""

    tab: str
    key: str | None
    fingerprint: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What became of a `write`.

    Args:
        placed: updates, appends and mirror rows that found their place (also when nothing had to change).
        unplaced: those that did not.
        changed_cells: how many cells differ; 0 means that the workbook was not touched.
        postponed: French reason when nothing at all could be written (open elsewhere, read-only, disk full).
    """

    placed: int = 0
    unplaced: tuple[Unplaced, ...] = ()
    changed_cells: int = 0
    postponed: str | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """What `create` or `complete` did (`added`) and what needs a person (`problems`), as French sentences."""

    added: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    postponed: str | None = None


class Workbook(Protocol):
    """A workbook of a known layout. One `read` and one `write` a run, at any number of rows."""

    layout: Layout

    def read(self) -> WorkbookContent:
        """Every tab at once. Raises WorkbookUnavailable."""

    def write(self, changes: Changes) -> WriteReport:
        """Read again, find every row, write only what differs. Raises ValueError, WorkbookUnavailable."""

    def create(self) -> Completion:
        """Make the workbook, or `complete` the one that is there. Raises WorkbookUnavailable."""

    def complete(self) -> Completion:
        """Add the tabs and headers that are missing; never touches what is there. Raises WorkbookUnavailable."""

    def describe(self) -> str:
        """What to call this workbook in a message: « candidatures.xlsx »."""


def same_key(key: str) -> str:
    """A key as compared: « of-12 » is « OF-12 »."""
    return (row_key(key) or "").casefold()


def _check_tab(tab: Tab, changes: TabChanges) -> None:
    if tab.mode is Mode.TEXT or (changes.mirror is not None) != (tab.mode is Mode.MIRROR):
        raise ValueError(f"« {tab.name} » is a {tab.mode} tab: wrong kind of change")
    if tab.mode is Mode.MIRROR and (changes.updates or changes.appends):
        raise ValueError(f"« {tab.name} » is a mirror: rewritten whole, not updated")
    _check_retired(tab, changes)
    for update in changes.updates:
        if not update.key and not update.fingerprint:
            raise ValueError(f"« {tab.name} »: an update names neither key nor fingerprint")
        for header in update.cells:
            if tab.column(header).owner is not Owner.SYSTEM:
                raise ValueError(f"« {tab.name} »: « {header} » belongs to people, the system may not write it")
    for cells in (*(u.cells for u in changes.updates), *changes.appends, *(changes.mirror or ())):
        _check_values(tab, cells)


def _check_retired(tab: Tab, changes: TabChanges) -> None:
    if changes.retired and (tab.key is None or tab.column(tab.key).owner is not Owner.SYSTEM):
        raise ValueError(f"« {tab.name} »: its rows are not made by the system, which may not retire them")


def _check_values(tab: Tab, cells: Cells) -> None:
    if len({tab.column(header).header for header in cells}) != len(cells):
        raise ValueError(f"« {tab.name} »: one header twice in the same row")
    for header, value in cells.items():
        if value is not None and not isinstance(value, (str, int, float, date)):
            raise ValueError(f"« {tab.name} », « {header} »: {type(value).__name__} is no cell value")
        is_nat = isinstance(value, date) and not isinstance(value.year, int)  # pandas' missing date is a datetime
        if is_nat or (isinstance(value, float) and not math.isfinite(value)):
            raise ValueError(f"« {tab.name} », « {header} »: {value} cannot be written")
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise ValueError(f"« {tab.name} », « {header} »: convert the aware datetime to wall-clock time first")
