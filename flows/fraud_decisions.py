"""Frauds filled in the Prefect UI: the same commands as the rows of « Fraudes »."""

from typing import Annotated

from prefect.client.schemas.objects import State

from domain.exams.fraud_process import FRAUD
from flows.fraud_forms import FraudForm, ReportForm, SanctionForm
from flows.report import RunReport
from flows.running import certiflow_flow, headed
from flows.submitting import apply_typed, form_run_name
from tasks.exams.submitted_cases import submitted_fraud, submitted_report, submitted_sanction


@certiflow_flow("fraud_form", form_run_name)
def fraud_form(saisie: Annotated[FraudForm, headed(FraudForm)]) -> State[RunReport]:
    """Signaler une fraude : prévient aussitôt le responsable de session et la direction."""
    return apply_typed(
        "Fraude signalée",
        lambda ref, run: submitted_fraud(run.office, run.pulled, ref, saisie.typed(run.office.settings.zone)),
        FRAUD,
    )


@certiflow_flow("report_form", form_run_name)
def report_form(saisie: Annotated[ReportForm, headed(ReportForm)]) -> State[RunReport]:
    """Rapport signé sur une fraude : sans lui, aucune sanction."""
    return apply_typed(
        "Rapport signé",
        lambda ref, run: submitted_report(run.office, run.pulled, saisie.case.strip().upper(), saisie.typed()),
        FRAUD,
    )


@certiflow_flow("sanction_form", form_run_name)
def sanction_form(saisie: Annotated[SanctionForm, headed(SanctionForm)]) -> State[RunReport]:
    """Décision sur une fraude : dresse le procès-verbal, notifie chaque personne, ouvre l’interdiction."""
    return apply_typed(
        "Décision sur une fraude",
        lambda ref, run: submitted_sanction(run.office, run.pulled, saisie.case.strip().upper(), saisie.typed()),
        FRAUD,
    )
