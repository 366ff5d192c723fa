"""What follows by itself in the conformity phase, from the ledger alone: it heals after a run that was cut.

Trainers and the communication audit open with their dossier and close with it; the evaluation kit leaves once somebody
may receive it (MIK-55); a lost audit loses the pre-habilitation (MIK-69); open gates make the dossier ready (MIK-84).
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from domain.communication import COMMUNICATION, CommunicationEvent, CommunicationState
from domain.conformity import Meeting
from domain.conformity_guards import closed_gates
from domain.dossier import Dossier, is_eligible
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerEvent, ManagerState
from domain.kits import KitKind
from domain.partnership import PARTNERSHIP, UNDER_THE_CLOCK
from domain.partnership_guards import same_person
from domain.process import Command, Process
from domain.signing import UnmetCorrection, Workstreams
from domain.trainer import TRAINER, TrainerEvent, TrainerState
from domain.vocabulary import Event, Labelled, State
from tasks.conformity.supports import declared_supports
from tasks.conformity.trainers import trainer_facts
from tasks.feedback import Feedback
from tasks.ledger.queries import View
from tasks.ledger.workstreams import ENDED, Streams, has_open_workstreams, read_streams
from tasks.office import Office, Pull, apply_commands
from tasks.presenting.kits import deliveries
from tasks.tabs.conformity import CONFORMITY

_BY = "suivi de la mise en conformité"
_CLOSING = {
    COMMUNICATION.kind: CommunicationEvent.CLOSED,
    TRAINER.kind: TrainerEvent.CLOSED,
    EVALUATION_MANAGER.kind: ManagerEvent.CLOSED,
}


def open_workstreams(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A record for each declared trainer at the pre-habilitation, the audit from the information session on."""
    streams = _read(office, UNDER_THE_CLOCK)
    trainers = [command for item in streams for command in _declared_trainers(office, item, pull)]
    audits = [_audit(item.dossier, pull) for item in streams if _awaits_audit(item)]
    feedback.take(CONFORMITY, apply_commands(office, pull.team, trainers, TRAINER), {})
    feedback.take(CONFORMITY, apply_commands(office, pull.team, audits, COMMUNICATION), {})


def follow_gates(office: Office, pull: Pull, feedback: Feedback) -> None:
    """What the state of the workstreams makes of their dossier."""
    commands = [
        command for item in _read(office, (State.IN_CONFORMITY,)) for command in _consequences(office, item, pull)
    ]
    feedback.take(CONFORMITY, apply_commands(office, pull.team, commands), {})


def close_workstreams(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A dossier that ended stops its clocks, and those of its trainers and audit with them (MIK-35, MIK-69)."""
    with office.ledger.reading() as connection:
        if not has_open_workstreams(connection, ENDED):
            return
    ended = _read(office, ENDED)
    _call_off(office, pull, feedback, PARTNERSHIP, [one for item in ended for one in _dossier_meetings(item)])
    _call_off(office, pull, feedback, TRAINER, [one for item in ended for one in _trainer_meetings(item)])
    for process in (COMMUNICATION, TRAINER, EVALUATION_MANAGER):
        commands = [command for item in ended for command in _closing(process, item, pull)]
        feedback.take(CONFORMITY, apply_commands(office, pull.team, commands, process), {})


def gates_of(item: Streams) -> Workstreams:
    """The gates of the signature as they stand (MIK-84)."""
    communication, manager = item.communication, item.manager
    conforming = communication is not None and communication.state is CommunicationState.CONFORMING
    return Workstreams(
        communication_on=communication.changed_on if communication and conforming else None,
        trainers=tuple(view.facts.trainer for view in item.trainers if view.state is TrainerState.VALIDATED),
        evaluation_manager_designated=manager.facts.manager if manager else "",
        evaluation_manager_email=manager.facts.email if manager else "",
        evaluation_manager=manager.facts.manager if manager and manager.state is ManagerState.HABILITATED else "",
    )


def _read(office: Office, states: Collection[State]) -> list[Streams]:
    with office.ledger.reading() as connection:
        return list(read_streams(connection, states).values())


def _declared_trainers(office: Office, item: Streams, pull: Pull) -> Iterator[Command]:
    """Those with enough experience (MIK-27); all of them when a derogation let in an OF that has none."""
    dossier = item.dossier.facts
    if item.dossier.state not in (State.PRE_HABILITATED, State.IN_CONFORMITY) or item.trainers:
        return
    declared = dossier.application.trainers
    figures = office.config.figures_for(dossier.certification, dossier.grid_version)
    kept = [trainer for trainer in declared if is_eligible(trainer, figures)] or list(declared)
    for number, trainer in enumerate(kept, start=1):
        yield Command(
            f"trainer:{dossier.ref}:{number}", "", TrainerEvent.PROPOSED, pull.on, _BY,
            trainer_facts(dossier, trainer.name, trainer.years, trainer.cv_url, pull.on),
        )  # fmt: skip


def _awaits_audit(item: Streams) -> bool:
    return item.dossier.state is State.IN_CONFORMITY and item.communication is None


def _audit(view: View[Dossier], pull: Pull) -> Command:
    """Its 15 working days run from the information session (O-04, MIK-60)."""
    dossier = view.facts
    update: dict[str, Any] = {
        "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
        "parent": dossier.ref, "partner": dossier.partner,
        "opened_on": dossier.attendance.held_on if dossier.attendance else pull.on,
        "supports": declared_supports(dossier.application, ()),
    }  # fmt: skip
    return Command(f"audit:{dossier.ref}", "", CommunicationEvent.OPENED, pull.on, _BY, update)


def _consequences(office: Office, item: Streams, pull: Pull) -> Iterator[Command]:
    dossier, communication, gates = item.dossier.facts, item.communication, gates_of(item)
    if communication is not None and communication.state is CommunicationState.LOST:
        update: dict[str, Any] = {"unmet": _unmet(item)}
        yield Command(f"lost:{dossier.ref}", dossier.ref, Event.COMMUNICATION_LOST, pull.on, _BY, update)
        return
    if item.manager is not None and _kit_is_due(dossier, gates.evaluation_manager_designated):
        yield _evaluation_kit(office, item, gates, pull)
    if not closed_gates(dossier.with_update({"workstreams": gates})):
        yield Command(f"ready:{dossier.ref}", dossier.ref, Event.WORKSTREAMS_DONE, pull.on, _BY, {"workstreams": gates})


def _unmet(item: Streams) -> tuple[UnmetCorrection, ...]:
    """The corrections that the second check found missing, with their numbers in the letter (MIK-70)."""
    if item.communication is None or len(item.communication.facts.passes) < 2:
        return ()
    facts, found = item.communication.facts, list[UnmetCorrection]()
    first, current = facts.passes
    for correction in facts.corrections:
        judged, read = current.judgement(correction.support, correction.item), current.read(correction.support)
        if judged is not None and judged.verdict.calls_for_correction:
            support = " – ".join(filter(None, (read.support.type.label, read.support.url))) if read else ""
            found.append(
                UnmetCorrection(number=correction.number, support=support, item=correction.item,
                                request=correction.request, found=judged.evidence or judged.verdict.label,
                                requested_on=first.judged_on, checked_on=current.judged_on)
            )  # fmt: skip
    return tuple(found)


def _kit_is_due(dossier: Dossier, designated: str) -> bool:
    """For a scope that assesses, once to each responsable in turn (MIK-54, MIK-55)."""
    holders = [kit.recipient for kit in dossier.kits if kit.code.partition(".")[0] == KitKind.EVALUATION.value]
    return dossier.application.scope.assesses and not any(same_person(holder, designated) for holder in holders)


def _evaluation_kit(office: Office, item: Streams, gates: Workstreams, pull: Pull) -> Command:
    dossier, holder = item.dossier.facts, item.manager.ref if item.manager else ""
    kit = office.config.kits[dossier.certification].of(KitKind.EVALUATION)
    given = deliveries((kit,), (), gates.evaluation_manager_designated, pull.on)
    update = {"kits": (*dossier.kits, *given), "workstreams": gates}
    return Command(f"kit:{dossier.ref}:{holder}", dossier.ref, Event.EVALUATION_KIT_DELIVERED, pull.on, _BY, update)


_Planned = tuple[View[Any], Meeting | None, str, Labelled]


def _dossier_meetings(item: Streams) -> Iterator[_Planned]:
    facts = item.dossier.facts
    yield item.dossier, facts.info_session, "info_session", Event.INFO_SESSION_CANCELLED
    yield item.dossier, facts.signing, "signing", Event.SIGNING_CANCELLED


def _trainer_meetings(item: Streams) -> Iterator[_Planned]:
    for view in item.trainers:
        if TRAINER.find(view.state, TrainerEvent.SESSION_CANCELLED):
            yield view, view.facts.session, "session", TrainerEvent.SESSION_CANCELLED


def _call_off(
    office: Office, pull: Pull, feedback: Feedback, process: Process[Any], planned: Iterable[_Planned]
) -> None:
    """Nobody keeps in his calendar a meeting that has lost its purpose (MIK-35)."""
    commands = []
    for view, meeting, name, event in planned:
        if meeting is not None and not meeting.cancelled and meeting.starts.date() >= pull.on:
            off = meeting.model_copy(update={"cancelled": True, "sequence": meeting.sequence + 1})
            commands.append(Command(f"off:{view.ref}:{name}", view.ref, event, pull.on, _BY, {name: off}))
    feedback.take(CONFORMITY, apply_commands(office, pull.team, commands, process), {})


def _closing(process: Process[Any], item: Streams, pull: Pull) -> Iterator[Command]:
    event = _CLOSING[process.kind]
    for view in _of(process, item):
        if process.find(view.state, event) is not None:
            yield Command(f"close:{view.ref}", view.ref, event, pull.on, _BY)


def _of(process: Process[Any], item: Streams) -> Iterable[View[Any]]:
    if process is COMMUNICATION:
        return [item.communication] if item.communication else []
    return item.trainers if process is TRAINER else item.managers
