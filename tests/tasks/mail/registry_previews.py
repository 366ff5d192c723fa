"""One example of each e-mail of the registration and of the royalties, with invented people."""

from datetime import date
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import DOSSIER

_CERTIFICATION = {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"}
_DEMAND = {"noun": "demande", "ref": "DEM-2027-0001", "organisme": "Mise en demeure (France compétences)",
           "certification": _CERTIFICATION, "owner": ""}  # fmt: skip
_COUNCIL = {"noun": "conseil", "ref": "CONS-2027-0001", "organisme": "Conseil de perfectionnement du 11/01/2027",
            "certification": _CERTIFICATION, "owner": ""}  # fmt: skip
_CHARGE = {
    "session": "S-2027-0001", "held_on": date(2027, 1, 18), "place": "Strasbourg",
    "lines": ["12\u00a0candidats inscrits × 90\u00a0€"], "amount": "1\u202f080\u00a0€ hors taxes",
}  # fmt: skip


def _rules(*ids: str) -> list[dict[str, str]]:
    return [{"id": rule, "quote": load_rules()[rule]} for rule in ids]


def _due(label: str, day: date, sentence: str) -> dict[str, Any]:
    return {"label": label, "due_on": day, "sentence": sentence}


_CALL = _due("Paiement d’une redevance", date(2027, 2, 21), "30 jours à compter du 22/01/2027 → 21/02/2027")
REGISTRY_PREVIEWS: dict[str, dict[str, Any]] = {
    "council_minutes": {
        "dossier": _COUNCIL, "rules": _rules("NET-17"), "held_on": date(2027, 1, 11),
        "documents": [{"number": "PV-2027-0009", "title": "Procès-verbal de conseil de perfectionnement"}],
        "concerned": ["RNCP9002", "RS9001"], "present": "5\u00a0membres",
        "actions": ["Consulter trois employeurs (Hélène Dubois, 01/02/2027)"],
    },
    "demand_received": {
        "dossier": _DEMAND, "rules": _rules("LAW-07"), "nature": "MED_FC", "received_on": date(2027, 1, 11),
        "what": french("Deux partenaires annoncent un « diplôme d’État » :\nfaites cesser ces publications."),
        "final": False,
        "deadline": _due("Mise en demeure de France compétences", date(2027, 2, 10),
                         "30 jours à compter du 11/01/2027 → 10/02/2027"),
    },
    "royalty_called": {"dossier": DOSSIER, "rules": _rules("NET-29", "QUA-04"), "deadline": _CALL, **_CHARGE},
    "royalty_reminder": {
        "dossier": DOSSIER, "rules": _rules("NET-29", "QUA-04"), "deadline": _CALL, "days_left": 7, **_CHARGE,
    },
    "royalty_waived": {
        "dossier": DOSSIER, "rules": _rules("QUA-04"), "reasons": "Première session de ce partenaire.", **_CHARGE,
    },
}  # fmt: skip
