"""What the e-mails of the three workstreams are given: communication, trainers, responsable de l'évaluation."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from tasks.mail.base_contexts import ContestableDecision, Decision, MailContext, ToOrganisme
from tasks.mail.fields import Appeal, AspectGrade, Correction, Deadline, Delivered, Document, Session
from tasks.mail.text import FilledLine, Prose


class CommunicationReminder(ToOrganisme):
    """Supports to be updated (MIK-60), or corrections to be made when there are some (MIK-68)."""

    deadline: Deadline
    days_left: int = Field(ge=0)
    corrections: tuple[Correction, ...] = ()


class CorrectionsRequested(Decision):
    """The numbered corrections of the first check (MIK-67). `deadline` is D-COMM-2 (O-06)."""

    deadline: Deadline
    corrections: tuple[Correction, ...] = Field(min_length=1)


class CommunicationConforming(Decision):
    """The communication is conforming, at the first check or the `second` (MIK-63, MIK-68)."""

    second: bool


class RecheckFailed(Decision):
    """What the second check found; the loss is notified apart (MIK-68, MIK-69)."""

    unmet: tuple[Correction, ...] = Field(min_length=1)


class TrainerDocuments(ToOrganisme):
    """Kit pédagogique and dossier technique, to a trainer before the evaluation on their content (MIK-71 to MIK-74)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    trainer: FilledLine
    kits: tuple[Delivered, ...] = Field(min_length=1)
    aspects: tuple[FilledLine, ...] = Field(min_length=1)


class TrainerInvitation(ToOrganisme):
    """Session d'évaluation d'un formateur (MIK-72). `deadline` is D-FORM-2 for the `second` while it still holds."""

    trainer: FilledLine
    session: Session
    moved: bool
    second: bool
    aspects: tuple[FilledLine, ...] = Field(min_length=1)


class TrainerSessionCancelled(ToOrganisme):
    """`session` is the one that will not take place."""

    trainer: FilledLine
    session: Session


class TrainerReport(Decision):
    """Rapport d'évaluation, to the trainer and to the OF (MIK-75 to MIK-79).

    Args:
        held_on: day of the session, or of the reading of the corrected file (`on_file`).
        present: False when the trainer did not come.
        deadline: D-FORM-1 or D-FORM-2; none once validated.
    """

    trainer: FilledLine
    held_on: date
    on_file: bool
    present: bool
    aspects: tuple[AspectGrade, ...] = Field(min_length=1)
    points: tuple[FilledLine, ...] = ()
    advice: Prose = ""
    outcome: Literal["validated", "rework", "second_session"]


class TrainerSetAside(ContestableDecision):
    """Formateur écarté (MIK-80); another one is asked for, with `minimum_years` of experience (MIK-27, MIK-81)."""

    trainer: FilledLine
    held_on: date
    present: bool
    aspects: tuple[AspectGrade, ...] = Field(min_length=1)
    points: tuple[FilledLine, ...] = ()
    minimum_years: int = Field(ge=0)


class ManagerDesignated(ToOrganisme):
    """The OF has designated its responsable de l'évaluation (MIK-38)."""

    manager: FilledLine
    designated_on: date


class ManagerDecision(Decision):
    """The certifier habilitates that person, or refuses and says how to contest it (MIK-82, O-14)."""

    manager: FilledLine
    accepted: bool
    reasons: Prose = ""
    appeal: Appeal | None = None


WORKSTREAM_CONTEXTS: Mapping[str, type[MailContext]] = {
    "communication_reminder": CommunicationReminder,
    "corrections_requested": CorrectionsRequested,
    "communication_conforming": CommunicationConforming,
    "recheck_failed": RecheckFailed,
    "trainer_documents": TrainerDocuments,
    "trainer_invitation": TrainerInvitation,
    "trainer_session_cancelled": TrainerSessionCancelled,
    "trainer_report": TrainerReport,
    "trainer_set_aside": TrainerSetAside,
    "manager_designated": ManagerDesignated,
    "manager_decision": ManagerDecision,
}
