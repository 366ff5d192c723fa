"""What the e-mails of the organisation of a session are given: convocations, postponement, cancellation, mission."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToCandidate, ToJury, ToOrganisme, ToStaff
from tasks.mail.fields import Document, Dossier, Part
from tasks.mail.text import FilledLine, FilledProse, Line, Prose
from tasks.mail.typography import NARROW, date_fr, duration, hour_fr


class Passage(Part):
    """One épreuve at its time. `candidates`: whom a juror sees; empty for the candidate himself."""

    starts: datetime
    minutes: int = Field(gt=0)
    epreuve: FilledLine
    room: FilledLine
    candidates: tuple[FilledLine, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """As the part `facts` shows it: when, then what and where."""
        ends = self.starts + timedelta(minutes=self.minutes)
        who = f"{NARROW}: {', '.join(self.candidates)}" if self.candidates else ""
        when = f"{date_fr(self.starts)}, {hour_fr(self.starts)} – {hour_fr(ends)}"
        return when, f"{self.epreuve}, {duration(self.minutes)}, {self.room}{who}"


class Place(Part):
    """Where, and who answers there."""

    ref: FilledLine
    place: FilledLine
    link: Line = ""
    manager: FilledLine
    manager_email: FilledLine

    @property
    def is_web_link(self) -> bool:
        return self.link.lower().startswith(("https://", "http://"))


class Convocation(ToCandidate):
    """Convocation: place, date, hour and nature of each épreuve (M2I-11, M2I-12).

    Args:
        changed: it replaces the one before.
        late: with the candidate's agreement (O-11).
        measures: of the accommodation that was granted, never its reason (LAW-13).
    """

    documents: tuple[Document, ...] = Field(min_length=1)
    at: Place
    passages: tuple[Passage, ...] = Field(min_length=1)
    changed: bool
    late: bool
    measures: Prose = ""


class CandidatePostponed(ToCandidate):
    """Session reportée (M2I-18). `starts_on` is the new first day, None while there is none."""

    at: Place
    planned_on: date
    starts_on: date | None = None
    convened: bool
    reasons: FilledProse


class CandidateSessionCancelled(ToCandidate):
    """Session annulée (M2I-41): the registration stays, for another session."""

    at: Place
    planned_on: date
    convened: bool
    reasons: FilledProse


class CandidateMoved(ToCandidate):
    """Inscription reportée à une autre session (M2I-43): `planned_on` is the first day of the one before."""

    at: Place
    planned_on: date
    starts_on: date
    resit: bool


class CandidateGaveUp(ToCandidate):
    """Désistement enregistré (M2I-43): the candidate may register again."""

    at: Place
    planned_on: date
    convened: bool


class SessionMission(ToStaff):
    """Lettre de mission du responsable de session (M2I-14, REF-21), with both days that count back from the first.

    Args:
        changed: it replaces the one before: other dates, another place.
    """

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    starts_on: date
    ends_on: date
    place: FilledLine
    changed: bool
    convene_by: date
    call_jury_by: date


class SessionReady(ToStaff):
    """The pack to print; it replaces the one before (M2I-15, M2I-16)."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    starts_on: date
    place: FilledLine
    first_at: datetime
    candidates: int = Field(gt=0)


class JuryConvocation(ToJury):
    """Convocation of one member (REF-15, M2I-31). Without `passages` he is in reserve, or `released`."""

    documents: tuple[Document, ...] = Field(min_length=1)
    at: Place
    starts_on: date
    passages: tuple[Passage, ...] = ()
    moved: bool
    released: bool
    declared: bool


class JuryEnding(ToJury):
    """The session is postponed or cancelled (M2I-18, M2I-41)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    at: Place
    planned_on: date
    reasons: FilledProse


class SessionEnding(ToStaff):
    """The same, to direction (M2I-19, M2I-41): who decided, and how many people it touches."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    at: Place
    planned_on: date
    reasons: FilledProse
    decided_by: FilledLine
    candidates: int = Field(ge=0)
    members: int = Field(ge=0)


class SessionEndingPartner(ToOrganisme):
    """The same, to the partner or the co-certifier that organises it (NET-15)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    at: Place
    planned_on: date
    reasons: FilledProse
    cancelled: bool
    candidates: int = Field(ge=0)


SESSION_CONTEXTS: Mapping[str, type[MailContext]] = {
    "convocation": Convocation,
    "candidate_postponed": CandidatePostponed,
    "candidate_session_cancelled": CandidateSessionCancelled,
    "candidate_moved": CandidateMoved,
    "candidate_gave_up": CandidateGaveUp,
    "session_mission": SessionMission,
    "session_ready": SessionReady,
    "jury_convocation": JuryConvocation,
    "jury_postponed": JuryEnding,
    "jury_cancelled": JuryEnding,
    "session_postponed_direction": SessionEnding,
    "session_cancelled_direction": SessionEnding,
    "session_ending_partner": SessionEndingPartner,
}
