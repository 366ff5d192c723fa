"""The evaluation of a trainer: sessions, four aspects, rounds of rework, one second session (MIK-71 to MIK-81)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evaluation import Aspect, AspectGrade, Evaluation, Grade
from domain.process import Decision
from domain.refusal import Refusal
from domain.trainer import TrainerEvent, TrainerState, outcome
from tests import builders_conformity as good
from tests.domain.deciding import attempt, refused
from tests.domain.judging import CLEAN, MINOR, again, judge
from tests.domain.workstream_rows import HANDED, LATER

S, E = TrainerState, TrainerEvent
VERDICTS = (E.VALIDATED, E.REWORK_ASKED, E.MAJOR_FOUND, E.SET_ASIDE)
NOT_HELD = "aucune séance n’a été planifiée : une présence ne peut pas y être notée. Planifiez-la d’abord."


# --- who is proposed


@pytest.mark.rule("MIK-27", "MIK-81")
@pytest.mark.parametrize(("years", "is_taken"), [(None, False), (2.9, False), (3.0, True), (12.0, True)])
def test_a_replacement_has_three_years_of_experience(years: float | None, is_taken: bool) -> None:
    found = attempt(None, E.PROPOSED, good.trainer(years=years, replaces="Luc Petit"))
    young = Refusal("un formateur a 3 ans d’expérience dans le domaine au moins.", "MIK-27", "Expérience")
    assert isinstance(found, Decision) == is_taken
    assert is_taken or found == young


def test_a_declared_trainer_was_examined_by_the_commission_already() -> None:
    assert refused(None, E.PROPOSED, good.trainer(years=1.0, replaces="")) == ("", "")


# --- the documents


@pytest.mark.rule("MIK-71")
@pytest.mark.parametrize(
    ("known", "delivered", "refusal"),
    [
        ({"delivered": HANDED}, HANDED, Refusal("les documents ont déjà été remis à ce formateur.", "MIK-71")),
        ({}, (), Refusal("aucun document n’est remis.", "MIK-71")),
        ({"email": ""}, HANDED,
         Refusal("indiquez l’e-mail du formateur : il y reçoit ses documents.", "MIK-71", "E-mail du formateur")),
    ],
    ids=["twice", "nothing", "nowhere"],
)  # fmt: skip
@pytest.mark.parametrize("state", [S.TO_EVALUATE, S.TO_REWORK, S.SECOND_SESSION])
def test_documents_are_handed_over_once_to_an_address(
    state: TrainerState, known: dict[str, Any], delivered: Any, refusal: Refusal
) -> None:
    assert attempt(state, E.DOCUMENTS_DELIVERED, good.trainer(**known), delivered=delivered) == refusal
    assert isinstance(attempt(state, E.DOCUMENTS_DELIVERED, good.trainer(), delivered=HANDED), Decision)


# --- the session


@pytest.mark.rule("MIK-72")
def test_an_invitation_needs_an_address_a_day_and_a_link() -> None:
    def planned(day: date = LATER, email: str = "zoe@atelier.example", **over: Any) -> tuple[str, str]:
        session = good.meeting(day, **over)
        return refused(
            S.TO_EVALUATE, E.SESSION_PLANNED, good.trainer(email=email, session=None), LATER, session=session
        )

    assert planned() == ("", "")
    assert planned(email="") == ("MIK-72", "E-mail du formateur")
    assert planned(date(2026, 12, 2)) == planned(link="") == ("MIK-72", "Session prévue le")


@pytest.mark.rule("MIK-72")
@pytest.mark.parametrize("known", [None, good.meeting(cancelled=True)])
def test_a_session_that_is_not_planned_is_not_cancelled(known: Any) -> None:
    off = good.meeting(LATER, cancelled=True)
    assert attempt(S.TO_EVALUATE, E.SESSION_CANCELLED, good.trainer(session=known), session=off) == Refusal(
        "aucune session n’est planifiée.", "MIK-72", "Session prévue le"
    )


@pytest.mark.rule("MIK-72")
@pytest.mark.parametrize("present", [True, False])
@pytest.mark.parametrize(
    ("session", "held_on", "message"),
    [
        (None, good.TRAINER_ON, NOT_HELD),
        (date(2026, 12, 4), date(2026, 12, 4), "la séance n’a pas encore eu lieu. Corrigez la date."),
        (good.TRAINER_ON, date(2026, 11, 25),
         "la séance était prévue le 26/11/2026. Corrigez sa date, ou celle de sa tenue."),
    ],
)  # fmt: skip
def test_nobody_attends_nor_misses_a_session_that_was_never_held(
    session: date | None, held_on: date, message: str, present: bool
) -> None:
    found = judge(good.evaluation(held_on, present=present, session_on=session))
    assert found == Refusal(message, "MIK-72", "Tenue le")


@pytest.mark.rule("MIK-72", "MIK-78")
def test_one_session_is_evaluated_once() -> None:
    again = good.trainer(evaluations=(good.evaluation(worst=Grade.MAJOR),), had_second=True)
    found = judge(good.evaluation(worst=Grade.MAJOR), again, S.SECOND_SESSION)
    assert found == Refusal("la session de ce jour est déjà évaluée. Corrigez la date.", "MIK-72", "Tenue le")


# --- the evaluation


@pytest.mark.rule("MIK-72")
@pytest.mark.parametrize("event", VERDICTS)
@pytest.mark.parametrize("evaluator", ["Zoé Garnier", "  ZOÉ  garnier", "Zoe\u0301 Garnier", "", " "])
def test_nobody_evaluates_himself(evaluator: str, event: TrainerEvent) -> None:
    facts = good.trainer(had_second=event is E.SET_ASIDE)
    assert judge(good.evaluation(worst=Grade.MAJOR, evaluator=evaluator), facts, event=event) == Refusal(
        "un formateur ne s’évalue pas lui-même. Indiquez l’évaluateur.", "MIK-72", "Évaluateur"
    )


@pytest.mark.rule("MIK-73")
@pytest.mark.parametrize("event", VERDICTS)
@pytest.mark.parametrize("aspect", Aspect)
def test_each_of_the_four_aspects_is_graded_once(aspect: Aspect, event: TrainerEvent) -> None:
    four = good.evaluation().grades
    twice = (*four, AspectGrade(aspect=aspect, grade=Grade.MAJOR))
    for grades in (tuple(one for one in four if one.aspect is not aspect), twice):
        found = judge(good.evaluation(grades=grades), event=event)
        assert found == Refusal("chacun des quatre aspects reçoit une appréciation.", "MIK-73", "Aspects évalués")


@pytest.mark.rule("MIK-73")
def test_the_four_aspects() -> None:
    assert [aspect.value for aspect in Aspect] == ["publics", "referentiel", "evaluation", "dossier_technique"]


@pytest.mark.rule("MIK-73", "MIK-77", "MIK-78")
@given(st.tuples(*[st.sampled_from(Grade)] * 4), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_the_outcome_follows_the_grades_and_its_row_is_the_only_one_that_opens(
    grades: tuple[Grade, ...], present: bool, case: bool, points: bool, had_second: bool
) -> None:
    found = good.evaluation(
        LATER, present=present, case_url="https://a.example/cas.pdf" if case else "",
        points=("Revoir le référentiel.",) if points else (),
        grades=tuple(AspectGrade(aspect=aspect, grade=grade) for aspect, grade in zip(Aspect, grades, strict=True)),
    )  # fmt: skip
    facts = again(MINOR, had_second=had_second)
    is_major = not present or Grade.MAJOR in grades
    is_clean = present and case and not points and set(grades) == {Grade.CONFORMING}
    expected = (E.SET_ASIDE if had_second else E.MAJOR_FOUND) if is_major else (
        E.VALIDATED if is_clean else E.REWORK_ASKED
    )  # fmt: skip
    assert outcome(facts, found) == expected
    opened = {event for event in VERDICTS if isinstance(judge(found, facts, S.TO_REWORK, event), Decision)}
    if expected is E.REWORK_ASKED and not points:
        assert opened == set()  # the points are to be written first
    else:
        assert opened == {expected}


@pytest.mark.rule("MIK-74", "MIK-53")
def test_nobody_is_validated_without_the_whole_case() -> None:
    found = good.evaluation(case_url="", points=("Remettez le cas pratique dans sa totalité.",))
    assert judge(found, event=E.VALIDATED) == Refusal(
        "le cas pratique n’est pas remis dans sa totalité.", "MIK-74", "Cas pratique (lien)"
    )
    assert judge(found).transition.target == S.TO_REWORK


@pytest.mark.rule("MIK-77")
@pytest.mark.parametrize("found", [good.evaluation(case_url=""), good.evaluation(worst=Grade.MINOR, points=())])
def test_what_is_to_rework_is_written_point_by_point(found: Evaluation) -> None:
    assert judge(found) == Refusal(
        "une non-conformité ou un cas pratique incomplet se dit : écrivez les points, un par ligne.",
        "MIK-77",
        "Points à retravailler",
    )


@pytest.mark.rule("MIK-77")
def test_nobody_is_validated_with_points_left() -> None:
    left = Refusal("il reste des points à retravailler.", "MIK-77", "Points à retravailler")
    assert [judge(found, event=E.VALIDATED) for found in (MINOR, good.evaluation(points=("Revoir la grille.",)))] == [
        left, left,
    ]  # fmt: skip


@pytest.mark.rule("MIK-77")
@pytest.mark.parametrize("over", [{"points": ("Revoir.", "é" * 5000)}, {"advice": "é" * 5000}])
def test_a_report_can_be_read(over: dict[str, Any]) -> None:
    found = judge(good.evaluation(**over), event=E.REWORK_ASKED)
    assert (found.rule, found.field) == ("MIK-31", "Points à retravailler")


def test_there_is_one_evaluation_at_a_time_in_order() -> None:
    none, two = (attempt(S.TO_EVALUATE, E.VALIDATED, good.trainer(), LATER, evaluations=given)
                 for given in ((), (CLEAN, CLEAN)))  # fmt: skip
    assert none == two == Refusal("aucune évaluation n’est donnée.", "MIK-72")
    facts = again(good.evaluation(LATER, Grade.MINOR))
    assert judge(CLEAN, facts, S.TO_REWORK).message == "l’évaluation suit la précédente. Corrigez la date."
