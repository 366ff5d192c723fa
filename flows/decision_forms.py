"""Decisions filled in the Prefect UI: the same commands as the workbook's rows, applied at once."""

from collections.abc import Callable
from datetime import date

from prefect import get_run_logger, runtime
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from flows.forms import CommissionForm, ExtensionForm, WithdrawalForm
from flows.report import RunReport
from flows.running import certiflow_flow, play
from tasks import steps
from tasks.commission import commission_command
from tasks.direction import direction_command
from tasks.mail.typography import french
from tasks.run import Run

#: seconds that a submitted form waits for a run in progress to end
PATIENCE = 120
Builder = Callable[[str, Team, date], Command | Refusal]


def form_run_name() -> str:
    """« commission_form D-2026-0001 »."""
    form = runtime.flow_run.parameters["saisie"]
    return f"{runtime.flow_run.flow_name} {form.dossier.strip()[:40]}"


@certiflow_flow("commission_form", form_run_name)
def commission_form(saisie: CommissionForm) -> State[RunReport]:
    """Décision de la commission : contrôle le quorum et les dérogations, dresse le procès-verbal, notifie."""
    return _decide("Décision de la commission", lambda ref, team, on: commission_command(saisie.typed(ref), team, on))


@certiflow_flow("withdrawal_form", form_run_name)
def withdrawal_form(saisie: WithdrawalForm) -> State[RunReport]:
    """Retrait immédiat d’une pré-habilitation : procès-verbal, e-mail, échéances closes."""
    return _decide(
        "Retrait de la pré-habilitation", lambda ref, team, on: direction_command(saisie.typed(ref), team, on)
    )


@certiflow_flow("extension_form", form_run_name)
def extension_form(saisie: ExtensionForm) -> State[RunReport]:
    """Prolongation motivée du délai de mise en conformité : procès-verbal, e-mail, nouvelle échéance."""
    return _decide("Prolongation du délai", lambda ref, team, on: direction_command(saisie.typed(ref), team, on))


def _decide(title: str, build: Builder) -> State[RunReport]:
    """Apply one typed decision. A refusal is an answer, not a failure: the run completes as « Saisie refusée »."""
    ref = f"form:{runtime.flow_run.id}"

    def submit(run: Run) -> None:
        steps.submit(run, build(ref, run.pulled.team, run.on))

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
