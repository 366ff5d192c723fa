"""The lines of the contradictory procedure: griefs to notify, then a decision to take (LAW-06)."""

from collections.abc import Iterator

from domain.vocabulary import Role, State, TimeLimit
from tasks.todo.task import SOON, Scene, Task, task_about


def from_procedures(scene: Scene) -> Iterator[Task]:
    """A suspension waits for its griefs, then for the observations, whose deadline speaks, then for direction."""
    waiting = {item.subject for item in scene.deadlines if item.limit is TimeLimit.OBSERVATIONS}
    for view in scene.views.values():
        if view.state is not State.SUSPENDED or view.ref in waiting:
            continue
        told = view.facts.procedure is not None and view.facts.procedure.grievances is not None
        action = "Résilier la convention" if told else "Notifier les griefs"
        why = "L’organisme a répondu aux griefs" if told else "Convention suspendue"
        what = f"{action}, ou lever la suspension, dans « Procédures »"
        yield task_about(scene, view, SOON, what, why, "LAW-06", role=Role.DIRECTION)
