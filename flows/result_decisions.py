"""What is filled in the Prefect UI on the day and after the jury: the same commands as the workbook's rows."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.exams.session_process import EXAM_SESSION
from flows.report import RunReport
from flows.result_forms import IncidentForm, ValidationForm
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.exams.submitted import submitted_incident, submitted_validation


@certiflow_flow("incident_form", form_run_name)
def incident_form(saisie: Annotated[IncidentForm, headed(IncidentForm)]) -> State[RunReport]:
    """Incident de session : l’enregistre et prévient aussitôt le responsable de session et la direction."""
    return apply_typed(
        "Incident de session",
        lambda ref, run: submitted_incident(run.office, run.pulled, saisie.typed(ref, run.office.settings.zone)),
        EXAM_SESSION,
    )


@certiflow_flow("validation_form", form_run_name)
def validation_form(saisie: Annotated[ValidationForm, headed(ValidationForm)]) -> State[RunReport]:
    """Validation d’une session : dresse le procès-verbal de délivrance et envoie les résultats."""
    return apply_typed(
        "Validation d’une session",
        lambda ref, run: submitted_validation(run.pulled, saisie.typed(ref)),
        EXAM_SESSION,
    )
