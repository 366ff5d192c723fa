"""Reads the scene: one query a kind, whatever the number of dossiers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from domain.dossier import Dossier
from domain.exams.appeal_process import APPEAL
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import AppealState, FraudState
from domain.network.destruction import DESTRUCTION, DestructionState
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.network.passage_process import PASSAGE
from domain.notices import UNATTENDED
from domain.processes import EXAMS, NETWORK, WORKSTREAMS
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_some, read_subjects
from tasks.ledger.schema import anomalies, outbox
from tasks.ledger.workstreams import Streams, read_all
from tasks.office import Office, Pull
from tasks.todo import passages, sessions
from tasks.todo.task import Scene

_UNDECIDED = (FraudState.REPORTED, FraudState.REPORT_SIGNED)


def read_scene(
    connection: Connection,
    office: Office,
    pull: Pull,
    dossiers: Mapping[str, View[Dossier]],
    streams: Mapping[str, Streams],
) -> Scene:
    """All that « À faire » is drawn from, with what the caller has read already."""
    deadlines = [item for item in read_deadlines(connection) if item.limit not in UNATTENDED]
    open_anomalies = select(anomalies).where(anomalies.c.closed_on.is_(None)).order_by(anomalies.c.tab, anomalies.c.id)
    lost = select(outbox).where(outbox.c.status.in_(["failed", "unknown"]), outbox.c.not_before.is_(None))
    return Scene(
        office=office,
        pull=pull,
        views={**dossiers, **read_all(connection, WORKSTREAMS), **_others(connection, deadlines, dossiers)},
        streams=streams,
        deadlines=deadlines,
        anomalies=connection.execute(open_anomalies).mappings().all(),
        failed=connection.execute(lost).mappings().all(),
    )


def _others(
    connection: Connection, running: list[RunningDeadline], dossiers: Mapping[str, View[Dossier]]
) -> dict[str, View[Any]]:
    """The sessions and their candidates to look after, the frauds to decide, the recours upheld, the lots to erase, and
    what else has a deadline that runs.
    """
    refs = {item.subject for item in running}
    found: dict[str, View[Any]] = {view.ref: view for view in read_subjects(connection, EXAM_SESSION)}
    found |= sessions.read_presented(connection, dossiers, found)
    found |= {view.ref: view for view in read_subjects(connection, FRAUD, _UNDECIDED)}
    found |= {view.ref: view for view in read_subjects(connection, APPEAL, (AppealState.UPHELD,))}
    unsettled = (NonconformityState.OPENED, NonconformityState.TREATED)
    found |= {view.ref: view for view in read_subjects(connection, NONCONFORMITY, unsettled)}
    found |= {view.ref: view for view in read_subjects(connection, PASSAGE, passages.WAITING)}
    found |= {view.ref: view for view in read_subjects(connection, DESTRUCTION, (DestructionState.PROPOSED,))}
    for process in (*EXAMS, *NETWORK):
        found |= read_some(connection, process, refs) if process is not EXAM_SESSION else {}
    return found
