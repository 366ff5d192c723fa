"""The list « À faire »: what, for whom, by when and why, the late first."""

from tasks.todo.conformity import from_streams
from tasks.todo.deadlines import from_deadlines
from tasks.todo.erasures import from_erasures
from tasks.todo.failures import from_anomalies, from_mail
from tasks.todo.passages import from_passages
from tasks.todo.procedures import from_procedures
from tasks.todo.registrations import from_registrations
from tasks.todo.sessions import from_sessions
from tasks.todo.states import from_appeals, from_states
from tasks.todo.task import LATE, LATER, SOON, Scene, Source, Task

#: where every line comes from
SOURCES: tuple[Source, ...] = (
    from_deadlines,
    from_states,
    from_appeals,
    from_procedures,
    from_sessions,
    from_streams,
    from_passages,
    from_registrations,
    from_erasures,
    from_anomalies,
    from_mail,
)

_ORDER = {LATE: 0, SOON: 1, LATER: 2}


def to_do(scene: Scene) -> list[Task]:
    """Every task that waits for a person."""
    tasks = (task for source in SOURCES for task in source(scene))
    return sorted(tasks, key=lambda task: (_ORDER[task.urgency], f"{task.before or '9999'}"))
