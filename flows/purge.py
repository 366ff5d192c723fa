"""Retention (RGPD, article 5): what is past its time is proposed; what a person has confirmed is erased."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("purge", run_name)
def purge(as_of: AsOf = None) -> State[RunReport]:
    """Conservation : propose les données dont la durée est passée, efface celles que vous avez confirmées."""
    return play("Conservation", as_of, steps.phase(steps.erase, steps.propose_erasures))
