"""The deployments of the network: checks, cohorts, the CPF flux, retention and the weekly digest."""

from typing import Any

from prefect import Flow

from flows.case_treatment import case_treatment
from flows.cohort_survey import cohort_survey
from flows.cpf_export import cpf_export
from flows.cpf_return import cpf_return
from flows.digest import digest
from flows.network_control import network_control
from flows.procedure_decisions import grievances_form, lifting_form, suspension_form, termination_form
from flows.purge import purge
from flows.semester_audit import semester_audit
from flows.serving import Deployment
from flows.watching import FORM, PLANNED

#: flows that need nothing but a day
NETWORK_FLOWS: tuple[Flow[..., Any], ...] = (
    network_control,
    semester_audit,
    digest,
    cpf_export,
    cpf_return,
    cohort_survey,
    case_treatment,
    purge,
)

NETWORK_DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        network_control, "controles-reseau", "15 9-18/3 * * 1-5", "Contrôles mensuels et revues annuelles.",
        tags=(PLANNED,),
    ),
    Deployment(
        semester_audit, "audits-semestriels", "45 9-18/3 * * 1-5", "Audits semestriels des partenaires.",
        tags=(PLANNED,),
    ),
    Deployment(
        digest, "synthese", "0 7 * * 1,5", "Le lundi, ses tâches à chacun ; le vendredi, le réseau à la direction.",
        tags=(PLANNED,),
    ),
    Deployment(
        cpf_export, "export-cpf", "30 7 * * 4", "Fichiers du flux CPF à déposer, chaque jeudi matin.", tags=(PLANNED,)
    ),
    Deployment(
        cpf_return, "retours-cpf", "55 8-19 * * 1-5", "Retours du CPF, corrections et accrochages.", tags=(PLANNED,)
    ),
    Deployment(
        cohort_survey, "cohortes", "40 9-18/3 * * 1-5", "Enquêtes aux titulaires, réponses, cohortes.", tags=(PLANNED,)
    ),
    Deployment(
        case_treatment, "dysfonctionnements", "20 9-18/3 * * 1-5",
        "Dysfonctionnements, procédures, questions de formateurs.", tags=(PLANNED,),
    ),
    Deployment(suspension_form, "suspension", None, "Suspendre la convention d’un partenaire.", tags=(FORM,)),
    Deployment(grievances_form, "griefs", None, "Notifier les griefs à un partenaire.", tags=(FORM,)),
    Deployment(termination_form, "resiliation", None, "Résilier la convention d’un partenaire.", tags=(FORM,)),
    Deployment(lifting_form, "levee-suspension", None, "Lever la suspension d’une convention.", tags=(FORM,)),
    Deployment(
        purge, "conservation", "0 5 1 * *", "Données dont la durée est passée : à confirmer, puis effacées.",
        tags=(PLANNED,),
    ),
)  # fmt: skip
