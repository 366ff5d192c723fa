"""The deployments of the exams: four flows in office hours, and the forms of what cannot wait for the workbook."""

from flows.fraud import fraud
from flows.fraud_decisions import fraud_form, report_form, sanction_form
from flows.recours import recours
from flows.recours_decisions import answer_form, recours_form
from flows.result_decisions import incident_form, validation_form
from flows.result_delivery import result_delivery
from flows.serving import Deployment
from flows.session_decisions import session_decision_form
from flows.session_organisation import session_organisation
from flows.watching import FORM, PLANNED

EXAM_FLOWS = (session_organisation, result_delivery, fraud, recours)

EXAM_DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        session_organisation, "sessions", "25 8-19 * * 1-5", "Inscriptions, jurys, convocations, reports.",
        tags=(PLANNED,),
    ),
    Deployment(
        result_delivery, "resultats", "35 8-19 * * 1-5", "Présences, grilles, jury, résultats, parchemins.",
        tags=(PLANNED,),
    ),
    Deployment(fraud, "fraudes", "5 9-18/3 * * 1-5", "Signalements, sanctions, retraits.", tags=(PLANNED,)),
    Deployment(recours, "recours", "10 9-18/3 * * 1-5", "Recours reçus et réponses.", tags=(PLANNED,)),
    Deployment(
        session_decision_form, "report-annulation", None, "Reporter ou annuler une session d’examen.", tags=(FORM,)
    ),
    Deployment(incident_form, "incident", None, "Signaler un incident de session.", tags=(FORM,)),
    Deployment(validation_form, "validation-session", None, "Valider une session au nom du certificateur.",
               tags=(FORM,)),
    Deployment(fraud_form, "signalement-fraude", None, "Signaler une fraude.", tags=(FORM,)),
    Deployment(report_form, "rapport-fraude", None, "Enregistrer le rapport signé sur une fraude.", tags=(FORM,)),
    Deployment(sanction_form, "sanction-fraude", None, "Décider d’une sanction, ou classer.", tags=(FORM,)),
    Deployment(recours_form, "depot-recours", None, "Enregistrer un recours.", tags=(FORM,)),
    Deployment(answer_form, "reponse-recours", None, "Répondre à un recours.", tags=(FORM,)),
)  # fmt: skip
