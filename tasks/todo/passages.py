"""The lines that come from the CPF flux: rows to complete or to correct, files to deposit (NET-21, LAW-10)."""

from collections.abc import Iterator, Mapping

from domain.network.passage_vocabulary import PassageState
from domain.vocabulary import Labelled
from tasks.todo.task import SOON, Scene, Task, task_about

SENT = (PassageState.EXPORTED, PassageState.EXPORTED_AGAIN)
_TO_FILL: Mapping[Labelled, tuple[str, str]] = {
    PassageState.INCOMPLETE: ("Compléter la ligne dans « Accrochage »", "Une donnée manque au flux CPF"),
    PassageState.REJECTED: ("Corriger la ligne dans « Accrochage »", "Rejeté par la Caisse des dépôts"),
    PassageState.REJECTED_AGAIN: (
        "Porter le dossier de preuves au portail, ou corriger « Accrochage »", "Rejet persistant",
    ),
}  # fmt: skip
#: passages that wait for a person
WAITING = (*SENT, *_TO_FILL)


def from_passages(scene: Scene) -> Iterator[Task]:
    """A row a holder, and one a file until somebody dates its deposit, whatever the number of holders in it."""
    sent = {}
    for view in scene.views.values():
        waiting = next((found for state, found in _TO_FILL.items() if state is view.state), None)
        if waiting is not None:
            yield task_about(scene, view, SOON, *waiting, "LAW-10")
        if view.state in SENT and view.facts.sent[-1].deposited_on is None:
            sent[view.facts.flux] = view
    for flux, view in sent.items():
        what = f"Déposer « {flux}.xml » sur le portail des certificateurs, puis dater « Déposé le »"
        yield task_about(scene, view, SOON, what, "Fichier du flux CPF exporté", "NET-21")
