"""The list « À faire »: what, for whom, by when and why, the late first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from domain.communication import CommunicationState
from domain.conformity import WorkstreamFacts
from domain.dossier import Dossier
from domain.evaluation_manager import ManagerState
from domain.exams.fraud import FraudCase
from domain.exams.session import ExamSession
from domain.exams.vocabulary import AppealState, FraudState, SessionState
from domain.trainer import TrainerState
from domain.vocabulary import Labelled, Role, State, TimeLimit
from tasks.conformity.showing import Running, spare_days
from tasks.ledger.queries import RunningDeadline, View
from tasks.ledger.workstreams import Streams
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.presenting.notice_letters import ACTIONS
from tasks.tabs.columns import DOSSIER
from tasks.workbook.protocol import Cells

LATE, SOON, LATER = "En retard", "Cette semaine", "À venir"
_SOON_DAYS = 5  # working days
#: calendar days before which there is nothing to do; a ban ends by itself
_FAR = {TimeLimit.QUALIOPI: 60, TimeLimit.AGREEMENT_END: 180, TimeLimit.BAN: -1}


def to_do(
    office: Office,
    pull: Pull,
    views: Mapping[str, View[Any]],
    streams: Mapping[str, Streams],
    deadlines: Iterable[RunningDeadline],
    open_anomalies: Iterable[RowMapping],
    failed: Iterable[RowMapping],
) -> list[Cells]:
    """Every task that waits for a person."""
    deadlines = list(deadlines)
    running = {(item.subject, item.limit): item for item in deadlines}
    tasks = [
        *_from_deadlines(office, pull.on, views, deadlines),
        *_from_states(views),
        *_from_appeals(views),
        *(task for item in streams.values() for task in _from_streams(office, pull, item, running)),
        *(_from_anomaly(row) for row in open_anomalies),
        *(_from_mail(row) for row in failed),
    ]
    order = {LATE: 0, SOON: 1, LATER: 2}
    return sorted(tasks, key=lambda task: (order[str(task["Urgence"])], str(task["Avant le"] or "9999")))


def _from_deadlines(
    office: Office, on: date, views: Mapping[str, View[Any]], deadlines: Iterable[RunningDeadline]
) -> Iterator[Cells]:
    for item in deadlines:
        if (item.dates.due_on - on).days > _FAR.get(item.limit, 10_000):
            continue  # « Échéances » shows it
        view, left = views[item.subject], office.config.calendar.between(on, item.dates.due_on)
        urgency = LATE if left < 0 else SOON if left <= _SOON_DAYS else LATER
        action = ACTIONS[item.limit]
        yield _task(urgency, view, action[0].upper() + action[1:-1], item.dates.due_on, item.dates.sentence)


#: steps without a legal date of their own that wait for a person: what, why
_WAITING: Mapping[Labelled, tuple[str, str]] = {
    State.COMPLETE: ("Noter la candidature dans l’onglet « Notation »", "Candidature complète [MIK-18]"),
    State.IN_COMMISSION: ("Saisir la décision dans l’onglet « Commission »", "Note atteinte [MIK-24]"),
    State.READY_TO_SIGN: ("Faire signer les trois documents et remplir « Signatures »", "Étapes validées [MIK-84]"),
    SessionState.POSTPONED: ("Fixer la nouvelle date dans « Sessions »", "Session reportée [M2I-18]"),
    SessionState.CONVENED: ("Contrôler la logistique et signer dans « Sessions »", "Session convoquée [M2I-15]"),
    SessionState.READY: ("Ouvrir la session le jour venu, dans « Sessions »", "Session prête [M2I-17]"),
    SessionState.RUNNING: (
        "Remplir « Présences » et « Grilles », puis terminer la session",
        "Session en cours [M2I-21]",
    ),
    SessionState.PIECES_RECEIVED: ("Faire délibérer le jury dans « Délibérations »", "Pièces reçues [REF-24]"),
    SessionState.DELIBERATED: ("Faire signer le PV de jury, puis valider la session", "Jury délibéré [REF-25]"),
    FraudState.REPORTED: ("Obtenir le rapport signé et l’indiquer dans « Fraudes »", "Fraude signalée [M2I-47]"),
    FraudState.REPORT_SIGNED: ("Décider de la sanction ou classer, dans « Fraudes »", "Rapport signé [M2I-46]"),
}


def _from_states(views: Mapping[str, View[Any]]) -> Iterator[Cells]:
    for view in views.values():
        waiting = next((found for state, found in _WAITING.items() if state is view.state), None)
        if waiting is not None:
            yield _task(SOON, view, waiting[0], None, waiting[1])


def _from_appeals(views: Mapping[str, View[Any]]) -> Iterator[Cells]:
    """A recours that was upheld, until somebody says what was done of it (M2I-42, REF-22)."""
    for view in views.values():
        if view.state is AppealState.UPHELD and view.facts.next_step and not view.facts.follow_up:
            yield _task(SOON, view, view.facts.next_step, None, f"Recours {view.ref} accueilli [M2I-42]")


_JUDGED = (CommunicationState.TO_AUDIT, CommunicationState.CORRECTIONS_REQUESTED)


def _from_streams(office: Office, pull: Pull, item: Streams, running: Running) -> Iterator[Cells]:
    if item.dossier.state not in (State.PRE_HABILITATED, State.IN_CONFORMITY):
        return
    spare = spare_days(office, pull, item, running)
    if spare is not None and spare < 0:
        why = "Prolongation motivée, une fois, ou retrait : la direction décide [O-05]"
        yield _task(LATE, item.dossier, f"Il manque {-spare} jour(s) ouvré(s) pour finir la mise en conformité", None,
                    why)  # fmt: skip
    audit = item.communication
    if audit and audit.state in _JUDGED and audit.facts.current and audit.facts.current.judged_on is None:
        yield _task(SOON, audit, "Juger les éléments dans l’onglet « Audit »", None, "Supports relevés [MIK-63]",
                    Role.COMMUNICATION_AUDITOR.label)  # fmt: skip
    for trainer in item.trainers:
        if trainer.state is TrainerState.TO_EVALUATE and trainer.facts.session is None:
            action = f"Planifier l’évaluation de {trainer.facts.trainer} dans « Formateurs »"
            yield _task(SOON, trainer, action, None, "Formateur à évaluer [MIK-72]", Role.PEDAGOGY_REFERENT.label)
    if item.manager and item.manager.state is ManagerState.DESIGNATED:
        action = "Habiliter le responsable de l’évaluation dans « Conformité »"
        yield _task(SOON, item.manager, action, None, "Responsable désigné [MIK-82]")


def _in_charge(view: View[Any]) -> str:
    """Of a dossier its owner; of a session its responsable, of the rest of the exams their office."""
    if isinstance(view.facts, ExamSession):
        return view.facts.manager.name
    if isinstance(view.facts, FraudCase):
        return view.facts.manager
    is_partnership = isinstance(view.facts, Dossier | WorkstreamFacts)
    return view.facts.owner or (Role.PARTNER_MANAGER if is_partnership else Role.EXAM_MANAGER).label


def _task(urgency: str, view: View[Any], action: str, before: date | None, why: str, who: str = "") -> Cells:
    return {
        "Urgence": urgency, "Pour qui": who or _in_charge(view),
        "Quoi": french(action), DOSSIER: view.facts.dossier, "Organisme": view.facts.name, "Avant le": before,
        "Pourquoi": french(why),
    }  # fmt: skip


def _from_anomaly(row: RowMapping) -> Cells:
    return {
        "Urgence": SOON, "Pour qui": "Responsable des partenariats",
        "Quoi": french(f"Corriger l’onglet « {row['tab']} », {row['row']}"), DOSSIER: "", "Organisme": "",
        "Avant le": None, "Pourquoi": row["message"],
    }  # fmt: skip


def _from_mail(row: RowMapping) -> Cells:
    return {
        "Urgence": LATE, "Pour qui": "Responsable des partenariats",
        "Quoi": french(f"E-mail non remis à {row['recipient']} : « {row['subject']} »"),
        DOSSIER: row["subject_ref"] or "", "Organisme": "", "Avant le": None, "Pourquoi": row["error"],
    }  # fmt: skip
