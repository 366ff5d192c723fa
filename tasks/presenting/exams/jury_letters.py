"""The e-mails of a session from its first incident to its validation."""

from domain.correspondence import Mail
from domain.exams.session import ExamSession
from domain.vocabulary import TimeLimit
from tasks.presenting.exams.letter import ExamLetter, LetterWriters
from tasks.presenting.letters import Context, explained
from tasks.presenting.wording import worded


def _incident_alert(letter: ExamLetter[ExamSession]) -> Context:
    incident = letter.facts.incidents[-1]
    return letter.common("M2I-40", "M2I-41") | {
        "number": incident.number, "occurred_at": incident.occurred_at, "what": incident.what,
        "candidates": incident.candidates, "reported_by": incident.reported_by,
    }  # fmt: skip


def _direction_note(letter: ExamLetter[ExamSession]) -> Context:
    facts = letter.facts
    incidents = [
        worded("{ref}/{number} : {what}", ref=facts.ref, number=incident.number, what=incident.what)
        for incident in facts.incidents
    ]
    return letter.common("M2I-21") | {
        "ended_on": facts.ends_on, "absences": facts.absences, "not_admitted": facts.not_admitted,
        "exclusions": facts.exclusions, "incidents": incidents,
    }  # fmt: skip


def _pieces_due(letter: ExamLetter[ExamSession]) -> Context:
    dates = letter.moment.after[TimeLimit.PIECES]
    left = max(letter.config.calendar.between(letter.on, dates.due_on), 0)
    return letter.common("MIK-56", "NET-27") | {
        "deadline": explained(TimeLimit.PIECES, dates), "days_left": left, "first": True,
    }  # fmt: skip


def _minutes_to_sign(letter: ExamLetter[ExamSession]) -> Context:
    minutes = letter.facts.minutes
    return letter.common("REF-24", "REF-25") | {
        "jury_date": minutes.jury_date if minutes else None,
        "signatories": [member.name for member in letter.facts.sat],
    }


def _session_validated(letter: ExamLetter[ExamSession]) -> Context:
    given = letter.facts.validation
    deadline = explained(TimeLimit.DELIVERY, letter.moment.after[TimeLimit.DELIVERY])
    said = {"validated_by": given.validated_by, "validated_on": given.validated_on} if given else {}
    return letter.common("M2I-37", "NET-16") | said | {"deadline": deadline}


LETTERS: LetterWriters[ExamSession] = {
    Mail.INCIDENT_ALERT: _incident_alert,
    Mail.DIRECTION_NOTE: _direction_note,
    Mail.PIECES_DUE: _pieces_due,
    Mail.MINUTES_TO_SIGN: _minutes_to_sign,
    Mail.SESSION_VALIDATED: _session_validated,
}
