"""Examples of the e-mails of the surveys, with invented people."""

from datetime import date
from typing import Any

_SURVEY: dict[str, Any] = {
    "dossier": {
        "noun": "enquête", "ref": "ENQ-2027-0001", "organisme": "Maëlys d’Œuvrard", "siret": "", "owner": "",
        "certification": {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"},
    },
    "rules": [{"id": "NET-18", "quote": "le recueil des informations de suivi des cohortes"}],
    "deadline": {
        "label": "Réponse à une enquête",
        "due_on": date(2027, 8, 25),
        "sentence": "30 jours à compter du 26/07/2027 → 25/08/2027",
    },
    "wave": "6_MOIS",
    "usage": False,
    "certified_on": date(2027, 1, 25),
    "url": "https://www.atelier-certif.fr/enquete?jeton=MFRGGZDFMZTWQ2LKNNWG23TP",
    "kept_years": 5,
}  # fmt: skip
SURVEY_PREVIEWS: dict[str, dict[str, Any]] = {"survey": _SURVEY, "survey_reminder": {**_SURVEY, "days_left": 14}}
