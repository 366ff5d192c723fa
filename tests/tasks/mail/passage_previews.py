"""One example of each e-mail of the accrochage, with invented people."""

from datetime import date
from typing import Any

_ABOUT = {
    "noun": "accrochage", "ref": "ACC-2027-0042", "organisme": "Maëlys d’Œuvrard", "siret": "",
    "certification": {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"}, "owner": "",
}  # fmt: skip
_RULES = [{
    "id": "NET-21",
    "quote": "Procéder à la communication des informations relatives aux titulaires des certifications au système "
    "d’information du compte personnel de formation",
}]  # fmt: skip

PASSAGE_PREVIEWS: dict[str, dict[str, Any]] = {
    "passage_rejected": {
        "dossier": _ABOUT,
        "rules": _RULES,
        "deadline": {"label": "Accrochage au CPF", "due_on": date(2027, 4, 25),
                     "sentence": "3 mois à compter du 25/01/2027 → 25/04/2027"},
        "certificate": "CERT-2027-0042",
        "identity": [("Nom de naissance", "d’Œuvrard"), ("Prénoms", "Maëlys, Anne"), ("Naissance", "01/03/1991")],
        "ask": ["votre nom de naissance, et non votre nom d’usage", "votre année de naissance"],
    },
    "passage_to_study": {
        "dossier": _ABOUT,
        "rules": _RULES,
        "persistent": True,
        "message": "Aucun titulaire ne correspond aux critères obligatoires",
        "cause": "Personne n’a ce nom de naissance au répertoire",
        "times": 2,
    },
}  # fmt: skip
