"""One example of each e-mail of the checks of the network, with invented people and organisations."""

from datetime import date
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import DOSSIER

_CORRECTIONS = [
    {
        "number": 1,
        "support": "Évaluation",
        "item": "E3 – Les pièces qui prouvent la tenue des sessions sont présentes",
        "request": french("Transmettez l’émargement.\nResponsable : École supérieure. À faire avant le 03/07/2027."),
        "found": "L’émargement du 7 juin manque.",
    },
    {
        "number": 2,
        "support": "Communication",
        "item": french("COM1.1 – Support conforme à la liste de contrôle de la communication : Site internet"),
        "request": french("Corrigez le support : chaque élément relevé suit le kit de communication."),
        "found": "",
    },
]
_SAID = {"check": "Audit semestriel", "number": "CT-2027-0042", "conforming": 17, "corrections": _CORRECTIONS}
_PV = [{"number": "PV-2027-0042", "title": "Procès-verbal d’audit semestriel"}]


def _of(*rules: str) -> dict[str, Any]:
    quotes = load_rules()
    return {"dossier": DOSSIER, "rules": [{"id": rule, "quote": quotes[rule]} for rule in rules], "documents": _PV}


CHECKS_PREVIEWS: dict[str, dict[str, Any]] = {
    "check_concluded": _of("MIK-88", "QUA-08", "NET-13")
    | _SAID
    | {"decided_on": date(2027, 6, 18), "conclusion": "Une pièce manque, la session elle-même était bien tenue."},
    "check_report": _of("MIK-88", "QUA-08", "NET-13")
    | _SAID
    | {"concluded_on": date(2027, 6, 18), "concluded_by": "Nora Diallo", "conclusion": ""},
}
