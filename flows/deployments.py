"""The one list of deployments: which flow, when (Europe/Paris), and one run of a phase at a time."""

from collections.abc import Mapping
from typing import Any

from prefect import Flow

from flows.commission import commission
from flows.daily import daily
from flows.deadline_sweep import deadline_sweep
from flows.decision_forms import commission_form, extension_form, withdrawal_form
from flows.dispatch import dispatch
from flows.intake import intake
from flows.scoring import scoring
from flows.serving import Deployment
from flows.withdrawal import withdrawal

#: flows that need nothing but a day
FLOWS: Mapping[str, Flow[..., Any]] = {
    item.name: item for item in (daily, intake, scoring, commission, withdrawal, deadline_sweep, dispatch)
}

DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        daily, "journee", "30 6 * * *", "Toutes les phases, chaque matin à 6 h 30.", tags=("planifié",)
    ),
    Deployment(
        deadline_sweep, "nuit", "0 3 * * *", "Rappels, alertes et délais échus, chaque nuit à 3 h.", tags=("planifié",)
    ),
    Deployment(
        intake, "candidatures", "0 8-19 * * 1-5", "Nouvelles candidatures, toutes les heures ouvrées.",
        tags=("planifié",),
    ),
    Deployment(scoring, "notation", "15 8-19 * * 1-5", "Grilles validées, toutes les heures.", tags=("planifié",)),
    Deployment(
        commission, "commission", "30 8-19 * * 1-5", "Décisions saisies dans le classeur.", tags=("planifié",)
    ),
    Deployment(
        withdrawal, "decisions", "45 8-19 * * 1-5", "Retraits et prolongations saisis dans le classeur.",
        tags=("planifié",),
    ),
    Deployment(
        dispatch, "envois", "5-55/10 8-19 * * 1-5", "Documents et e-mails en attente, toutes les dix minutes.",
        tags=("planifié",),
    ),
    Deployment(
        commission_form, "decision-de-commission", None, "Saisir la décision de la commission.", tags=("formulaire",)
    ),
    Deployment(withdrawal_form, "retrait", None, "Retirer une pré-habilitation.", tags=("formulaire",)),
    Deployment(extension_form, "prolongation", None, "Prolonger le délai de mise en conformité.", tags=("formulaire",)),
)  # fmt: skip
