"""The whole day in one run: one reading of the workbook, every phase, the sweep, one writing."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps

#: in order
STEPS = steps.phase(
    steps.receive_applications,
    steps.score,
    steps.take_commission,
    steps.take_direction_decisions,
    steps.settle,
    steps.follow_conformity,
    steps.evaluate_trainers,
    steps.settle,
    steps.audit_communication,
    steps.settle,
    steps.sign,
    steps.organise_sessions,
    steps.follow,
    steps.judge_sessions,
    steps.treat_frauds,
    steps.treat_appeals,
    steps.check_network,
    steps.treat_cases,
    steps.follow_registration,
    steps.survey_cohorts,
    steps.prepare_passages,
    steps.erase,
    steps.sweep_deadlines,
)


@certiflow_flow("daily", run_name)
def daily(as_of: AsOf = None) -> State[RunReport]:
    """Journée complète : toutes les phases, le balayage des échéances, les envois."""
    return play("Journée", as_of, STEPS)
