"""The nightly sweep (O-20): reminders, escalation, lapse."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="deadline_sweep", flow_run_name=run_name, log_prints=False)
def deadline_sweep(as_of: date | None = None) -> State[RunReport]:
    """Échéances : rappelle, alerte, clôt ce qui est échu."""
    return play(
        "Échéances",
        as_of,
        steps.phase(steps.sweep_deadlines),
    )
