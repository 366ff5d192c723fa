"""When checks are due: month ends, days ahead, and never six months without one when each is concluded in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.calendar import add_months
from domain.certification import MOST_MONTHS_UNCHECKED
from domain.network.cadence import due_on, opens_on
from domain.network.check_vocabulary import CheckKind
from tests.builders import shipped_certification

FIGURES = shipped_certification()


@pytest.mark.rule("O-10", "MIK-88", "MIK-58")
@pytest.mark.parametrize(
    ("kind", "start", "opens", "due"),
    [
        (CheckKind.MONTHLY, date(2026, 12, 11), date(2026, 12, 27), date(2027, 1, 11)),
        (CheckKind.MONTHLY, date(2027, 1, 31), date(2027, 2, 13), date(2027, 2, 28)),
        (CheckKind.SEMESTER, date(2026, 8, 31), date(2027, 2, 13), date(2027, 2, 28)),
        (CheckKind.SEMESTER, date(2026, 12, 11), date(2027, 5, 27), date(2027, 6, 11)),
        (CheckKind.ANNUAL, date(2028, 2, 29), date(2029, 2, 13), date(2029, 2, 28)),
    ],
)
def test_a_check_opens_fifteen_days_before_its_date(kind: CheckKind, start: date, opens: date, due: date) -> None:
    assert (opens_on(FIGURES, kind, start), due_on(FIGURES, kind, start)) == (opens, due)


@pytest.mark.rule("QUA-07")
@given(
    signed=some.dates(date(2016, 1, 1), date(2030, 12, 31)),
    kind=some.sampled_from([CheckKind.MONTHLY, CheckKind.SEMESTER]),
    shares=some.lists(some.floats(0, 1), min_size=1, max_size=12),
)
def test_nobody_stays_six_months_without_a_check_that_is_concluded_in_time(
    signed: date, kind: CheckKind, shares: list[float]
) -> None:
    last = signed
    for share in shares:
        opened, due = opens_on(FIGURES, kind, last), due_on(FIGURES, kind, last)
        concluded = opened + timedelta(days=round(share * (due - opened).days))
        assert last <= opened <= concluded <= due <= add_months(last, MOST_MONTHS_UNCHECKED)
        last = concluded
