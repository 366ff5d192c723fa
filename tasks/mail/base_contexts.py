"""What every mail is given, and the kinds of mail there are."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from tasks.mail.fields import Appeal, Deadline, Document, Dossier, Organisation, Part, Recipient, Rule


class MailContext(Part):
    """The common part. The layout shows the deadline, the documents and the rules of every mail."""

    audience: ClassVar[Literal["organisme", "staff", "candidate", "jury"]]

    organisation: Organisation
    recipient: Recipient
    dossier: Dossier | None = None
    rules: tuple[Rule, ...] = ()
    deadline: Deadline | None = None
    documents: tuple[Document, ...] = ()


class ToOrganisme(MailContext):
    """To the training organisation (OF): always about its dossier, always with the rule that says so."""

    audience = "organisme"

    dossier: Dossier
    rules: tuple[Rule, ...] = Field(min_length=1)


class ToCandidate(MailContext):
    """To a candidate or a holder: about his registration, his result or his certificate."""

    audience = "candidate"

    dossier: Dossier
    rules: tuple[Rule, ...] = Field(min_length=1)


class ToJury(MailContext):
    """To an examiner or a member of a jury."""

    audience = "jury"

    dossier: Dossier
    rules: tuple[Rule, ...] = Field(min_length=1)


class Decision(ToOrganisme):
    """A decision: its PV travels with it (MIK-31, MIK-32)."""

    decided_on: date
    documents: tuple[Document, ...] = Field(min_length=1)


class ContestableDecision(Decision):
    """A decision against the OF: it says how to contest it (O-14)."""

    appeal: Appeal


class ToStaff(MailContext):
    """To the certifier's own people."""

    audience = "staff"
