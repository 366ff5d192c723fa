"""MIK-34, MIK-35, O-05: applies the withdrawals and extensions typed in the workbook."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("withdrawal", run_name)
def withdrawal(as_of: AsOf = None) -> State[RunReport]:
    """Décisions de la direction : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Décisions de la direction",
        as_of,
        steps.phase(steps.take_direction_decisions),
    )
