"""The lines that come from the deadlines that run: the date, and how it was worked out."""

from collections.abc import Iterator

from domain.vocabulary import TimeLimit
from tasks.presenting.notice_letters import ACTIONS
from tasks.todo.task import LATE, LATER, SOON, Scene, Task, task_about

SOON_DAYS = 5  # working days
#: calendar days before which there is nothing to do; a ban ends by itself
_FAR = {
    TimeLimit.QUALIOPI: 60,
    TimeLimit.MATCHING: 30,
    TimeLimit.CPF_CORRECTION: 90,
    TimeLimit.AGREEMENT_END: 180,
    TimeLimit.RENEWAL: 180,
    TimeLimit.STATISTICS: 90,
    TimeLimit.COUNCIL: 60,
    TimeLimit.BAN: -1,
}


def from_deadlines(scene: Scene) -> Iterator[Task]:
    config, on = scene.office.config, scene.pull.on
    for item in scene.deadlines:
        if (item.dates.due_on - on).days > _FAR.get(item.limit, 10_000):
            continue  # « Échéances » shows it
        view, left = scene.views[item.subject], config.calendar.between(on, item.dates.due_on)
        urgency = LATE if left < 0 else SOON if left <= SOON_DAYS else LATER
        rule = config.figures_for(view.facts.certification, view.facts.grid_version).time_limits[item.limit].rule
        action = ACTIONS[item.limit]
        what = action[0].upper() + action[1:-1]
        yield task_about(scene, view, urgency, what, item.dates.sentence, rule, item.dates.due_on)
