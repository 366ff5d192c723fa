"""The workbook in front of robots: what it shows in the morning, and what they type in it before the evening."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.simulation.chance import Chance
from tasks.tabs.columns import REF
from tasks.workbook.protocol import Row, WorkbookContent
from tasks.workbook.typing_hands import TypedBook

Typed = Mapping[str, Any]
_NO_DAY, _NO_NUMBER = "31/02/2027", "beaucoup"


@dataclass
class Memory:
    """What people remember from one day to the next.

    Args:
        since: what was first seen waiting, and when.
        rows: rows that a robot added, by its own name for them.
        wrong: cells to put right, by tab and number of row.
    """

    since: dict[object, date] = field(default_factory=dict)
    rows: dict[tuple[str, object], int] = field(default_factory=dict)
    wrong: dict[tuple[str, int], Typed] = field(default_factory=dict)


class Desk:
    """One day at the workbook.

    Args:
        content: what it shows in the morning.
        mistypes: the share of signed rows in which a date or a number is typed wrong, put right the day after.
    """

    def __init__(
        self, on: date, path: Path, content: WorkbookContent, chance: Chance, memory: Memory, mistypes: float
    ) -> None:
        self.on, self.chance, self.memory = on, chance, memory
        self._path, self._content, self._mistypes = path, content, mistypes
        self._typed: dict[str, dict[int, dict[str, Any]]] = {}
        self._next: dict[str, int] = {}

    def rows(self, tab: str, status: str = "") -> Iterator[Row]:
        """The rows of a tab, those of a status only when given."""
        for row in self._content.tabs[tab].rows:
            if not status or row.cells.get("Statut") == status:
                yield row

    def added(self, tab: str, name: object) -> Row | None:
        """The row that was added under that name, once certiflow has given it a reference."""
        number = self.memory.rows.get((tab, name))
        return next((row for row in self.rows(tab) if row.number == number and row.cells.get(REF)), None)

    def type(self, tab: str, row: Row, cells: Typed) -> None:
        self._type(tab, row.number, cells)

    def add(self, tab: str, cells: Typed, name: object = None) -> None:
        """A row of one's own, below the others."""
        used = self._content.tabs[tab].rows
        number = self._next.get(tab) or (used[-1].number + 1 if used else 2)
        self._next[tab] = number + 1
        if name is not None:
            self.memory.rows[tab, name] = number
        self._type(tab, number, cells)

    def is_time(self, waits: object, slowest: int, forgets: float = 0, least: int = 0) -> bool:
        """Whether somebody does today what has waited since it was first seen.

        Args:
            waits: a name of its own for what waits.
            slowest, least: days that it waits, at the most and at the least.
            forgets: the share of what nobody ever does.
        """
        since = self.memory.since.setdefault(waits, self.on)
        patience = self.chance.whole(least, slowest, "patience", waits)
        return (self.on - since).days >= patience and not self.chance.happens(forgets, "forgets", waits)

    def put_right(self) -> None:
        """What was typed wrong the day before."""
        wrong, self.memory.wrong = self.memory.wrong, {}
        for (tab, number), cells in wrong.items():
            self._put(tab, number, cells)

    def save(self) -> None:
        """Nothing is opened on a day when nobody types."""
        if not self._typed:
            return
        book = TypedBook(self._path)
        for tab, rows in self._typed.items():
            for number, cells in rows.items():
                book.sheet(tab).fill(number, cells)
        book.save()

    def _type(self, tab: str, number: int, cells: Typed) -> None:
        can_be_wrong = [header for header, value in cells.items() if isinstance(value, (date, int, float))]
        if can_be_wrong and self.chance.happens(self._mistypes, "mistypes", tab, number, self.on):
            header = self.chance.pick(can_be_wrong, "mistyped", tab, number, self.on)
            self.memory.wrong[tab, number] = dict(cells)
            cells = {**cells, header: _NO_DAY if isinstance(cells[header], date) else _NO_NUMBER}
        self._put(tab, number, cells)

    def _put(self, tab: str, number: int, cells: Typed) -> None:
        self._typed.setdefault(tab, {}).setdefault(number, {}).update(cells)


def as_day(value: object) -> date | None:
    """The day that a cell shows; None when it is blank or no date."""
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A day as a spreadsheet keeps it."""
    return datetime(day.year, day.month, day.day, hour, minute)


def plain(text: object) -> str:
    """Without the spaces that do not break: to look for words in what certiflow wrote."""
    return re.sub(r"\s+", " ", str(text or ""))
