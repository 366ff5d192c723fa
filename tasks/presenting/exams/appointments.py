"""What a session puts in people's agendas: one appointment a person, from the first time to the end of the last.

One event and not one a time: an invitation carries a single event (RFC 5546, 3.2.2), its description lists the times.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.conformity import Meeting
from domain.exams.candidacy import Candidacy
from domain.exams.seating import JuryMember, TimetableSlot
from domain.exams.session import ExamSession
from domain.team import Person
from tasks.ledger.drafts import Moment
from tasks.presenting.invitations import Appointment, invitation
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.wording import worded


def candidate_invitation(presenter: ProcessPresenter[Candidacy], moment: Moment[Candidacy], reader: Person) -> str:
    """The call, or its withdrawal when the candidate has no times any more; empty when he had none either."""
    facts, known = moment.decision.facts, moment.known
    slots = facts.slots or known.slots
    if not slots:
        return ""
    figures = presenter.config.figures_for(facts.certification, facts.grid_version)
    card = facts.session if facts.slots else known.session
    what = Appointment(
        f"candidacy:{facts.ref}",
        worded("Épreuves : {title}", title=figures.title),
        _times(slots),
    )
    meeting = _meeting(slots, card.place, card.link, facts.sequence, cancelled=not facts.slots)
    return invitation(presenter.config, what, meeting, reader, moment.command.on)


def juror_invitation(presenter: ProcessPresenter[ExamSession], moment: Moment[ExamSession], reader: Person) -> str:
    """The call of one member, or its withdrawal; the whole day for a member in reserve."""
    facts = moment.decision.facts
    member = member_named(facts, reader.name)
    before = member_named(moment.known, reader.name)
    if member is None or (facts.timetable is None and moment.known.timetable is None):
        return ""  # never called
    is_off = facts.timetable is None or is_released(member)
    slots = member.told or (before.told if before and is_off else ()) or _reserve(facts)
    what = Appointment(
        f"jury:{facts.ref}/{member.examiner}",
        worded("Jury : {name}", name=facts.name),
        _times(member.told) or worded("Session {ref}.", ref=facts.ref),
    )
    meeting = _meeting(slots, facts.site.place, facts.site.link, member.sequence, cancelled=is_off)
    return invitation(presenter.config, what, meeting, reader, moment.command.on)


def member_named(session: ExamSession, name: str) -> JuryMember | None:
    return next((member for member in session.jury if member.name == name), None)


def is_released(member: JuryMember) -> bool:
    """Called once, and not expected any more."""
    return member.present is False


def _meeting(slots: Sequence[TimetableSlot], place: str, link: str, sequence: int, *, cancelled: bool) -> Meeting:
    starts = min(slot.starts for slot in slots)
    ends = max(slot.starts + timedelta(minutes=slot.minutes) for slot in slots)
    minutes = int((ends - starts).total_seconds()) // 60
    return Meeting(starts=starts, minutes=minutes, place=place, link=link, sequence=sequence, cancelled=cancelled)


def _reserve(session: ExamSession) -> tuple[TimetableSlot, ...]:
    """The first day, while the site is open."""
    opens, closes = session.hours.opens, session.hours.closes
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    starts = datetime.combine(session.starts_on, opens)
    return (TimetableSlot(epreuve="", starts=starts, minutes=minutes, room="", candidates=()),)


def _times(slots: Sequence[TimetableSlot]) -> str:
    """« 18/01/2027 à 09:00 : Questionnaire professionnel, Salle A », one a line."""
    return "\n".join(
        worded("{day} : {label}, {room}", day=f"{slot.starts:%d/%m/%Y à %H:%M}", label=slot.label, room=slot.room)
        for slot in slots
    )
