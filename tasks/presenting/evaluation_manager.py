"""The presenter of the responsable de l'évaluation, and the letters."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail, Paper, Pv
from domain.evaluation_manager import EvaluationManager, ManagerEvent
from domain.team import Person
from tasks.ledger.drafts import Moment, Registered
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context, Letter
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.workstream_minutes import ManagerMinutes


class EvaluationManagerPresenter(ProcessPresenter[EvaluationManager]):
    """Every e-mail goes to the person designated and to the OF."""

    audiences: ClassVar[Mapping[Mail, Audience]] = {
        Mail.MANAGER_DESIGNATED: Audience.MANAGER_AND_PARTNER,
        Mail.MANAGER_DECISION: Audience.MANAGER_AND_PARTNER,
    }

    def data(self, moment: Moment[EvaluationManager], kind: Pv | Paper) -> Data:
        return ManagerMinutes(moment, self.config).write(kind)

    def context(
        self, moment: Moment[EvaluationManager], mail: Mail, documents: Sequence[Registered], reader: Person
    ) -> Context:
        return ManagerLetters(self.config, moment, documents, reader.name).context(mail)


class ManagerLetters(Letter[EvaluationManager]):
    """The e-mails about one designation."""

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.MANAGER_DESIGNATED: self._designated,
            Mail.MANAGER_DECISION: self._decided,
        }
        return writers[mail]() | {"manager": self.facts.manager}

    def _designated(self) -> Context:
        return self._common("MIK-38", "MIK-82", "MIK-83") | {"designated_on": self.facts.designated_on}

    def _decided(self) -> Context:
        found = self.facts.decision
        accepted = self.moment.decision.transition.event is ManagerEvent.HABILITATED
        return self._decision("MIK-82", "MIK-83", decided_on=found.decided_on if found else None) | {
            "accepted": accepted,
            "reasons": found.motive if found else "",
        } | ({} if accepted else self._appeal())  # fmt: skip
