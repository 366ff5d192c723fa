"""MIK-16 to MIK-23: applies validated grids and what follows from them."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="scoring", flow_run_name=run_name, log_prints=False)
def scoring(as_of: date | None = None) -> State[RunReport]:
    """Notation : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Notation",
        as_of,
        steps.phase(steps.score),
    )
