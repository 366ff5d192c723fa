"""What is refused from the pre-habilitation to the gates of the signature: meetings, kits, steps (MIK-41 to MIK-84)."""

from datetime import date
from typing import Any

import pytest

from domain.agreements import AgreementKind
from domain.dossier import Dossier
from domain.process import Decision
from domain.refusal import Refusal
from domain.signing import Workstreams
from domain.vocabulary import Event, Scope, State
from tests import builders_conformity as good
from tests.builders import TODAY, application, dossier
from tests.domain.deciding import attempt, reached
from tests.domain.partnership_rows import DELIVERED, EVALUATION_KIT, invited, issued

S, E = State, Event
YESTERDAY = date(2026, 11, 12)
NO_SESSION = "aucune séance n’a été planifiée : une présence ne peut pas y être notée. Planifiez-la d’abord."


def prepares_only(**over: Any) -> Dossier:
    return good.in_conformity(application=application(scope=Scope.PREPARE), **over)


# --- meetings


@pytest.mark.rule("MIK-41", "MIK-42")
@pytest.mark.parametrize(
    ("state", "event", "known", "facts", "rule", "field"),
    [
        (S.PRE_HABILITATED, E.INFO_SESSION_PLANNED, "info_session", dossier(), "MIK-42", "Séance d’information"),
        (S.READY_TO_SIGN, E.SIGNING_PLANNED, "signing", issued(), "MIK-41", "Journée de signature"),
    ],
)
def test_a_meeting_is_planned_from_today_on_with_a_place(
    state: State, event: Event, known: str, facts: Dossier, rule: str, field: str
) -> None:
    def planned(meeting: Any) -> Any:
        update: dict[str, Any] = {known: meeting}
        return attempt(state, event, facts, **update)

    typed = [None, good.meeting(YESTERDAY), good.meeting(TODAY, link="")]
    assert [planned(meeting) for meeting in typed] == [
        Refusal("indiquez la date et l’heure.", rule, field),
        Refusal("une séance ne se planifie pas dans le passé (12/11/2026). Corrigez la date.", rule, field),
        Refusal("l’invitation porte le lien de la visioconférence ou le lieu. Indiquez-le.", rule, field),
    ]
    fine = [good.meeting(TODAY), good.meeting(TODAY, link="", place="12 rue Haute")]
    assert [planned(meeting).transition.target for meeting in fine] == [state, state]


@pytest.mark.rule("MIK-41", "MIK-42")
@pytest.mark.parametrize("known", [None, good.meeting(cancelled=True)])
def test_what_is_not_planned_is_not_cancelled(known: Any) -> None:
    off = good.meeting(cancelled=True, sequence=2)
    session = attempt(S.PRE_HABILITATED, E.INFO_SESSION_CANCELLED, dossier(info_session=known), info_session=off)
    assert session == Refusal("aucune séance n’est planifiée.", "MIK-42", "Séance d’information")
    signing = attempt(S.READY_TO_SIGN, E.SIGNING_CANCELLED, good.in_conformity(signing=known), signing=off)
    assert signing == Refusal("aucune journée n’est planifiée.", "MIK-41", "Journée de signature")


@pytest.mark.rule("MIK-42", "NET-12")
@pytest.mark.parametrize(
    ("planned", "held_on", "on", "message"),
    [
        (None, good.SESSION_ON, good.SESSION_ON, NO_SESSION),
        (good.meeting(cancelled=True), good.SESSION_ON, good.SESSION_ON, NO_SESSION),
        (good.meeting(), good.SESSION_ON, date(2026, 11, 19), "la séance n’a pas encore eu lieu. Corrigez la date."),
        (good.meeting(), date(2026, 11, 19), good.SESSION_ON,
         "la séance était prévue le 20/11/2026. Corrigez sa date, ou celle de sa tenue."),
    ],
)  # fmt: skip
def test_nobody_attends_a_session_that_was_not_held(planned: Any, held_on: date, on: date, message: str) -> None:
    facts = dossier(info_session=planned)
    record = good.attendance(held_on=held_on)
    found = attempt(S.PRE_HABILITATED, E.INFO_SESSION_HELD, facts, on, attendance=record, kits=DELIVERED)
    assert found == Refusal(message, "MIK-42", "Séance tenue le")


@pytest.mark.rule("MIK-42", "NET-12")
def test_a_session_held_on_another_day_is_recorded_with_its_true_date() -> None:
    moved = dossier(info_session=good.meeting(date(2026, 11, 19)))
    update = {"attendance": good.attendance(), "info_session": good.meeting(), "kits": DELIVERED}
    found = attempt(S.PRE_HABILITATED, E.INFO_SESSION_HELD, moved, good.SESSION_ON, **update)
    assert isinstance(found, Decision)
    assert isinstance(found.facts, Dossier)
    session = found.facts.info_session
    assert (found.transition.target, session and session.day) == (S.IN_CONFORMITY, good.SESSION_ON)


@pytest.mark.rule("MIK-42", "NET-12")
@pytest.mark.parametrize("record", [None, good.attendance(attendees=())])
def test_a_session_says_who_was_there(record: Any) -> None:
    found = attempt(S.PRE_HABILITATED, E.INFO_SESSION_HELD, invited(), good.SESSION_ON, attendance=record)
    message = "indiquez qui a participé, une personne par ligne."
    assert found == Refusal(message, "MIK-42", "Participants à la séance")


@pytest.mark.rule("MIK-44")
def test_the_conformity_phase_starts_when_a_session_is_noted_later_too() -> None:
    update = {"attendance": good.attendance(), "kits": DELIVERED}
    found = reached(S.PRE_HABILITATED, E.INFO_SESSION_HELD, invited(), date(2026, 11, 30), **update)
    assert found == S.IN_CONFORMITY


# --- the evaluation kit


KIT_WAITS = Refusal(
    "le kit d’évaluation se remet au responsable de l’évaluation. Désignez-le d’abord.",
    "MIK-55",
    "Responsable de l’évaluation",
)


def given_kit(facts: Dossier, kits: Any = EVALUATION_KIT) -> Any:
    return attempt(S.IN_CONFORMITY, E.EVALUATION_KIT_DELIVERED, facts, kits=(*facts.kits, *kits))


@pytest.mark.rule("MIK-38", "MIK-55")
@pytest.mark.parametrize("streams", [None, Workstreams(), good.workstreams(evaluation_manager_designated="Luc Petit")])
def test_the_evaluation_kit_goes_to_the_designated_person_alone(streams: Workstreams | None) -> None:
    assert given_kit(good.in_conformity(workstreams=streams)) == KIT_WAITS


@pytest.mark.rule("MIK-55")
def test_no_kit_is_no_delivery() -> None:
    assert given_kit(good.in_conformity(), kits=()) == KIT_WAITS


@pytest.mark.rule("MIK-54", "NET-25")
def test_a_partner_that_does_not_assess_has_no_evaluation_kit() -> None:
    message = "la portée ne comprend pas l’évaluation : aucun kit d’évaluation n’est remis."
    assert given_kit(prepares_only()) == Refusal(message, "MIK-54")


@pytest.mark.rule("MIK-55")
def test_who_already_received_the_other_kits_may_be_the_designated_person() -> None:
    streams = good.workstreams(evaluation_manager_designated=good.REPRESENTATIVE)
    kits = tuple(kit.model_copy(update={"recipient": good.REPRESENTATIVE}) for kit in EVALUATION_KIT)
    found = given_kit(good.in_conformity(workstreams=streams), kits)
    assert not isinstance(found, Refusal), str(found)
    assert found.facts.kits == (*DELIVERED, *kits)


# --- the gates


@pytest.mark.rule("MIK-84", "MIK-38", "O-09")
@pytest.mark.parametrize(
    ("facts", "waiting"),
    [
        (good.in_conformity(attendance=None), "la séance d’information"),
        (good.in_conformity(workstreams=good.workstreams(communication_on=None)), "une communication conforme"),
        (good.in_conformity(workstreams=good.workstreams(trainers=())), "un formateur validé"),
        (good.in_conformity(workstreams=good.workstreams(evaluation_manager="")),
         "l’habilitation du responsable de l’évaluation"),
        (good.in_conformity(attendance=None, workstreams=None),
         "la séance d’information, une communication conforme, un formateur validé, "
         "l’habilitation du responsable de l’évaluation"),
        (prepares_only(workstreams=None), "une communication conforme, un formateur validé"),
    ],
)  # fmt: skip
def test_the_signature_waits_for_every_gate_and_names_those_that_are_shut(facts: Dossier, waiting: str) -> None:
    refusal = Refusal(f"la signature attend encore : {waiting}.", "MIK-84")
    assert attempt(S.IN_CONFORMITY, E.WORKSTREAMS_DONE, facts) == refusal
    signed = {"signatures": tuple(good.signature(kind) for kind in AgreementKind), "assurances": good.assurances()}
    assert attempt(S.READY_TO_SIGN, E.HABILITATION_GRANTED, facts, good.SIGNED_ON, **signed) == refusal


@pytest.mark.rule("MIK-82", "MIK-84")
def test_a_partner_that_only_prepares_needs_nobody_for_the_evaluation() -> None:
    streams = Workstreams(communication_on=good.AUDITED_ON, trainers=("Zoé Garnier",))
    assert reached(S.IN_CONFORMITY, E.WORKSTREAMS_DONE, prepares_only(workstreams=streams)) == S.READY_TO_SIGN


@pytest.mark.rule("MIK-69")
def test_nothing_is_lost_when_every_correction_was_made() -> None:
    assert attempt(S.IN_CONFORMITY, E.COMMUNICATION_LOST, good.in_conformity()) == Refusal(
        "aucune correction ne manque : la pré-habilitation ne se perd pas.", "MIK-69"
    )
