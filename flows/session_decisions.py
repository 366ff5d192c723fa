"""What is filled in the Prefect UI about a session: the same command as the workbook's row."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.exams.session_process import EXAM_SESSION
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.session_forms import SessionDecisionForm
from flows.submitting import apply_typed, form_run_name
from tasks.exams.postponing import submitted_decision


@certiflow_flow("session_decision_form", form_run_name)
def session_decision_form(saisie: Annotated[SessionDecisionForm, headed(SessionDecisionForm)]) -> State[RunReport]:
    """Report ou annulation d’une session : dresse le procès-verbal et prévient chacun."""
    return apply_typed(
        "Report ou annulation d’une session",
        lambda ref, run: submitted_decision(run.office, run.pulled, saisie.session.strip().upper(), saisie.typed()),
        EXAM_SESSION,
    )
