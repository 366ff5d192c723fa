"""Answers as the online form would write them, complete and worth the 12 automatic points in November 2026."""

from collections.abc import Mapping
from datetime import datetime

from tests import builders

Value = str | int | float | bool | datetime | None
Cells = Mapping[str, Value]

NAME, SIRET, EMAIL, SUBMITTED = "Raison sociale", "SIRET", "E-mail du responsable légal", "Horodateur"
KBIS, KBIS_DATE, CREATED, STAFF = (
    "Lien de l’extrait Kbis", "Date de l’extrait Kbis", "Année de création", "Nombre de salariés"
)  # fmt: skip
TRAINERS, PROGRAMMES, QUALIOPI_END = (
    "Formateurs pressentis", "Programmes de formation (liens)", "Fin de validité Qualiopi"
)  # fmt: skip
SESSIONS, LEARNERS, FEEDBACKS = (
    "Sessions dans le domaine (24 derniers mois)", "Stagiaires dans le domaine (24 derniers mois)", "Nombre de réponses"
)  # fmt: skip

_ANSWERS: Cells = {
    SUBMITTED: datetime(2026, 11, 2, 9, 30),
    "Certification visée": builders.CODE,
    "Portée demandée": "Préparer et évaluer",
    EMAIL: "direction@atelier.example",
    "Prénom du responsable légal": "Maëlle",
    "Nom du responsable légal": "Le Goff-Kœnig",
    KBIS: "https://pieces.example/kbis.pdf",
    KBIS_DATE: datetime(2026, 10, 5),
    CREATED: 2016,
    STAFF: 6,
    "Adresse": "3, rue des Ateliers",
    "Code postal": "01000",
    "Ville": "Bourg-en-Bresse",
    "Téléphone": "0474000000",
    TRAINERS: "Jeanne Kaplan ; 8 ; https://pieces.example/kaplan.pdf\n"
    "Lukas Ostrowski ; 3,5 ; https://pieces.example/ostrowski.pdf",
    "Certification Qualiopi": "Oui",
    "Numéro du certificat Qualiopi": "Q-2024-0815",
    "Organisme certificateur Qualiopi": "Exemple Audit",
    "Catégories Qualiopi": "actions de formation, bilans de compétences",
    "Début de validité Qualiopi": datetime(2024, 12, 20),
    QUALIOPI_END: datetime(2027, 12, 19),
    SESSIONS: 7,
    LEARNERS: 61,
    "Justificatif de l’expérience (lien)": "https://pieces.example/sessions.pdf",
    PROGRAMMES: "https://pieces.example/programme.pdf",
    "Modalité pédagogique": "Mixte",
    "Description des modalités": "Trois journées en atelier, puis un suivi individuel à distance.",
    "Volume horaire": 42,
    "Site internet": "https://organisme.example",
    "Compte EDOF": "Oui",
    "Financement CPF envisagé": "Oui",
    "Engagement sur le cahier des charges": "Oui",
    "Note moyenne des stagiaires": 4.6,
    "Barème de la note": 5,
    FEEDBACKS: 48,
    "Justificatif des retours (lien)": "https://pieces.example/enquete.pdf",
}


def siret(rank: int) -> str:
    """The SIRET of an invented organisation: the keys of its SIREN and of its establishment are right."""
    siren = _with_luhn_key(f"{90_000_000 + rank:08}")
    return _with_luhn_key(f"{siren}0001")


def answers(rank: int = 1, over: Cells | None = None) -> dict[str, Value]:
    """A complete response of the organisation « Atelier n° rank », with what `over` changes."""
    return {**_ANSWERS, NAME: f"Atelier n° {rank}", SIRET: siret(rank), **(over or {})}


def _with_luhn_key(digits: str) -> str:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return f"{digits}{-sum(n - 9 if n > 9 else n for n in doubled) % 10}"
