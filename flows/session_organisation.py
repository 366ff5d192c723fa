"""M2I-04 to M2I-19, M2I-41: sessions planned, convened, ready, opened, postponed, cancelled."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("session_organisation", run_name)
def session_organisation(as_of: AsOf = None) -> State[RunReport]:
    """Organisation des sessions : établit les plannings, convoque candidats et jurys, prépare les dossiers."""
    return play("Organisation des sessions", as_of, steps.phase(steps.organise_sessions))
