"""When a check is due, and when it opens (MIK-88, O-10)."""

from datetime import date, timedelta

from domain.calendar import add_months
from domain.certification import Certification
from domain.network.check_figures import LIMITS
from domain.network.check_vocabulary import CheckKind


def due_on(figures: Certification, kind: CheckKind, counted_from: date) -> date:
    """Last day of a check, from the signature or from the day of the last one of that kind."""
    return add_months(counted_from, figures.time_limits[LIMITS[kind]].length)


def opens_on(figures: Certification, kind: CheckKind, counted_from: date) -> date:
    """The day that it appears in « Contrôles »; never before what it is counted from."""
    ahead = timedelta(days=figures.checks.of(kind).days_ahead)
    return max(counted_from, due_on(figures, kind, counted_from) - ahead)
