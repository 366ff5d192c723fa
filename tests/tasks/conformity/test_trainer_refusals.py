"""Sessions and evaluations of trainers that cannot be: refused with a reason, nothing recorded (MIK-72 to MIK-77)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.evaluation import Aspect
from domain.team import Person, Team
from domain.trainer import TrainerState
from domain.vocabulary import Role
from tasks.office import Office
from tasks.tabs import trainers as tab
from tasks.tabs.columns import ANSWER, REF
from tests.tasks.conformity.trainer_desk import (
    HELD_AT,
    HELD_ON,
    MAJOR,
    PLANNED_ON,
    ROW_1,
    ROW_2,
    SOME_MINOR,
    TEAM,
    ZOE,
    TrainerDesk,
    evaluation,
    session,
)


@pytest.fixture
def desk(office: Office) -> TrainerDesk:
    return TrainerDesk(office)


@pytest.mark.rule("MIK-72")
@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        (session(datetime(2026, 11, 13, 9)), (tab.SESSION_AT, "MIK-72")),
        (session(link=None), (tab.SESSION_AT, "MIK-72")),
        (session(email=None), (tab.EMAIL, "MIK-72")),
        (session(email="zoe@of.example, luc@of.example"), (tab.EMAIL, "MIK-72")),
        (session(link="javascript:alert(1)"), (tab.LINK, "MIK-72")),
        (session("demain"), (tab.SESSION_AT, "MIK-72")),
        (session(datetime(2026, 11, 19)), (tab.SESSION_AT, "MIK-72")),
    ],
    ids=["past", "no link", "no e-mail", "two e-mails", "no web address", "no date", "no hour"],
)
def test_a_session_that_cannot_be_planned(desk: TrainerDesk, typed: Any, refused: tuple[str, str]) -> None:
    desk.type(ROW_1, typed)
    assert desk.run(PLANNED_ON) == [refused]
    assert (desk.zoe.facts.session, desk.mails()) == (None, [])
    assert f"[{refused[1]}]" in desk.shown(ANSWER)[0][0]


@pytest.mark.parametrize(
    ("over", "refused"),
    [
        ({tab.EVALUATOR: ZOE}, (tab.EVALUATOR, "MIK-72")),
        ({tab.EVALUATOR: "Inconnu"}, (tab.EVALUATOR, "MIK-72")),
        ({tab.EVALUATOR: None}, (tab.EVALUATOR, "MIK-72")),
        ({tab.PRESENT: None}, (tab.PRESENT, "MIK-72")),
        ({tab.PRESENT: "Peut-être"}, (tab.PRESENT, "MIK-72")),
        ({tab.HELD_ON: date(2026, 11, 18)}, (tab.HELD_ON, "MIK-72")),
        ({tab.HELD_ON: date(2026, 11, 20)}, (tab.HELD_ON, "MIK-72")),
        ({Aspect.REFERENCE.label: None}, ("Aspects évalués", "MIK-73")),
        ({Aspect.REFERENCE.label: "Moyen"}, (Aspect.REFERENCE.label, "MIK-72")),
        ({tab.CASE: None}, (tab.POINTS, "MIK-77")),
        (SOME_MINOR, (tab.POINTS, "MIK-77")),
        (SOME_MINOR | {tab.POINTS: "x" * 4001}, (tab.POINTS, "MIK-31")),
    ],
    ids=["himself", "not in the team", "nobody", "presence unsaid", "presence unclear", "before the session",
         "in the future", "aspect missing", "no such grade", "no case", "defect without points", "too long"],
)  # fmt: skip
@pytest.mark.rule("MIK-72", "MIK-73", "MIK-74", "MIK-77")
def test_an_evaluation_that_cannot_be_recorded(
    desk: TrainerDesk, over: dict[str, Any], refused: tuple[str, str]
) -> None:
    desk.team = Team((*TEAM.people, Person(ZOE, "zoe@certificateur.example", Role.PEDAGOGY_REFERENT)))
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    desk.type(ROW_1, evaluation() | over)
    assert desk.run(HELD_ON) == [refused]
    assert (desk.zoe.state, desk.zoe.facts.evaluations) == (TrainerState.TO_EVALUATE, ())
    assert f"[{refused[1]}]" in desk.shown(ANSWER)[0][0]


@pytest.mark.rule("MIK-72")
def test_who_judges_himself_is_not_told_to_join_the_team(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    desk.type(ROW_1, evaluation() | {tab.EVALUATOR: "zoé  GARNIER"})
    desk.run(HELD_ON)
    assert desk.shown(ANSWER) == [
        ("Évaluateur : un formateur ne s’évalue pas lui-même. Indiquez l’évaluateur. [MIK-72]",)
    ]


@pytest.mark.rule("MIK-72")
def test_attendance_at_a_session_that_was_never_planned(desk: TrainerDesk) -> None:
    desk.type(ROW_1, evaluation())
    assert desk.run(HELD_ON) == [(tab.HELD_ON, "MIK-72")]
    assert desk.zoe.facts.evaluations == ()


@pytest.mark.rule("MIK-72", "MIK-78")
def test_one_session_does_not_count_twice(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MAJOR)
    desk.type(ROW_2, evaluation(HELD_ON, MAJOR))
    assert desk.run(HELD_ON) == [(tab.HELD_ON, "MIK-72")]
    desk.type(ROW_2, session(HELD_AT))
    assert desk.run(date(2026, 11, 20)) == [(tab.HELD_ON, "MIK-72")]
    assert (desk.zoe.state, len(desk.zoe.facts.evaluations)) == (TrainerState.SECOND_SESSION, 1)


@pytest.mark.rule("MIK-72")
def test_two_rows_of_one_evaluation_are_refused_until_one_is_left(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    desk.type(ROW_1, evaluation())
    desk.add(tab.TRAINERS, session(None) | evaluation(grades=MAJOR) | {REF: ROW_1})
    assert desk.run(HELD_ON) == [(REF, "MIK-72"), (REF, "MIK-72")]
    assert (desk.zoe.facts.evaluations, len(desk.mails())) == ((), 2)
    desk.remove(ROW_1)
    assert desk.run(HELD_ON) == []
    assert (desk.zoe.state, len(desk.rows())) == (TrainerState.VALIDATED, 1)


@pytest.mark.rule("MIK-72")
@pytest.mark.parametrize("key", [None, "F-2026-0009/1", ROW_2])
def test_a_row_that_certiflow_did_not_make(desk: TrainerDesk, key: str | None) -> None:
    desk.add(tab.TRAINERS, session() | evaluation() | {REF: key})
    assert desk.run(PLANNED_ON) == [(REF, "MIK-72")]
    assert desk.shown(ANSWER)[1][0].startswith("Réf. : aucune évaluation attendue ne porte la référence")
    assert desk.mails() == []
