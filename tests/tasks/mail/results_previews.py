"""One example of each e-mail of the day, of the jury and of the results, with invented people."""

from datetime import date, datetime
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import APPEAL

_CERTIFICATION = {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"}
_SESSION = {
    "noun": "session", "ref": "S-2026-0012", "organisme": "Session du 18/01/2027, Strasbourg",
    "certification": _CERTIFICATION, "owner": "Claire Durand",
}  # fmt: skip
_CANDIDATE = {
    "noun": "inscription", "ref": "I-2026-0042", "organisme": "Zoé Garnier", "certification": _CERTIFICATION,
    "owner": "Claire Durand",
}  # fmt: skip
_NEXT = ["08/03/2027, Strasbourg (session S-2026-0013)", "10/05/2027, Lyon (session S-2026-0015)"]
_HELD = {"held_on": date(2027, 1, 18), "next_sessions": _NEXT}
_PIECES = {
    "label": "Pièces de la session", "due_on": date(2027, 1, 21),
    "sentence": "3 jours ouvrés à compter du 18/01/2027 → 21/01/2027",
}  # fmt: skip
_DELIVERY = {
    "label": "Délivrance de la certification", "due_on": date(2027, 2, 20),
    "sentence": "30 jours à compter du 21/01/2027 → 20/02/2027",
}  # fmt: skip


def _of(dossier: dict[str, Any], *rules: str) -> dict[str, Any]:
    quotes = load_rules()
    return {"dossier": dossier, "rules": [{"id": rule, "quote": quotes[rule]} for rule in rules]}


RESULTS_PREVIEWS: dict[str, dict[str, Any]] = {
    "incident_alert": _of(_SESSION, "M2I-40")
    | {
        "number": 2,
        "occurred_at": datetime(2027, 1, 18, 10, 30),
        "what": "Coupure de courant de vingt minutes dans la salle A.\nLes candidats ont repris à 10 h 50.",
        "candidates": ["I-2026-0042", "I-2026-0043"],
        "reported_by": "Irène Vasseur",
    },
    "direction_note": _of(_SESSION, "M2I-21")
    | {
        "ended_on": date(2027, 1, 18),
        "absences": ["Luc de la Tour (I-2026-0044)"],
        "not_admitted": [french("Nour Haddad (I-2026-0045) : sans identité")],
        "incidents": [french("S-2026-0012/2 : coupure de courant")],
    },
    "pieces_due": _of(_SESSION, "MIK-56", "NET-27") | {"deadline": _PIECES, "days_left": 3, "first": True},
    "in_course_due": _of(_CANDIDATE, "M2I-36")
    | {"candidate": "Zoé Garnier", "session": "S-2026-0012, le 18/01/2027, Strasbourg"},
    "minutes_to_sign": _of(_SESSION, "REF-25")
    | {
        "documents": [{"number": "PV-2027-0003", "title": "Procès-verbal de jury"}],
        "jury_date": date(2027, 1, 20),
        "signatories": ["Irène Vasseur", "Paul Roux"],
    },
    "session_validated": _of(_SESSION, "M2I-37", "NET-16")
    | {
        "documents": [{"number": "PV-2027-0004", "title": "Procès-verbal de délivrance"}],
        "validated_by": "Sylvie Renard",
        "validated_on": date(2027, 1, 21),
        "deadline": _DELIVERY,
    },
    "candidate_absent": _of(_CANDIDATE, "M2I-21", "M2I-39") | _HELD | {"arrived_at": ""},
    "candidate_not_admitted": _of(_CANDIDATE, "M2I-13")
    | _HELD
    | {"lacking": ["une pièce d’identité vérifiée"], "appeal": APPEAL},
    "attendance_corrected": _of(_CANDIDATE, "M2I-20") | {"held_on": date(2027, 1, 18), "was_absent": True},
    "candidate_excluded": _of(_CANDIDATE, "M2I-50")
    | {
        "at": datetime(2027, 1, 18, 10, 5),
        "motive": "Téléphone allumé pendant l’épreuve.",
        "decided_by": "Omar Traoré",
        "appeal": APPEAL,
    },
    "candidate_result": _of(_CANDIDATE, "REF-22", "REF-14")
    | _HELD
    | {
        "documents": [{"number": "DC-2027-0007", "title": "Lettre de résultat"}],
        "decided_on": date(2027, 1, 20),
        "outcome": "some",
        "blocs": [
            {"bloc": "RNCP9002BC01 – Concevoir une interface", "acquired": True},
            {"bloc": "RNCP9002BC02 – Réaliser la maquette", "acquired": False},
        ],
        "carried": ["RNCP9002BC03 – Préparer la mise en production"],
        "vae": False,
        "delivery_days": 30,
        "appeal": APPEAL,
    },
}
