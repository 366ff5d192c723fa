"""Reminders, escalation ladder and lapse of one open deadline (O-03, O-20, MIK-29). Pure: `on` is passed in.

A reminder goes to the OF, N0 to the owner before the date; both are pointless once the date is past, and after nights
without a run only the latest is sent. N1, N2 and N3 are never skipped. Nothing is said twice: `said` holds the codes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkingCalendar
from domain.certification import TimeLimitFigures
from domain.correspondence import Audience, Mail
from domain.exams.vocabulary import CandidacyEvent, ExaminerEvent, FraudEvent
from domain.network.registration_vocabulary import DemandEvent
from domain.network.royalty_vocabulary import RoyaltyEvent
from domain.network.survey_vocabulary import SurveyEvent
from domain.vocabulary import Event, Labelled, Level, TimeLimit


@dataclass(frozen=True)
class Shape:
    """What a time limit does besides passing: its lapse event and its e-mails."""

    lapse: Labelled | None = None
    reminder: Mail | None = None
    escalation: Mail | None = None


SHAPES: dict[TimeLimit, Shape] = {
    TimeLimit.OWNERSHIP: Shape(escalation=Mail.UNASSIGNED_DOSSIER),
    TimeLimit.COMPLETION: Shape(lapse=Event.COMPLETION_LAPSED, reminder=Mail.MISSING_PIECES_REMINDER),
    TimeLimit.INFO_SESSION: Shape(),
    TimeLimit.CONFORMITY: Shape(reminder=Mail.CONFORMITY_REMINDER),
    TimeLimit.COMMUNICATION_UPDATE: Shape(reminder=Mail.COMMUNICATION_REMINDER),
    TimeLimit.COMMUNICATION_RECHECK: Shape(reminder=Mail.COMMUNICATION_REMINDER),
    TimeLimit.TRAINER_REWORK: Shape(),
    TimeLimit.TRAINER_SECOND_SESSION: Shape(),
    TimeLimit.FC_DECLARATION: Shape(),
    TimeLimit.AGREEMENT_END: Shape(lapse=Event.AGREEMENT_EXPIRED, reminder=Mail.AGREEMENT_ENDING),
    TimeLimit.OBSERVATIONS: Shape(),
    TimeLimit.CORRECTIVE_ACTION: Shape(reminder=Mail.ACTION_REMINDER),
    TimeLimit.QUESTION: Shape(),
    TimeLimit.QUALIOPI: Shape(escalation=Mail.QUALIOPI_EXPIRY),
    TimeLimit.CHECK_MONTHLY: Shape(),
    TimeLimit.CHECK_SEMESTER: Shape(),
    TimeLimit.CHECK_ANNUAL: Shape(),
    TimeLimit.REGISTRATION: Shape(),
    TimeLimit.CONVOCATION: Shape(),
    TimeLimit.JURY_CONVOCATION: Shape(),
    TimeLimit.PIECES: Shape(reminder=Mail.PIECES_DUE),
    TimeLimit.RESULTS: Shape(),
    TimeLimit.DELIVERY: Shape(),
    TimeLimit.MATCHING: Shape(),
    TimeLimit.CPF_CORRECTION: Shape(),
    TimeLimit.EXAMINER_TERM: Shape(lapse=ExaminerEvent.EXPIRED),
    TimeLimit.ROYALTY: Shape(lapse=RoyaltyEvent.REMINDED, reminder=Mail.ROYALTY_REMINDER),
    TimeLimit.ROYALTY_OVERDUE: Shape(),
    TimeLimit.BAN: Shape(lapse=FraudEvent.BAN_LIFTED),
    TimeLimit.CLOSURE: Shape(),
    TimeLimit.SURVEY: Shape(lapse=SurveyEvent.LAPSED, reminder=Mail.SURVEY_REMINDER),
    TimeLimit.APPEAL: Shape(),
    TimeLimit.RENEWAL: Shape(),
    TimeLimit.STATISTICS: Shape(),
    TimeLimit.COUNCIL: Shape(),
    TimeLimit.COMPLEMENT: Shape(),
    TimeLimit.FC_NOTICE: Shape(lapse=DemandEvent.FINAL_TERM),
    TimeLimit.FC_NOTICE_FINAL: Shape(),
    TimeLimit.CDC_NOTICE: Shape(),
    TimeLimit.ACTION: Shape(),
    TimeLimit.VAE_ADMISSIBILITY: Shape(lapse=CandidacyEvent.DEEMED_ADMISSIBLE),
    TimeLimit.VAE_JURY: Shape(),
    TimeLimit.VAE_RESULT: Shape(),
}

#: limits that run and end by themselves, by hundreds: no list of what people have to do shows them
UNATTENDED = frozenset({TimeLimit.SURVEY})

_LADDER: dict[Level, tuple[Mail, Audience]] = {
    Level.N0: (Mail.DEADLINE_REMINDER_STAFF, Audience.OWNER),
    Level.N1: (Mail.DEADLINE_OVERDUE_OWNER, Audience.OWNER_AND_MANAGERS),
    Level.N2: (Mail.DEADLINE_OVERDUE_MANAGER, Audience.MANAGERS),
    Level.N3: (Mail.DEADLINE_OVERDUE_DIRECTION, Audience.DIRECTION),
}


@dataclass(frozen=True)
class Notice:
    """One e-mail that a deadline sends: `code` is J-15, J+5 or a rung; never the same code twice."""

    code: str
    on: date
    mail: Mail
    audience: Audience
    event: Event
    before_due: bool


def schedule(
    limit: TimeLimit, start: date, due_on: date, figures: TimeLimitFigures, calendar: WorkingCalendar
) -> tuple[Notice, ...]:
    """Every notice of a deadline, by date. One that would fall on the start day or before is left out."""
    shape = SHAPES[limit]
    found = []
    if not calendar.covers(due_on):
        return ()  # a certificate declared valid until 2099: nothing to say for decades
    if shape.reminder is not None:
        for offset in figures.reminders:
            on = _shifted(start if offset > 0 else due_on, offset, figures, calendar)
            found.append(Notice(f"J{offset:+d}", on, shape.reminder, Audience.PARTNER, Event.REMINDED, True))
    for level, offset in figures.escalation.items():
        mail, audience = _LADDER[level]
        on = _shifted(due_on, offset, figures, calendar)
        found.append(Notice(level.value, on, shape.escalation or mail, audience, Event.ESCALATED, level is Level.N0))
    return tuple(sorted((notice for notice in found if notice.on > start), key=lambda notice: notice.on))


def _shifted(day: date, offset: int, figures: TimeLimitFigures, calendar: WorkingCalendar) -> date:
    if figures.notice_unit == "calendar_days":
        return day + timedelta(days=offset)
    return calendar.add(day, offset)


@dataclass(frozen=True)
class DueNow:
    """What a deadline does today: e-mails to send, codes that are too late to be worth sending, lapse."""

    send: tuple[Notice, ...]
    superseded: tuple[str, ...]
    lapse: Labelled | None


def due_now(limit: TimeLimit, plan: tuple[Notice, ...], said: Collection[str], due_on: date, on: date) -> DueNow:
    """What the sweep of the day `on` has to do. The due date itself still belongs to the OF: lapse comes after it."""
    lapse = SHAPES[limit].lapse
    if lapse is not None and on > due_on:
        return DueNow((), (), lapse)
    ripe = [notice for notice in plan if notice.on <= on and notice.code not in said]
    late = [notice for notice in ripe if notice.before_due and on >= due_on]
    for audience in (Audience.PARTNER, Audience.OWNER):
        late += [n for n in ripe if n.before_due and n.audience is audience and n not in late][:-1]
    return DueNow(tuple(notice for notice in ripe if notice not in late), tuple(notice.code for notice in late), None)


def next_date(limit: TimeLimit, plan: tuple[Notice, ...], said: Collection[str], due_on: date) -> date | None:
    """When the sweep has to look at this deadline again; None when it has nothing more to say."""
    dates = [notice.on for notice in plan if notice.code not in said]
    if SHAPES[limit].lapse is not None:
        dates.append(due_on + timedelta(days=1))
    return min(dates, default=None)
