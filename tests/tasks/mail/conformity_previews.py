"""One example of each e-mail of the conformity phase, with invented people and organisations."""

from datetime import date, datetime
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french

NOTIFIED = date(2026, 11, 2)
SESSION = {
    "starts": datetime(2026, 11, 9, 14, 30),
    "minutes": 90,
    "link": "https://visio.atelier-certif.fr/salle/rs6604?code=42",
}
SIGNING = {
    "starts": datetime(2026, 12, 14, 10),
    "minutes": 45,
    "place": "12, rue des Érables, 67000 Strasbourg",
}
SLIP = [{"number": "DC-2026-0051", "title": "Bordereau de remise des documents"}]
PV = [{"number": "PV-2026-0107", "title": "Procès-verbal de décision"}]
INFO = {
    "label": "Séance d’information",
    "due_on": date(2026, 11, 9),
    "sentence": "5 jours ouvrés à compter du 02/11/2026 → 09/11/2026",
}
UPDATE = {
    "label": "Mise à jour des supports de communication",
    "due_on": date(2026, 12, 1),
    "sentence": "15 jours ouvrés à compter du 09/11/2026, hors 11/11 → 01/12/2026",
}
RECHECK = {
    "label": "Second contrôle des supports de communication",
    "due_on": date(2026, 12, 8),
    "sentence": "5 jours ouvrés à compter du 01/12/2026 → 08/12/2026",
}
SECOND_SESSION = {
    "label": "Seconde session d’évaluation d’un formateur",
    "due_on": date(2026, 12, 3),
    "sentence": "5 jours ouvrés à compter du 26/11/2026 → 03/12/2026",
}
CONFORMITY = {
    "label": "Mise en conformité",
    "due_on": date(2026, 12, 15),
    "sentence": "30 jours ouvrés à compter du 02/11/2026, hors 11/11 → 15/12/2026",
}
DECLARATION = {
    "label": "Déclaration à France compétences",
    "due_on": date(2027, 2, 14),
    "sentence": "2 mois à compter du 14/12/2026 → 14/02/2027",
}
END = {
    "label": "Fin de la convention",
    "due_on": date(2028, 6, 30),
    "sentence": "fin de l’enregistrement de la certification, le 30/06/2028",
}
KITS = [
    {"title": "Kit de communication", "version": "2026-1"},
    {"title": "Kit pédagogique", "version": "2026-2"},
    {"title": "Dossier technique d’évaluation", "version": "2026-1"},
]
CORRECTIONS: list[dict[str, Any]] = [
    {
        "number": 1,
        "support": "Site internet – https://www.ecole-grand-est.fr/formations/art",
        "item": "Prérequis",
        "request": french("Indiquez les prérequis de la certification ; s’il n’y en a pas, écrivez-le."),
    },
    {
        "number": 2,
        "support": "Site internet – https://www.ecole-grand-est.fr/formations/art",
        "item": "Intitulé exact de la certification",
        "request": "Écrivez l’intitulé exact, tel qu’il est enregistré à France compétences,\nsans le raccourcir.",
    },
    {
        "number": 3,
        "support": "Offre EDOF – https://www.moncompteformation.gouv.fr/espace-prive/html/#/formation/42",
        "item": "Offre EDOF en brouillon jusqu’à l’habilitation",
        "request": "Repassez l’offre en brouillon dans EDOF.",
    },
]
UNMET = [CORRECTIONS[1] | {"found": french("Non conforme – titre encore abrégé en « Promouvoir son art »")}]
ASPECTS = [
    {"aspect": "Publics cibles, prérequis et objectifs", "grade": "Conforme"},
    {"aspect": "Référentiel de la certification", "grade": "Conforme"},
    {"aspect": "Modalités et critères d’évaluation", "grade": "Non-conformité mineure"},
    {"aspect": "Dossier technique, par le cas pratique", "grade": "Non-conformité majeure"},
]
POINTS = ["Le bilan du cas pratique manque.", french("La grille du jury n’est pas connue : relire le kit, page 4.")]


def rules(*ids: str) -> list[dict[str, str]]:
    """The rules as the shipped table quotes them."""
    return [{"id": rule, "quote": load_rules()[rule]} for rule in ids]


CONFORMITY_PREVIEWS: dict[str, dict[str, Any]] = {
    "info_session_invitation": {
        "rules": rules("MIK-42", "MIK-43", "O-04"),
        "deadline": INFO,
        "session": SESSION,
        "moved": False,
        "presented": [kit["title"] for kit in KITS],
        "assesses": True,
    },
    "info_session_cancelled": {"rules": rules("MIK-42", "MIK-29"), "deadline": INFO, "session": SESSION},
    "kits_delivered": {
        "rules": rules("MIK-44", "MIK-60", "MIK-65", "MIK-66"),
        "documents": SLIP,
        "deadline": UPDATE,
        "held_on": date(2026, 11, 9),
        "kits": KITS,
        "assesses": True,
        "conformity_due_on": CONFORMITY["due_on"],
    },
    "evaluation_kit": {"rules": rules("MIK-55", "MIK-83"), "documents": SLIP, "kits": KITS},
    "habilitation_lost": {
        "rules": rules("MIK-69", "MIK-70"),
        "documents": PV,
        "decided_on": date(2026, 12, 8),
        "unmet": UNMET,
    },
    "agreements_ready": {
        "rules": rules("MIK-84", "MIK-85", "MIK-92"),
        "documents": [
            {"number": "DC-2026-0061", "title": "Convention de partenariat"},
            {"number": "DC-2026-0062", "title": "Réglementation de la certification"},
            {"number": "DC-2026-0063", "title": "Charte qualité"},
        ],
        "deadline": CONFORMITY,
        "start": date(2026, 12, 14),
        "end": END["due_on"],
    },
    "signing_invitation": {
        "rules": rules("MIK-41", "MIK-92"),
        "deadline": CONFORMITY,
        "session": SIGNING,
        "moved": False,
        "to_sign": ["Convention de partenariat", "Réglementation de la certification", "Charte qualité"],
    },
    "signing_cancelled": {"rules": rules("MIK-41", "MIK-29"), "deadline": CONFORMITY, "session": SIGNING},
    "publication_authorised": {
        "rules": rules("MIK-92", "MIK-93", "MIK-85", "LAW-18"),
        "documents": PV,
        "decided_on": date(2026, 12, 14),
        "scope": "Préparer et évaluer",
        "start": date(2026, 12, 14),
        "end": END["due_on"],
    },
    "fc_declaration_due": {
        "rules": rules("LAW-05", "MIK-86"),
        "documents": PV,
        "deadline": DECLARATION,
        "habilitated_on": date(2026, 12, 14),
        "scope": "Préparer et évaluer",
        "declared_as": "HABILITATION_ORGA_FORM",
    },
    "agreement_ending": {"rules": rules("MIK-85"), "deadline": END, "days_left": 90},
    "agreement_expired": {
        "rules": rules("MIK-85", "MIK-31"),
        "documents": PV,
        "decided_on": date(2028, 7, 1),
        "ended_on": END["due_on"],
    },
    "communication_reminder": {
        "rules": rules("MIK-68"),
        "deadline": RECHECK,
        "days_left": 1,
        "corrections": CORRECTIONS,
    },
    "corrections_requested": {
        "rules": rules("MIK-67", "MIK-68", "MIK-69", "O-06"),
        "documents": PV,
        "decided_on": date(2026, 12, 1),
        "deadline": RECHECK,
        "corrections": CORRECTIONS,
    },
    "communication_conforming": {
        "rules": rules("MIK-68", "MIK-65", "MIK-66"),
        "documents": PV,
        "decided_on": date(2026, 12, 8),
        "second": True,
    },
    "recheck_failed": {
        "rules": rules("MIK-68", "MIK-69"),
        "documents": PV,
        "decided_on": date(2026, 12, 8),
        "unmet": UNMET,
    },
    "trainer_documents": {
        "rules": rules("MIK-71", "MIK-72", "MIK-74"),
        "documents": [{"number": f"DC-2026-005{at}", "title": kit["title"]} for at, kit in enumerate(KITS[1:], 5)],
        "trainer": "Hélène D’Astorg",
        "kits": KITS[1:],
        "aspects": [line["aspect"] for line in ASPECTS],
    },
    "trainer_invitation": {
        "rules": rules("MIK-72", "MIK-74", "MIK-78", "MIK-79"),
        "deadline": SECOND_SESSION,
        "trainer": "Hélène D’Astorg",
        "session": SESSION,
        "moved": False,
        "second": True,
        "aspects": [line["aspect"] for line in ASPECTS],
    },
    "trainer_session_cancelled": {
        "rules": rules("MIK-72", "MIK-29"),
        "trainer": "Hélène D’Astorg",
        "session": SESSION,
    },
    "trainer_report": {
        "rules": rules("MIK-75", "MIK-78"),
        "documents": PV,
        "decided_on": date(2026, 11, 26),
        "deadline": SECOND_SESSION,
        "trainer": "Hélène D’Astorg",
        "held_on": date(2026, 11, 25),
        "on_file": False,
        "present": True,
        "aspects": ASPECTS,
        "points": POINTS,
        "advice": "Reprenez la trame, partie par partie.",
        "outcome": "second_session",
    },
    "trainer_set_aside": {
        "rules": rules("MIK-80", "MIK-81", "MIK-27", "O-09"),
        "documents": PV,
        "decided_on": date(2026, 12, 3),
        "trainer": "Hélène D’Astorg",
        "held_on": date(2026, 12, 2),
        "present": True,
        "aspects": ASPECTS,
        "points": POINTS,
        "minimum_years": 3,
    },
    "manager_designated": {
        "rules": rules("MIK-38", "MIK-82", "MIK-83"),
        "manager": "Inès Caron",
        "designated_on": date(2026, 11, 16),
    },
    "manager_decision": {
        "rules": rules("MIK-82", "MIK-83"),
        "documents": PV,
        "decided_on": date(2026, 11, 20),
        "manager": "Inès Caron",
        "accepted": False,
        "reasons": "Le CV ne montre aucune expérience de l'organisation d'épreuves.",
    },
}
