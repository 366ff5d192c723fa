"""What every form of the Prefect UI does with what was typed: one command, applied at once, answered in French."""

from collections.abc import Callable
from typing import Any

from prefect import get_run_logger, runtime
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from domain.process import Command, Process
from domain.refusal import Refusal
from flows.report import RunReport
from flows.running import play
from tasks import steps
from tasks.mail.typography import french
from tasks.office import PROCESS
from tasks.run import Run

#: seconds that a submitted form waits for a run in progress to end
PATIENCE = 120
Builder = Callable[[str, Run], Command | Refusal]


def form_run_name() -> str:
    """« commission_form D-2026-0001 »: the first field of a form says what it is about."""
    _, about = next(iter(runtime.flow_run.parameters["saisie"]))
    return f"{runtime.flow_run.flow_name} {about.strip()[:40]}"


def apply_typed(title: str, build: Builder, process: Process[Any] = PROCESS) -> State[RunReport]:
    """Apply what was typed. A refusal is an answer, not a failure: the run completes as « Saisie refusée ».

    Args:
        build: makes the command from its reference and the run, whose workbook has been read.
        process: of the command.
    """
    ref = f"form:{runtime.flow_run.id}"

    def submit(run: Run) -> None:
        steps.submit(run, build(ref, run), process)

    played: list[Run] = []
    state = play(title, None, steps.phase(submit, played.append), PATIENCE)
    refusals = [note.refusal for run in played for note in run.feedback.notes if note.tab == steps.FORM]
    if not played and state.is_completed():  # another run is still at work: the person is asked to submit again
        return Failed(message=french(f"{state.message} Votre saisie n’a pas été appliquée : refaites-la."))
    if not refusals:
        return state
    sentence = french(" ".join(str(refusal) for refusal in refusals))
    get_run_logger().warning(sentence)
    create_markdown_artifact(french(f"# {title} : saisie refusée\n\n{sentence}"), key="refus", description=title)
    return Completed(name="Saisie refusée", message=sentence)
