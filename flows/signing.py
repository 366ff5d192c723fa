"""MIK-84 to MIK-92: agreements, signatures, habilitation."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("signing", run_name)
def signing(as_of: AsOf = None) -> State[RunReport]:
    """Signature : établit les documents, enregistre les signatures, habilite."""
    return play("Signature", as_of, steps.phase(steps.follow_conformity, steps.sign))
