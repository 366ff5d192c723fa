"""Sends what waits in the outbox, with its documents (MIK-23, MIK-32)."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import play, run_name
from tasks import steps


@flow(name="dispatch", flow_run_name=run_name, log_prints=False)
def dispatch(as_of: date | None = None) -> State[RunReport]:
    """Envois : établit les documents demandés et envoie les e-mails en attente."""
    return play("Envois", as_of, (steps.write_documents, steps.send_mails))
