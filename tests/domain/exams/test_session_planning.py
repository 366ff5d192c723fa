"""From a session to the problem of its timetable and back; rooms kept; replacements ranked."""

from datetime import date, datetime, time
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.exams.planning import (
    minutes_for,
    plan_of,
    problem_of,
    session_days,
    timetable_of,
    told_to_candidate,
    told_to_juror,
)
from domain.exams.replacements import ranked
from domain.exams.rooms import keep_rooms
from domain.exams.seating import Declaration
from domain.exams.session import Contact, ExamSession
from domain.exams.timetable import Plan, Problem, Slot
from domain.exams.timetable_check import check
from domain.exams.vocabulary import ExaminerState
from tests.exams import EXAM_DAY, a_candidacy, a_juror, a_session, an_examiner, certification_of, hours

FIGURES = certification_of()
EXTRA = {
    "granted": True,
    "measures": "Temps majoré.",
    "extra_time_percent": 33,
    "decided_by": "U",
    "decided_on": EXAM_DAY,
}


def session(**over: Any) -> ExamSession:
    paul = a_juror(examiner="E-2026-0002", name="Paul Ott")
    values = {"jury": (a_juror(), paul), "invigilators": (Contact(name="Gaël Roy"),)}
    return a_session(**{**values, **over})


def problem(calendar: WorkingCalendar, one: ExamSession | None = None, **over: Any) -> Problem:
    candidates = [a_candidacy(ref=f"I-2026-000{rank}", **over) for rank in (1, 2)]
    return problem_of(one or session(), candidates, FIGURES, calendar)


def slot(epreuve: str, start: int, minutes: int, room: str, *candidates: str, **over: Any) -> Slot:
    who = {"invigilators": ("Gaël Roy",)} if epreuve == "E2" else {"jurors": ("E-2026-0001",)}
    return Slot(candidates=candidates, epreuve=epreuve, day=EXAM_DAY, start=start, minutes=minutes, room=room,
                **{**who, **over})  # fmt: skip


I1, I2, PAUL = "I-2026-0001", "I-2026-0002", ("E-2026-0002",)
PLAN = Plan(slots=(
    slot("E1", 570, 180, "Salle A", I1, I2), slot("E2", 810, 40, "Salle A", I1, I2),
    slot("E3", 865, 20, "Salle A", I1), slot("E3", 865, 20, "Salle B", I2, jurors=PAUL),
))  # fmt: skip


@pytest.mark.rule("LAW-13")
@pytest.mark.parametrize(("percent", "minutes"), [(0, 45), (10, 50), (33, 60), (100, 90)])
def test_extra_time_is_rounded_up_to_five_minutes(percent: int, minutes: int) -> None:
    questionnaire = certification_of("RS9003").referentiel.epreuve("E1")
    assert (questionnaire.minutes, minutes_for(questionnaire, percent)) == (45, minutes)


@pytest.mark.rule("REF-05", "M2I-12")
def test_every_candidate_sits_every_epreuve_of_his_blocs_in_order(calendar: WorkingCalendar) -> None:
    made = problem(calendar, accommodation=EXTRA)
    found = [(one.candidate, one.epreuve, one.minutes, one.jurors, one.individual, one.order) for one in made.sittings]
    assert found == [
        (ref, *given)
        for ref in (I1, I2)
        for given in (("E1", 240, 1, False, 0), ("E2", 55, 0, False, 1), ("E3", 30, 1, True, 2))
    ]  # fmt: skip
    assert (made.min_members, made.min_external_ratio) == (1, 0)


@pytest.mark.rule("M2I-31", "LAW-15")
def test_only_members_who_are_expected_count_without_those_they_know(calendar: WorkingCalendar) -> None:
    linked = a_juror(declaration=Declaration(signed_on=EXAM_DAY, linked=(I1,)), trained=(I2,))
    away = a_juror(examiner="E-2026-0002", name="Paul Ott", present=False)
    (person,) = problem(calendar, session(jury=(linked, away))).people
    assert (person.ref, person.forbidden) == ("E-2026-0001", frozenset({I1, I2}))


def test_a_session_sits_on_working_days_and_on_its_own_first_and_last(calendar: WorkingCalendar) -> None:
    over_a_week_end = a_session(starts_on=date(2027, 1, 15), ends_on=date(2027, 1, 18))
    assert session_days(over_a_week_end, calendar) == (date(2027, 1, 15), date(2027, 1, 18))
    on_saturday = a_session(starts_on=date(2027, 1, 16), ends_on=date(2027, 1, 16))
    assert session_days(on_saturday, calendar) == (date(2027, 1, 16),)


@pytest.mark.parametrize(("opens", "closes", "windows"), [
    (time(9), time(18), ((540, 750), (810, 1080))),
    (time(9), time(12), ((540, 720),)),
    (time(9), time(13), ((540, 750),)),
    (time(13), time(18), ((810, 1080),)),
    (time(14), time(18), ((840, 1080),)),
])  # fmt: skip
def test_half_a_day_has_no_lunch(calendar: WorkingCalendar, opens: time, closes: time, windows: Any) -> None:
    (day,) = problem(calendar, session(hours=hours(opens=opens, closes=closes))).days
    assert day.windows == windows


@pytest.mark.rule("M2I-12", "M2I-52")
def test_a_plan_becomes_times_that_people_are_told_and_back(calendar: WorkingCalendar) -> None:
    assert check(problem(calendar), PLAN) == []
    one = session()
    one = one.with_update({"timetable": timetable_of(one, PLAN)})
    assert one.timetable is not None
    assert plan_of(one, one.timetable, (I1, I2)) == PLAN
    told = told_to_candidate(one.timetable, I2)
    assert [(each.epreuve, each.starts, each.room, each.candidates, each.jurors) for each in told] == [
        ("E1", datetime(2027, 1, 18, 9, 30), "Salle A", (I2,), ()),
        ("E2", datetime(2027, 1, 18, 13, 30), "Salle A", (I2,), ()),
        ("E3", datetime(2027, 1, 18, 14, 25), "Salle B", (I2,), ()),
    ]
    paul = one.jury[1]
    assert [(each.label, each.candidates) for each in told_to_juror(one, paul)] == [("Entretien final", (I2,))]


def test_a_juror_who_invigilates_is_told_of_it(calendar: WorkingCalendar) -> None:
    watched = slot("E2", 810, 40, "Salle A", I1, invigilators=PAUL)
    one = session()
    timetable = timetable_of(one, Plan(slots=(watched,)))
    assert timetable.slots[0].invigilators == ("Paul Ott",)
    assert [each.epreuve for each in told_to_juror(one.with_update({"timetable": timetable}), one.jury[1])] == ["E2"]
    assert plan_of(one, timetable, (I1,)).slots == (watched,)


def test_who_gave_up_leaves_the_plan_and_the_others_stay(calendar: WorkingCalendar) -> None:
    one = session()
    left = plan_of(one, timetable_of(one, PLAN), (I1,))
    assert [(each.epreuve, each.candidates) for each in left.slots] == [("E1", (I1,)), ("E2", (I1,)), ("E3", (I1,))]
    assert check(problem_of(one, [a_candidacy(ref=I1)], FIGURES, calendar), left) == []


def test_rooms_that_were_announced_are_kept_when_another_can_give_them_up(calendar: WorkingCalendar) -> None:
    rooms = {"Salle A": "Salle B", "Salle B": "Salle A"}
    found = Plan(slots=tuple(each.model_copy(update={"room": rooms[each.room]}) for each in PLAN.slots))
    assert keep_rooms(problem(calendar), found, PLAN) == PLAN


def test_a_room_that_is_too_small_now_is_not_kept(calendar: WorkingCalendar) -> None:
    site = a_session().site
    small = site.model_copy(update={"rooms": (site.rooms[0].model_copy(update={"capacity": 1}), site.rooms[1])})
    moved = {"E1": "Salle B", "E2": "Salle B"}
    found = Plan(
        slots=tuple(each.model_copy(update={"room": moved.get(each.epreuve, each.room)}) for each in PLAN.slots)
    )
    made = problem(calendar, session(site=small))
    assert check(made, found) == []
    assert keep_rooms(made, found, PLAN) == found


@pytest.mark.rule("M2I-18", "LAW-15", "M2I-31")
def test_replacements_are_habilitated_free_without_a_link_the_best_first() -> None:
    """An external one first when the ratio needs one; then whoever is called to the fewest sessions."""
    people = [
        (an_examiner(ref="E-1", person="Ada Roy", external=False), ExaminerState.HABILITATED),
        (an_examiner(ref="E-2", person="Bob Diaz"), ExaminerState.HABILITATED),
        (an_examiner(ref="E-3", person="Cleo Eon"), ExaminerState.HABILITATED),
        (an_examiner(ref="E-4", person="Busy Day"), ExaminerState.HABILITATED),
        (an_examiner(ref="E-5", person="Past Due", ends_on=date(2027, 1, 17)), ExaminerState.HABILITATED),
        (an_examiner(ref="E-6", person="To Confirm"), ExaminerState.TO_CONFIRM),
        (an_examiner(ref="E-7", person="Her Trainer"), ExaminerState.HABILITATED),
        (an_examiner(ref="E-2026-0001"), ExaminerState.HABILITATED),
    ]
    candidates = [a_candidacy(trainers=("her trainer",))]
    others = [
        session(ref="S-2", jury=(a_juror(examiner="E-4"),)),
        session(ref="S-3", starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 1), jury=(a_juror(examiner="E-2"),)),
    ]
    found = ranked(session(), FIGURES.jury, people, candidates, others)
    assert [(one.examiner, one.sessions) for one in found] == [("E-1", 0), ("E-3", 0), ("E-2", 1)]
    strict = certification_of("RS9003").jury
    alone = session(jury=(a_juror(external=False),))
    assert [one.examiner for one in ranked(alone, strict, people, candidates, others)] == ["E-3", "E-2", "E-1"]
