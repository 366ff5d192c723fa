"""The acknowledgement of a recours, its answer and the minutes of the decision (M2I-42, O-14)."""

from domain.calendar import format_date
from domain.correspondence import Mail, Pv
from domain.exams.appeal import Appeal
from domain.exams.vocabulary import AppealEvent
from domain.vocabulary import TimeLimit
from tasks.mail.typography import french
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context, explained
from tasks.presenting.wording import worded


def _decision(frame: ExamFrame[Appeal]) -> Data:
    facts, asked = frame.facts, frame.facts.decision
    if asked is None:
        return {}
    is_upheld = frame.moment.decision.transition.event is AppealEvent.UPHELD
    text = worded(
        "Décidé le {day} par {name}, qui n’a pas pris part à la décision contestée (M2I-42, O-14).",
        day=format_date(asked.decided_on), name=asked.decided_by.name,
    )  # fmt: skip
    title = "Recours accueilli" if is_upheld else "Recours rejeté"
    return {
        "card": [["Auteur du recours", facts.claimant], ["Objet contesté", facts.contested], *frame.card()],
        "sections": [
            {"title": "Recours", "list": _lodged(facts)},
            {"title": "Motifs du recours", "paragraphs": [facts.grounds]},
            {"title": "Motif de la décision", "paragraphs": [asked.motive]},
        ],
        "decision": {"title": title, "text": text, "tone": "good" if is_upheld else "bad"},
        "signatures": [{"name": asked.decided_by.name, "quality": asked.decided_by.role.label}],
    }


def _lodged(facts: Appeal) -> list[str]:
    """The dates that the delay runs from, and who took the decision."""
    late = " Le délai de recours était passé." if facts.is_late else ""
    took = ", ".join(facts.contested_by)
    return [
        worded("Reçu le {day}.{late}", day=format_date(facts.lodged_on), late=late),
        worded("Décision contestée : {what}, notifiée le {day}.", what=french(facts.contested_what),
               day=format_date(facts.contested_on)),
        *([worded("Décision prise par : {names}.", names=took)] if took else []),
    ]  # fmt: skip


def _received(letter: ExamLetter[Appeal]) -> Context:
    facts = letter.facts
    return letter.common("M2I-42", "O-14") | {
        "deadline": explained(TimeLimit.APPEAL, letter.moment.after[TimeLimit.APPEAL]),
        "contested": french(facts.contested_what), "lodged_on": facts.lodged_on, "is_late": facts.is_late,
    }  # fmt: skip


def _answered(letter: ExamLetter[Appeal]) -> Context:
    facts, asked = letter.facts, letter.facts.decision
    if asked is None:
        return {}
    return letter.common("M2I-42", "O-14") | {
        "upheld": letter.moment.decision.transition.event is AppealEvent.UPHELD,
        "contested": french(facts.contested_what), "lodged_on": facts.lodged_on, "decided_on": asked.decided_on,
        "decided_by": asked.decided_by.name, "reasons": asked.motive,
    }  # fmt: skip


DOCUMENTS: DocumentWriters[Appeal] = {Pv.APPEAL_DECISION: _decision}
LETTERS: LetterWriters[Appeal] = {Mail.APPEAL_RECEIVED: _received, Mail.APPEAL_ANSWERED: _answered}
