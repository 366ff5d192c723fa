"""The minutes that end or prolong a dossier outside the commission: incomplete, withdrawn, extended."""

from datetime import date

from domain.calendar import format_date
from domain.vocabulary import TimeLimit
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data


def closed(at: DossierFrame) -> Data:
    time_limit = at.moment.before[TimeLimit.COMPLETION]
    return {
        "sections": [
            {
                "title": "Faits",
                "paragraphs": [
                    f"La candidature reçue le {format_date(at.dossier.received_on)} est restée incomplète. "
                    f"Délai : {time_limit.sentence}."
                ],
            },
            {"title": "Pièces manquantes", "list": [f"{i.label} : {i.reason}" for i in at.dossier.missing]},
        ],
        "decision": {
            "title": "Candidature classée sans suite",
            "text": "Seules les candidatures complètes sont examinées (MIK-13). L’organisme peut déposer une "
            "nouvelle candidature à tout moment.",
            "tone": "neutral",
        },
        "appeal": at.appeal(),
        "signatures": [{"name": at.organisation.signatory, "quality": "Organisme certificateur"}],
    }


def withdrawn(at: DossierFrame) -> Data:
    asked = at.dossier.withdrawal
    if asked is None:
        return {}
    evidence = [{"title": "Pièces", "paragraphs": [asked.evidence]}] if asked.evidence else []
    return {
        "sections": [{"title": "Manquement ou fausse déclaration", "paragraphs": [asked.motive]}, *evidence],
        "decision": {
            "title": "Pré-habilitation retirée",
            "text": f"Le retrait, décidé le {format_date(asked.decided_on)}, prend effet immédiatement "
            "(MIK-34, MIK-35).",
            "tone": "bad",
        },
        "appeal": at.appeal(),
        "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
    }


def extended(at: DossierFrame) -> Data:
    asked, ends = at.dossier.extension, at.moment.after[TimeLimit.CONFORMITY]
    before: date = at.moment.before[TimeLimit.CONFORMITY].due_on
    if asked is None:
        return {}
    return {
        "sections": [{"title": "Motif", "paragraphs": [asked.motive]}],
        "decision": {
            "title": f"Délai prolongé jusqu’au {format_date(ends.due_on)}",
            "text": f"{asked.days} jours ouvrés s’ajoutent au délai qui finissait le {format_date(before)} : "
            f"{ends.sentence}. Aucune autre prolongation n’est possible (O-05).",
            "tone": "neutral",
        },
        "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
    }
