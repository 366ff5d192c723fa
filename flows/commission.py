"""MIK-24 to MIK-32: applies the decisions typed in the workbook."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="commission", flow_run_name=run_name, log_prints=False)
def commission(as_of: date | None = None) -> State[RunReport]:
    """Commission : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Commission",
        as_of,
        steps.phase(steps.take_commission),
    )
