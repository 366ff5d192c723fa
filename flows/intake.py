"""MIK-04 to MIK-17: receives applications, asks for what is missing, names the owner."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("intake", run_name)
def intake(as_of: AsOf = None) -> State[RunReport]:
    """Candidatures : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play(
        "Candidatures",
        as_of,
        steps.phase(steps.receive_applications),
    )
