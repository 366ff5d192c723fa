"""What keeps a passage from leaving, from being corrected or dated: one defect at a time (LAW-10)."""

from datetime import date
from typing import Any

import pytest

from domain.exams.person import Birth
from domain.network.passage import Correction
from domain.network.passage_identity import gaps
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Decision
from domain.vocabulary import TimeLimit
from tests.domain.deciding import attempt, refused
from tests.domain.network.passages import a_holder, a_passage, sent, typed

P, E = PassageState, PassageEvent
ON = date(2027, 3, 1)


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"holder": a_holder(birth_name=" ")}, "Nom corrigé"),
        ({"holder": a_holder(birth_name="A" * 61)}, "Nom corrigé"),
        ({"holder": a_holder(birth_name="Ivanov 2")}, "Nom corrigé"),
        ({"holder": a_holder(first_names="Мария")}, "Prénoms corrigés"),
        ({"holder": a_holder(first_names="Maëlys, Anne<b>")}, "Prénoms corrigés"),
        ({"holder": a_holder(usage_name="O'Neill\u0301\u0301")}, "Nom d’usage"),
        ({"holder": a_holder(birth=Birth(year=2030, postal_code="67600"))}, "Naissance corrigée"),
        ({"holder": a_holder(birth=Birth(year=1991, postal_code="6760"))}, "Code INSEE de naissance"),
        ({"supplement": typed(insee_code="00123")}, "Code INSEE de naissance"),
        ({"supplement": typed(insee_code="2C004")}, "Code INSEE de naissance"),
        ({"supplement": typed(country_code="FRAN")}, "Code pays"),
        ({"supplement": typed(training_file="12345678901234")}, "Dossier CPF"),
        ({"supplement": typed(birth_name="Œuvrard")}, "Justificatif"),
    ],
)
def test_each_defect_is_named_by_its_column_and_nothing_else_is(over: dict[str, Any], field: str) -> None:
    facts = a_passage(**over)
    assert [(found.rule, found.field) for found in gaps(facts)] == [("LAW-10", field)]
    assert refused(P.INCOMPLETE, E.COMPLETED, facts, ON) == ("LAW-10", field)
    assert refused(P.TO_EXPORT, E.EXPORTED, facts, ON, sent=(sent(),)) == ("LAW-10", field)


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    "over",
    [
        {"holder": a_holder(birth=Birth(year=1975, place="Alger", country="Algérie"))},
        {"holder": a_holder(birth=Birth(year=1975)), "supplement": typed(insee_code="2A004")},
        {"holder": a_holder(birth=Birth(year=1955)), "supplement": typed(insee_code="99352")},
        {"holder": a_holder(first_names="Jean-Pierre", birth_name="d’Ørsted-L’Hôpital")},
    ],
    ids=["abroad", "corsica", "abroad by its code", "signs"],
)
def test_what_the_flux_takes_is_no_defect(over: dict[str, Any]) -> None:
    assert gaps(a_passage(**over)) == ()


@pytest.mark.rule("LAW-10")
def test_a_rejected_passage_is_not_sent_again_unchanged() -> None:
    assert refused(P.REJECTED, E.CORRECTED, a_passage(), ON) == ("LAW-10", "Justificatif")


@pytest.mark.rule("NET-21", "LAW-10")
def test_three_months_from_the_delivery_and_from_a_request() -> None:
    opened = attempt(None, E.OPENED, a_passage(delivered_on=date(2026, 11, 30)), ON)
    asked = attempt(P.MATCHED, E.CORRECTION_ASKED, a_passage(), ON, correction=Correction(asked_on=ON))
    assert isinstance(opened, Decision)
    assert isinstance(asked, Decision)
    assert opened.opens[TimeLimit.MATCHING].due_on == date(2027, 2, 28)
    assert asked.opens[TimeLimit.CPF_CORRECTION].due_on == date(2027, 6, 1)


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("state", "event", "update", "field"),
    [
        (P.EXPORTED, E.DEPOSITED, {"sent": (sent(),)}, "Déposé le"),
        (P.EXPORTED, E.DEPOSITED, {"sent": (sent(deposited_on=date(2027, 1, 27)),)}, "Déposé le"),
        (P.EXPORTED, E.DEPOSITED, {"sent": (sent(deposited_on=date(2027, 3, 2)),)}, "Déposé le"),
        (P.MATCHED, E.CORRECTION_ASKED, {}, "Demande CDC du"),
        (P.MATCHED, E.CORRECTION_ASKED, {"correction": Correction(asked_on=date(2027, 1, 24))}, "Demande CDC du"),
        (P.MATCHED, E.CORRECTION_ASKED, {"correction": Correction(asked_on=date(2027, 3, 2))}, "Demande CDC du"),
        (P.TO_CORRECT, E.CORRECTION_DONE, {"correction": Correction(asked_on=ON)}, "Correction faite le"),
        (P.TO_CORRECT, E.WITHDRAWAL_REPORTED,
         {"correction": Correction(asked_on=ON, done_on=date(2027, 2, 26))}, "Correction faite le"),
    ],
)  # fmt: skip
def test_dates_come_in_order(state: PassageState, event: PassageEvent, update: dict[str, Any], field: str) -> None:
    assert refused(state, event, a_passage(sent=(sent(),)), ON, **update) == ("LAW-10", field)
