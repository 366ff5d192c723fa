"""M2I-42 and O-14: recours acknowledged at once, answered by somebody who did not take the decision."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("recours", run_name)
def recours(as_of: AsOf = None) -> State[RunReport]:
    """Recours : accuse réception, ouvre le délai de réponse, notifie les décisions."""
    return play("Recours", as_of, steps.phase(steps.treat_appeals))
