"""MIK-59 to MIK-70: reads the supports that are due, takes the auditors' verdicts, one re-check."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("compliance_audit", run_name)
def compliance_audit(as_of: AsOf = None) -> State[RunReport]:
    """Contrôle de la communication : relève les supports, propose, prend les verdicts, demande les corrections."""
    return play("Contrôle de la communication", as_of, steps.phase(steps.follow_conformity, steps.audit_communication))
