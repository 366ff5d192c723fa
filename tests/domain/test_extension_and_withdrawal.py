"""After the pre-habilitation: one short extension, and the immediate withdrawal, both by direction (O-05, MIK-34)."""

from datetime import date
from typing import Any

import pytest

from domain.dossier import Dossier
from domain.notices import due_now, schedule
from domain.process import Decision
from domain.refusal import Refusal
from domain.vocabulary import Event, Role, State, TimeLimit
from tests.builders import (
    OWNER,
    attendee,
    commission_record,
    extension,
    scored,
    shipped_certification,
    shipped_config,
    withdrawal,
)
from tests.domain.deciding import attempt, reached, refused

S, CONFORMITY = State, TimeLimit.CONFORMITY
NOTIFIED_ON = date(2026, 11, 2)
BY_DIRECTION = (
    "cette décision revient à la direction. Indiquez un membre de la direction inscrit dans l’onglet « Équipe »."
)
TOO_LONG = "le texte compte 20000 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce."


def pre_habilitated(**over: Any) -> Dossier:
    return scored(12, commission=commission_record(), notified_on=NOTIFIED_ON, **over)


def extended(**over: Any) -> Any:
    return attempt(S.PRE_HABILITATED, Event.EXTENSION_GRANTED, pre_habilitated(), extension=extension(**over))


def withdrawn(**over: Any) -> Any:
    asked = withdrawal(**over)
    return attempt(S.PRE_HABILITATED, Event.PRE_HABILITATION_WITHDRAWN, pre_habilitated(), withdrawal=asked)


@pytest.mark.rule("O-05", "MIK-29")
@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "31 jours ouvrés à compter du 02/11/2026, hors 11/11 → 16/12/2026"),
        (10, "40 jours ouvrés à compter du 02/11/2026, hors 11/11, 25/12 → 30/12/2026"),
    ],
)
def test_an_extension_moves_the_end_of_the_thirty_days(days: int, sentence: str) -> None:
    outcome = extended(days=days)
    assert isinstance(outcome, Decision), str(outcome)
    assert {limit: dates.sentence for limit, dates in outcome.opens.items()} == {CONFORMITY: sentence}
    assert (outcome.transition.closes, outcome.closes_all) == ((CONFORMITY,), False)


@pytest.mark.rule("O-05")
def test_the_night_of_a_late_extension_sends_no_reminder_of_an_earlier_day() -> None:
    granted_on = date(2026, 12, 10)
    asked = extension(decided_on=granted_on)
    outcome = attempt(S.PRE_HABILITATED, Event.EXTENSION_GRANTED, pre_habilitated(), granted_on, extension=asked)
    assert isinstance(outcome, Decision), str(outcome)
    dates, figures = outcome.opens[CONFORMITY], shipped_certification().time_limits[CONFORMITY]
    plan = schedule(CONFORMITY, dates.start, dates.due_on, figures, shipped_config().calendar)
    assert due_now(CONFORMITY, plan, (), dates.due_on, granted_on).send == ()


@pytest.mark.rule("O-05")
@pytest.mark.parametrize("days", [-1, 0, 11, 400])
def test_an_extension_is_of_one_to_ten_days(days: int) -> None:
    assert extended(days=days) == Refusal(
        "une prolongation va de 1 à 10 jours ouvrés.", "O-05", "Jours ouvrés accordés"
    )


@pytest.mark.rule("O-05")
def test_there_is_no_extension_without_a_number_of_days() -> None:
    found = refused(S.PRE_HABILITATED, Event.EXTENSION_GRANTED, pre_habilitated())
    assert found == ("O-05", "Jours ouvrés accordés")


@pytest.mark.rule("O-05")
def test_an_extension_is_granted_once() -> None:
    facts = pre_habilitated(extension=extension(days=1))
    again = attempt(S.PRE_HABILITATED, Event.EXTENSION_GRANTED, facts, extension=extension(days=1))
    assert again == Refusal("le délai a déjà été prolongé ; il ne peut l’être qu’une fois.", "O-05", "Décision")


@pytest.mark.rule("O-05")
def test_an_extension_is_motivated_and_readable() -> None:
    assert [extended(motive=text) for text in ("", " \t", "é" * 20_000)] == [
        Refusal("une prolongation est motivée. Écrivez le motif.", "O-05", "Motif"),
        Refusal("une prolongation est motivée. Écrivez le motif.", "O-05", "Motif"),
        Refusal(TOO_LONG, "MIK-31", "Motif"),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DIRECTION])
@pytest.mark.rule("O-05", "MIK-34")
def test_only_direction_decides(role: Role) -> None:
    someone = attendee(OWNER, role)
    assert extended(decided_by=someone) == Refusal(BY_DIRECTION, "O-05", "Décidé par")
    assert withdrawn(decided_by=someone) == Refusal(BY_DIRECTION, "MIK-34", "Décidé par")


@pytest.mark.rule("MIK-34")
@pytest.mark.parametrize("motive", ["", " \n "])
def test_a_withdrawal_says_what_it_is_for(motive: str) -> None:
    missing = Refusal("un retrait énonce le manquement ou la fausse déclaration. Écrivez le motif.", "MIK-34", "Motif")
    assert withdrawn(motive=motive) == missing
    assert attempt(S.PRE_HABILITATED, Event.PRE_HABILITATION_WITHDRAWN, pre_habilitated()) == missing


def test_a_withdrawal_is_readable() -> None:
    assert withdrawn(motive="é" * 20_000) == Refusal(TOO_LONG, "MIK-31", "Motif")


@pytest.mark.rule("MIK-34")
def test_a_withdrawal_closes_every_deadline_at_once() -> None:
    outcome = withdrawn()
    assert (outcome.transition.target, outcome.closes_all, outcome.opens) == (S.WITHDRAWN, True, {})


@pytest.mark.rule("MIK-34")
def test_a_withdrawal_is_possible_during_the_extension() -> None:
    facts = pre_habilitated(extension=extension())
    found = reached(S.PRE_HABILITATED, Event.PRE_HABILITATION_WITHDRAWN, facts, withdrawal=withdrawal())
    assert found == S.WITHDRAWN


def test_the_pieces_of_a_withdrawal_are_readable() -> None:
    assert getattr(withdrawn(evidence="é" * 20_000), "rule", "") == "MIK-31"


@pytest.mark.rule("MIK-34", "O-05")
@pytest.mark.parametrize("decided_on", [date(2026, 11, 14), date(2026, 11, 1)])
def test_a_decision_is_dated_between_the_notification_and_today(decided_on: date) -> None:
    found = (extended(decided_on=decided_on), withdrawn(decided_on=decided_on))
    assert [isinstance(outcome, Refusal) for outcome in found] == [True, True]
