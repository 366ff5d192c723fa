"""The alert: staff hear by e-mail of a run that nobody else can report, its process being gone or not begun."""

from typing import Annotated
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed
from pydantic import BaseModel, ConfigDict, Field

from config.settings import load_settings
from flows.alerts import late_alert, run_alert
from flows.report import RunReport
from flows.running import certiflow_flow, headed, play
from flows.stoppers import STOPPERS
from flows.submitting import PATIENCE
from tasks import steps
from tasks.mail.typography import french
from tasks.office import open_office


class RunNotice(BaseModel):
    """Traitement à signaler par e-mail"""

    model_config = ConfigDict(title="Traitement à signaler")

    run: UUID = Field(title="Identifiant du passage", description="Le dernier mot de l’adresse de sa page")
    late: bool = Field(False, title="En retard", description="Cochez s’il n’a pas commencé à son heure")


def _run_name() -> str:
    return f"{runtime.flow_run.flow_name} {dict(runtime.flow_run.parameters['avis'])['run']}"


@certiflow_flow("alert", _run_name)
def alert(avis: Annotated[RunNotice, headed(RunNotice)]) -> State[RunReport]:
    """Alerte : signale par e-mail un traitement échoué, interrompu ou en retard."""
    with get_client(sync_client=True) as client:
        try:
            found = client.read_flow_run(avis.run)
        except ObjectNotFound:
            return Completed(message=french("Ce passage n’existe plus : personne n’a été prévenu."))
        name = client.read_flow(found.flow_id).name
    try:
        with open_office(load_settings()) as office:
            (late_alert if avis.late else run_alert)(office, name, found)
    except STOPPERS as error:
        return Failed(message=str(error))
    # the run that died may have left the machine slow; what cannot leave now leaves with the next run
    return play("Alerte", None, (steps.send_mails,), PATIENCE)
