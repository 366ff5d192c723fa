"""Who organises is in force on the day: each step towards it asks (LAW-06, NET-25)."""

from datetime import date

import pytest

from domain.exams.organiser_guards import organiser_in_force, rule_of
from domain.exams.session import Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionEvent, SessionState
from domain.vocabulary import Scope, State
from tests.exams import a_session, certification_of

CERTIFIER = Organiser(name="Certificateur", email="c@certificateur.example")
CO_CERTIFIER = Organiser(siret="73282932000074", name="École", email="e@ecole.example")


def partner(standing: State | None) -> Organiser:
    return Organiser(dossier="D-2026-0001", name="Atelier", email="a@atelier.example", scope=Scope.ASSESS,
                     standing=standing)  # fmt: skip


def said(organiser: Organiser) -> str | None:
    session = a_session(organiser=organiser)
    refusal = organiser_in_force(session, date(2027, 1, 5), certification_of(), session)
    return str(refusal) if refusal else None


@pytest.mark.rule("LAW-06", "NET-25")
@pytest.mark.parametrize(("standing", "label", "rule"), [
    (State.SUSPENDED, "Convention suspendue", "LAW-06"), (State.TERMINATED, "Convention résiliée", "LAW-06"),
    (State.EXPIRED, "Convention échue", "LAW-01"), (None, "inconnu", "LAW-01"),
])  # fmt: skip
def test_a_partner_whose_habilitation_ended_organises_no_more(standing: State | None, label: str, rule: str) -> None:
    assert said(partner(standing)) == (
        f"Organisateur : Atelier est « {label} » et n’organise plus la session. Reprenez-la au nom du certificateur : "
        "videz « Organisateur » et vérifiez le lieu ; ou reportez-la. Les candidats gardent leur inscription. "
        f"[{rule}]"
    )
    assert rule_of(standing) == rule


@pytest.mark.rule("NET-01", "NET-25")
@pytest.mark.parametrize("organiser", [CERTIFIER, CO_CERTIFIER, partner(State.HABILITATED)])
def test_whoever_is_in_force_organises(organiser: Organiser) -> None:
    assert said(organiser) is None


@pytest.mark.rule("LAW-06")
def test_to_convene_to_declare_ready_and_to_open_ask_and_nothing_that_candidates_need_does() -> None:
    """A new time, another juror, a postponement, and all that follows the opening go on."""
    asked = [(row.source, row.event) for row in EXAM_SESSION.transitions if organiser_in_force in row.guards]
    assert asked == [
        (SessionState.PLANNED, SessionEvent.CONVENED), (SessionState.CONVENED, SessionEvent.READY),
        (SessionState.READY, SessionEvent.STARTED),
    ]  # fmt: skip
