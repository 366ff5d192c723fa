"""The presenter of the communication audit, and its letters."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from domain.communication import Communication
from domain.correspondence import Audience, Mail, Paper, Pv
from domain.notices import Notice
from domain.team import Person
from domain.vocabulary import TimeLimit
from tasks.ledger.drafts import MailDraft, Moment, OpenDeadline, Registered
from tasks.presenting.corrections import corrections_asked, corrections_unmet
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context, Letter, explained
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.workstream_minutes import CommunicationMinutes


class CommunicationPresenter(ProcessPresenter[Communication]):
    """Every e-mail is copied to the contact for communication, reminders included (MIK-46)."""

    audiences: ClassVar[Mapping[Mail, Audience]] = {
        Mail.COMMUNICATION_CONFORMING: Audience.PARTNER_AND_COMMUNICATION,
        Mail.CORRECTIONS_REQUESTED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.RECHECK_FAILED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.COMMUNICATION_REMINDER: Audience.PARTNER_AND_COMMUNICATION,
    }

    def data(self, moment: Moment[Communication], kind: Pv | Paper) -> Data:
        return CommunicationMinutes(moment, self.config).write(kind)

    def context(
        self, moment: Moment[Communication], mail: Mail, documents: Sequence[Registered], reader: Person
    ) -> Context:
        return CommunicationLetters(self.config, moment, documents, reader.name).context(mail)

    def notice(self, facts: Communication, deadline: OpenDeadline, notice: Notice, on: date) -> Sequence[MailDraft]:
        """An OF whose supports were read is not told to hurry: the auditor is."""
        if notice.audience is Audience.PARTNER and facts.is_with_auditor:
            return []
        return super().notice(facts, deadline, notice, on)


class CommunicationLetters(Letter[Communication]):
    """The e-mails of one audit."""

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.CORRECTIONS_REQUESTED: self._corrections,
            Mail.COMMUNICATION_CONFORMING: self._conforming,
            Mail.RECHECK_FAILED: self._failed,
        }
        return writers[mail]()

    def _judged(self, *rules: str) -> Context:
        current = self.facts.current
        return self._decision(*rules, decided_on=current.judged_on if current else None)

    def _corrections(self) -> Context:
        ends = self.moment.after[TimeLimit.COMMUNICATION_RECHECK]
        return self._judged("MIK-67", "MIK-68", "MIK-69", "O-06") | {
            "deadline": explained(TimeLimit.COMMUNICATION_RECHECK, ends),
            "corrections": corrections_asked(self.config, self.facts),
        }

    def _conforming(self) -> Context:
        second = len(self.facts.passes) > 1
        return self._judged("MIK-68" if second else "MIK-63", "MIK-65", "MIK-66") | {"second": second}

    def _failed(self) -> Context:
        return self._judged("MIK-68", "MIK-69") | {"unmet": corrections_unmet(self.config, self.facts)}
