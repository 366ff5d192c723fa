"""One example of each e-mail of a dysfunction, of the procedure and of a renewal, with invented people."""

from datetime import date
from typing import Any

from config.rules import load_rules
from tasks.mail.typography import french
from tests.tasks.mail.preview_parts import APPEAL, DOSSIER

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


def _step(*rules: str, title: str, **over: Any) -> dict[str, Any]:
    """A decision about the partner, with its minutes."""
    return _of(*rules) | {
        "dossier": DOSSIER, "documents": [{"number": "PV-2027-0017", "title": title}], "decided_on": date(2027, 5, 28),
        "reasons": french("Manquements constatés au contrôle du 12/04/2027.\nIls n’ont pas été corrigés."), **over,
    }  # fmt: skip


_GRIEVANCES = [french("Mention « diplôme d’État » sur la page de vente."), "Session tenue sans surveillant."]
_FC = {
    "label": "Déclaration à France compétences", "due_on": date(2027, 7, 28),
    "sentence": "2 mois à compter du 28/05/2027 → 28/07/2027",
}  # fmt: skip
_CHANGE = {
    "dossier": DOSSIER, "deadline": _FC, "documents": [{"number": "PV-2027-0017", "title": "Procès-verbal"}],
    "changed_on": date(2027, 5, 28), "end": date(2028, 6, 30), "scope": "Préparer et évaluer",
    "declared_as": "HABILITATION_ORGA_FORM",
}  # fmt: skip


CASE_PREVIEWS: dict[str, dict[str, Any]] = {
    "action_asked": _of("LAW-03", "QUA-09")
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
    "nonconformity_closed": _of("LAW-03", "QUA-09")
    | {
        "documents": [{"number": "DC-2027-0031", "title": "Fiche de dysfonctionnement"}],
        "identified_on": date(2027, 3, 1),
        "what": _WHAT,
        "verified_by": "Claire Durand",
        "closed_on": date(2027, 3, 19),
    },
    "question_answered": _of("MIK-51")
    | {
        "dossier": DOSSIER,
        "trainer": "Zoé Garnier",
        "asked_on": date(2027, 3, 1),
        "question": french("Le dossier technique compte-t-il pour le bloc 2 ?\nLe kit ne le dit pas."),
        "answer": french("Oui : c’est le critère C2.1 du référentiel."),
        "answered_on": date(2027, 3, 4),
        "answered_by": "Claire Durand",
        "to_forward": False,
    },
    "agreement_suspended": _step("LAW-06", title="Procès-verbal de suspension de la convention", appeal=APPEAL),
    "grievances_notified": _step("LAW-06", title="Procès-verbal de notification des griefs", grievances=_GRIEVANCES)
    | {
        "deadline": {
            "label": "Observations sur les griefs",
            "due_on": date(2027, 5, 27),
            "sentence": "15 jours ouvrés à compter du 04/05/2027, hors 06/05, 17/05 → 27/05/2027",
        }
    },
    "observations_received": {
        key: value
        for key, value in _step(
            "LAW-06",
            title="Procès-verbal de réception des observations",
            observations=french("La mention a été retirée le jour même.\nLe surveillant était malade."),
        ).items()
        if key != "reasons"
    },
    "agreement_terminated": _step(
        "LAW-06",
        "QUA-10",
        title="Procès-verbal de résiliation de la convention",
        appeal=APPEAL,
        grievances=_GRIEVANCES,
        answer=french("La mention est restée en ligne jusqu’au 20/05/2027."),
        effective_on=date(2027, 5, 28),
    ),
    "suspension_lifted": _step("LAW-06", title="Procès-verbal de levée de la suspension"),
    "agreement_renewed": _step(
        "MIK-89", "MIK-85", title="Procès-verbal de renouvellement de la convention", end=date(2031, 6, 30)
    ),
    "fc_change_due": _of("LAW-05", "MIK-86") | _CHANGE | {"renewed": False},
}
