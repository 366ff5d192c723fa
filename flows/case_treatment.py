"""QUA-09 and LAW-06: dysfunctions and contradictory procedures, from the workbook."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("case_treatment", run_name)
def case_treatment(as_of: AsOf = None) -> State[RunReport]:
    """Dysfonctionnements et procédures : actions demandées, preuves, griefs, suspensions, résiliations."""
    return play("Dysfonctionnements et procédures", as_of, steps.phase(steps.treat_cases))
