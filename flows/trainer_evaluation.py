"""MIK-71 to MIK-81: sessions, evaluations, replacements."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("trainer_evaluation", run_name)
def trainer_evaluation(as_of: AsOf = None) -> State[RunReport]:
    """Évaluation des formateurs : convoque, enregistre les évaluations, envoie les rapports."""
    return play("Évaluation des formateurs", as_of, steps.phase(steps.evaluate_trainers))
