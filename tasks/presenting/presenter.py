"""What every presenter does alike: documents from minutes, e-mails from letters, one for each reader."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from config.loader import Config
from domain.correspondence import Audience, Mail, Paper, Pv
from domain.notices import Notice
from domain.team import Person, Team
from tasks.ledger.drafts import DocumentDraft, MailDraft, Moment, OpenDeadline, Registered
from tasks.mail.rendering import render_mail
from tasks.presenting.frame import Data
from tasks.presenting.letters import About, Context
from tasks.presenting.notice_letters import notice_context
from tasks.presenting.recipients import recipients

A = TypeVar("A", bound=About)


class ProcessPresenter(Generic[A]):
    """Implements `tasks.ledger.drafts.Presenter`; each process says what its documents and e-mails are given.

    Args:
        audiences: whom each e-mail is for; the OF, or for a reminder whom the ladder names, unless said otherwise.
    """

    audiences: ClassVar[Mapping[Mail, Audience]] = {}

    def __init__(self, config: Config, team: Team) -> None:
        self.config, self.team = config, team

    def data(self, moment: Moment[A], kind: Pv | Paper) -> Data:
        """What the template of one document is given."""
        raise NotImplementedError

    def context(self, moment: Moment[A], mail: Mail, documents: Sequence[Registered], reader: Person) -> Context:
        """What one e-mail is given."""
        raise NotImplementedError

    def invitation(self, moment: Moment[A], mail: Mail, reader: Person) -> str:
        """The calendar invitation that an e-mail carries; empty when it carries none."""
        return ""

    def document(self, moment: Moment[A], kind: Pv | Paper) -> DocumentDraft:
        return DocumentDraft(kind, kind.label, self.data(moment, kind))

    def mails(self, moment: Moment[A], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        facts, numbers = moment.decision.facts, tuple(document.number for document in documents)
        return [
            self._draft(mail, self.context(moment, mail, documents, person), person.email, numbers,
                        self.invitation(moment, mail, person))
            for mail in moment.decision.transition.mails
            for person in self._readers(facts, self.audiences.get(mail, Audience.PARTNER))
        ]  # fmt: skip

    def notice(self, facts: A, deadline: OpenDeadline, notice: Notice, on: date) -> Sequence[MailDraft]:
        return [
            self._draft(
                notice.mail, notice_context(self.config, facts, deadline, notice, person.name, on), person.email
            )
            for person in self._readers(facts, self.audiences.get(notice.mail, notice.audience))
        ]

    def _readers(self, facts: A, audience: Audience) -> Sequence[Person]:
        return recipients(self.config, self.team, facts, audience)

    def _draft(
        self,
        mail: Mail,
        context: Mapping[str, Any],
        address: str,
        attachments: tuple[str, ...] = (),
        calendar: str = "",
    ) -> MailDraft:
        rendered = render_mail(mail.value, context)
        return MailDraft(mail.value, address, rendered.subject, rendered.text, rendered.html, attachments, calendar)
