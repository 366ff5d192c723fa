"""What is known of one candidate's presentation to one session: identity, route, attendance, marks, decisions."""

from datetime import date, datetime, time
from typing import Any, Self

from domain.exams.person import Person
from domain.exams.seating import TimetableSlot
from domain.exams.session import ExamSession
from domain.exams.vocabulary import Route, SessionKind
from domain.facts import Facts, Part


class SessionCard(Part):
    """The session as a candidacy knows it; refreshed when the session changes.

    Args:
        postponements: those that the candidate was told of; `motive` is that of the last one, or of the cancellation.
        awaits_date: postponed, and not yet to another day.
        version, blocs, epreuves: of the référentiel of the session, which changes no more (M2I-01): blocs by code and
            label, épreuves by code, label and modality.
    """

    ref: str
    kind: SessionKind
    starts_on: date
    ends_on: date
    place: str
    link: str = ""
    manager: str = ""
    manager_email: str = ""
    organiser: str = ""
    cancelled: bool = False
    postponements: int = 0
    awaits_date: bool = False
    motive: str = ""
    version: str = ""
    blocs: tuple[tuple[str, str], ...] = ()
    epreuves: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, session: ExamSession) -> Self:
        """The card of `session` as it stands."""
        return cls(
            ref=session.ref, kind=session.kind, starts_on=session.starts_on, ends_on=session.ends_on,
            place=session.site.place, link=session.site.link, manager=session.manager.name,
            manager_email=session.manager.email, organiser=session.organiser.name,
            cancelled=session.cancellation is not None,
            postponements=len(session.postponements), awaits_date=session.awaits_date, motive=session.motive,
            version=session.referentiel.version,
            blocs=tuple((bloc.code, bloc.label) for bloc in session.referentiel.blocs),
            epreuves=tuple((item.code, item.label, item.modality) for item in session.referentiel.epreuves),
        )  # fmt: skip


class Eligibility(Part):
    """Route and proof (M2I-24, M2I-25), checked by the conseiller formation (M2I-26)."""

    route: Route
    proof_url: str = ""
    prerequisites_checked: bool = False
    checked_by: str = ""
    checked_on: date | None = None


class Accommodation(Part):
    """Decision and measures for a disability; never the medical reason (LAW-13, REF-17)."""

    granted: bool
    measures: str
    extra_time_percent: int = 0
    decided_by: str
    decided_on: date


class InCourseResults(Part):
    """What the candidate obtained during the course (M2I-33, M2I-36)."""

    summary: str
    url: str = ""
    received_on: date


class Attendance(Part):
    """One candidate at one épreuve (M2I-13, M2I-20, M2I-22)."""

    epreuve: str
    present: bool
    convocation_shown: bool = False
    identity_checked: bool = False
    checked_by: str = ""
    checked_at: datetime | None = None
    arrived_at: time | None = None
    late_admitted: bool | None = None
    note: str = ""

    @property
    def admitted(self) -> bool:
        """Whether the candidate took the épreuve: there, convocation and identity shown, not refused for being late."""
        return self.present and self.convocation_shown and self.identity_checked and self.late_admitted is not False


class Mark(Part):
    """Points of one criterion in one épreuve, on the scale of the épreuve."""

    epreuve: str
    criterion: str
    points: float
    juror: str


class BlocDecision(Part):
    """The jury's decision on one bloc, and the computed proposal beside it (REF-14, M2I-33).

    Args:
        proposed: what the rule of attribution gives from the marks.
        motive: required when the jury decides otherwise.
    """

    bloc: str
    proposed: bool
    acquired: bool
    motive: str = ""


class Exclusion(Part):
    """Immediate exclusion (M2I-50)."""

    at: datetime
    motive: str
    decided_by: str


class Candidacy(Facts):
    """One candidacy; `parent` is the session.

    Args:
        blocs: those that the candidate presents.
        partner: reference of the dossier of the OF that trained him; empty for a free candidate.
        trainers: names of those who trained him: none of them may sit on his jury (LAW-15).
        resit: a second sitting, which is charged (M2I-39, M2I-43).
        late_agreement: the written agreement to a late convocation (O-11).
        convene_by: the last day for a convocation that needs no such agreement (O-11).
        told_measures: those that the last convocation says (REF-17).
        in_course_asked_on: when the OF was asked for the in-course results that were missing (M2I-36).
        put_off: how many of his appointments were withdrawn.
        next_sessions: dates and places that a candidate who has to come again is told (M2I-39, M2I-44).
        decided_by, decided_on: who validated or refused the registration, and when.
        homonym_checked_by: the member of direction who saw that he is not the banned person whom he resembles (M2I-46).
        carried: blocs acquired before, in this certification or carried over from the one it replaces (M2I-05, M2I-09).
    """

    person: Person
    session: SessionCard
    blocs: tuple[str, ...]
    eligibility: Eligibility
    partner: str = ""
    partner_name: str = ""
    partner_email: str = ""
    trainers: tuple[str, ...] = ()
    funding: str = ""
    resit: bool = False
    received_on: date
    late_agreement: bool = False
    convene_by: date | None = None
    accommodation: Accommodation | None = None
    decided_by: str = ""
    decided_on: date | None = None
    refusal_motive: str = ""
    homonym_checked_by: str = ""
    in_course: InCourseResults | None = None
    in_course_asked_on: date | None = None
    slots: tuple[TimetableSlot, ...] = ()
    told_measures: str = ""
    sequence: int = 0
    put_off: int = 0
    attendance: tuple[Attendance, ...] = ()
    exclusion: Exclusion | None = None
    marks: tuple[Mark, ...] = ()
    decisions: tuple[BlocDecision, ...] = ()
    deliberated_on: date | None = None
    validated_on: date | None = None
    notified_on: date | None = None
    next_sessions: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()

    @property
    def natural_key(self) -> str:
        return self.person.key[:40]

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def whole(self) -> tuple[str, ...]:
        """The blocs that make the certification, as the référentiel of the session has them (M2I-01, M2I-05)."""
        return tuple(code for code, _ in self.session.blocs)

    @property
    def line(self) -> str:
        """Start of the keys of his rows on the day: those of an appointment that was withdrawn count no more."""
        return f"{self.ref}#{self.put_off + 1}" if self.put_off else self.ref

    @property
    def obtained(self) -> frozenset[str]:
        """Blocs that this jury granted."""
        return frozenset(item.bloc for item in self.decisions if item.acquired)

    @property
    def acquired(self) -> frozenset[str]:
        """Blocs acquired, those carried over included."""
        return frozenset(self.carried) | self.obtained

    @property
    def measures(self) -> str:
        """Those that were granted, never the reason (LAW-13)."""
        return self.accommodation.measures if self.accommodation and self.accommodation.granted else ""

    def off(self) -> dict[str, Any]:
        """The update that withdraws his appointment, and what was noted of a session that did not take place.

        The next invitation goes on from this sequence (RFC 5545, 3.8.7.4).
        """
        cleared: dict[str, Any] = {"slots": (), "attendance": (), "marks": ()}
        return {**cleared, "sequence": self.sequence + 1, "put_off": self.put_off + 1}

    def attendance_at(self, epreuve: str) -> Attendance | None:
        return next((item for item in self.attendance if item.epreuve == epreuve), None)
