"""Decisions filled in the Prefect UI: the same commands as the workbook's rows, applied at once."""

from typing import Annotated

from prefect.client.schemas.objects import State

from flows.forms import CommissionForm, ExtensionForm, WithdrawalForm
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.commission import commission_command
from tasks.direction import direction_command


@certiflow_flow("commission_form", form_run_name)
def commission_form(saisie: Annotated[CommissionForm, headed(CommissionForm)]) -> State[RunReport]:
    """Décision de la commission : contrôle le quorum et les dérogations, dresse le procès-verbal, notifie."""
    return apply_typed(
        "Décision de la commission",
        lambda ref, run: commission_command(saisie.typed(ref), run.pulled.team, run.on),
    )


@certiflow_flow("withdrawal_form", form_run_name)
def withdrawal_form(saisie: Annotated[WithdrawalForm, headed(WithdrawalForm)]) -> State[RunReport]:
    """Retrait immédiat d’une pré-habilitation : procès-verbal, e-mail, échéances closes."""
    return apply_typed(
        "Retrait de la pré-habilitation",
        lambda ref, run: direction_command(saisie.typed(ref), run.pulled.team, run.on),
    )


@certiflow_flow("extension_form", form_run_name)
def extension_form(saisie: Annotated[ExtensionForm, headed(ExtensionForm)]) -> State[RunReport]:
    """Prolongation motivée du délai de mise en conformité : procès-verbal, e-mail, nouvelle échéance."""
    return apply_typed(
        "Prolongation du délai",
        lambda ref, run: direction_command(saisie.typed(ref), run.pulled.team, run.on),
    )
