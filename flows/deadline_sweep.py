"""The nightly sweep (O-20): reminders, escalation, lapse."""

from datetime import date

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("deadline_sweep", run_name)
def deadline_sweep(as_of: date | None = None) -> State[RunReport]:
    """Échéances : rappelle, alerte, clôt ce qui est échu."""
    return play(
        "Échéances",
        as_of,
        steps.phase(steps.sweep_deadlines),
    )
