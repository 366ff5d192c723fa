"""The forms of the conformity phase as somebody fills them, and what they leave in the ledger."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from prefect.client.schemas.objects import State
from sqlalchemy import select

from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.trainer import TRAINER, Trainer
from flows.conformity_decisions import evaluation_form, habilitation_form, session_form, signature_form
from flows.conformity_forms import (
    AnswerChoice,
    DocumentChoice,
    EvaluationForm,
    GradeChoice,
    HabilitationForm,
    PresenceChoice,
    SessionForm,
    SignatureForm,
)
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.schema import outbox
from tests.season import conformity as hands
from tests.season import conformity_roads as roads
from tests.season.conformity import KAPLAN, REF_1
from tests.season.desk import DIRECTOR, MANAGER, Desk

PARIS = ZoneInfo("Europe/Paris")
ASPECTS = ("publics", "reference", "assessment", "technical_file")


def dossier(desk: Desk) -> View[Dossier]:
    with desk.ledger() as connection:
        return next(view for view in read_subjects(connection, PARTNERSHIP) if view.ref == REF_1)


def kaplan(desk: Desk) -> View[Trainer]:
    with desk.ledger() as connection:
        return next(view for view in read_subjects(connection, TRAINER) if view.ref == KAPLAN)


def mails(desk: Desk) -> list[str]:
    """Templates of the e-mails about the information session, in order."""
    with desk.ledger() as connection:
        query = select(outbox.c.template).where(outbox.c.template.startswith("info_session")).order_by(outbox.c.id)
        return list(connection.scalars(query))


def answer(state: State[Any]) -> tuple[str | None, str]:
    """Name and message, with plain spaces."""
    assert state.is_completed()
    return state.name, (state.message or "").replace("\u202f", " ").replace("\u00a0", " ")


def state_of(result: Any) -> State[Any]:
    assert isinstance(result, State)
    return result


def planned(starts: datetime, **over: Any) -> State[Any]:
    values = {"dossier": f" {REF_1.lower()}", "starts": starts, "link": hands.ROOM, "typed_by": MANAGER, **over}
    return state_of(session_form(SessionForm(**values), return_state=True))


def evaluated(**over: Any) -> State[Any]:
    values = {
        "trainer": KAPLAN, "held_on": roads.EVALUATED_ON, "presence": PresenceChoice.PRESENT, "case_url": hands.CASE,
        **dict.fromkeys(ASPECTS, GradeChoice.CONFORMING), "evaluator": hands.EVALUATOR, "typed_by": MANAGER, **over,
    }  # fmt: skip
    return state_of(evaluation_form(EvaluationForm(**values), return_state=True))


def signed(document: DocumentChoice, on: date = roads.SIGNED_ON) -> State[Any]:
    form = SignatureForm(
        dossier=REF_1, document=document, partner_signatory=hands.REPRESENTATIVE, partner_signed_on=on,
        certifier_signatory=DIRECTOR, certifier_signed_on=on, typed_by=MANAGER,
    )  # fmt: skip
    return state_of(signature_form(form, return_state=True))


def habilitation(**over: Any) -> State[Any]:
    values = {
        "dossier": REF_1, "respects_reference": AnswerChoice.YES, "adequate_means": AnswerChoice.YES,
        "decided_by": DIRECTOR, "typed_by": MANAGER, **over,
    }  # fmt: skip
    return state_of(habilitation_form(HabilitationForm(**values), return_state=True))


def session_at(hour: int) -> datetime:
    return hands.at(roads.INFORMED_ON, hour)
