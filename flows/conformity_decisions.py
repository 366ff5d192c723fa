"""What is filled in the Prefect UI during the conformity phase: the same commands as the workbook's rows."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.trainer import TRAINER
from flows.conformity_forms import EvaluationForm, HabilitationForm, SessionForm, SignatureForm
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.conformity.submitted import (
    submitted_evaluation,
    submitted_habilitation,
    submitted_session,
    submitted_signature,
)


@certiflow_flow("session_form", form_run_name)
def session_form(saisie: Annotated[SessionForm, headed(SessionForm)]) -> State[RunReport]:
    """Séance d’information : envoie l’invitation, la remplace ou l’annule."""
    return apply_typed(
        "Séance d’information",
        lambda ref, run: submitted_session(run.office, run.pulled, saisie.typed(run.office.settings.zone)),
    )


@certiflow_flow("evaluation_form", form_run_name)
def evaluation_form(saisie: Annotated[EvaluationForm, headed(EvaluationForm)]) -> State[RunReport]:
    """Évaluation d’un formateur : dresse le procès-verbal et envoie le rapport."""
    return apply_typed(
        "Évaluation d’un formateur",
        lambda ref, run: submitted_evaluation(run.office, run.pulled, saisie.trainer.strip().upper(), saisie.typed()),
        TRAINER,
    )


@certiflow_flow("signature_form", form_run_name)
def signature_form(saisie: Annotated[SignatureForm, headed(SignatureForm)]) -> State[RunReport]:
    """Signature d’un document : enregistre les deux signatures et leurs dates."""
    return apply_typed(
        "Signature d’un document",
        lambda ref, run: submitted_signature(run.office, run.pulled, saisie.typed(ref)),
    )


@certiflow_flow("habilitation_form", form_run_name)
def habilitation_form(saisie: Annotated[HabilitationForm, headed(HabilitationForm)]) -> State[RunReport]:
    """Habilitation : dresse le procès-verbal, autorise la publication, ouvre le délai de déclaration."""
    return apply_typed(
        "Habilitation",
        lambda ref, run: submitted_habilitation(
            run.pulled, saisie.dossier.strip().upper(), saisie.given(run.on), saisie.typed_by
        ),
    )
