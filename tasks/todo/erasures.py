"""The line of what is past its time: somebody must confirm the erasure, or keep for a reason (RGPD)."""

from collections.abc import Iterator

from domain.network.destruction import RULE, DestructionState
from domain.vocabulary import Role
from tasks.mail.typography import count
from tasks.todo.task import SOON, Scene, Task, people_of


def from_erasures(scene: Scene) -> Iterator[Task]:
    """One line for all the lots: a month proposes them together, and the tab lists them."""
    waiting = [view for view in scene.views.values() if view.state is DestructionState.PROPOSED]
    if waiting:
        what = f"Décider de {count(len(waiting), 'lot')} de données à effacer, dans « Conservation »"
        who = people_of(scene.pull.team, Role.PARTNER_MANAGER)
        yield Task(SOON, who, what, "Durée de conservation échue", RULE)
