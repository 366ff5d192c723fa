"""Golden dates, sentences and edges of the working calendar (domain.md §1, O-19)."""

from datetime import date

import pytest

from config.loader import CalendarOptions, build_calendar
from domain.calendar import OutsideCalendar, WorkingCalendar, add_months, format_date

GOLDEN = (
    (date(2026, 10, 30), date(2026, 11, 6), date(2026, 11, 23), date(2026, 12, 14)),
    (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 24), date(2026, 12, 15)),
    (date(2026, 12, 14), date(2026, 12, 21), date(2027, 1, 6), date(2027, 1, 27)),
    (date(2027, 4, 28), date(2027, 5, 5), date(2027, 5, 21), date(2027, 6, 11)),
    (date(2027, 7, 12), date(2027, 7, 20), date(2027, 8, 3), date(2027, 8, 24)),
)


@pytest.mark.rule("MIK-29", "O-04", "O-19")
@pytest.mark.parametrize(
    ("start", "length", "due_on"),
    [(row[0], length, due) for row in GOLDEN for length, due in zip((5, 15, 30), row[1:], strict=True)],
)
def test_golden_dates(calendar: WorkingCalendar, start: date, length: int, due_on: date) -> None:
    assert calendar.due(start, length, "working_days").due_on == due_on


@pytest.mark.rule("O-04", "O-19")
@pytest.mark.parametrize(
    ("start", "length", "sentence"),
    [
        (date(2026, 11, 2), 15, "15 jours ouvrés à compter du 02/11/2026, hors 11/11 → 24/11/2026"),
        (date(2026, 12, 14), 15, "15 jours ouvrés à compter du 14/12/2026, hors 25/12, 01/01 → 06/01/2027"),
        (date(2027, 4, 28), 15, "15 jours ouvrés à compter du 28/04/2027, hors 06/05, 17/05 → 21/05/2027"),
        (date(2026, 11, 2), 5, "5 jours ouvrés à compter du 02/11/2026 → 09/11/2026"),
        (date(2026, 11, 10), 1, "1 jour ouvré à compter du 10/11/2026, hors 11/11 → 12/11/2026"),
        (date(2026, 11, 6), 1, "1 jour ouvré à compter du 06/11/2026 → 09/11/2026"),
    ],
)
def test_working_days_sentence(calendar: WorkingCalendar, start: date, length: int, sentence: str) -> None:
    assert calendar.due(start, length, "working_days").sentence == sentence


def test_sentences_of_the_other_units(calendar: WorkingCalendar) -> None:
    start = date(2026, 11, 30)
    found = [calendar.due(start, 2, "months"), calendar.due(start, 1, "calendar_days"),
             calendar.due(start, 15, "calendar_days")]  # fmt: skip
    assert [dates.sentence for dates in found] == [
        "2 mois à compter du 30/11/2026 → 30/01/2027",
        "1 jour à compter du 30/11/2026 → 01/12/2026",
        "15 jours à compter du 30/11/2026 → 15/12/2026",
    ]
    assert [dates.due_on for dates in found] == [date(2027, 1, 30), date(2026, 12, 1), date(2026, 12, 15)]


@pytest.mark.parametrize(
    ("start", "offset", "expected"),
    [
        (date(2026, 12, 15), -15, date(2026, 11, 24)),
        (date(2026, 11, 12), -1, date(2026, 11, 10)),
        (date(2026, 11, 14), -1, date(2026, 11, 13)),
        (date(2026, 11, 14), 1, date(2026, 11, 16)),
        (date(2026, 11, 14), 0, date(2026, 11, 14)),
        (date(2027, 1, 4), -2, date(2026, 12, 30)),
    ],
)
def test_offsets_from_any_day(calendar: WorkingCalendar, start: date, offset: int, expected: date) -> None:
    assert calendar.add(start, offset) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_last_day_when_there_is_no_such_day(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


def test_previous_working_day(calendar: WorkingCalendar) -> None:
    days = [date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 15), date(2027, 1, 1)]
    assert [calendar.previous_working_day(day) for day in days] == [
        date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 13), date(2026, 12, 31),
    ]  # fmt: skip


@pytest.mark.rule("O-19")
@pytest.mark.parametrize("year", range(2015, 2046))
def test_the_eleven_holidays_of_every_year(calendar: WorkingCalendar, year: int) -> None:
    easter = _easter(year)
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    expected = {date(year, month, day) for month, day in fixed}
    expected |= {date.fromordinal(easter + offset) for offset in (1, 39, 50)}
    assert {day for day in calendar.holidays if day.year == year} == expected


@pytest.mark.rule("O-19")
def test_alsace_moselle_adds_good_friday_and_the_26th_of_december(calendar: WorkingCalendar) -> None:
    eastern = build_calendar(CalendarOptions(alsace_moselle=True))
    added = {day for day in eastern.holidays if day.year == 2027} - set(calendar.holidays)
    assert added == {date(2027, 3, 26), date(2027, 12, 26)}
    assert (calendar.add(date(2027, 3, 25), 1), eastern.add(date(2027, 3, 25), 1)) == (
        date(2027, 3, 26),
        date(2027, 3, 30),
    )


@pytest.mark.rule("O-19", "MIK-29")
def test_company_closures_are_not_worked_and_are_named_in_the_sentence() -> None:
    closing = build_calendar(CalendarOptions(closures=(date(2026, 12, 24), date(2026, 12, 31))))
    assert closing.due(date(2026, 12, 23), 5, "working_days").sentence == (
        "5 jours ouvrés à compter du 23/12/2026, hors 24/12, 25/12, 31/12, 01/01 → 05/01/2027"
    )


@pytest.mark.parametrize(("start", "offset"), [(date(2045, 12, 20), 30), (date(2015, 1, 8), -10)])
def test_an_answer_outside_the_years_covered_is_refused(calendar: WorkingCalendar, start: date, offset: int) -> None:
    with pytest.raises(OutsideCalendar) as caught:
        calendar.add(start, offset)
    assert str(caught.value) == f"La date {format_date(start)} sort du calendrier des jours ouvrés (2015-2045)."


@pytest.mark.parametrize(("start", "offset"), [(date(2050, 1, 3), -30), (date(2010, 1, 4), 5), (date(2050, 1, 3), 0)])
def test_a_start_outside_the_years_covered_is_refused(calendar: WorkingCalendar, start: date, offset: int) -> None:
    with pytest.raises(OutsideCalendar):
        calendar.add(start, offset)


def test_the_last_day_covered_is_answered(calendar: WorkingCalendar) -> None:
    assert calendar.is_working_day(date(2045, 12, 31)) is False  # a Sunday


def _easter(year: int) -> int:
    """Ordinal of Easter Sunday (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1).toordinal()
