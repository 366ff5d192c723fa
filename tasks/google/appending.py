"""The changes of one operation, less the rows without key that it has already added: nothing finds them again."""

from collections import Counter
from collections.abc import Collection

from tasks.google.cells import worded
from tasks.workbook.grid import Grid, locate_columns, rows_of
from tasks.workbook.layout import Layout, Owner, Tab
from tasks.workbook.protocol import Cells, Changes, RowUpdate, TabChanges
from tasks.workbook.values import clean_text, fingerprint, row_key, writable


class Appends:
    """Dates are in words where a column is no date's. `landed` counts the rows without key that are in."""

    def __init__(self, layout: Layout, changes: Changes) -> None:
        self._changes = {name: _worded(layout.tab(name), tab) for name, tab in changes.tabs.items()}
        self._layout = layout
        self._seen: dict[str, Counter[str]] = {}
        self._uncertain: set[str] = set()
        self.landed = 0

    @property
    def tabs(self) -> frozenset[str]:
        return frozenset(self._changes)

    def changes(self, tab: Tab, now: Grid | None) -> TabChanges:
        """What is still to be done, judging by the tab as just read."""
        changes = self._changes.get(tab.name, TabChanges())
        if now is not None and any(_key(tab, cells) is None for cells in changes.appends):
            self._count(tab, changes, now)
        return changes

    def sending(self, tabs: Collection[str]) -> None:
        """New rows leave for Google: until `sent`, nobody knows whether they arrived."""
        self._uncertain |= set(tabs)

    def sent(self, tabs: Collection[str]) -> None:
        """The new rows are in: those with a key are from now on rows to find, and none is ever added twice."""
        for name in tabs:
            tab, changes = self._layout.tab(name), self._changes[name]
            for cells in changes.appends:
                if key := _key(tab, cells):
                    changes.updates.append(RowUpdate(key, None, _of_system(tab, cells)))
            self._drop(name, [cells for cells in changes.appends if _key(tab, cells) is None])
            changes.appends.clear()
        self._uncertain -= set(tabs)

    def _count(self, tab: Tab, changes: TabChanges, now: Grid) -> None:
        """After a call that ended in doubt, the rows that are there and were not before have arrived."""
        columns, problem = locate_columns(tab, now)
        if problem:
            return
        seen = Counter(row.fingerprint for row in rows_of(tab, columns, now))
        if tab.name in self._uncertain:
            self._uncertain.discard(tab.name)
            arrived = seen - self._seen.get(tab.name, Counter())
            found = []
            for cells in changes.appends:
                print_ = _print(tab, cells)
                if _key(tab, cells) is None and arrived[print_] > 0:
                    arrived[print_] -= 1
                    found.append(cells)
            self._drop(tab.name, found)
        self._seen[tab.name] = seen

    def _drop(self, name: str, arrived: list[Cells]) -> None:
        gone = {id(cells) for cells in arrived}
        self._changes[name].appends[:] = [cells for cells in self._changes[name].appends if id(cells) not in gone]
        self.landed += len(gone)


def _worded(tab: Tab, changes: TabChanges) -> TabChanges:
    updates = [
        RowUpdate(update.key and clean_text(update.key), update.fingerprint, worded(tab, update.cells))
        for update in changes.updates
    ]
    mirror: list[Cells] | None = None if changes.mirror is None else [worded(tab, row) for row in changes.mirror]
    appends: list[Cells] = [worded(tab, cells) for cells in changes.appends]
    return TabChanges(updates, appends, mirror, {clean_text(key) for key in changes.retired})


def _key(tab: Tab, cells: Cells) -> str | None:
    if tab.key is None:
        return None
    key = tab.column(tab.key)
    return next((row_key(value) for header, value in cells.items() if tab.column(header) is key), None)


def _of_system(tab: Tab, cells: Cells) -> Cells:
    return {header: value for header, value in cells.items() if tab.column(header).owner is Owner.SYSTEM}


def _print(tab: Tab, cells: Cells) -> str:
    values = {tab.column(header).header: value for header, value in cells.items()}
    return fingerprint(writable(values.get(column.header), column.kind) for column in tab.typed_columns)
