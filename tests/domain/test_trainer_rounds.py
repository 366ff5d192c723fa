"""Rounds of rework, the one second session, and who is set aside (MIK-77 to MIK-80)."""

from datetime import date

import pytest

from domain.evaluation import Evaluation, Grade
from domain.refusal import Refusal
from domain.trainer import TrainerEvent, TrainerState
from tests import builders_conformity as good
from tests.domain.deciding import refused
from tests.domain.judging import CLEAN, MAJOR, MINOR, again, judge
from tests.domain.workstream_rows import LATER

S, E = TrainerState, TrainerEvent


@pytest.mark.rule("MIK-77")
def test_rounds_of_rework_are_not_counted() -> None:
    facts, state = judge(MINOR).facts.with_update({"session": None}), S.TO_REWORK
    for _ in range(4):
        decision = judge(good.evaluation(LATER, Grade.MINOR, on_file=True), facts, state)
        state, facts = decision.transition.target, decision.facts
        assert state == S.TO_REWORK
    assert judge(good.evaluation(LATER, on_file=True), facts, state).transition.target == S.VALIDATED


@pytest.mark.rule("MIK-77")
def test_a_corrected_file_is_read_without_a_session_and_not_tomorrow() -> None:
    facts = good.trainer(session=None, evaluations=(MINOR,))
    read = good.evaluation(LATER, on_file=True)
    assert judge(read, facts, S.TO_REWORK).transition.target == S.VALIDATED
    tomorrow = judge(good.evaluation(date(2026, 12, 4), on_file=True), facts, S.TO_REWORK)
    assert tomorrow.message == "la relecture du dossier se date d’aujourd’hui au plus tard."


@pytest.mark.rule("MIK-72", "MIK-78")
@pytest.mark.parametrize(
    ("state", "before"), [(S.TO_EVALUATE, ()), (S.SECOND_SESSION, (MAJOR,)),
                          (S.SECOND_SESSION, (good.evaluation(present=False),))]
)  # fmt: skip
@pytest.mark.parametrize("worst", Grade)
def test_a_file_is_not_read_in_the_place_of_a_session(
    state: TrainerState, before: tuple[Evaluation, ...], worst: Grade
) -> None:
    facts = good.trainer(session=None, evaluations=before)
    assert judge(good.evaluation(LATER, worst, on_file=True), facts, state) == Refusal(
        "un dossier se relit après une session sans non-conformité majeure.", "MIK-78", "Tenue le"
    )


@pytest.mark.rule("MIK-78", "MIK-80", "O-09")
@pytest.mark.parametrize("second", [good.evaluation(LATER, Grade.MAJOR), good.evaluation(LATER, present=False)])
def test_there_is_one_second_session_then_the_trainer_is_set_aside(second: Evaluation) -> None:
    facts = again(MAJOR, had_second=True)
    decision = judge(second, facts, S.SECOND_SESSION)
    assert (decision.transition.target, decision.closes_all) == (S.SET_ASIDE, True)
    assert judge(second, facts, S.SECOND_SESSION, E.MAJOR_FOUND) == Refusal(
        "la seconde session a déjà eu lieu ; il n’y en a qu’une.", "MIK-78"
    )


@pytest.mark.rule("MIK-78", "MIK-80")
def test_nobody_is_set_aside_before_a_second_session_nor_without_a_major_defect() -> None:
    first = judge(MAJOR, event=E.SET_ASIDE)
    assert first == Refusal("une seconde session est d’abord due.", "MIK-78")
    fine = judge(good.evaluation(LATER), again(MAJOR, had_second=True), S.SECOND_SESSION, E.SET_ASIDE)
    assert fine == Refusal("aucune non-conformité majeure.", "MIK-78")


@pytest.mark.rule("MIK-78")
@pytest.mark.parametrize(
    "found", [MAJOR, good.evaluation(present=False), good.evaluation(present=False, points=("a",))]
)
def test_a_major_defect_or_an_absence_calls_for_the_second_session(found: Evaluation) -> None:
    assert judge(found).transition.target == S.SECOND_SESSION
    assert [isinstance(judge(found, event=event), Refusal) for event in (E.VALIDATED, E.REWORK_ASKED)] == [True, True]


@pytest.mark.rule("MIK-78")
def test_a_second_session_may_end_in_rework_then_validation() -> None:
    facts = again(MAJOR, had_second=True)
    rework = judge(good.evaluation(date(2026, 12, 1), Grade.MINOR), facts, S.SECOND_SESSION)
    assert rework.transition.target == S.TO_REWORK
    assert judge(good.evaluation(LATER, on_file=True), rework.facts, S.TO_REWORK).transition.target == S.VALIDATED
    failed = judge(good.evaluation(LATER, Grade.MAJOR), rework.facts, S.TO_REWORK)
    assert failed.transition.target == S.SET_ASIDE


@pytest.mark.rule("MIK-80")
def test_nothing_brings_back_who_was_set_aside() -> None:
    found = {refused(S.SET_ASIDE, event, again(MAJOR), LATER, evaluations=(MAJOR, CLEAN)) for event in E}
    assert found == {("MIK-02", "")}
