"""The contradictory procedure filled in the Prefect UI: the same commands as the rows of « Procédures »."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.process import Command
from domain.refusal import Refusal
from flows.procedure_forms import GrievancesForm, LiftingForm, SuspensionForm, TerminationForm
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.network.procedures import TypedStep, step_command
from tasks.run import Run


@certiflow_flow("suspension_form", form_run_name)
def suspension_form(saisie: Annotated[SuspensionForm, headed(SuspensionForm)]) -> State[RunReport]:
    """Suspendre la convention : dresse le procès-verbal, arrête la publication et les inscriptions."""
    return apply_typed("Suspension de la convention", lambda ref, run: _command(run, saisie.typed(ref)))


@certiflow_flow("grievances_form", form_run_name)
def grievances_form(saisie: Annotated[GrievancesForm, headed(GrievancesForm)]) -> State[RunReport]:
    """Notifier les griefs : ouvre à l’organisme le délai pour présenter ses observations."""
    return apply_typed("Notification des griefs", lambda ref, run: _command(run, saisie.typed(ref)))


@certiflow_flow("termination_form", form_run_name)
def termination_form(saisie: Annotated[TerminationForm, headed(TerminationForm)]) -> State[RunReport]:
    """Résilier la convention : après les observations ou leur délai ; ouvre le délai de déclaration."""
    return apply_typed("Résiliation de la convention", lambda ref, run: _command(run, saisie.typed(ref)))


@certiflow_flow("lifting_form", form_run_name)
def lifting_form(saisie: Annotated[LiftingForm, headed(LiftingForm)]) -> State[RunReport]:
    """Lever la suspension : la convention produit de nouveau ses effets."""
    return apply_typed("Levée de la suspension", lambda ref, run: _command(run, saisie.typed(ref)))


def _command(run: Run, typed: TypedStep) -> Command | Refusal:
    with run.office.ledger.reading() as connection:
        return step_command(run.office, connection, typed, run.pulled, "saisie")
