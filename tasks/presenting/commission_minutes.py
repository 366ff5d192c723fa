"""The minutes of a commission: who sat, what was examined, what was decided and why (MIK-24 to MIK-33)."""

from domain.calendar import format_date
from domain.dossier import ineligible_trainers, warnings
from domain.plan import conformity_plan
from domain.vocabulary import Opinion, TimeLimit
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data, points
from tasks.presenting.scoring_minutes import declarations

_TONES = {Opinion.FAVOURABLE: "good", Opinion.RESERVED: "warn", Opinion.UNFAVOURABLE: "bad"}


def accepted(at: DossierFrame) -> Data:
    record, ends = at.dossier.commission, at.moment.after[TimeLimit.CONFORMITY]
    derogation = (
        [{"title": "Dérogation motivée", "paragraphs": [record.derogation]}] if record and record.derogation else []
    )
    plan = conformity_plan(at.on, ends, at.figures.time_limits, at.calendar)
    steps = [[step.label, {"title": format_date(step.dates.due_on), "note": step.dates.sentence}] for step in plan]
    return {
        "subtitle": f"{_held(at)} – notifiée le {format_date(at.on)}",
        "sections": [
            *_commission(at),
            *derogation,
            {"title": "Plan de conformité", "table": {"columns": ["Étape", "Au plus tard"], "rows": steps}},
            declarations(at, "Déclarations qui engagent l’organisme (MIK-33)"),
        ],
        "decision": {
            "title": "Organisme pré-habilité",
            "text": f"{(record.motive + ' ') if record and record.motive else ''}"
            f"L’organisme se met en conformité dans le délai de {ends.sentence}. La pré-habilitation "
            "n’autorise ni la publication ni la commercialisation avant la signature.",
            "tone": "good",
        },
        "signatures": _signatures(at),
    }


def refused(at: DossierFrame) -> Data:
    record = at.dossier.commission
    return {
        "subtitle": _held(at),
        "sections": _commission(at),
        "decision": {
            "title": "Candidature refusée",
            "text": record.motive if record else "",
            "tone": "bad",
        },
        "appeal": at.appeal(),
        "signatures": _signatures(at),
    }


def _held(at: DossierFrame) -> str:
    record = at.dossier.commission
    return f"Commission du {format_date(record.held_on)}" if record else ""


def _commission(at: DossierFrame) -> list[Data]:
    record = at.dossier.commission
    if record is None:
        return []
    attendees = [[person.name, person.role.label] for person in record.attendees]
    factors = [[item.factor.label, item.comment, item.opinion.label] for item in record.factors]
    return [
        {"title": "Composition de la commission", "table": {"columns": ["Membre", "Qualité"], "rows": attendees}},
        {"title": "Éléments étudiés", "list": _examined(at)},
        {
            "title": "Autres facteurs",
            "table": {
                "columns": ["Facteur", "Commentaire", "Avis"],
                "rows": factors,
                "tones": [_TONES[item.opinion] for item in record.factors],
            },
        },
    ]


def _examined(at: DossierFrame) -> list[str]:
    sheet, found = at.dossier.scoresheet, warnings(at.dossier, at.figures)
    lines = [f"Note : {points(sheet.total)} / {points(at.figures.grid.total)}"] if sheet else []
    lines += [f"{sentence} ({rule})" for rule, sentence in found]
    if not found:
        lines.append("Ancienneté et expérience des formateurs conformes aux minimums (MIK-26, MIK-27)")
    lines += [
        f"Formateur non éligible, expérience insuffisante : {name} (MIK-27)"
        for name in ineligible_trainers(at.dossier, at.figures)
    ]
    return lines


def _signatures(at: DossierFrame) -> list[dict[str, str]]:
    record = at.dossier.commission
    return [{"name": person.name, "quality": person.role.label} for person in record.attendees] if record else []
