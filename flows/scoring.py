"""MIK-16 to MIK-23: applies validated grids and what follows from them."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("scoring", run_name)
def scoring(as_of: AsOf = None) -> State[RunReport]:
    """Notation : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Notation",
        as_of,
        steps.phase(steps.score),
    )
