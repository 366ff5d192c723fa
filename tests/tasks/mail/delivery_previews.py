"""One example of each e-mail about certificates, frauds and recours, with invented people."""

from datetime import date, datetime
from typing import Any

from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import APPEAL

_CERTIFICATION = {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"}


def _about(noun: str, ref: str, name: str) -> dict[str, Any]:
    return {"noun": noun, "ref": ref, "organisme": name, "siret": "", "certification": _CERTIFICATION, "owner": ""}


def _rule(rule_id: str, quote: str) -> list[dict[str, str]]:
    return [{"id": rule_id, "quote": quote}]


_HOLDER = _about("certificat", "CERT-2027-0042", "Maëlys d’Œuvrard")
_PARCHMENT = [{"number": "DC-2027-0042", "title": "Parchemin"}]
_MINUTES = [{"number": "PV-2027-0107", "title": "Procès-verbal de décision"}]
_CONTESTED = french("inscription I-2027-0042 (« Échec »)")

DELIVERY_PREVIEWS: dict[str, dict[str, Any]] = {
    "certificate_delivered": {
        "dossier": _HOLDER,
        "rules": _rule("REF-26", "Les parchemins respectent strictement les mentions réglementaires"),
        "documents": _PARCHMENT,
        "delivered_on": date(2027, 1, 25),
        "valid_until": date(2032, 1, 25),
        "code": "ABCD-EFGH-IJKL-2345",
        "page": "https://www.atelier-certif.fr/registre/v/ABCDEFGHIJKL2345.html",
    },
    "certificate_withdrawn": {
        "dossier": _HOLDER,
        "rules": _rule("M2I-48", "peut se voir retirer celui-ci par décision motivée de la direction"),
        "documents": _MINUTES,
        "appeal": APPEAL,
        "decided_on": date(2027, 3, 1),
        "reasons": "La fraude établie par le rapport du 22/02/2027 a porté sur les deux études de cas.",
    },
    "fraud_alert": {
        "dossier": _about("signalement", "FR-2027-0003", "Zoé Garnier, Luc de la Tour"),
        "rules": _rule("M2I-45", "Les auteurs de fraudes et tentatives de fraudes"),
        "session": "S-2027-0001",
        "occurred_at": datetime(2027, 1, 18, 10, 40),
        "people": ["Zoé Garnier", "Luc de la Tour"],
        "what": "Un téléphone allumé sous la table, ouvert sur le corrigé.",
        "evidence": "Photo prise par le surveillant.",
        "reported_by": "Omar Traoré",
    },
    "sanction_notified": {
        "dossier": _about("signalement", "FR-2027-0003", "Zoé Garnier"),
        "rules": _rule("M2I-46", "l’interdiction de se représenter à celles-ci pendant une durée d’un an"),
        "appeal": APPEAL,
        "sanction": "ban",
        "session": "S-2027-0001",
        "occurred_on": date(2027, 1, 18),
        "notified_on": date(2027, 1, 22),
        "ban_until": date(2027, 7, 22),
        "reasons": "Le rapport établit l’usage d’un téléphone pendant l’épreuve.",
        "decided_by": "Omar Traoré",
    },
    "fraud_dismissed": {
        "dossier": _about("signalement", "FR-2027-0003", "Zoé Garnier"),
        "rules": _rule("M2I-45", "Les auteurs de fraudes et tentatives de fraudes"),
        "session": "S-2027-0001",
        "occurred_on": date(2027, 1, 18),
        "decided_on": date(2027, 1, 22),
        "reasons": "Le téléphone était éteint et rangé.",
    },
    "appeal_received": {
        "dossier": _about("recours", "RC-2027-0001", "Luc de la Tour"),
        "rules": _rule("O-14", "Un recours se dépose dans les deux mois"),
        "deadline": {
            "label": "Réponse à un recours",
            "due_on": date(2027, 2, 22),
            "sentence": "15 jours ouvrés à compter du 01/02/2027 → 22/02/2027",
        },
        "contested": _CONTESTED,
        "lodged_on": date(2027, 2, 1),
        "is_late": True,
    },
    "appeal_answered": {
        "dossier": _about("recours", "RC-2027-0001", "Luc de la Tour"),
        "rules": _rule("M2I-42", "ce refus peut faire l’objet d’un recours hiérarchique, devant la direction"),
        "documents": _MINUTES,
        "upheld": False,
        "contested": _CONTESTED,
        "lodged_on": date(2027, 2, 1),
        "decided_on": date(2027, 2, 8),
        "decided_by": "Hélène Dubois",
        "reasons": "Les grilles des deux jurés concordent, et le seuil n’est pas atteint.",
    },
}
