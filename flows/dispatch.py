"""Sends what waits in the outbox, with its documents (MIK-23, MIK-32)."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("dispatch", run_name)
def dispatch(as_of: AsOf = None) -> State[RunReport]:
    """Envois : établit les documents demandés et envoie les e-mails en attente."""
    return play("Envois", as_of, (steps.write_documents, steps.send_mails))
