"""What the e-mails of certificates, frauds and recours are given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToCandidate, ToStaff
from tasks.mail.fields import Appeal, Deadline, Document, Dossier
from tasks.mail.text import FilledLine, FilledProse, Line, Prose


class CertificateDelivered(ToCandidate):
    """The parchemin, or the attestation of one bloc, with its badge (REF-26, REF-27, M2I-38).

    Args:
        bloc: its label; empty for the whole certification.
        code: of verification, grouped by four.
        page: its address in the public register.
    """

    documents: tuple[Document, ...] = Field(min_length=1)
    bloc: Line = ""
    delivered_on: date
    valid_until: date | None = None
    code: FilledLine
    page: FilledLine


class CertificateWithdrawn(ToCandidate):
    """The motivated withdrawal of a certificate (M2I-48)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    appeal: Appeal
    bloc: Line = ""
    decided_on: date
    reasons: FilledProse


class FraudAlert(ToStaff):
    """A fraud was reported: the same day, to who has to act (M2I-45)."""

    dossier: Dossier
    session: FilledLine
    occurred_at: datetime
    people: tuple[FilledLine, ...] = Field(min_length=1)
    what: FilledProse
    evidence: Prose = ""
    reported_by: FilledLine


class SanctionNotified(ToCandidate):
    """The sanction of one person, who reads no other name than his own (M2I-46, M2I-49)."""

    appeal: Appeal
    sanction: Literal["warning", "exclusion", "ban", "withdrawal"]
    session: FilledLine
    occurred_on: date
    notified_on: date
    ban_until: date | None = None
    reasons: FilledProse
    decided_by: FilledLine


class FraudDismissed(ToCandidate):
    """A report against this person is closed without a sanction (M2I-45)."""

    session: FilledLine
    occurred_on: date
    decided_on: date
    reasons: FilledProse


class AppealReceived(ToCandidate):
    """Accusé de réception of a recours (O-14). `deadline` is D-RECOURS."""

    deadline: Deadline
    contested: FilledLine
    lodged_on: date
    is_late: bool


class AppealAnswered(ToCandidate):
    """The answer to a recours (M2I-42)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    upheld: bool
    contested: FilledLine
    lodged_on: date
    decided_on: date
    decided_by: FilledLine
    reasons: FilledProse


DELIVERY_CONTEXTS: Mapping[str, type[MailContext]] = {
    "certificate_delivered": CertificateDelivered,
    "certificate_withdrawn": CertificateWithdrawn,
    "fraud_alert": FraudAlert,
    "sanction_notified": SanctionNotified,
    "fraud_dismissed": FraudDismissed,
    "appeal_received": AppealReceived,
    "appeal_answered": AppealAnswered,
}
