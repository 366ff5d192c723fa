"""The ways through the partnership: the straight one, those that do not exist, and the clocks that they start."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements import AgreementKind
from domain.calendar import ExplainedDate
from domain.dossier import Dossier
from domain.process import Decision
from domain.refusal import Refusal
from domain.vocabulary import Event, Labelled, State, TimeLimit
from tests import builders_conformity as good
from tests.builders import TODAY, commission_record, scored, withdrawal
from tests.domain.deciding import attempt, reached
from tests.domain.partnership_rows import MISSING, TO_COMMISSION, TO_HABILITATION, decided

S, E, L = State, Event, TimeLimit


#: events that give way to those that follow them here: what is cancelled, refused, lost or out of time
ASIDE = {E.PIECES_MISSING, E.COMPLETION_LAPSED, E.SCORE_BELOW, E.COMMISSION_REFUSED, E.INFO_SESSION_CANCELLED,
         E.COMMUNICATION_LOST, E.SIGNING_CANCELLED}  # fmt: skip


def signing_one_by_one() -> list[dict[str, Any]]:
    signed = [good.signature(kind) for kind in AgreementKind]
    return [{"signatures": tuple(signed[:count])} for count in (1, 2, 3)]


@pytest.mark.rule("MIK-03", "MIK-84", "MIK-92")
def test_the_straight_way_to_the_habilitation_and_to_the_end_of_the_agreement() -> None:
    state: Labelled | None = None
    facts, seen = decided(), list[Labelled]()
    for row in [row for row in (*TO_COMMISSION, *TO_HABILITATION) if row.event not in ASIDE]:
        for update in signing_one_by_one() if row.event is E.AGREEMENT_SIGNED else [row.update]:
            outcome = attempt(state, row.event, facts, row.on, **update)
            assert isinstance(outcome, Decision), str(outcome)
            state, facts = outcome.transition.target, outcome.facts
            seen += [state] if state not in seen else []
    assert seen == [S.RECEIVED, S.COMPLETE, S.SCORED, S.IN_COMMISSION, S.PRE_HABILITATED, S.IN_CONFORMITY,
                    S.READY_TO_SIGN, S.HABILITATED, S.EXPIRED]  # fmt: skip


def everywhere(*facts: Dossier, start: State | None = None, on: date = TODAY) -> set[Labelled | None]:
    """Every state that some order of events can reach with these facts."""
    seen: set[Labelled | None] = set()
    todo: list[Labelled | None] = [start]
    while todo:
        seen.add(state := todo.pop())
        outcomes = [reached(state, event, one, on) for one in facts for event in Event]
        todo += [s for s in outcomes if isinstance(s, State) and s not in seen and s not in todo]
    return seen


@pytest.mark.rule("MIK-84", "MIK-92", "LAW-01")
@pytest.mark.parametrize(
    ("lacking", "furthest"),
    [
        ({"info_session": None}, S.PRE_HABILITATED),
        ({"info_session": good.meeting(cancelled=True)}, S.PRE_HABILITATED),
        ({"workstreams": None}, S.IN_CONFORMITY),
        ({"workstreams": good.workstreams(communication_on=None)}, S.IN_CONFORMITY),
        ({"workstreams": good.workstreams(trainers=())}, S.IN_CONFORMITY),
        ({"workstreams": good.workstreams(evaluation_manager="")}, S.IN_CONFORMITY),
        ({"signatures": ()}, S.READY_TO_SIGN),
        *(({"signatures": tuple(good.signature(other) for other in AgreementKind if other is not kind)},
           S.READY_TO_SIGN) for kind in AgreementKind),
        ({"assurances": None}, S.READY_TO_SIGN),
        ({"assurances": good.assurances(respects_reference=False)}, S.READY_TO_SIGN),
        ({"assurances": good.assurances(adequate_means=False)}, S.READY_TO_SIGN),
        ({}, S.EXPIRED),
    ],
)  # fmt: skip
def test_no_way_round_a_gate(lacking: dict[str, object], furthest: State) -> None:
    facts = good.ready_to_sign(**lacking)
    road = [S.PRE_HABILITATED, S.IN_CONFORMITY, S.READY_TO_SIGN, S.HABILITATED, S.EXPIRED]
    found = everywhere(facts, start=S.PRE_HABILITATED, on=good.SIGNED_ON)
    assert found == set(road[: road.index(furthest) + 1])


@pytest.mark.rule("MIK-14", "MIK-21", "MIK-22")
@given(st.integers(0, 21).map(lambda halves: halves / 2), st.booleans())
def test_no_way_round_the_commission_below_eleven(total: float, with_derogation: bool) -> None:
    record = commission_record(derogation="Projet remarquable." if with_derogation else "")
    facts = decided().model_copy(update={"scoresheet": scored(total).scoresheet, "commission": record})
    lacking = facts.model_copy(update={"missing": MISSING})
    assert everywhere(facts, lacking) == {
        None, S.RECEIVED, S.COMPLETE, S.CLOSED_WITHOUT_ACTION, S.SCORED, S.REJECTED_ON_SCORE,
    }  # fmt: skip


@pytest.mark.rule("MIK-14", "MIK-21")
@given(st.integers(22, 34).map(lambda halves: halves / 2))
def test_from_eleven_the_commission_may_still_refuse(total: float) -> None:
    facts = decided().model_copy(update={"scoresheet": scored(total).scoresheet, "withdrawal": withdrawal()})
    assert everywhere(facts, start=S.SCORED) == {
        S.SCORED, S.IN_COMMISSION, S.REFUSED, S.PRE_HABILITATED, S.WITHDRAWN,
    }  # fmt: skip


@pytest.mark.rule("MIK-14")
@pytest.mark.parametrize("score", [0, 10, 10.5])
def test_favourable_factors_never_rescue_a_low_score_already_in_commission(score: float) -> None:
    facts = scored(score, commission=commission_record(derogation="Projet remarquable."))
    assert attempt(S.IN_COMMISSION, E.COMMISSION_ACCEPTED, facts) == Refusal(
        "La note est inférieure à 11 : le dossier est rejeté.", "MIK-21"
    )


def opened_by_acceptance(facts: Dossier) -> Mapping[TimeLimit, ExplainedDate]:
    outcome = attempt(S.IN_COMMISSION, E.COMMISSION_ACCEPTED, facts)
    assert isinstance(outcome, Decision), str(outcome)
    return outcome.opens


@pytest.mark.rule("MIK-29", "O-04")
def test_acceptance_opens_thirty_working_days_five_of_them_for_the_session_and_the_qualiopi_watch() -> None:
    assert {limit: dates.sentence for limit, dates in opened_by_acceptance(decided()).items()} == {
        L.INFO_SESSION: "5 jours ouvrés à compter du 13/11/2026 → 20/11/2026",
        L.CONFORMITY: "30 jours ouvrés à compter du 13/11/2026, hors 25/12 → 28/12/2026",
        L.QUALIOPI: "fin de validité déclarée le 31/05/2028",
    }


@pytest.mark.rule("MIK-07")
def test_no_qualiopi_watch_without_an_end_of_validity() -> None:
    facts = decided()
    without = facts.model_copy(update={"application": facts.application.model_copy(update={"qualiopi_until": None})})
    assert set(opened_by_acceptance(without)) == {L.CONFORMITY, L.INFO_SESSION}
