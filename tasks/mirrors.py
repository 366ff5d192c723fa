"""The lists that certiflow rewrites whole, from « À faire » to « Anomalies »."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from domain.dossier import Dossier
from domain.exams.appeal_process import APPEAL
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import AppealState, FraudState
from domain.processes import EXAMS, WORKSTREAMS
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_register, read_some, read_subjects
from tasks.ledger.schema import anomalies, outbox
from tasks.ledger.workstreams import Streams, read_all
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.presenting.wording import said_in_words
from tasks.tabs import columns, layout
from tasks.todo import to_do
from tasks.workbook.protocol import Cells, Changes

_UNDECIDED = (FraudState.REPORTED, FraudState.REPORT_SIGNED)


def fill_mirrors(
    changes: Changes, office: Office, pull: Pull, dossiers: Mapping[str, View[Dossier]], streams: Mapping[str, Streams]
) -> None:
    """All the lists, from the ledger as it stands."""
    with office.ledger.reading() as connection:
        deadlines = read_deadlines(connection)
        views = {**dossiers, **read_all(connection, WORKSTREAMS), **_of_exams(connection, deadlines)}
        register = read_register(connection)
        open_anomalies = connection.execute(
            select(anomalies).where(anomalies.c.closed_on.is_(None)).order_by(anomalies.c.tab, anomalies.c.id)
        ).mappings().all()  # fmt: skip
        failed = connection.execute(
            select(outbox).where(outbox.c.status.in_(["failed", "unknown"]), outbox.c.not_before.is_(None))
        ).mappings().all()  # fmt: skip
    changes.mirror(layout.TO_DO, to_do(office, pull, views, streams, deadlines, open_anomalies, failed))
    changes.mirror(layout.DOSSIERS, [_dossier(view) for view in dossiers.values()])
    changes.mirror(layout.DEADLINES, [_deadline(office, item, views[item.subject], pull.on) for item in deadlines])
    changes.mirror(layout.MINUTES, [_document(row) for row in register])
    changes.mirror(layout.ANOMALIES, [_anomaly(row) for row in open_anomalies])


def _of_exams(connection: Connection, running: list[RunningDeadline]) -> dict[str, View[Any]]:
    """The sessions, the frauds to decide, the recours upheld, and what else of the exams has a deadline that runs."""
    refs = {item.subject for item in running}
    found: dict[str, View[Any]] = {view.ref: view for view in read_subjects(connection, EXAM_SESSION)}
    found |= {view.ref: view for view in read_subjects(connection, FRAUD, _UNDECIDED)}
    found |= {view.ref: view for view in read_subjects(connection, APPEAL, (AppealState.UPHELD,))}
    for process in EXAMS:
        found |= read_some(connection, process, refs) if process is not EXAM_SESSION else {}
    return found


def _dossier(view: View[Dossier]) -> Cells:
    application = view.facts.application
    return {
        columns.DOSSIER: view.ref, "Organisme": application.name, "SIRET": application.siret,
        "Certification": application.certification, "Portée": application.scope.label,
        columns.STATUS: view.state.label, columns.OWNER: view.facts.owner, "Reçu le": view.facts.received_on,
        "Note": view.facts.scoresheet.total if view.facts.scoresheet else None, "Depuis le": view.changed_on,
    }  # fmt: skip


def _deadline(office: Office, item: RunningDeadline, view: View[Any], on: date) -> Cells:
    return {
        columns.DOSSIER: view.facts.dossier, "Organisme": view.facts.name, columns.DEADLINE: item.limit.label,
        "Au plus tard le": item.dates.due_on, "Calcul": french(item.dates.sentence),
        "Jours ouvrés restants": office.config.calendar.between(on, item.dates.due_on),
        "Déjà dit": french(" ; ".join(said_in_words(json.loads(item.said)))),
    }  # fmt: skip


def _document(row: RowMapping) -> Cells:
    return {
        "Numéro": row["number"], "Document": row["title"], columns.DOSSIER: row["subject"], "Date": row["dated"],
        "Fichier": row["path"] or "en préparation", "Empreinte SHA-256": row["sha256"] or "",
    }  # fmt: skip


def _anomaly(row: RowMapping) -> Cells:
    return {
        "Onglet": row["tab"], "Ligne": row["row"], "Champ": row["field"], "Problème et remède": row["message"],
        "Règle": row["rule"], "Depuis le": row["opened_on"],
    }  # fmt: skip
