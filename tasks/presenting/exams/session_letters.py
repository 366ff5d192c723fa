"""The e-mails of the organisation of a session: mission, jury, pack, postponement, cancellation."""

from collections.abc import Mapping
from typing import Any

from domain.correspondence import Mail
from domain.exams.seating import TimetableSlot
from domain.exams.session import Ending, ExamSession
from domain.exams.vocabulary import SessionEvent
from domain.vocabulary import TimeLimit
from tasks.mail.typography import french
from tasks.presenting.exams.appointments import is_released, juror_invitation, member_named
from tasks.presenting.exams.letter import ExamLetter, LetterWriters
from tasks.presenting.letters import Context


def place_of(session: ExamSession) -> Context:
    """The part `at` of a letter."""
    return {"at": {
        "ref": session.ref, "place": session.site.place, "link": session.site.link, "manager": session.manager.name,
        "manager_email": session.manager.email,
    }}  # fmt: skip


def _mission(letter: ExamLetter[ExamSession]) -> Context:
    facts, add = letter.facts, letter.config.calendar.add
    limits = letter.figures.time_limits
    return letter.common("M2I-14", "M2I-15", "REF-21", "O-11") | {
        "starts_on": facts.starts_on, "ends_on": facts.ends_on, "place": facts.site.place,
        "changed": letter.moment.decision.transition.event in (SessionEvent.MOVED, SessionEvent.RESCHEDULED),
        "convene_by": add(facts.starts_on, -limits[TimeLimit.CONVOCATION].length),
        "call_jury_by": add(facts.starts_on, -limits[TimeLimit.JURY_CONVOCATION].length),
    }  # fmt: skip


def _ready(letter: ExamLetter[ExamSession]) -> Context:
    facts = letter.facts
    slots = facts.timetable.slots if facts.timetable else ()
    return letter.common("M2I-15", "M2I-16", "M2I-17") | {
        "starts_on": facts.starts_on, "place": facts.site.place, "candidates": len(facts.enrolled),
        "first_at": min(slot.starts for slot in slots),
    }  # fmt: skip


def _convocation(letter: ExamLetter[ExamSession]) -> Context:
    facts = letter.facts
    member, before = member_named(facts, letter.recipient), member_named(letter.known, letter.recipient)
    if member is None:
        return {}
    knew = before is not None and bool(before.called_to)
    return letter.common("REF-15", "REF-16", "M2I-31", "O-11") | place_of(facts) | {
        "starts_on": facts.starts_on, "passages": [_passage(facts, slot) for slot in member.told],
        "moved": knew, "released": is_released(member), "declared": member.declaration is not None,
    }  # fmt: skip


def _passage(session: ExamSession, slot: TimetableSlot) -> Context:
    names = {person.candidacy: person.name for person in session.enrolled}
    return {
        "starts": slot.starts, "minutes": slot.minutes, "epreuve": french(slot.label), "room": slot.room,
        "candidates": [names.get(ref, ref) for ref in slot.candidates],
    }  # fmt: skip


def _ending(letter: ExamLetter[ExamSession], *rules: str) -> tuple[Context, Ending | None]:
    facts = letter.facts
    ending = facts.cancellation or (facts.postponements[-1] if facts.postponements else None)
    said = {"planned_on": ending.planned_on, "reasons": ending.motive} if ending else {}
    return letter.common(*rules) | place_of(facts) | said, ending


def _jury_postponed(letter: ExamLetter[ExamSession]) -> Context:
    return _ending(letter, "M2I-18")[0]


def _jury_cancelled(letter: ExamLetter[ExamSession]) -> Context:
    return _ending(letter, "M2I-41")[0]


def _postponed(letter: ExamLetter[ExamSession]) -> Context:
    return _to_direction(letter, "M2I-18", "M2I-19")


def _cancelled(letter: ExamLetter[ExamSession]) -> Context:
    return _to_direction(letter, "M2I-41")


def _ending_to_partner(letter: ExamLetter[ExamSession]) -> Context:
    """The same to a partner or a co-certifier who organises it (NET-15)."""
    cancelled = letter.facts.cancellation is not None
    return _ending(letter, "M2I-41" if cancelled else "M2I-18")[0] | {
        "cancelled": cancelled,
        "candidates": len(letter.known.enrolled),
    }


def _to_direction(letter: ExamLetter[ExamSession], *rules: str) -> Context:
    """What was known before the decision: nobody is enrolled any more once it is taken."""
    said, ending = _ending(letter, *rules)
    return said | {
        "decided_by": ending.decided_by if ending else "", "candidates": len(letter.known.enrolled),
        "members": len(letter.known.jury),
    }  # fmt: skip


LETTERS: LetterWriters[ExamSession] = {
    Mail.SESSION_MISSION: _mission,
    Mail.SESSION_READY: _ready,
    Mail.JURY_CONVOCATION: _convocation,
    Mail.JURY_POSTPONED: _jury_postponed,
    Mail.JURY_CANCELLED: _jury_cancelled,
    Mail.SESSION_POSTPONED_DIRECTION: _postponed,
    Mail.SESSION_CANCELLED_DIRECTION: _cancelled,
    Mail.SESSION_ENDING_PARTNER: _ending_to_partner,
}
INVITATIONS: Mapping[Mail, Any] = dict.fromkeys(
    (Mail.JURY_CONVOCATION, Mail.JURY_POSTPONED, Mail.JURY_CANCELLED), juror_invitation
)
