"""The nightly sweep (O-20): reminders, escalation, lapse.

What came in since the last passage is received first: an OF that completes its file on the last evening is in time.
"""

from prefect.client.schemas.objects import State

from flows.report import RunReport
from flows.running import AsOf, certiflow_flow, play, run_name
from tasks import steps


@certiflow_flow("deadline_sweep", run_name)
def deadline_sweep(as_of: AsOf = None) -> State[RunReport]:
    """Échéances : rappelle, alerte, clôt ce qui est échu."""
    return play(
        "Échéances",
        as_of,
        (
            *steps.phase(steps.receive_applications, steps.take_direction_decisions, steps.sweep_deadlines),
            steps.measure_network,
        ),
    )
