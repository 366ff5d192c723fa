"""The responsable de l'évaluation: designated by the OF, then habilitated or refused (MIK-38, MIK-82, MIK-83)."""

from datetime import date
from typing import Any

import pytest

from domain.conformity import Partner
from domain.evaluation_manager import ManagerEvent, ManagerState
from domain.process import Decision
from domain.refusal import Refusal
from domain.vocabulary import Scope
from tests import builders_conformity as good
from tests.domain.deciding import attempt, reached, refused

S, E = ManagerState, ManagerEvent
DECISIONS = pytest.mark.parametrize("event", [E.HABILITATED, E.REFUSED])


def partner(scope: Scope) -> Partner:
    return good.partner().model_copy(update={"scope": scope})


def decide(event: ManagerEvent, **over: Any) -> Any:
    decision = good.manager_decision(**{"motive": "Aucune expérience des jurys.", **over})
    return attempt(S.DESIGNATED, event, good.manager(), good.TRAINER_ON, decision=decision)


@pytest.mark.rule("MIK-82", "NET-25")
def test_only_a_scope_that_assesses_has_one() -> None:
    found = {
        scope: reached(None, E.DESIGNATED, good.manager(partner=partner(scope)), good.SESSION_ON) for scope in Scope
    }
    nobody = Refusal(
        "la portée ne comprend pas l’évaluation : aucun responsable n’est à désigner.",
        "MIK-82",
        "Responsable de l’évaluation",
    )
    assert found == {Scope.PREPARE: nobody, Scope.ASSESS: S.DESIGNATED, Scope.PREPARE_AND_ASSESS: S.DESIGNATED}


@pytest.mark.rule("MIK-38")
@pytest.mark.parametrize("empty", ["", " \t"])
@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("manager", "Responsable de l’évaluation"),
        ("email", "E-mail du responsable"),
        ("cv_url", "CV du responsable (lien)"),
    ],
)
def test_a_designation_gives_name_address_and_cv(field: str, header: str, empty: str) -> None:
    found = attempt(None, E.DESIGNATED, good.manager(**{field: empty}), good.SESSION_ON)
    message = "la désignation donne le nom, l’e-mail et le CV. Complétez-la."
    assert found == Refusal(message, "MIK-38", header)


@pytest.mark.rule("MIK-38")
def test_a_designation_is_not_of_tomorrow() -> None:
    found = attempt(None, E.DESIGNATED, good.manager(designated_on=date(2026, 11, 21)), good.SESSION_ON)
    assert found == Refusal("la désignation se date d’aujourd’hui au plus tard.", "MIK-38", "Désigné le")


@pytest.mark.rule("MIK-82")
@DECISIONS
@pytest.mark.parametrize(
    ("decided_on", "is_taken"),
    [(date(2026, 11, 19), False), (good.SESSION_ON, True), (good.TRAINER_ON, True), (date(2026, 11, 27), False)],
)
def test_a_decision_lies_between_the_designation_and_today(
    event: ManagerEvent, decided_on: date, is_taken: bool
) -> None:
    found = decide(event, decided_on=decided_on)
    wrong = Refusal("la décision se date entre la désignation et aujourd’hui. Corrigez la date.", "MIK-82", "Décidé le")
    assert isinstance(found, Decision) == is_taken
    assert is_taken or found == wrong


@pytest.mark.rule("MIK-82")
@DECISIONS
def test_a_decision_is_signed_and_readable(event: ManagerEvent) -> None:
    assert decide(event, decided_by=" ") == Refusal("indiquez qui décide.", "MIK-82", "Décidé par")
    assert refused(S.DESIGNATED, event, good.manager(), good.TRAINER_ON) == ("MIK-82", "Décidé par")
    long = decide(event, motive="é" * 4001)
    assert (long.rule, long.field) == ("MIK-31", "Motif")


@pytest.mark.rule("MIK-82")
@pytest.mark.parametrize("motive", ["", " \n"])
def test_a_refusal_gives_its_reasons_and_a_habilitation_needs_none(motive: str) -> None:
    message = "un refus donne ses raisons. Écrivez le motif."
    assert decide(E.REFUSED, motive=motive) == Refusal(message, "MIK-82", "Motif")
    assert decide(E.HABILITATED, motive=motive).transition.target == S.HABILITATED


@pytest.mark.rule("MIK-82")
@pytest.mark.parametrize(
    ("event", "state"),
    [(E.HABILITATED, S.HABILITATED), *((event, state) for event in (E.HABILITATED, E.REFUSED)
                                       for state in (S.REFUSED, S.CLOSED))],
)  # fmt: skip
def test_it_is_decided_once(event: ManagerEvent, state: ManagerState) -> None:
    decision = good.manager_decision(motive="Autre avis.")
    assert refused(state, event, good.manager(), good.TRAINER_ON, decision=decision) == ("MIK-02", "")


@pytest.mark.rule("MIK-82")
@DECISIONS
def test_nobody_decides_of_himself(event: ManagerEvent) -> None:
    found = decide(event, decided_by=good.MANAGER)
    assert found == Refusal("personne ne s’habilite soi-même. Indiquez qui décide.", "MIK-82", "Décidé par")
