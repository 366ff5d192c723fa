"""Examples of the e-mails of registrations and of examiners, with invented people."""

from datetime import date
from typing import Any

from tasks.mail.typography import french
from tests.tasks.mail.conformity_previews import rules
from tests.tasks.mail.preview_parts import APPEAL

SESSION = {
    "ref": "S-2026-0007",
    "starts_on": date(2027, 1, 18),
    "ends_on": date(2027, 1, 19),
    "place": "Centre de Strasbourg, 12 rue des Érables",
}
BLOCS = [
    "RNCP9002BC01 – Concevoir une interface à partir des besoins de ses utilisateurs",
    "RNCP9002BC03 – Préparer la mise en production d’une interface",
]
CARRIED = ["RNCP9002BC02 – Réaliser la maquette et le prototype d’une interface"]
EPREUVES = [
    {
        "label": french("Mise en situation professionnelle : une interface, du besoin à la livraison"),
        "minutes": 180,
        "preparation_minutes": 20,
        "objective": "Observer le candidat pendant qu’il conçoit, maquette et documente une interface.",
        "modality": "À partir d’un cahier des charges, le candidat réalise les livrables des blocs présentés.",
        "evaluators": "Un examinateur habilité dans la spécialité, présent pendant toute l’épreuve.",
        "attribution": french("Chaque critère est noté de 0 à 4 ; une compétence est acquise à 60 % des points."),
    },
    {
        "label": "Entretien final",
        "minutes": 20,
        "preparation_minutes": 0,
        "objective": "Vérifier le niveau de maîtrise par le candidat des compétences présentées.",
        "modality": french("L’examinateur revient sur les productions ; le candidat explique et justifie ses choix."),
        "evaluators": "Un examinateur habilité dans la spécialité.",
        "attribution": "Chaque critère est noté de 0 à 4.",
    },
]
CANDIDATE = {
    "noun": "inscription",
    "ref": "I-2026-0042",
    "organisme": "Maëlys d’Œuvrard",
    "certification": {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"},
}
EXAMINER = {**CANDIDATE, "noun": "examinateur", "ref": "E-2026-0004", "organisme": "Irène Vasseur"}
PV = [{"number": "PV-2026-0042", "title": "Procès-verbal d’habilitation d’un examinateur"}]

REGISTRATION_PREVIEWS: dict[str, dict[str, Any]] = {
    "registration_received": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-26", "M2I-39"),
        "deadline": {
            "label": "Validation d’une inscription",
            "due_on": date(2026, 11, 25),
            "sentence": "2 jours ouvrés à compter du 23/11/2026 → 25/11/2026",
        },
        "session": SESSION,
        "received_on": date(2026, 11, 23),
        "route": french("Candidat libre : expérience équivalente"),
        "blocs": BLOCS,
        "carried": CARRIED,
        "resit": True,
    },
    "registration_validated": {
        "dossier": CANDIDATE,
        "rules": rules("REF-20", "M2I-12"),
        "documents": [{"number": "DC-2026-0042", "title": "Fiche de vérification des prérequis"}],
        "session": SESSION,
        "deemed": False,
        "jury_by": None,
        "blocs": BLOCS,
        "resit": True,
        "epreuves": EPREUVES,
        "disability": french("Les épreuves s’adaptent, à la demande et avant la session : temps majoré, poste adapté."),
        "convened_before": 10,
    },
    "registration_refused": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-26", "M2I-24", "O-14"),
        "appeal": APPEAL,
        "decided_on": date(2026, 11, 24),
        "session": SESSION,
        "reasons": "L’attestation d’employeur ne couvre que quatre mois.\nElle ne suffit pas à établir l’expérience.",
    },
    "accommodation_decided": {
        "dossier": CANDIDATE,
        "rules": rules("REF-17", "LAW-13"),
        "decided_on": date(2026, 11, 24),
        "granted": True,
        "measures": "Tiers-temps.\nSujets agrandis, poste près de la porte.",
        "extra_time_percent": 33,
    },
    "examiner_habilitated": {
        "dossier": EXAMINER,
        "rules": rules("M2I-27", "M2I-29", "M2I-31"),
        "documents": PV,
        "decided_on": date(2026, 11, 23),
        "renewed": False,
        "blocs": BLOCS,
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2028, 10, 31),
        "version": "2026-1",
    },
    "examiner_to_confirm": {
        "dossier": EXAMINER,
        "rules": rules("M2I-28"),
        "version": "2027-1",
        "known": "2026-1",
    },
    "examiner_ended": {
        "dossier": EXAMINER,
        "rules": rules("REF-16", "O-14"),
        "appeal": APPEAL,
        "documents": PV,
        "decided_on": date(2026, 12, 1),
        "reasons": "Deux absences à des sessions, sans prévenir.",
    },
}
