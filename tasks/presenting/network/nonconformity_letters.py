"""The action asked, its reminder, the closure and the sheet of a dysfunction (QUA-09, MIK-94)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Paper
from domain.network.nonconformity import Nonconformity, Verification
from domain.vocabulary import TimeLimit
from tasks.mail.typography import siret
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context, explained
from tasks.presenting.wording import worded


def _asked(letter: ExamLetter[Nonconformity]) -> Context:
    facts, refused = letter.facts, len(letter.facts.refusals) > len(letter.known.refusals)
    if facts.action is None:
        return {}
    return letter.common(*dict.fromkeys((facts.rule, "QUA-09"))) | {
        "deadline": explained(TimeLimit.CORRECTIVE_ACTION, letter.moment.after[TimeLimit.CORRECTIVE_ACTION]),
        "identified_on": facts.identified_on, "source": facts.source, "gravity": facts.gravity.label,
        "what": facts.what, "owner": facts.action.owner, "actions": facts.action.what,
        "refused": facts.refusals[-1].motive if refused else "",
    }  # fmt: skip


def _closed(letter: ExamLetter[Nonconformity]) -> Context:
    facts, closure = letter.facts, letter.facts.closure
    if closure is None:
        return {}
    return letter.common(*dict.fromkeys((facts.rule, "QUA-09"))) | {
        "identified_on": facts.identified_on, "what": facts.what, "verified_by": closure.verified_by.name,
        "closed_on": closure.verified_on,
    }  # fmt: skip


def _sheet(frame: ExamFrame[Nonconformity]) -> Data:
    """The whole story, as the register shows it to an inspector: found, acted upon, proved, verified."""
    facts, closure = frame.facts, frame.facts.closure
    if facts.action is None or facts.treatment is None or closure is None:
        return {}
    partner = facts.partner
    about = [["Organisme", partner.name], ["SIRET", siret(partner.siret)], ["Dossier", facts.parent]] if partner else []
    done = worded("Preuve reçue, action faite le {day} :", day=format_date(facts.treatment.treated_on))
    refused = (
        [{"title": "Preuves refusées", "list": [_refused(one) for one in facts.refusals]}] if facts.refusals else []
    )
    return {
        "card": [*(about or [["Concerne", frame.organisation.name]]), *frame.card()],
        "sections": [
            {"title": "Constat", "list": _identified(facts), "paragraphs": [facts.what]},
            {"title": "Action demandée", "list": [*facts.action.what, _owed(facts)]},
            *refused,
            {"title": "Traitement", "paragraphs": [done, facts.treatment.proof]},
        ],
        "decision": {"title": "Dysfonctionnement clos", "text": _closing(facts, closure), "tone": "good"},
        "signatures": [{"name": closure.verified_by.name, "quality": closure.verified_by.role.label}],
    }  # fmt: skip


def _identified(facts: Nonconformity) -> list[str]:
    return [
        worded("Constaté le {day}. Origine : {source}.", day=format_date(facts.identified_on), source=facts.source),
        worded("Gravité : {gravity}. Règle : {rule}.", gravity=facts.gravity.label.lower(), rule=facts.rule),
    ]


def _owed(facts: Nonconformity) -> str:
    action = facts.action
    if action is None:
        return ""
    text = "À la charge de {owner}, demandé le {asked}, à faire avant le {due}."
    return worded(text, owner=action.owner, asked=format_date(action.decided_on), due=format_date(action.due_on))


def _refused(one: Verification) -> str:
    who = worded("Le {day}, par {name} : ", day=format_date(one.verified_on), name=one.verified_by.name)
    return who + one.motive


def _closing(facts: Nonconformity, closure: Verification) -> str:
    text = worded(
        "La preuve a été vérifiée le {day} par {name}, qui ne menait pas l’action (QUA-09).",
        day=format_date(closure.verified_on), name=closure.verified_by.name,
    )  # fmt: skip
    return f"{text} {closure.motive}".strip()


DOCUMENTS: DocumentWriters[Nonconformity] = {Paper.NONCONFORMITY_SHEET: _sheet}
LETTERS: LetterWriters[Nonconformity] = {Mail.ACTION_ASKED: _asked, Mail.NONCONFORMITY_CLOSED: _closed}
