"""The minutes of the contradictory procedure and of the renewal (LAW-06, QUA-10, MIK-89)."""

from domain.calendar import format_date
from domain.procedure import Procedure, Step
from domain.vocabulary import TimeLimit
from tasks.mail.typography import count
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded

_LAW = "article R. 6113-16-6 du code du travail, LAW-06"


def suspended(at: DossierFrame) -> Data:
    step = _procedure(at).suspension
    text = worded(
        "La convention est suspendue à titre de précaution à compter du {day} ({law}). D’ici à la levée ou à la "
        "résiliation, l’organisme n’inscrit plus de candidat, n’organise plus de session et retire de la publication "
        "ses supports et son offre EDOF. Les griefs lui sont notifiés ; il présente ses observations avant toute "
        "résiliation.",
        day=format_date(step.notified_on), law=_LAW,
    )  # fmt: skip
    return _decided(step, [], {"title": "Convention suspendue", "text": text, "tone": "warn"}) | {"appeal": at.appeal()}


def grievances(at: DossierFrame) -> Data:
    procedure, ends = _procedure(at), at.moment.after[TimeLimit.OBSERVATIONS]
    told = procedure.grievances
    if told is None:
        return {}
    text = worded(
        "L’organisme présente ses observations par écrit jusqu’au {day} inclus : {sentence}. Aucune résiliation n’est "
        "prononcée avant qu’il ait répondu ou que ce délai soit passé ({law}).",
        day=format_date(ends.due_on), sentence=ends.sentence, law=_LAW,
    )  # fmt: skip
    sections = [_past(procedure), _listed(told.items)]
    return _decided(told, sections, {"title": "Griefs notifiés", "text": text, "tone": "warn"})


def observations(at: DossierFrame) -> Data:
    procedure = _procedure(at)
    if procedure.grievances is None or not procedure.observations:
        return {}
    last = procedure.observations[-1]
    text = worded(
        "Ces observations sont versées au dossier ; la décision de la direction y répondra ({law}).", law=_LAW
    )
    received = worded("Reçues le {day}, enregistrées par {name} :", day=format_date(last.received_on),
                      name=last.recorded_by)  # fmt: skip
    return {
        "sections": [
            _past(procedure),
            _listed(procedure.grievances.items),
            {"title": "Observations de l’organisme", "paragraphs": [received, last.text]},
        ],
        "decision": {"title": "Observations reçues", "text": text, "tone": "neutral"},
        "signatures": [{"name": last.recorded_by, "quality": worded("Pour {name}", name=at.organisation.name)}],
    }


def terminated(at: DossierFrame) -> Data:
    """The griefs, what was answered, the reply and the reasons: it shows that no step was skipped."""
    procedure = _procedure(at)
    asked, told = procedure.termination, procedure.grievances
    if asked is None or told is None:
        return {}
    sections = [_past(procedure), _listed(told.items), _answers(procedure)]
    if asked.answer:
        sections.append({"title": "Réponse aux observations", "paragraphs": [asked.answer]})
    text = worded(
        "La convention est résiliée à compter du {day} ({law}, QUA-10). L’habilitation prend fin ce jour : l’organisme "
        "retire ses supports de communication et son offre EDOF, n’inscrit plus de candidat et signale les parcours en "
        "cours. La fin de l’habilitation est déclarée à France compétences au plus tard le {due} (LAW-05).",
        day=format_date(asked.notified_on), law=_LAW,
        due=format_date(at.moment.after[TimeLimit.FC_DECLARATION].due_on),
    )  # fmt: skip
    return _decided(asked, sections, {"title": "Convention résiliée", "text": text, "tone": "bad"}) | {
        "appeal": at.appeal()
    }


def lifted(at: DossierFrame) -> Data:
    procedure = _procedure(at)
    if procedure.lifting is None:
        return {}
    griefs = [_listed(procedure.grievances.items), _answers(procedure)] if procedure.grievances else []
    text = worded(
        "La suspension est levée à compter du {day} : la convention produit de nouveau tous ses effets, jusqu’à son "
        "terme.",
        day=format_date(procedure.lifting.notified_on),
    )  # fmt: skip
    said = {"title": "Suspension levée", "text": text, "tone": "good"}
    return _decided(procedure.lifting, [_past(procedure), *griefs], said)


def renewed(at: DossierFrame) -> Data:
    """The compliance file is what the renewal is decided on (MIK-89)."""
    asked = at.dossier.renewal
    if asked is None:
        return {}
    file = list(asked.history) or ["Aucun contrôle, aucun dysfonctionnement enregistré."]
    sections = [
        {"title": worded("Historique de conformité ({entries})", entries=count(len(asked.history), "pièce")),
         "list": file},
        {"title": "Avenant", "list": [asked.amendment]},
    ]  # fmt: skip
    text = worded(
        "La convention, qui finissait le {before}, est renouvelée jusqu’au {until}, avec l’enregistrement de la "
        "certification (MIK-85, MIK-89). Aucun dysfonctionnement critique n’est ouvert. Le renouvellement est déclaré "
        "à France compétences au plus tard le {due} (LAW-05).",
        before=format_date(asked.before), until=format_date(asked.until),
        due=format_date(at.moment.after[TimeLimit.FC_DECLARATION].due_on),
    )  # fmt: skip
    title = worded("Convention renouvelée jusqu’au {until}", until=format_date(asked.until))
    return _decided(asked, sections, {"title": title, "text": text, "tone": "good"})


def _procedure(at: DossierFrame) -> Procedure:
    if at.dossier.procedure is None:
        raise ValueError(f"{at.dossier.ref}: no procedure")  # every row of it has one, its guard says so
    return at.dossier.procedure


def _decided(step: Step, sections: list[Data], decision: Data) -> Data:
    day = worded("Décision du {day}, prise par {name}.", day=format_date(step.decided_on), name=step.decided_by.name)
    return {
        "sections": [*sections, {"title": "Motif", "paragraphs": [step.motive, day]}],
        "decision": decision,
        "signatures": [{"name": step.decided_by.name, "quality": step.decided_by.role.label}],
    }


def _past(procedure: Procedure) -> Data:
    """The steps that were taken, each with its day."""
    steps: list[tuple[str, Step | None]] = [
        ("Suspension notifiée le {day}.", procedure.suspension),
        ("Griefs notifiés le {day}.", procedure.grievances),
    ]
    lines = [worded(text, day=format_date(step.notified_on)) for text, step in steps if step]
    if procedure.grievances:
        lines.append(worded("Observations attendues jusqu’au {day}.", day=format_date(procedure.grievances.answer_by)))
    return {"title": "Procédure", "list": lines}


def _listed(items: tuple[str, ...]) -> Data:
    return {
        "title": "Griefs",
        "table": {"columns": ["N°", "Grief"], "rows": [[str(number), item] for number, item in enumerate(items, 1)]},
    }


def _answers(procedure: Procedure) -> Data:
    said = [
        part
        for one in procedure.observations
        for part in (worded("Reçues le {day} :", day=format_date(one.received_on)), one.text)
    ]
    nothing = "L’organisme n’a présenté aucune observation."
    return {"title": "Observations de l’organisme", "paragraphs": said or [nothing]}
