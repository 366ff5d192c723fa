"""The whole day in one run: one reading of the workbook, every phase, the sweep, one writing."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="daily", flow_run_name=run_name, log_prints=False)
def daily(as_of: date | None = None) -> State[RunReport]:
    """Journée complète : toutes les phases, le balayage des échéances, les envois."""
    return play(
        "Journée",
        as_of,
        steps.phase(
            steps.receive_applications,
            steps.score,
            steps.take_commission,
            steps.take_direction_decisions,
            steps.sweep_deadlines,
        ),
    )
