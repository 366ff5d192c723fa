"""NET-18, NET-19 and NET-23: holders asked in time, their answers taken, the figures of the cohorts."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("cohort_survey", run_name)
def cohort_survey(as_of: AsOf = None) -> State[RunReport]:
    """Cohortes : envoie les enquêtes dues, prend les réponses, met les statistiques à jour."""
    return play("Cohortes", as_of, steps.phase(steps.survey_cohorts))
