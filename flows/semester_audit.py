"""MIK-88 and QUA-08: the audit of each semester, over the whole chain."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("semester_audit", run_name)
def semester_audit(as_of: AsOf = None) -> State[RunReport]:
    """Audits semestriels : ouvre ceux qui approchent, relève les supports, conclut ceux qui sont signés."""
    return play("Audits semestriels", as_of, steps.phase(steps.check_semesters))
