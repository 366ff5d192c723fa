"""The presenter of the checks of the network."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail, Paper, Pv
from domain.network.check import NetworkCheck
from domain.team import Person
from tasks.ledger.drafts import Moment, Registered
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context
from tasks.presenting.network.check_letters import CheckLetters
from tasks.presenting.network.check_minutes import CheckMinutes
from tasks.presenting.presenter import ProcessPresenter


class CheckPresenter(ProcessPresenter[NetworkCheck]):
    """The partner reads the report, with its contact for communication; so does who follows the partnership."""

    audiences: ClassVar[Mapping[Mail, Audience]] = {
        Mail.CHECK_CONCLUDED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.CHECK_REPORT: Audience.OWNER_AND_MANAGERS,
    }

    def data(self, moment: Moment[NetworkCheck], kind: Pv | Paper) -> Data:
        return CheckMinutes(moment, self.config).write(kind)

    def context(
        self, moment: Moment[NetworkCheck], mail: Mail, documents: Sequence[Registered], reader: Person
    ) -> Context:
        return CheckLetters(self.config, moment, documents, reader.name).context(mail)
