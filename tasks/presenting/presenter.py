"""The presenter of partnership dossiers: who is written to, with what, for each decision and each notice."""

from collections.abc import Iterable, Sequence
from datetime import date

from config.loader import Config
from domain.dossier import Dossier
from domain.notices import Notice
from domain.team import Person, Team
from domain.vocabulary import Audience, Mail, Paper, Pv, Role
from tasks.ledger.drafts import DocumentDraft, MailDraft, Moment, OpenDeadline, Registered
from tasks.mail.rendering import render_mail
from tasks.presenting.letters import Letters
from tasks.presenting.minutes import Minutes
from tasks.presenting.notice_letters import notice_context

#: whom each e-mail of a decision is for; the OF unless said otherwise
_AUDIENCES = {Mail.COMMISSION_INVITATION: Audience.COMMISSION}


class PartnershipPresenter:
    """Implements `tasks.ledger.drafts.Presenter` for dossiers."""

    def __init__(self, config: Config, team: Team) -> None:
        self.config, self.team = config, team

    def document(self, moment: Moment[Dossier], kind: Pv | Paper) -> DocumentDraft:
        figures = self.config.figures_for(moment.decision.facts.certification, moment.decision.facts.grid_version)
        minutes = Minutes(moment, figures, self.config.organisation, self.config.calendar)
        return DocumentDraft(kind, kind.label, minutes.write(kind))

    def mails(self, moment: Moment[Dossier], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        dossier, numbers = moment.decision.facts, tuple(document.number for document in documents)
        return [
            self._draft(mail, Letters(self.config, moment, documents, person.name).context(mail), person.email, numbers)
            for mail in moment.decision.transition.mails
            for person in self._recipients(dossier, _AUDIENCES.get(mail, Audience.PARTNER))
        ]

    def notice(self, facts: Dossier, deadline: OpenDeadline, notice: Notice, on: date) -> Sequence[MailDraft]:
        return [
            self._draft(
                notice.mail, notice_context(self.config, facts, deadline, notice, person.name, on), person.email
            )
            for person in self._recipients(facts, notice.audience)
        ]

    def _draft(
        self, mail: Mail, context: dict[str, object], address: str, attachments: tuple[str, ...] = ()
    ) -> MailDraft:
        rendered = render_mail(mail.value, context)
        return MailDraft(mail.value, address, rendered.subject, rendered.text, rendered.html, attachments)

    def _recipients(self, dossier: Dossier, audience: Audience) -> Iterable[Person]:
        """Who receives: each address once. The certifier's own address stands in for people who are not listed."""
        if audience is Audience.PARTNER:
            application = dossier.application
            return [Person(application.representative, application.email, Role.PARTNER_MANAGER)]
        people = list(self._staff(dossier, audience)) or [
            Person("", self.config.organisation.email, Role.PARTNER_MANAGER)
        ]
        return list({person.email.casefold(): person for person in people}.values())

    def _staff(self, dossier: Dossier, audience: Audience) -> Iterable[Person]:
        owner = self.team.find(dossier.owner)
        direction = self.team.with_role(Role.DIRECTION)
        managers = self.team.with_role(Role.PARTNER_MANAGER)
        match audience:
            case Audience.OWNER:
                return [owner] if owner else managers
            case Audience.OWNER_AND_MANAGERS:
                return [*([owner] if owner else []), *managers]
            case Audience.MANAGERS:
                return managers
            case Audience.COMMISSION:
                return [*direction, *([owner] if owner else [])]
            case _:
                return direction
