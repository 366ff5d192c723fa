"""MIK-58 and NET-13: the light check of each month, communication and activity, and the review of each year."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("network_control", run_name)
def network_control(as_of: AsOf = None) -> State[RunReport]:
    """Contrôles du réseau : ouvre ceux qui approchent, relève les supports, conclut ceux qui sont signés."""
    return play("Contrôles du réseau", as_of, steps.phase(steps.check_months_and_years))
