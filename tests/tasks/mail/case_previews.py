"""One example of each e-mail of a dysfunction, with invented people."""

from datetime import date
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import DOSSIER

_NONCONFORMITY = {**DOSSIER, "noun": "dysfonctionnement", "ref": "DYS-2027-0004", "siret": ""}
_ACTION = {
    "label": "Action corrective", "due_on": date(2027, 3, 23),
    "sentence": "15 jours ouvrés à compter du 02/03/2027 → 23/03/2027",
}  # fmt: skip
_POINTS = [
    "Reprendre l’intitulé exact de la certification sur la page de la formation.",
    "Retirer la mention « diplôme d’État » des réseaux sociaux.",
]
_WHAT = french("L’intitulé publié n’est pas celui de la certification, et la page dit « diplôme d’État ».")


def _of(*rules: str) -> dict[str, Any]:
    quotes = load_rules()
    return {"dossier": _NONCONFORMITY, "rules": [{"id": rule, "quote": quotes[rule]} for rule in rules]}


CASE_PREVIEWS: dict[str, dict[str, Any]] = {
    "action_asked": _of("MIK-66", "QUA-09")
    | {
        "deadline": _ACTION,
        "identified_on": date(2027, 3, 1),
        "source": "Contrôle CT-2027-0012",
        "gravity": "Majeure",
        "what": _WHAT,
        "owner": "Hélène Aubry",
        "actions": [french(point) for point in _POINTS],
    },
    "action_reminder": _of("QUA-09")
    | {"deadline": _ACTION, "days_left": 5, "actions": [french(point) for point in _POINTS]},
    "nonconformity_closed": _of("MIK-66", "QUA-09")
    | {
        "documents": [{"number": "DC-2027-0031", "title": "Fiche de dysfonctionnement"}],
        "identified_on": date(2027, 3, 1),
        "what": _WHAT,
        "verified_by": "Claire Durand",
        "closed_on": date(2027, 3, 19),
    },
}
