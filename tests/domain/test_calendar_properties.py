"""What holds for every date: the calendar against its own laws and against a plain walk, one day after the other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import shipped_config

CALENDAR = shipped_config().calendar
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
OFFSETS = st.integers(-120, 120)


def walked(start: date, offset: int) -> date:
    """The naive rule: step one day at a time, count those that are worked."""
    step = timedelta(days=1 if offset > 0 else -1)
    day, left = start, abs(offset)
    while left:
        day += step
        if day.weekday() < 5 and day not in CALENDAR.holidays:
            left -= 1
    return day


@pytest.mark.rule("O-19")
@given(DAYS, OFFSETS)
def test_adding_is_the_plain_walk(start: date, offset: int) -> None:
    assert CALENDAR.add(start, offset) == walked(start, offset)


@given(DAYS, st.integers(0, 250))
def test_between_undoes_add(start: date, length: int) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, length)) == length


@given(DAYS.filter(CALENDAR.is_working_day), OFFSETS)
def test_between_undoes_add_both_ways_from_a_worked_day(start: date, offset: int) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, offset)) == offset


@given(DAYS, OFFSETS.filter(bool))
def test_the_answer_is_always_worked(start: date, offset: int) -> None:
    answer = CALENDAR.add(start, offset)
    assert (answer.weekday() < 5, answer in CALENDAR.holidays, CALENDAR.is_working_day(answer)) == (True, False, True)


@given(DAYS.filter(CALENDAR.is_working_day), OFFSETS, OFFSETS)
def test_two_steps_are_one_from_a_worked_day(start: date, one: int, other: int) -> None:
    assert CALENDAR.add(CALENDAR.add(start, one), other) == CALENDAR.add(start, one + other)


@given(DAYS, DAYS, st.integers(1, 120))
def test_a_later_start_never_ends_earlier(one: date, other: date, length: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add(first, length) <= CALENDAR.add(second, length)


@given(DAYS, st.integers(1, 120))
def test_one_more_day_is_strictly_later(start: date, length: int) -> None:
    assert CALENDAR.add(start, length) < CALENDAR.add(start, length + 1)


@given(DAYS, st.integers(1, 60))
def test_the_sentence_names_each_weekday_that_is_not_counted(start: date, length: int) -> None:
    due_on = CALENDAR.due(start, length, "working_days").due_on
    span = [start + timedelta(days=n) for n in range(1, (due_on - start).days + 1)]
    weekdays = [day for day in span if day.weekday() < 5]
    assert CALENDAR.holidays_between(start, due_on) == [day for day in weekdays if day in CALENDAR.holidays]
    assert len(weekdays) - len(CALENDAR.holidays_between(start, due_on)) == length
