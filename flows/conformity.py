"""MIK-37 to MIK-84: information session, responsable de l'évaluation, signing day, as typed in « Conformité »."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("conformity", run_name)
def conformity(as_of: AsOf = None) -> State[RunReport]:
    """Mise en conformité : lit le classeur, applique la réglementation, écrit, envoie, met à jour."""
    return play("Mise en conformité", as_of, steps.phase(steps.follow_conformity))
