"""The lines of the renewal projects: each piece as its date comes, planned back from the end of the registration."""

from collections.abc import Iterator

from domain.network.registration import RegistrationFile
from domain.network.registration_vocabulary import RegistrationState
from tasks.network.registration_lines import lines_of
from tasks.todo.deadlines import SOON_DAYS
from tasks.todo.task import LATE, LATER, SOON, Scene, Task, task_about

#: calendar days before which « Enregistrements » alone shows a piece
_FAR = 30


def from_registrations(scene: Scene) -> Iterator[Task]:
    """The pieces that are due within a month, or late; the deposit and the statistics have deadlines of their own."""
    config, on = scene.office.config, scene.pull.on
    for view in scene.views.values():
        if not isinstance(view.facts, RegistrationFile) or view.state is not RegistrationState.RUNNING:
            continue
        for line in lines_of(view, config, {}):
            if line.before is None or line.done or line.optional or (line.before - on).days > _FAR:
                continue
            left = config.calendar.between(on, line.before)
            urgency = LATE if left < 0 else SOON if left <= SOON_DAYS else LATER
            what = f"Verser « {line.label} » dans « Enregistrements »"
            yield task_about(scene, view, urgency, what, "Projet de renouvellement", line.rule, line.before)
