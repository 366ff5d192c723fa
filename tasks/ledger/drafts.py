"""What a decision says to people, as the ledger stores it: documents to make and e-mails to send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol

from domain.calendar import ExplainedDate
from domain.correspondence import Paper, Pv
from domain.notices import Notice
from domain.process import Command, Decision, F
from domain.vocabulary import Labelled, TimeLimit
from tasks.ledger.journal import Head


@dataclass(frozen=True)
class DocumentDraft:
    """A document to make: `data` is what its template is given, without its number."""

    kind: Pv | Paper
    title: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Registered:
    """A document that has its number."""

    number: str
    title: str


@dataclass(frozen=True)
class MailDraft:
    """A composed e-mail; `attachments` are document numbers, `calendar` the iCalendar text of an invitation."""

    template: str
    recipient: str
    subject: str
    text: str
    html: str
    attachments: tuple[str, ...] = ()
    calendar: str = ""


@dataclass(frozen=True)
class OpenDeadline:
    """A deadline as the sweep sees it. `said`: code of each notice → the day it was sent, None when skipped."""

    id: int
    subject: str
    limit: TimeLimit
    dates: ExplainedDate
    said: Mapping[str, str | None]


@dataclass(frozen=True)
class Moment(Generic[F]):
    """A decision at the moment it is recorded.

    Args:
        source: the state it comes from; None for a new subject.
        head: the journal's, this event included.
        before, after: the time limits that ran before it and that run after it.
        known: the facts before it; those of the decision itself for a new subject.
    """

    command: Command
    decision: Decision[F]
    source: Labelled | None
    head: Head
    before: Mapping[TimeLimit, ExplainedDate]
    after: Mapping[TimeLimit, ExplainedDate]
    known: F


class Presenter(Protocol[F]):
    """Turns decisions and notices into documents and e-mails. Called inside the transaction: no I/O."""

    def document(self, moment: Moment[F], kind: Pv | Paper) -> DocumentDraft: ...

    def mails(self, moment: Moment[F], documents: Sequence[Registered]) -> Sequence[MailDraft]: ...

    def notice(self, facts: F, deadline: OpenDeadline, notice: Notice, on: date) -> Sequence[MailDraft]: ...
