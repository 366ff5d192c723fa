"""Recours filled in the Prefect UI: the same commands as the rows of « Recours »."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.exams.appeal_process import APPEAL
from flows.recours_forms import AnswerForm, RecoursForm
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.exams.submitted_cases import submitted_answer, submitted_appeal


@certiflow_flow("recours_form", form_run_name)
def recours_form(saisie: Annotated[RecoursForm, headed(RecoursForm)]) -> State[RunReport]:
    """Enregistrer un recours : accuse réception, ouvre le délai de réponse."""
    return apply_typed(
        "Recours reçu",
        lambda ref, run: submitted_appeal(run.office, run.pulled, ref, saisie.typed()),
        APPEAL,
    )


@certiflow_flow("answer_form", form_run_name)
def answer_form(saisie: Annotated[AnswerForm, headed(AnswerForm)]) -> State[RunReport]:
    """Répondre à un recours : dresse le procès-verbal, envoie la réponse."""
    return apply_typed(
        "Réponse à un recours",
        lambda ref, run: submitted_answer(run.office, run.pulled, saisie.appeal.strip().upper(), saisie.typed()),
        APPEAL,
    )
