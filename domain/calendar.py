"""Working days (jours ouvrés) and the sentence that explains a due date.

Monday to Friday less the public holidays of art. L. 3133-1 C. trav. (default O-19). The start day is never counted:
« 5 jours ouvrés à compter du 02/11/2026 » begins on the 3rd. No clock here: every date is passed in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["working_days", "calendar_days", "months"]


class OutsideCalendar(ValueError):
    """A date before or after the years that the calendar covers."""


@dataclass(frozen=True)
class ExplainedDate:
    """A due date and its reason, as it is printed in e-mails, workbook and PV."""

    start: date
    due_on: date
    sentence: str


class WorkingCalendar:
    """The working days of a span of years, as one sorted list: a look-up costs a bisection.

    Args:
        holidays: public holidays, date → French name. Company closures are holidays like the others.
        first_year, last_year: the years covered, both included.
    """

    def __init__(self, holidays: Mapping[date, str], first_year: int, last_year: int) -> None:
        self.holidays = dict(holidays)
        self._first, self._last = date(first_year, 1, 1), date(last_year, 12, 31)
        span = (self._first + timedelta(days=n) for n in range((self._last - self._first).days + 1))
        self._days = [day for day in span if day.weekday() < 5 and day not in self.holidays]

    def is_working_day(self, day: date) -> bool:
        index = bisect_left(self._days, day)
        return index < len(self._days) and self._days[index] == day

    def covers(self, day: date) -> bool:
        """Whether notices around `day` can be counted: two months inside the calendar."""
        margin = timedelta(days=62)
        return self._first + margin <= day <= self._last - margin

    def add(self, start: date, working_days: int) -> date:
        """The date `working_days` after `start` (before it when negative), `start` excluded.

        Raises:
            OutsideCalendar: the answer is outside the years covered.
        """
        if not self._first <= start <= self._last:
            raise self._outside(start)
        if working_days == 0:
            return start
        if working_days > 0:
            return self._at(bisect_right(self._days, start) + working_days - 1, start)
        return self._at(bisect_left(self._days, start) + working_days, start)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to `end` included; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        return bisect_right(self._days, end) - bisect_right(self._days, start)

    def previous_working_day(self, day: date) -> date:
        """`day` itself when it is worked, else the last working day before it (O-13)."""
        return self._at(bisect_right(self._days, day) - 1, day)

    def holidays_between(self, start: date, end: date) -> list[date]:
        """Holidays that fall on a weekday after `start`, up to `end`: those that moved the due date."""
        return sorted(day for day in self.holidays if start < day <= end and day.weekday() < 5)

    def due(self, start: date, length: int, unit: Unit) -> ExplainedDate:
        """The due date of a time limit of `length` `unit` from `start`, with its French sentence.

        Raises:
            OutsideCalendar: the answer is outside the years covered.
        """
        if unit == "months":
            due_on = add_months(start, length)
            return ExplainedDate(start, due_on, _sentence(f"{length} mois", start, due_on, ()))
        if unit == "calendar_days":
            due_on = start + timedelta(days=length)
            return ExplainedDate(start, due_on, _sentence(_plural(length, "jour"), start, due_on, ()))
        due_on = self.add(start, length)
        span = _plural(length, "jour ouvré")
        return ExplainedDate(start, due_on, _sentence(span, start, due_on, self.holidays_between(start, due_on)))

    def _at(self, index: int, asked: date) -> date:
        if not 0 <= index < len(self._days):
            raise self._outside(asked)
        return self._days[index]

    def _outside(self, asked: date) -> OutsideCalendar:
        years = f"{self._first:%Y}-{self._last:%Y}"
        return OutsideCalendar(f"La date {asked:%d/%m/%Y} sort du calendrier des jours ouvrés ({years}).")


def add_months(start: date, months: int) -> date:
    """Same day `months` later, or the last day of that month when it has no such day (art. 641 CPC)."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(start.day, (after - first).days))


def format_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _plural(count: int, words: str) -> str:
    if abs(count) < 2:
        return f"{count} {words}"
    return f"{count} " + " ".join(word + "s" for word in words.split())


def _sentence(span: str, start: date, due_on: date, skipped: Iterable[date]) -> str:
    """« 15 jours ouvrés à compter du 02/11/2026, hors 11/11 → 24/11/2026 »."""
    days = ", ".join(f"{day:%d/%m}" for day in skipped)
    without = f", hors {days}" if days else ""
    return f"{span} à compter du {format_date(start)}{without} → {format_date(due_on)}"
