"""Examples of the e-mails of the organisation of a session, with invented people."""

from datetime import date, datetime
from typing import Any

from tasks.mail.typography import french
from tests.tasks.mail.conformity_previews import rules
from tests.tasks.mail.registration_previews import CANDIDATE

SESSION = {
    "noun": "session",
    "ref": "S-2026-0007",
    "organisme": "Session du 18/01/2027, Centre de Strasbourg, 12 rue des Érables",
    "certification": {"code": "RNCP9002", "title": "Concepteur d’interfaces numériques"},
}
AT = {
    "ref": "S-2026-0007",
    "place": "Centre de Strasbourg, 12 rue des Érables",
    "link": "https://visio.atelier-certif.fr/salle/1?code=42",
    "manager": "Omar Traoré",
    "manager_email": "omar.traore@atelier-certif.fr",
}
CASE = {
    "starts": datetime(2027, 1, 18, 9),
    "minutes": 180,
    "epreuve": french("Mise en situation professionnelle : une interface, du besoin à la livraison"),
    "room": "Salle A",
}
INTERVIEW = {"starts": datetime(2027, 1, 18, 14, 25), "minutes": 20, "epreuve": "Entretien final", "room": "Salle B"}
PLANNED = date(2027, 1, 18)
MOTIVE = "Le centre est fermé par arrêté préfectoral.\nAucune autre salle n’est libre ce jour-là."


def document(number: str, title: str) -> list[dict[str, str]]:
    return [{"number": number, "title": title}]


SESSION_PREVIEWS: dict[str, dict[str, Any]] = {
    "convocation": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-12", "M2I-13", "O-11", "LAW-13"),
        "documents": document("DC-2026-0043", "Convocation"),
        "at": AT,
        "passages": [CASE, INTERVIEW],
        "changed": False,
        "late": True,
        "measures": "Temps majoré d’un tiers.\nPoste près de la porte.",
    },
    "candidate_postponed": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-18"),
        "at": AT,
        "planned_on": PLANNED,
        "starts_on": date(2027, 2, 8),
        "convened": True,
        "reasons": MOTIVE,
    },
    "candidate_session_cancelled": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-41"),
        "at": AT,
        "planned_on": PLANNED,
        "convened": True,
        "reasons": MOTIVE,
    },
    "candidate_moved": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-43", "M2I-12"),
        "at": AT,
        "planned_on": date(2026, 12, 14),
        "starts_on": PLANNED,
        "resit": True,
    },
    "candidate_gave_up": {
        "dossier": CANDIDATE,
        "rules": rules("M2I-43"),
        "at": AT,
        "planned_on": PLANNED,
        "convened": True,
    },
    "session_ending_partner": {
        "dossier": SESSION,
        "rules": rules("M2I-18"),
        "documents": document("PV-2027-0004", "Procès-verbal de report de session"),
        "at": AT,
        "planned_on": PLANNED,
        "reasons": MOTIVE,
        "cancelled": False,
        "candidates": 12,
    },
    "session_mission": {
        "dossier": SESSION,
        "rules": rules("M2I-14", "M2I-15", "REF-21", "O-11"),
        "documents": document("DC-2026-0044", "Lettre de mission du responsable de session"),
        "starts_on": PLANNED,
        "ends_on": date(2027, 1, 19),
        "place": AT["place"],
        "changed": False,
        "convene_by": date(2027, 1, 4),
        "call_jury_by": date(2026, 12, 24),
    },
    "session_ready": {
        "dossier": SESSION,
        "rules": rules("M2I-15", "M2I-16", "M2I-17"),
        "documents": document("DC-2027-0003", "Dossier de session"),
        "starts_on": PLANNED,
        "place": AT["place"],
        "first_at": datetime(2027, 1, 18, 9),
        "candidates": 12,
    },
    "jury_convocation": {
        "dossier": SESSION,
        "rules": rules("REF-15", "REF-16", "M2I-31", "O-11"),
        "documents": document("DC-2026-0045", "Convocation du jury"),
        "at": AT,
        "starts_on": PLANNED,
        "passages": [CASE | {"candidates": ["Maëlys d’Œuvrard", "Luc de la Tour"]}, INTERVIEW],
        "moved": False,
        "released": False,
        "declared": False,
    },
    "jury_postponed": {
        "dossier": SESSION,
        "rules": rules("M2I-18"),
        "documents": document("PV-2027-0004", "Procès-verbal de report de session"),
        "at": AT,
        "planned_on": PLANNED,
        "reasons": MOTIVE,
    },
    "jury_cancelled": {
        "dossier": SESSION,
        "rules": rules("M2I-41"),
        "documents": document("PV-2027-0005", "Procès-verbal d’annulation de session"),
        "at": AT,
        "planned_on": PLANNED,
        "reasons": MOTIVE,
    },
    "session_postponed_direction": {
        "dossier": SESSION,
        "rules": rules("M2I-18", "M2I-19"),
        "documents": document("PV-2027-0004", "Procès-verbal de report de session"),
        "at": AT,
        "planned_on": PLANNED,
        "reasons": MOTIVE,
        "decided_by": "Omar Traoré",
        "candidates": 12,
        "members": 2,
    },
    "session_cancelled_direction": {
        "dossier": SESSION,
        "rules": rules("M2I-41"),
        "documents": document("PV-2027-0005", "Procès-verbal d’annulation de session"),
        "at": AT,
        "planned_on": PLANNED,
        "reasons": MOTIVE,
        "decided_by": "Omar Traoré",
        "candidates": 12,
        "members": 2,
    },
}
