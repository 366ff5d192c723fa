"""MIK-24 to MIK-32: applies the decisions typed in the workbook."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("commission", run_name)
def commission(as_of: AsOf = None) -> State[RunReport]:
    """Commission : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Commission",
        as_of,
        steps.phase(steps.take_commission),
    )
