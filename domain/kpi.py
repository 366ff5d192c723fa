"""Indicators: how long conformity takes, in working days from pre-habilitation to signature (MIK-36)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from domain.calendar import WorkingCalendar


@dataclass(frozen=True)
class Delays:
    """Mean and median in working days; None when nothing was signed yet."""

    count: int
    mean: float | None
    median: float | None


def conformity_delays(pairs: Iterable[tuple[date, date]], calendar: WorkingCalendar) -> Delays:
    """Delays of (notified on, signed on) pairs."""
    days = [calendar.between(notified, signed) for notified, signed in pairs]
    return Delays(len(days), fmean(days), median(days)) if days else Delays(0, None, None)
