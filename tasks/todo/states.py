"""The lines that come from a state in which a dossier, a session, a fraud or a recours waits for a person."""

from collections.abc import Iterator, Mapping

from domain.exams.vocabulary import AppealState, FraudState, SessionState
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.vocabulary import Labelled, State
from tasks.todo.task import SOON, Scene, Task, task_about

#: steps without a legal date of their own: what, why, rule
_WAITING: Mapping[Labelled, tuple[str, str, str]] = {
    State.COMPLETE: ("Noter la candidature dans l’onglet « Notation »", "Candidature complète", "MIK-18"),
    State.IN_COMMISSION: ("Saisir la décision dans l’onglet « Commission »", "Note atteinte", "MIK-24"),
    State.READY_TO_SIGN: ("Faire signer les trois documents et remplir « Signatures »", "Étapes validées", "MIK-84"),
    SessionState.POSTPONED: ("Fixer la nouvelle date dans « Sessions »", "Session reportée", "M2I-18"),
    SessionState.CONVENED: ("Contrôler la logistique et signer dans « Sessions »", "Session convoquée", "M2I-15"),
    SessionState.READY: ("Ouvrir la session le jour venu, dans « Sessions »", "Session prête", "M2I-17"),
    SessionState.RUNNING: (
        "Remplir « Présences » et « Grilles », puis terminer la session", "Session en cours", "M2I-21",
    ),
    SessionState.PIECES_RECEIVED: ("Faire délibérer le jury dans « Délibérations »", "Pièces reçues", "REF-24"),
    SessionState.DELIBERATED: ("Faire signer le PV de jury, puis valider la session", "Jury délibéré", "REF-25"),
    NonconformityState.OPENED: (
        "Écrire l’action demandée dans « Dysfonctionnements »", "Dysfonctionnement ouvert", "MIK-94",
    ),
    NonconformityState.TREATED: ("Vérifier la preuve dans « Dysfonctionnements »", "Preuve reçue", "QUA-09"),
    FraudState.REPORTED: ("Obtenir le rapport signé et l’indiquer dans « Fraudes »", "Fraude signalée", "M2I-47"),
    FraudState.REPORT_SIGNED: ("Décider de la sanction ou classer, dans « Fraudes »", "Rapport signé", "M2I-46"),
}  # fmt: skip


def from_states(scene: Scene) -> Iterator[Task]:
    for view in scene.views.values():
        waiting = next((found for state, found in _WAITING.items() if state is view.state), None)
        if waiting is not None:
            yield task_about(scene, view, SOON, *waiting)


def from_appeals(scene: Scene) -> Iterator[Task]:
    """A recours that was upheld, until somebody says what was done of it (M2I-42, REF-22)."""
    for view in scene.views.values():
        if view.state is AppealState.UPHELD and view.facts.next_step and not view.facts.follow_up:
            yield task_about(scene, view, SOON, view.facts.next_step, f"Recours {view.ref} accueilli", "M2I-42")
