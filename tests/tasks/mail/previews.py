"""One example of each mail, with invented people and organisations: what the tests render and a person may look at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tasks.mail.typography import french
from tests.tasks.mail.case_previews import CASE_PREVIEWS
from tests.tasks.mail.checks_previews import CHECKS_PREVIEWS
from tests.tasks.mail.conformity_previews import CONFORMITY_PREVIEWS
from tests.tasks.mail.delivery_previews import DELIVERY_PREVIEWS
from tests.tasks.mail.digest_previews import DIGEST_PREVIEWS
from tests.tasks.mail.passage_previews import PASSAGE_PREVIEWS
from tests.tasks.mail.preview_parts import (
    ACTION,
    APPEAL,
    COMPLETION,
    CONFORMITY,
    DOSSIER,
    NOTIFIED,
    ORGANISATION,
    PIECES,
    PV,
    REASONS,
    SCORES,
    STEPS,
)
from tests.tasks.mail.registration_previews import REGISTRATION_PREVIEWS
from tests.tasks.mail.registry_previews import REGISTRY_PREVIEWS
from tests.tasks.mail.results_previews import RESULTS_PREVIEWS
from tests.tasks.mail.retention_previews import RETENTION_PREVIEWS
from tests.tasks.mail.session_previews import SESSION_PREVIEWS
from tests.tasks.mail.survey_previews import SURVEY_PREVIEWS


def _rule(rule_id: str, quote: str) -> list[dict[str, str]]:
    return [{"id": rule_id, "quote": quote}]


_COMPLETE_ONLY = _rule("MIK-13", "Seules les candidatures complètes sont examinées")
_THIRTY_DAYS = _rule("MIK-29", "un délai de 30 jours ouvrés pour se mettre en conformité et être totalement habilité")
_OVERDUE: dict[str, Any] = {
    "dossier": DOSSIER,
    "rules": _THIRTY_DAYS,
    "deadline": CONFORMITY,
    "action": ACTION,
}
_OWN: dict[str, dict[str, Any]] = {
    "acknowledgement": {
        "dossier": {**DOSSIER, "owner": ""},
        "rules": _rule("MIK-04", "doit renseigner un formulaire de candidature en ligne"),
        "received_on": NOTIFIED,
        "declaration_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "missing_pieces": {
        "dossier": DOSSIER,
        "rules": _COMPLETE_ONLY,
        "deadline": COMPLETION,
        "pieces": PIECES,
    },
    "missing_pieces_reminder": {
        "dossier": DOSSIER,
        "rules": _COMPLETE_ONLY,
        "deadline": COMPLETION,
        "pieces": PIECES[:1],
        "days_left": 10,
    },
    "application_complete": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-21", "doit obtenir au minimum la note de 11/17"),
        "completed_on": NOTIFIED,
        "threshold": 11,
        "maximum": 17,
    },
    "closed_without_action": {
        "dossier": DOSSIER,
        "rules": _COMPLETE_ONLY,
        "documents": [PV],
        "decided_on": NOTIFIED,
        "pieces": PIECES,
        "appeal": APPEAL,
    },
    "rejected_on_score": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-22", "La candidature est automatiquement rejetée en cas de note inférieure à 11/17"),
        "documents": [PV],
        "decided_on": NOTIFIED,
        "score": "9.5",
        "threshold": 11,
        "maximum": 17,
        "lines": SCORES,
        "appeal": APPEAL,
    },
    "commission_refused": {
        "dossier": DOSSIER,
        "rules": _rule(
            "MIK-30", "En cas de refus de la candidature MIKAE PRODUCTION en informe le candidat par voie électronique"
        ),
        "documents": [PV],
        "decided_on": NOTIFIED,
        "reasons": REASONS,
        "appeal": APPEAL,
    },
    "pre_habilitated": {
        "dossier": DOSSIER,
        "rules": _THIRTY_DAYS
        + _rule(
            "MIK-33", "a pour obligation de respecter les déclarations saisies au sein du formulaire de candidature"
        ),
        "documents": [PV],
        "decided_on": NOTIFIED,
        "deadline": CONFORMITY,
        "plan": STEPS,
        "derogation": "Ancienneté de dix-huit mois, compensée par l'expérience de la fondatrice.",
    },
    "withdrawn": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-35", "Cette décision est alors communiquée par e-mail et prend effet de manière immédiate"),
        "documents": [PV],
        "decided_on": NOTIFIED,
        "reasons": "Le certificat Qualiopi déclaré appartient à un autre organisme.",
        "appeal": APPEAL,
    },
    "extension_granted": {
        "dossier": DOSSIER,
        "rules": _THIRTY_DAYS,
        "documents": [PV],
        "decided_on": date(2026, 12, 10),
        "deadline": {
            "label": "Mise en conformité",
            "due_on": date(2026, 12, 30),
            "sentence": "10 jours ouvrés à compter du 15/12/2026, hors 25/12 → 30/12/2026",
        },
        "working_days": 10,
        "previous_due_on": date(2026, 12, 15),
        "reasons": "La session d'information a été reportée d'une semaine à notre demande.",
    },
    "conformity_reminder": {
        "dossier": DOSSIER,
        "rules": _THIRTY_DAYS,
        "deadline": CONFORMITY,
        "days_left": 5,
        "plan": STEPS[2:],
    },
    "commission_invitation": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-24", "réunit au moins un membre de la direction et le ou la responsable du dossier"),
        "documents": [{"number": "DC-2026-0042", "title": "Dossier de commission"}],
        "score": "12.5",
        "threshold": 11,
        "maximum": 17,
        "warnings": [
            french("Moins de deux années d’activité (MIK-26) : une acceptation demande une dérogation motivée."),
            "Certificat Qualiopi valable moins de six mois.",
        ],
        "held_on": date(2026, 11, 10),
    },
    "unassigned_dossier": {
        "dossier": {**DOSSIER, "owner": ""},
        "rules": _rule("MIK-17", "par le ou la responsable des partenariats en charge du dossier"),
        "received_on": NOTIFIED,
        "waiting_days": 3,
    },
    "deadline_reminder_staff": {**_OVERDUE, "days_left": 5},
    "deadline_overdue_owner": {**_OVERDUE, "days_late": 0},
    "deadline_overdue_manager": {
        **_OVERDUE,
        "days_late": 2,
        "history": [french("15/12/2026 : Maëlle Le Goff (N1)")],
    },
    "deadline_overdue_direction": {
        **_OVERDUE,
        "days_late": 5,
        "history": [
            french("15/12/2026 : Maëlle Le Goff (N1)"),
            french("17/12/2026 : responsable des partenariats (N2)"),
        ],
    },
    "mail_failure": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-23", "MIKAE PRODUCTION en informe le candidat par voie électronique"),
        "mail": {
            "to": "direction@ecole-grand-est.fr",
            "subject": "Votre candidature n’est pas retenue – dossier CAND-2026-0042",
            "answer": "550 5.1.1 Recipient address rejected: user unknown",
            "attempts": 2,
            "first_tried_on": NOTIFIED,
        },
        "outcome": "refused",
    },
    "run_failure": {
        "flow": "Balayage des échéances",
        "failed_on": NOTIFIED,
        "error": "Le classeur « partenariats.xlsx » est introuvable : vérifiez son emplacement.",
        "run_url": "http://localhost:4200/runs/flow-run/0f1e",
    },
    "qualiopi_expiry": {
        "dossier": DOSSIER,
        "rules": _rule("MIK-07", "la détention de la certification Qualiopi"),
        "certificate": "QUA-2023-1187",
        "valid_until": date(2026, 12, 2),
        "days_left": 30,
    },
}
_CONTESTED = ("habilitation_lost", "trainer_set_aside", "agreement_expired", "manager_decision")


_OWN |= {
    template: {"dossier": DOSSIER, **({"appeal": APPEAL} if template in _CONTESTED else {}), **own}
    for template, own in CONFORMITY_PREVIEWS.items()
}
_OWN |= CASE_PREVIEWS
_OWN |= DELIVERY_PREVIEWS
_OWN |= DIGEST_PREVIEWS
_OWN |= PASSAGE_PREVIEWS
_OWN |= REGISTRATION_PREVIEWS
_OWN |= REGISTRY_PREVIEWS
_OWN |= RESULTS_PREVIEWS
_OWN |= CHECKS_PREVIEWS
_OWN |= RETENTION_PREVIEWS
_OWN |= SESSION_PREVIEWS
_OWN |= SURVEY_PREVIEWS


PREVIEWS: Mapping[str, dict[str, Any]] = {
    template: {"organisation": ORGANISATION, "recipient": {"name": "Claire Durand"}, **own}
    for template, own in _OWN.items()
}
