"""What the e-mails of the day, of the jury and of the results are given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToCandidate, ToJury, ToOrganisme, ToStaff
from tasks.mail.fields import Appeal, Deadline, Document, Dossier, Part
from tasks.mail.text import FilledLine, FilledProse, Line


class BlocOutcome(Part):
    """One bloc and what the jury decided of it (REF-14)."""

    bloc: FilledLine
    acquired: bool

    @property
    def pair(self) -> tuple[str, str]:
        """As the part `facts` shows it."""
        return (self.bloc, "Validé" if self.acquired else "Non validé")


class IncidentAlert(ToStaff):
    """An irregularity, told the same day to the responsable de session and to direction (M2I-40)."""

    dossier: Dossier
    number: int = Field(gt=0)
    occurred_at: datetime
    what: FilledProse
    candidates: tuple[FilledLine, ...] = ()
    reported_by: FilledLine


class DirectionNote(ToStaff):
    """Absences, non-admissions, exclusions and incidents of a session that ended (M2I-21)."""

    dossier: Dossier
    ended_on: date
    absences: tuple[FilledLine, ...] = ()
    not_admitted: tuple[FilledLine, ...] = ()
    exclusions: tuple[FilledLine, ...] = ()
    incidents: tuple[FilledLine, ...] = ()


class PiecesDue(ToOrganisme):
    """Pieces of a session (MIK-56, NET-27): asked for at its end (`first`), then again. `days_left` in working days."""

    deadline: Deadline
    days_left: int = Field(ge=0)
    first: bool = False


class InCourseDue(ToOrganisme):
    """In-course results of a candidate that the jury waits for (M2I-36)."""

    candidate: FilledLine
    session: FilledLine


class MinutesToSign(ToJury):
    """The PV de jury, to each evaluator who sat (REF-25)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    jury_date: date
    signatories: tuple[FilledLine, ...] = Field(min_length=1)


class SessionValidated(ToOrganisme):
    """The certifier has validated the session: results leave, certificates follow (M2I-37). `deadline`: NET-16."""

    documents: tuple[Document, ...] = Field(min_length=1)
    validated_by: FilledLine
    validated_on: date


class ComesAgain(ToCandidate):
    """A candidate who may present himself again: the second sitting is charged (M2I-39, M2I-43, M2I-44)."""

    held_on: date
    next_sessions: tuple[FilledLine, ...] = ()


class CandidateAbsent(ComesAgain):
    """`arrived_at`: when he came too late to be admitted (M2I-22)."""

    arrived_at: Line = ""


class CandidateNotAdmitted(ComesAgain):
    """Without convocation or identity (M2I-13). `lacking`: what he did not show."""

    lacking: tuple[FilledLine, ...] = Field(min_length=1)
    appeal: Appeal


class AttendanceCorrected(ToCandidate):
    """An absence, or a non-admission, that was noted by mistake (M2I-20)."""

    held_on: date
    was_absent: bool


class CandidateExcluded(ToCandidate):
    """Immediate exclusion (M2I-50)."""

    at: datetime
    motive: FilledProse
    decided_by: FilledLine
    appeal: Appeal


class CandidateResult(ComesAgain):
    """Result per bloc, re-sit, delivery and voies de recours (REF-22).

    Args:
        outcome: the whole certification, some of its blocs, or none in this session.
        carried: blocs acquired before.
        vae: by the validation des acquis: the blocs acquired are stated (LAW-12).
        delivery_days: calendar days until the certificate or the attestations are delivered (NET-16).
    """

    documents: tuple[Document, ...] = Field(min_length=1)
    decided_on: date
    outcome: Literal["whole", "some", "none"]
    blocs: tuple[BlocOutcome, ...] = Field(min_length=1)
    carried: tuple[FilledLine, ...] = ()
    vae: bool
    delivery_days: int = Field(gt=0)
    appeal: Appeal


RESULTS_CONTEXTS: Mapping[str, type[MailContext]] = {
    "incident_alert": IncidentAlert,
    "direction_note": DirectionNote,
    "pieces_due": PiecesDue,
    "in_course_due": InCourseDue,
    "minutes_to_sign": MinutesToSign,
    "session_validated": SessionValidated,
    "candidate_absent": CandidateAbsent,
    "candidate_not_admitted": CandidateNotAdmitted,
    "attendance_corrected": AttendanceCorrected,
    "candidate_excluded": CandidateExcluded,
    "candidate_result": CandidateResult,
}
