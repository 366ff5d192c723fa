"""Night after night, with nights that are missed: nothing twice, no escalation skipped (O-20)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exams.vocabulary import CandidacyEvent, ExaminerEvent, FraudEvent
from domain.network.registration_vocabulary import DemandEvent
from domain.network.royalty_vocabulary import RoyaltyEvent
from domain.network.survey_vocabulary import SurveyEvent
from domain.notices import DueNow, Notice, due_now, next_date, schedule
from domain.vocabulary import Event, Labelled, Level, TimeLimit
from tests.builders import shipped_certification, shipped_config

CALENDAR = shipped_config().calendar
LIMITS = shipped_certification().time_limits
LAPSES: dict[TimeLimit, Labelled] = {
    TimeLimit.COMPLETION: Event.COMPLETION_LAPSED, TimeLimit.AGREEMENT_END: Event.AGREEMENT_EXPIRED,
    TimeLimit.EXAMINER_TERM: ExaminerEvent.EXPIRED, TimeLimit.BAN: FraudEvent.BAN_LIFTED,
    TimeLimit.VAE_ADMISSIBILITY: CandidacyEvent.DEEMED_ADMISSIBLE, TimeLimit.SURVEY: SurveyEvent.LAPSED,
    TimeLimit.ROYALTY: RoyaltyEvent.REMINDED, TimeLimit.FC_NOTICE: DemandEvent.FINAL_TERM,
}  # fmt: skip
MOVING = [limit for limit in TimeLimit if LIMITS[limit].reminders or LIMITS[limit].escalation or limit in LAPSES]
DECLARED_ENDS = (TimeLimit.QUALIOPI, TimeLimit.AGREEMENT_END, TimeLimit.EXAMINER_TERM, TimeLimit.BAN)
ESCALATIONS = {Level.N1.value, Level.N2.value, Level.N3.value}


@dataclass
class Life:
    """One deadline, swept on some nights: what it said, and when it lapsed."""

    limit: TimeLimit
    plan: tuple[Notice, ...]
    due_on: date
    nights: list[tuple[date, DueNow]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    lapsed_on: date | None = None

    def sweep(self, on: date) -> None:
        if self.lapsed_on is None:
            today = due_now(self.limit, self.plan, self.said, self.due_on, on)
            self.nights.append((on, today))
            self.said += [notice.code for notice in today.send] + list(today.superseded)
            self.lapsed_on = on if today.lapse else None

    @property
    def sent(self) -> list[tuple[date, Notice]]:
        return [(on, notice) for on, today in self.nights for notice in today.send]


def opened(limit: TimeLimit, start: date, validity: int) -> Life:
    """The deadline opened on `start`; `validity` in calendar days is for those whose end is a date of the facts."""
    figures = LIMITS[limit]
    due_on = CALENDAR.due(start, figures.length, figures.unit).due_on
    if limit in DECLARED_ENDS:
        due_on = start + timedelta(days=validity)
    return Life(limit, schedule(limit, start, due_on, figures, CALENDAR), due_on)


def nights_of(life: Life, start: date) -> list[date]:
    last = max([life.due_on, *(notice.on for notice in life.plan)]) + timedelta(days=3)
    return [start + timedelta(days=n) for n in range((last - start).days + 1)]


STARTS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
Case = tuple[TimeLimit, date, int, Random, float]
SWEPT = st.tuples(st.sampled_from(MOVING), STARTS, st.integers(1, 120), st.randoms(use_true_random=False),
                  st.sampled_from([0.02, 0.1, 0.5, 0.9]))  # fmt: skip


def swept(case: Case) -> Life:
    """A deadline of which only some nights ran, the last one always."""
    limit, start, validity, chance, share = case
    life = opened(limit, start, validity)
    nights = nights_of(life, start)
    for night in [*(night for night in nights[:-1] if chance.random() < share), nights[-1]]:
        life.sweep(night)
    return life


@pytest.mark.rule("O-20", "O-03", "MIK-29", "MIK-07", "MIK-17")
@given(st.sampled_from(MOVING), STARTS, st.integers(1, 120))
def test_every_night_in_turn_says_each_code_once_on_its_day(limit: TimeLimit, start: date, validity: int) -> None:
    life = opened(limit, start, validity)
    for night in nights_of(life, start):
        life.sweep(night)
    assert [(on, notice.code) for on, notice in life.sent] == [(notice.on, notice.code) for notice in life.plan]
    assert [today.superseded for _, today in life.nights if today.superseded] == []


@pytest.mark.rule("O-20")
@given(SWEPT)
def test_missed_nights_never_repeat_a_code(case: Case) -> None:
    life = swept(case)
    assert [code for code, times in Counter(life.said).items() if times > 1] == []


@pytest.mark.rule("O-20")
@given(SWEPT)
def test_missed_nights_never_skip_an_escalation(case: Case) -> None:
    life = swept(case)
    planned = [notice.code for notice in life.plan if notice.code in ESCALATIONS]
    assert [notice.code for _, notice in life.sent if notice.code in ESCALATIONS] == planned


@pytest.mark.rule("O-20")
@given(SWEPT)
def test_an_audience_gets_one_reminder_a_night_at_most_and_none_once_the_date_is_there(case: Case) -> None:
    life = swept(case)
    reminders = [(on, notice) for on, notice in life.sent if notice.before_due]
    assert [times for times in Counter((on, notice.audience) for on, notice in reminders).values() if times > 1] == []
    assert [notice.code for on, notice in reminders if on >= life.due_on] == []


@pytest.mark.rule("O-20")
@given(SWEPT)
def test_nothing_is_sent_before_its_day(case: Case) -> None:
    assert [notice.code for on, notice in swept(case).sent if on < notice.on] == []


@pytest.mark.rule("O-03", "MIK-13", "MIK-85", "M2I-27", "M2I-46", "LAW-12")
@given(SWEPT)
def test_a_lapse_comes_the_first_night_after_the_due_date_and_only_where_time_decides(case: Case) -> None:
    life = swept(case)
    after = [on for on, _ in life.nights if on > life.due_on]
    lapses = [today.lapse for _, today in life.nights if today.lapse]
    if life.limit in LAPSES:
        assert (life.lapsed_on, lapses) == (after[0], [LAPSES[life.limit]])
    else:
        assert (life.lapsed_on, lapses) == (None, [])


@given(SWEPT)
def test_next_date_is_the_first_night_with_something_to_say_or_do(case: Case) -> None:
    life = swept(case)
    said: list[str] = []
    for on, today in life.nights:
        asked = next_date(life.limit, life.plan, said, life.due_on)
        assert (asked is not None and asked <= on) == (today != DueNow((), (), None))
        said += [notice.code for notice in today.send] + list(today.superseded)
