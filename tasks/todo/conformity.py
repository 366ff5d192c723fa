"""The lines that come from the workstreams of the conformity phase."""

from collections.abc import Iterator

from domain.communication import CommunicationState
from domain.evaluation_manager import ManagerState
from domain.trainer import TrainerState
from domain.vocabulary import Role, State
from tasks.conformity.showing import Running, spare_days
from tasks.ledger.workstreams import Streams
from tasks.todo.task import LATE, SOON, Scene, Task, task_about

_JUDGED = (CommunicationState.TO_AUDIT, CommunicationState.CORRECTIONS_REQUESTED)


def from_streams(scene: Scene) -> Iterator[Task]:
    running = {(item.subject, item.limit): item for item in scene.deadlines}
    for item in scene.streams.values():
        if item.dossier.state in (State.PRE_HABILITATED, State.IN_CONFORMITY):
            yield from _margin(scene, item, running)
            yield from _steps(scene, item)


def _margin(scene: Scene, item: Streams, running: Running) -> Iterator[Task]:
    spare = spare_days(scene.office, scene.pull, item, running)
    if spare is not None and spare < 0:
        what = f"Il manque {-spare} jour(s) ouvré(s) pour finir la mise en conformité"
        why = "Prolongation motivée, une fois, ou retrait : la direction décide"
        yield task_about(scene, item.dossier, LATE, what, why, "O-05")


def _steps(scene: Scene, item: Streams) -> Iterator[Task]:
    audit = item.communication
    if audit and audit.state in _JUDGED and audit.facts.current and audit.facts.current.judged_on is None:
        what = "Juger les éléments dans l’onglet « Audit »"
        yield task_about(scene, audit, SOON, what, "Supports relevés", "MIK-63", role=Role.COMMUNICATION_AUDITOR)
    for trainer in item.trainers:
        if trainer.state is TrainerState.TO_EVALUATE and trainer.facts.session is None:
            what = f"Planifier l’évaluation de {trainer.facts.trainer} dans « Formateurs »"
            yield task_about(scene, trainer, SOON, what, "Formateur à évaluer", "MIK-72", role=Role.PEDAGOGY_REFERENT)
    if item.manager and item.manager.state is ManagerState.DESIGNATED:
        what = "Habiliter le responsable de l’évaluation dans « Conformité »"
        yield task_about(scene, item.manager, SOON, what, "Responsable désigné", "MIK-82")
