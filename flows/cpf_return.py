"""LAW-10: the returns of the Caisse des dépôts, what was accepted and what the holders have to check."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("cpf_return", run_name)
def cpf_return(as_of: AsOf = None) -> State[RunReport]:
    """Accrochage : lit les retours déposés, écrit aux titulaires, réunit les preuves."""
    return play("Retours du CPF", as_of, steps.phase(steps.prepare_passages))
