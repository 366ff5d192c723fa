"""The lists that certiflow rewrites whole, from « À faire » to « Anomalies »."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import RowMapping, select

from domain.dossier import Dossier
from domain.vocabulary import State, TimeLimit
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_register
from tasks.ledger.schema import anomalies, outbox
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.presenting.notice_letters import ACTIONS
from tasks.presenting.wording import said_in_words
from tasks.tabs import layout
from tasks.workbook.protocol import Cells, Changes

_LATE, _SOON, _LATER = "En retard", "Cette semaine", "À venir"
_SOON_DAYS = 5  # working days


def fill_mirrors(changes: Changes, office: Office, pull: Pull, dossiers: Mapping[str, View[Dossier]]) -> None:
    """All the lists, from the ledger as it stands."""
    with office.ledger.reading() as connection:
        deadlines = read_deadlines(connection)
        register = read_register(connection)
        open_anomalies = connection.execute(
            select(anomalies).where(anomalies.c.closed_on.is_(None)).order_by(anomalies.c.tab, anomalies.c.id)
        ).mappings().all()  # fmt: skip
        failed = connection.execute(
            select(outbox).where(outbox.c.status.in_(["failed", "unknown"]), outbox.c.not_before.is_(None))
        ).mappings().all()  # fmt: skip
    changes.mirror(layout.TO_DO, _to_do(office, pull.on, dossiers, deadlines, open_anomalies, failed))
    changes.mirror(layout.DOSSIERS, [_dossier(view) for view in dossiers.values()])
    changes.mirror(layout.DEADLINES, [_deadline(office, item, dossiers[item.subject], pull.on) for item in deadlines])
    changes.mirror(layout.MINUTES, [_document(row) for row in register])
    changes.mirror(layout.ANOMALIES, [_anomaly(row) for row in open_anomalies])


def _dossier(view: View[Dossier]) -> Cells:
    application = view.facts.application
    return {
        layout.DOSSIER: view.ref, "Organisme": application.name, "SIRET": application.siret,
        "Certification": application.certification, "Portée": application.scope.label,
        layout.STATUS: view.state.label, layout.OWNER: view.facts.owner, "Reçu le": view.facts.received_on,
        "Note": view.facts.scoresheet.total if view.facts.scoresheet else None, "Depuis le": view.changed_on,
    }  # fmt: skip


def _deadline(office: Office, item: RunningDeadline, view: View[Dossier], on: date) -> Cells:
    return {
        layout.DOSSIER: item.subject, "Organisme": view.facts.name, layout.DEADLINE: item.limit.label,
        "Au plus tard le": item.dates.due_on, "Calcul": french(item.dates.sentence),
        "Jours ouvrés restants": office.config.calendar.between(on, item.dates.due_on),
        "Déjà dit": french(" ; ".join(said_in_words(json.loads(item.said)))),
    }  # fmt: skip


def _document(row: RowMapping) -> Cells:
    return {
        "Numéro": row["number"], "Document": row["title"], layout.DOSSIER: row["subject"], "Date": row["dated"],
        "Fichier": row["path"] or "en préparation", "Empreinte SHA-256": row["sha256"] or "",
    }  # fmt: skip


def _anomaly(row: RowMapping) -> Cells:
    return {
        "Onglet": row["tab"], "Ligne": row["row"], "Champ": row["field"], "Problème et remède": row["message"],
        "Règle": row["rule"], "Depuis le": row["opened_on"],
    }  # fmt: skip


def _to_do(
    office: Office,
    on: date,
    dossiers: Mapping[str, View[Dossier]],
    deadlines: Iterable[RunningDeadline],
    open_anomalies: Iterable[RowMapping],
    failed: Iterable[RowMapping],
) -> list[Cells]:
    """What, for whom, by when and why; the late first."""
    tasks = [
        *_from_deadlines(office, on, dossiers, deadlines),
        *_from_states(office, dossiers),
        *(_from_anomaly(row) for row in open_anomalies),
        *(_from_mail(row) for row in failed),
    ]
    order = {_LATE: 0, _SOON: 1, _LATER: 2}
    return sorted(tasks, key=lambda task: (order[str(task["Urgence"])], str(task["Avant le"] or "9999")))


def _from_deadlines(
    office: Office, on: date, dossiers: Mapping[str, View[Dossier]], deadlines: Iterable[RunningDeadline]
) -> Iterator[Cells]:
    for item in deadlines:
        if item.limit is TimeLimit.QUALIOPI and (item.dates.due_on - on).days > 60:
            continue  # a year away: « Échéances » shows it, nobody has anything to do
        view, left = dossiers[item.subject], office.config.calendar.between(on, item.dates.due_on)
        urgency = _LATE if left < 0 else _SOON if left <= _SOON_DAYS else _LATER
        action = ACTIONS[item.limit]
        yield _task(urgency, view, action[0].upper() + action[1:-1], item.dates.due_on, item.dates.sentence)


def _from_states(office: Office, dossiers: Mapping[str, View[Dossier]]) -> Iterator[Cells]:
    """Steps without a legal date that wait for a person."""
    actions = {
        State.COMPLETE: ("Noter la candidature dans l’onglet « Notation »", "Candidature complète [MIK-18]"),
        State.IN_COMMISSION: ("Saisir la décision dans l’onglet « Commission »", "Note atteinte [MIK-24]"),
    }
    for view in dossiers.values():
        if view.state in actions:
            action, why = actions[State(view.state)]
            yield _task(_SOON, view, action, None, why)


def _task(urgency: str, view: View[Dossier], action: str, before: date | None, why: str) -> Cells:
    return {
        "Urgence": urgency, "Pour qui": view.facts.owner or "Responsable des partenariats", "Quoi": french(action),
        layout.DOSSIER: view.ref, "Organisme": view.facts.name, "Avant le": before, "Pourquoi": french(why),
    }  # fmt: skip


def _from_anomaly(row: RowMapping) -> Cells:
    return {
        "Urgence": _SOON, "Pour qui": "Responsable des partenariats",
        "Quoi": french(f"Corriger l’onglet « {row['tab']} », {row['row']}"), layout.DOSSIER: "", "Organisme": "",
        "Avant le": None, "Pourquoi": row["message"],
    }  # fmt: skip


def _from_mail(row: RowMapping) -> Cells:
    return {
        "Urgence": _LATE, "Pour qui": "Responsable des partenariats",
        "Quoi": french(f"E-mail non remis à {row['recipient']} : « {row['subject']} »"),
        layout.DOSSIER: row["subject_ref"] or "", "Organisme": "", "Avant le": None, "Pourquoi": row["error"],
    }  # fmt: skip
