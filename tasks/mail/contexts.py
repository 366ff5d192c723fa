"""What each mail must be given: one model a template. `CONTEXTS` is the list of mails that exist.

Every context has the common part (`MailContext`) and its own fields; nothing else is accepted.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from tasks.mail.base_contexts import ContestableDecision, Decision, MailContext, ToOrganisme, ToStaff
from tasks.mail.case_contexts import CASE_CONTEXTS
from tasks.mail.checks_contexts import CHECKS_CONTEXTS
from tasks.mail.conformity_contexts import CONFORMITY_CONTEXTS
from tasks.mail.delivery_contexts import DELIVERY_CONTEXTS
from tasks.mail.digest_contexts import DIGEST_CONTEXTS
from tasks.mail.fields import Deadline, Document, Dossier, FailedMail, MissingPiece, PlanStep, ScoreLine
from tasks.mail.passage_contexts import PASSAGE_CONTEXTS
from tasks.mail.registration_contexts import REGISTRATION_CONTEXTS
from tasks.mail.registry_contexts import REGISTRY_CONTEXTS
from tasks.mail.results_contexts import RESULTS_CONTEXTS
from tasks.mail.retention_contexts import RETENTION_CONTEXTS
from tasks.mail.session_contexts import SESSION_CONTEXTS
from tasks.mail.survey_contexts import SURVEY_CONTEXTS
from tasks.mail.text import FilledLine, FilledProse, Line, Prose
from tasks.mail.workstream_contexts import WORKSTREAM_CONTEXTS


class Acknowledgement(ToOrganisme):
    """Accusé de réception (MIK-04). `declaration_sha256` is the fingerprint of what was declared (MIK-16)."""

    received_on: date
    declaration_sha256: FilledLine


class MissingPieces(ToOrganisme):
    """Pièces manquantes (MIK-13)."""

    deadline: Deadline
    pieces: tuple[MissingPiece, ...] = Field(min_length=1)


class MissingPiecesReminder(MissingPieces):
    """Relances J+5 et J+10 (O-03). `days_left` in working days."""

    days_left: int = Field(ge=0)


class ApplicationComplete(ToOrganisme):
    """Candidature complète: it goes to scoring (MIK-13, MIK-20, MIK-21)."""

    completed_on: date
    threshold: Decimal
    maximum: Decimal


class ClosedWithoutAction(ContestableDecision):
    """Classée sans suite (O-03)."""

    pieces: tuple[MissingPiece, ...] = Field(min_length=1)


class RejectedOnScore(ContestableDecision):
    """Rejet sur note (MIK-22, MIK-23)."""

    score: Decimal
    threshold: Decimal
    maximum: Decimal
    lines: tuple[ScoreLine, ...] = Field(min_length=1)


class CommissionRefused(ContestableDecision):
    """Refus de la commission (MIK-30)."""

    reasons: FilledProse


class PreHabilitated(Decision):
    """Pré-habilitation (MIK-28, MIK-29, MIK-33). `deadline` is D-CONFORMITE."""

    deadline: Deadline
    plan: tuple[PlanStep, ...] = Field(min_length=1)
    derogation: Prose = ""


class Withdrawn(ContestableDecision):
    """Retrait immédiat (MIK-34, MIK-35)."""

    reasons: FilledProse


class ExtensionGranted(Decision):
    """Prolongation motivée (O-05). `working_days` granted on top of `previous_due_on`; `deadline` is the new one."""

    deadline: Deadline
    working_days: int = Field(gt=0)
    previous_due_on: date
    reasons: FilledProse


class ConformityReminder(ToOrganisme):
    """Rappel de mise en conformité (MIK-29). `days_left` in working days; `plan` holds the steps still open."""

    deadline: Deadline
    days_left: int = Field(ge=0)
    plan: tuple[PlanStep, ...] = ()


class CommissionInvitation(ToStaff):
    """Invitation à la commission (MIK-24, MIK-25); the dossier de commission is attached."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    score: Decimal
    threshold: Decimal
    maximum: Decimal
    warnings: tuple[FilledLine, ...] = ()
    held_on: date | None = None


class UnassignedDossier(ToStaff):
    """Dossier sans responsable (MIK-17). `waiting_days` in working days."""

    dossier: Dossier
    received_on: date
    waiting_days: int = Field(ge=0)


class DeadlineReminderStaff(ToStaff):
    """N0 of the ladder (O-20), before the date. `action` says what is expected; `days_left` in working days."""

    dossier: Dossier
    deadline: Deadline
    action: FilledLine
    days_left: int = Field(ge=0)


class DeadlineOverdue(ToStaff):
    """N1 to N3 (O-20). `days_late` in working days, 0 on the day itself; `history` lists the earlier reminders."""

    dossier: Dossier
    deadline: Deadline
    action: FilledLine
    days_late: int = Field(ge=0)
    history: tuple[FilledLine, ...] = ()


class MailFailure(ToStaff):
    """A mail refused by the server, or whose fate is unknown (MIK-23)."""

    mail: FailedMail
    outcome: Literal["refused", "delayed", "unknown"]


class RunFailure(ToStaff):
    """A flow that failed, or is `late`. `error` is the French message, never a traceback; `run_url` may be empty."""

    flow: FilledLine
    failed_on: date
    error: FilledProse
    late: bool = False
    run_url: Line = ""


class QualiopiExpiry(ToStaff):
    """Qualiopi soon expired, or expired (MIK-07). `days_left` in calendar days, negative once past."""

    dossier: Dossier
    certificate: FilledLine
    valid_until: date
    days_left: int


CONTEXTS: Mapping[str, type[MailContext]] = MappingProxyType(
    {
        "acknowledgement": Acknowledgement,
        "missing_pieces": MissingPieces,
        "missing_pieces_reminder": MissingPiecesReminder,
        "application_complete": ApplicationComplete,
        "closed_without_action": ClosedWithoutAction,
        "rejected_on_score": RejectedOnScore,
        "commission_refused": CommissionRefused,
        "pre_habilitated": PreHabilitated,
        "withdrawn": Withdrawn,
        "extension_granted": ExtensionGranted,
        "conformity_reminder": ConformityReminder,
        "commission_invitation": CommissionInvitation,
        "unassigned_dossier": UnassignedDossier,
        "deadline_reminder_staff": DeadlineReminderStaff,
        "deadline_overdue_owner": DeadlineOverdue,
        "deadline_overdue_manager": DeadlineOverdue,
        "deadline_overdue_direction": DeadlineOverdue,
        "mail_failure": MailFailure,
        "run_failure": RunFailure,
        "qualiopi_expiry": QualiopiExpiry,
        **CHECKS_CONTEXTS,
        **CASE_CONTEXTS,
        **CONFORMITY_CONTEXTS,
        **WORKSTREAM_CONTEXTS,
        **PASSAGE_CONTEXTS,
        **REGISTRATION_CONTEXTS,
        **REGISTRY_CONTEXTS,
        **DELIVERY_CONTEXTS,
        **DIGEST_CONTEXTS,
        **RESULTS_CONTEXTS,
        **RETENTION_CONTEXTS,
        **SESSION_CONTEXTS,
        **SURVEY_CONTEXTS,
    }
)
