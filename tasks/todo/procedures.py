"""The lines of the contradictory procedure: griefs to notify, then a decision to take (LAW-06)."""

from collections.abc import Iterator
from datetime import timedelta

from domain.calendar import format_date
from domain.vocabulary import Role, State, TimeLimit
from tasks.todo.task import SOON, Scene, Task, task_about


def from_procedures(scene: Scene) -> Iterator[Task]:
    """A suspension waits for its griefs, then for the observations, whose deadline speaks, then for direction."""
    waiting = {item.subject for item in scene.deadlines if item.limit is TimeLimit.OBSERVATIONS}
    for view in scene.views.values():
        if view.state is not State.SUSPENDED or view.ref in waiting:
            continue
        told = view.facts.procedure.grievances if view.facts.procedure else None
        action, why = "Notifier les griefs", "Convention suspendue"
        if told is not None:
            earliest = format_date(told.answer_by + timedelta(days=1))
            action, why = f"Résilier la convention à partir du {earliest}", "L’organisme a répondu aux griefs"
        what = f"{action}, ou lever la suspension, dans « Procédures »"
        yield task_about(scene, view, SOON, what, why, "LAW-06", role=Role.DIRECTION)
