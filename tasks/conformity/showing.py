"""The tab « Conformité » as the ledger stands: where each step is, and whether the days left can hold those to come."""

from collections.abc import Mapping

from domain.communication import CommunicationState
from domain.conformity import Meeting
from domain.plan import Progress, margin
from domain.trainer import TrainerState
from domain.vocabulary import Labelled, State, TimeLimit
from tasks.feedback import Feedback
from tasks.ledger.queries import RunningDeadline
from tasks.ledger.workstreams import SHOWN, Streams
from tasks.mail.typography import french, hour_fr
from tasks.office import Office, Pull
from tasks.tabs import conformity as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION, STATUS
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes
from tasks.workbook.values import CellValue

#: (subject, time limit) → the deadline that runs
Running = Mapping[tuple[str, TimeLimit], RunningDeadline]


def show_conformity(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams], running: Running
) -> None:
    """One row a dossier; a dossier that ended keeps its row."""
    found = KeyedTab(pull, feedback, tab.CONFORMITY, "MIK-29")
    for ref, item in streams.items():
        if item.dossier.state in SHOWN or ref in found.rows:
            found.put(changes, ref, _cells(office, pull, item, running), _answer(item), _first(item))
    found.answer_others(changes, streams)


def spare_days(office: Office, pull: Pull, item: Streams, running: Running) -> int | None:
    """Working days to spare inside the 30; None when that clock does not run (O-04)."""
    deadline = running.get((item.dossier.ref, TimeLimit.CONFORMITY))
    if deadline is None:
        return None
    facts = item.dossier.facts
    limits = office.config.figures_for(facts.certification, facts.grid_version).time_limits
    progress = _progress(item, running)
    return margin(pull.on, deadline.dates.due_on, progress, limits, office.config.calendar)


def _progress(item: Streams, running: Running) -> Progress:
    communication = item.communication
    state = communication.state if communication else None
    ref = communication.ref if communication else ""
    ends = [
        deadline.dates.due_on
        for view in item.trainers
        for limit in (TimeLimit.TRAINER_REWORK, TimeLimit.TRAINER_SECOND_SESSION)
        if (deadline := running.get((view.ref, limit)))
    ]
    due = running.get((ref, TimeLimit.COMMUNICATION_RECHECK)) or running.get((ref, TimeLimit.COMMUNICATION_UPDATE))
    attendance = item.dossier.facts.attendance
    return Progress(
        info_held_on=attendance.held_on if attendance else None,
        communication_due=due.dates.due_on if due else None,
        communication=_stage(state),
        trainer_due=max(ends, default=None),
        trainers_done=any(view.state is TrainerState.VALIDATED for view in item.trainers),
    )  # fmt: skip


def _stage(state: Labelled | None) -> str:
    if state is CommunicationState.CONFORMING:
        return "done"
    return "recheck" if state is CommunicationState.CORRECTIONS_REQUESTED else "todo"


def _cells(office: Office, pull: Pull, item: Streams, running: Running) -> Cells:
    view, deadline = item.dossier, running.get((item.dossier.ref, TimeLimit.CONFORMITY))
    return {
        DOSSIER: view.ref, ORGANISATION: view.facts.name, "Certification": view.facts.certification,
        STATUS: view.state.label, tab.ENDS: deadline.dates.due_on if deadline else None,
        tab.MARGIN: spare_days(office, pull, item, running), tab.STEPS: _steps(item),
    }  # fmt: skip


def _steps(item: Streams) -> str:
    facts, manager = item.dossier.facts, item.manager
    lines = [f"Séance d’information : {_session(item)}"]
    if item.communication:
        lines.append(f"Supports : {item.communication.state.label}")
    lines += [f"Formateur {view.facts.trainer} : {view.state.label}" for view in item.trainers]
    if facts.application.scope.assesses:
        who = f"{manager.facts.manager}, {manager.state.label}" if manager else "à désigner"
        lines.append(f"Responsable de l’évaluation : {who}")
    if facts.signing:
        lines.append(f"Signature : {_planned(facts.signing)}")
    if facts.signatures:
        lines.append(f"Documents signés : {len(facts.signatures)} sur 3")
    return french("\n".join(lines))


def _session(item: Streams) -> str:
    facts = item.dossier.facts
    if facts.attendance:
        return f"tenue le {facts.attendance.held_on:%d/%m/%Y}"
    return _planned(facts.info_session) if facts.info_session else "à planifier"


def _planned(meeting: Meeting) -> str:
    return "annulée" if meeting.cancelled else f"prévue le {meeting.starts:%d/%m/%Y} à {hour_fr(meeting.starts)}"


def _answer(item: Streams) -> str:
    expected = {
        State.PRE_HABILITATED: "Planifiez la séance d’information, puis notez sa tenue. [MIK-42]",
        State.IN_CONFORMITY: "Mise en conformité en cours. [MIK-44]",
        State.READY_TO_SIGN: "Prêt à signer : fixez la date, faites signer, puis remplissez « Signatures ». [MIK-84]",
    }
    state = item.dossier.state
    return expected.get(State(state), f"{state.label}.")


def _first(item: Streams) -> Cells:
    """What staff had typed, when a row that was lost is made again: a blank date would cancel a meeting."""
    facts, manager = item.dossier.facts, item.manager
    info, signing, held = facts.info_session, facts.signing, facts.attendance
    cells: dict[str, CellValue] = {}
    if info and info.day and not info.by_form:
        cells |= {tab.INFO_AT: info.starts, tab.INFO_LINK: info.link}
    if held:
        cells |= {tab.INFO_HELD: held.held_on, tab.INFO_PRESENT: "\n".join(held.attendees)}
    if signing and signing.day:
        cells |= {tab.SIGNING_AT: signing.starts, tab.SIGNING_PLACE: signing.place}
    if manager:
        designated = manager.facts
        cells |= {
            tab.MANAGER: designated.manager, tab.MANAGER_EMAIL: designated.email, tab.MANAGER_CV: designated.cv_url,
            tab.DESIGNATED_ON: designated.designated_on,
        }  # fmt: skip
    return cells
