"""M2I-20 to M2I-22, M2I-33 to M2I-37: presences, grids, jury, results."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("result_delivery", run_name)
def result_delivery(as_of: AsOf = None) -> State[RunReport]:
    """Jury et résultats : présences, incidents, grilles, délibération, signatures, validation, envoi des résultats."""
    return play("Jury et résultats", as_of, steps.phase(steps.judge_sessions))
