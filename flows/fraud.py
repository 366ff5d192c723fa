"""M2I-45 to M2I-50: frauds reported, sanctions pronounced, certificates withdrawn."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("fraud", run_name)
def fraud(as_of: AsOf = None) -> State[RunReport]:
    """Fraudes : prévient, notifie les sanctions, retire les certificats, met à jour le registre."""
    return play("Fraudes", as_of, steps.phase(steps.treat_frauds))
