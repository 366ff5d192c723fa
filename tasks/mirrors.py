"""The lists that certiflow rewrites whole, from « À faire » to « Anomalies »."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from domain.calendar import format_date
from domain.dossier import Dossier
from tasks.ledger.queries import RunningDeadline, View, read_register
from tasks.ledger.workstreams import Streams
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.presenting.wording import said_in_words
from tasks.tabs import columns, layout
from tasks.todo import to_do
from tasks.todo.reading import read_scene
from tasks.workbook.protocol import Cells, Changes


def fill_mirrors(
    changes: Changes, office: Office, pull: Pull, dossiers: Mapping[str, View[Dossier]], streams: Mapping[str, Streams]
) -> None:
    """All the lists, from the ledger as it stands."""
    with office.ledger.reading() as connection:
        scene = read_scene(connection, office, pull, dossiers, streams)
        register = read_register(connection)
    changes.mirror(layout.TO_DO, [task.cells for task in to_do(scene)])
    changes.mirror(layout.DOSSIERS, [_dossier(view) for view in dossiers.values()])
    running = [_deadline(office, item, scene.views[item.subject], pull.on) for item in scene.deadlines]
    changes.mirror(layout.DEADLINES, running)
    changes.mirror(layout.MINUTES, [_document(row) for row in register])
    changes.mirror(layout.ANOMALIES, [_anomaly(row) for row in scene.anomalies])


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
        "Fichier": _place(row), "Empreinte SHA-256": row["sha256"] or "",
    }  # fmt: skip


def _place(row: RowMapping) -> str:
    if row["destroyed_on"]:
        return french(f"détruit le {format_date(row['destroyed_on'])}")
    return row["path"] or "en préparation"


def _anomaly(row: RowMapping) -> Cells:
    return {
        "Onglet": row["tab"], "Ligne": row["row"], "Champ": row["field"], "Problème et remède": row["message"],
        "Règle": row["rule"], "Depuis le": row["opened_on"],
    }  # fmt: skip
