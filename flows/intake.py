"""MIK-04 to MIK-17: receives applications, asks for what is missing, names the owner."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="intake", flow_run_name=run_name, log_prints=False)
def intake(as_of: date | None = None) -> State[RunReport]:
    """Candidatures : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Candidatures",
        as_of,
        steps.phase(steps.receive_applications),
    )
