"""NET-21 and LAW-10: the holders of delivered certifications, written as files for the CPF information system."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("cpf_export", run_name)
def cpf_export(as_of: AsOf = None) -> State[RunReport]:
    """Accrochage : écrit les fichiers des passages complets, ceux qui repartent à part."""
    return play("Export vers le CPF", as_of, steps.phase(steps.prepare_passages, steps.follow, steps.export))
