"""From a session and its candidates to the problem that a timetable solves, and back to the times that people are told.

Jurors are known to the solver by their reference, invigilators by their name.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.seating import Enrolled, JuryMember, Timetable, TimetableSlot
from domain.exams.session import ExamSession, Hours
from domain.exams.timetable import STEP, Day, Person, Plan, Problem, Room, Sitting, Slot
from domain.referentiel import Epreuve


def session_days(session: ExamSession, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The working days of the session; its first and last days whatever they are."""
    span = (session.ends_on - session.starts_on).days
    days = (session.starts_on + timedelta(days=number) for number in range(span + 1))
    ends = (session.starts_on, session.ends_on)
    return tuple(day for day in days if day in ends or calendar.is_working_day(day))


def problem_of(
    session: ExamSession,
    candidacies: Collection[Candidacy],
    figures: Certification,
    calendar: WorkingCalendar,
    previous: Plan | None = None,
) -> Problem:
    """What has to be placed: every épreuve of every candidate, before the members who are expected (M2I-12, REF-05)."""
    days = tuple(_day(session.hours, day) for day in session_days(session, calendar))
    return Problem(
        days=days,
        sittings=tuple(sitting for candidacy in candidacies for sitting in _sittings(session, candidacy)),
        people=tuple(_juror(member, session) for member in session.sitting),
        invigilators=tuple(Person(ref=person.name) for person in session.invigilators),
        rooms=tuple(Room(name=room.name, capacity=room.capacity) for room in session.site.rooms),
        min_members=figures.jury.min_members,
        min_external_ratio=figures.jury.min_external_ratio,
        candidate_break=figures.exam_day.candidate_break,
        max_run=figures.exam_day.max_run,
        pause=figures.exam_day.pause,
        previous=previous,
    )


def minutes_for(epreuve: Epreuve, extra_time_percent: int) -> int:
    """Preparation included, extra time rounded up to five minutes (LAW-13)."""
    exact = (epreuve.minutes + epreuve.preparation_minutes) * (100 + extra_time_percent)
    return -(-exact // (100 * STEP)) * STEP


def enrolled(candidacy: Candidacy) -> Enrolled:
    """The candidate as the documents of the session name him."""
    granted = candidacy.accommodation if candidacy.accommodation and candidacy.accommodation.granted else None
    return Enrolled(
        candidacy=candidacy.ref, name=candidacy.name, blocs=candidacy.blocs,
        measures=candidacy.measures, extra_time_percent=granted.extra_time_percent if granted else 0,
    )  # fmt: skip


def timetable_of(session: ExamSession, plan: Plan, explanation: Sequence[str] = ()) -> Timetable:
    """The plan as the session keeps it; a juror who invigilates is named among the invigilators."""
    names = {member.examiner: member.name for member in session.jury}
    slots = (
        TimetableSlot(
            epreuve=slot.epreuve, label=session.referentiel.epreuve(slot.epreuve).label,
            starts=datetime.combine(slot.day, time(*divmod(slot.start, 60))),
            minutes=slot.minutes, room=slot.room, candidates=slot.candidates, jurors=slot.jurors,
            invigilators=tuple(names.get(ref, ref) for ref in slot.invigilators),
        )
        for slot in plan.slots
    )  # fmt: skip
    return Timetable(slots=tuple(slots), explanation=tuple(explanation))


def plan_of(session: ExamSession, timetable: Timetable, kept: Collection[str]) -> Plan:
    """The timetable as the solver and its check know it, with the candidates `kept` alone."""
    refs = {member.name: member.examiner for member in session.jury}
    refs |= {person.name: person.name for person in session.invigilators}
    slots = (_slot(slot, tuple(ref for ref in slot.candidates if ref in kept), refs) for slot in timetable.slots)
    return Plan(slots=tuple(slot for slot in slots if slot.candidates))


def told_to_candidate(timetable: Timetable, ref: str) -> tuple[TimetableSlot, ...]:
    """What a candidate is told: his own times and rooms, nobody else."""
    unsaid = {"candidates": (ref,), "jurors": (), "invigilators": ()}
    return tuple(slot.model_copy(update=unsaid) for slot in timetable.of_candidate(ref))


def told_to_juror(session: ExamSession, member: JuryMember) -> tuple[TimetableSlot, ...]:
    """What a juror is told: where he examines or invigilates, and whom."""
    mine = (
        slot
        for slot in (session.timetable.slots if session.timetable else ())
        if member.examiner in slot.jurors or member.name in slot.invigilators
    )
    unsaid: Mapping[str, tuple[str, ...]] = {"jurors": (), "invigilators": ()}
    return tuple(slot.model_copy(update=unsaid) for slot in sorted(mine, key=lambda slot: (slot.starts, slot.room)))


def _slot(slot: TimetableSlot, candidates: tuple[str, ...], refs: Mapping[str, str]) -> Slot:
    return Slot(
        candidates=candidates, epreuve=slot.epreuve, day=slot.starts.date(),
        start=slot.starts.hour * 60 + slot.starts.minute, minutes=slot.minutes, room=slot.room, jurors=slot.jurors,
        invigilators=tuple(refs.get(name, name) for name in slot.invigilators),
    )  # fmt: skip


def _day(hours: Hours, day: date) -> Day:
    """A day without a lunch when the site opens after it or closes before."""
    opens, closes = hours.opens, hours.closes
    if hours.lunch_starts <= opens < hours.lunch_ends:
        opens = hours.lunch_ends
    if hours.lunch_starts < closes <= hours.lunch_ends:
        closes = hours.lunch_starts
    whole = opens < hours.lunch_starts and hours.lunch_ends < closes
    return Day(day=day, opens=opens, closes=closes, lunch=(hours.lunch_starts, hours.lunch_ends) if whole else None)


def _sittings(session: ExamSession, candidacy: Candidacy) -> list[Sitting]:
    """In the order of the référentiel: a soutenance comes after the case studies that it speaks of."""
    blocs = [bloc for bloc in session.blocs if bloc in candidacy.blocs]
    extra = enrolled(candidacy).extra_time_percent
    return [
        Sitting(
            candidate=candidacy.ref, epreuve=epreuve.code, minutes=minutes_for(epreuve, extra),
            jurors=epreuve.examiners, individual=epreuve.individual, order=order,
        )
        for order, epreuve in enumerate(session.referentiel.epreuves_for(blocs))
    ]  # fmt: skip


def _juror(member: JuryMember, session: ExamSession) -> Person:
    """His habilitation covers every bloc of the session, hence every épreuve (M2I-29)."""
    return Person(
        ref=member.examiner, forbidden=member.forbidden, external=member.external,
        epreuves=frozenset(epreuve.code for epreuve in session.referentiel.epreuves),
    )  # fmt: skip
