"""The week in two e-mails (domain.md §8): on Monday his tasks to each person, on Friday the network to direction."""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("digest", run_name)
def digest(as_of: AsOf = None) -> State[RunReport]:
    """Synthèse : ses tâches à chacun jusqu’au jeudi, le réseau à la direction dès le vendredi, une fois par semaine."""
    return play("Synthèse", as_of, (steps.read_workbook, steps.measure_network, steps.write_digests, steps.send_mails))
