"""The steps of the contradictory procedure and the renewal, from a row or a form (LAW-06, QUA-10, MIK-89)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, select

from domain.calendar import format_date
from domain.dossier import Attendee, Dossier
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import Gravity, NonconformityState
from domain.partnership import PARTNERSHIP
from domain.procedure import Grievances, Observations, Procedure, Renewal, Step, Termination
from domain.procedure_guards import DECIDED_BY, STEP
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Event, State, TimeLimit
from tasks.conformity.directors import director
from tasks.feedback import unsigned
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_children, read_some
from tasks.ledger.schema import documents, subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs.procedures import ProcedureStep

_RULE = "LAW-06"
EVENTS: Mapping[ProcedureStep, Event] = {
    ProcedureStep.SUSPEND: Event.AGREEMENT_SUSPENDED,
    ProcedureStep.GRIEVANCES: Event.GRIEVANCES_NOTIFIED,
    ProcedureStep.OBSERVATIONS: Event.OBSERVATIONS_RECEIVED,
    ProcedureStep.TERMINATE: Event.AGREEMENT_TERMINATED,
    ProcedureStep.LIFT: Event.SUSPENSION_LIFTED,
    ProcedureStep.RENEW: Event.AGREEMENT_RENEWED,
}


class TypedStep(BaseModel):
    """One step as somebody typed it; what another step needs is empty."""

    ref: str
    dossier: str
    step: ProcedureStep
    motive: str = ""
    grievances: tuple[str, ...] = ()
    received_on: date | None = None
    observations: str = ""
    answer: str = ""
    until: date | None = None
    amendment: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    typed_by: str


def step_command(
    office: Office, connection: Connection, typed: TypedStep, pull: Pull, source: str
) -> Command | Refusal:
    """The command of a typed step. What its order forbids is refused by the process (LAW-06)."""
    if not typed.typed_by.strip():
        return unsigned(_RULE)
    view = read_some(connection, PARTNERSHIP, [typed.dossier]).get(typed.dossier)
    if view is None:
        return unknown_subject(typed.dossier)
    event = EVENTS[typed.step]
    possible = PARTNERSHIP.find(view.state, event) is not None
    if not possible and view.state is State.HABILITATED:
        return _not_yet(typed.step)
    update = _update(office, connection, view, typed, pull) if possible else {}
    if isinstance(update, Refusal):
        return update
    return Command(typed.ref, view.ref, event, pull.on, f"{source} : {typed.typed_by}", update)


def _not_yet(step: ProcedureStep) -> Refusal:
    """No direct road: the law wants the suspension, the griefs and the time to answer them first (LAW-06)."""
    message = (
        f"« {step.label} » vient après la suspension de la convention : suspendez-la d’abord, notifiez les griefs et "
        "laissez à l’organisme le temps d’y répondre."
    )
    return Refusal(message, _RULE, STEP)


def _update(
    office: Office, connection: Connection, view: View[Dossier], typed: TypedStep, pull: Pull
) -> dict[str, Any] | Refusal:
    known = view.facts.procedure
    if typed.step is ProcedureStep.OBSERVATIONS and known is not None:
        seen = Observations(received_on=typed.received_on or pull.on, text=typed.observations,
                            recorded_by=typed.typed_by)  # fmt: skip
        return {"procedure": known.model_copy(update={"observations": (*known.observations, seen)})}
    person = director(pull.team, typed.decided_by, _RULE, DECIDED_BY)
    if isinstance(person, Refusal):
        return person
    decided: dict[str, Any] = {
        "motive": typed.motive, "decided_by": Attendee(name=person.name, role=person.role),
        "decided_on": typed.decided_on or pull.on, "notified_on": pull.on,
    }  # fmt: skip
    if typed.step is ProcedureStep.RENEW:
        return _renewal(office, connection, view, typed, decided)
    return {"procedure": _next(office, view.facts, typed, decided, pull.on)}


def _next(office: Office, facts: Dossier, typed: TypedStep, decided: dict[str, Any], on: date) -> Procedure:
    """The procedure with one more step; a suspension starts another one."""
    if typed.step is ProcedureStep.SUSPEND or facts.procedure is None:
        return Procedure(suspension=Step(**decided))
    match typed.step:
        case ProcedureStep.GRIEVANCES:
            limit = office.config.figures_for(facts.certification, facts.grid_version).time_limits[
                TimeLimit.OBSERVATIONS
            ]
            answer_by = office.config.calendar.due(on, limit.length, limit.unit).due_on
            step: dict[str, Any] = {"grievances": Grievances(items=typed.grievances, answer_by=answer_by, **decided)}
        case ProcedureStep.TERMINATE:
            step = {"termination": Termination(answer=typed.answer, **decided)}
        case _:
            step = {"lifting": Step(**decided)}
    return facts.procedure.model_copy(update=step)


def _renewal(
    office: Office, connection: Connection, view: View[Dossier], typed: TypedStep, decided: dict[str, Any]
) -> dict[str, Any] | Refusal:
    """Until the end of the registration unless an earlier day is given, on the whole compliance file (MIK-89)."""
    facts, issued = view.facts, view.facts.agreements
    if issued is None:
        return Refusal("aucune convention n’est signée : il n’y a rien à renouveler.", "MIK-89", STEP)
    until = typed.until or office.config.figures_for(facts.certification, facts.grid_version).registration_end
    found = list(read_children(connection, NONCONFORMITY, [view.ref]))
    unsettled = tuple(
        one.ref for one in found
        if one.facts.gravity is Gravity.CRITICAL and one.state is not NonconformityState.CLOSED
    )  # fmt: skip
    register = (
        f"{one.ref}, dysfonctionnement ({one.facts.gravity.label.lower()}) constaté le "
        f"{format_date(one.facts.identified_on)} : {one.state.label.lower()}."
        for one in found
    )
    history = (*_minutes(connection, view.ref), *register)
    renewal = Renewal(
        before=issued.end, until=until, amendment=typed.amendment, unsettled=unsettled,
        history=tuple(french(line) for line in history), **decided,
    )  # fmt: skip
    return {"renewal": renewal, "agreements": issued.model_copy(update={"end": until})}


def _minutes(connection: Connection, dossier: str) -> list[str]:
    """Every PV of the dossier and of what belongs to it: audits, trainers, checks, procedures."""
    query = (
        select(documents.c.number, documents.c.title, documents.c.dated)
        .join(subjects, subjects.c.ref == documents.c.subject)
        .where(documents.c.number.startswith("PV-"))
        .where((subjects.c.ref == dossier) | (subjects.c.parent == dossier))
        .order_by(documents.c.seq, documents.c.number)
    )
    return [f"{row.number}, {row.title}, du {format_date(row.dated)}." for row in connection.execute(query)]
