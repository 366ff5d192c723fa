"""The one list of deployments: which flow, when (Europe/Paris), and one run of a phase at a time."""

from collections.abc import Mapping
from typing import Any

from prefect import Flow

from flows.alert import alert
from flows.commission import commission
from flows.compliance_audit import compliance_audit
from flows.conformity import conformity
from flows.conformity_decisions import evaluation_form, habilitation_form, session_form, signature_form
from flows.daily import daily
from flows.deadline_sweep import deadline_sweep
from flows.decision_forms import commission_form, extension_form, withdrawal_form
from flows.dispatch import dispatch
from flows.exam_deployments import EXAM_DEPLOYMENTS, EXAM_FLOWS
from flows.intake import intake
from flows.network_deployments import NETWORK_DEPLOYMENTS, NETWORK_FLOWS
from flows.reconciliation import reconciliation
from flows.scoring import scoring
from flows.serving import Deployment
from flows.signing import signing
from flows.trainer_evaluation import trainer_evaluation
from flows.watching import ALERT, FORM, ON_DEMAND, PLANNED, alert_triggers
from flows.withdrawal import withdrawal

#: flows that need nothing but a day
FLOWS: Mapping[str, Flow[..., Any]] = {
    item.name: item
    for item in (
        daily,
        intake,
        scoring,
        commission,
        withdrawal,
        conformity,
        compliance_audit,
        trainer_evaluation,
        signing,
        *EXAM_FLOWS,
        *NETWORK_FLOWS,
        deadline_sweep,
        dispatch,
    )
}

DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        daily, "journee", "30 6 * * *", "Toutes les phases, chaque matin à 6 h 30.", tags=(PLANNED,)
    ),
    Deployment(
        deadline_sweep, "nuit", "0 3 * * *", "Rappels, alertes et délais échus, chaque nuit à 3 h.", tags=(PLANNED,)
    ),
    Deployment(
        intake, "candidatures", "0 8-19 * * 1-5", "Nouvelles candidatures, toutes les heures ouvrées.",
        tags=(PLANNED,),
    ),
    Deployment(scoring, "notation", "15 8-19 * * 1-5", "Grilles validées, toutes les heures.", tags=(PLANNED,)),
    Deployment(
        commission, "commission", "30 8-19 * * 1-5", "Décisions saisies dans le classeur.", tags=(PLANNED,)
    ),
    Deployment(
        withdrawal, "decisions", "45 8-19 * * 1-5", "Retraits et prolongations saisis dans le classeur.",
        tags=(PLANNED,),
    ),
    Deployment(
        conformity, "conformite", "50 8-19 * * 1-5", "Séances, responsable de l’évaluation, déclaration.",
        tags=(PLANNED,),
    ),
    Deployment(
        compliance_audit, "controle-communication", "10 12-19 * * 1-5", "Relevé des supports, verdicts, corrections.",
        tags=(PLANNED,),
    ),
    Deployment(
        trainer_evaluation, "formateurs", "20 8-19 * * 1-5", "Sessions et évaluations des formateurs.",
        tags=(PLANNED,),
    ),
    Deployment(signing, "signature", "40 8-19 * * 1-5", "Documents à signer, signatures.", tags=(PLANNED,)),
    Deployment(
        dispatch, "envois", "5-55/10 8-19 * * 1-5", "Documents et e-mails en attente, toutes les dix minutes.",
        tags=(PLANNED,),
    ),
    Deployment(
        commission_form, "decision-de-commission", None, "Saisir la décision de la commission.", tags=(FORM,)
    ),
    Deployment(withdrawal_form, "retrait", None, "Retirer une pré-habilitation.", tags=(FORM,)),
    Deployment(extension_form, "prolongation", None, "Prolonger le délai de mise en conformité.", tags=(FORM,)),
    Deployment(
        session_form, "seance-information", None, "Planifier une séance d’information, la déplacer, l’annuler.",
        tags=(FORM,),
    ),
    Deployment(
        evaluation_form, "evaluation-formateur", None, "Saisir l’évaluation d’un formateur.", tags=(FORM,)
    ),
    Deployment(
        signature_form, "signature-document", None, "Reporter la signature d’un document.", tags=(FORM,)
    ),
    Deployment(
        habilitation_form, "habilitation", None, "Habiliter : les deux réponses de la direction.",
        tags=(FORM,),
    ),
    *EXAM_DEPLOYMENTS,
    *NETWORK_DEPLOYMENTS,
    Deployment(
        reconciliation, "france-competences", None, "Comparer le registre à l’export de France compétences.",
        tags=(ON_DEMAND,),
    ),
    Deployment(
        alert, "alerte", None, "Prévient par e-mail d’un traitement échoué, interrompu ou en retard ; part tout seul.",
        tags=(ALERT,), triggers=tuple(alert_triggers()),
    ),
)  # fmt: skip
