"""The presenter of the trainers' evaluation: letters, and invitations to the sessions."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail, Paper, Pv
from domain.evaluation import Aspect
from domain.team import Person
from domain.trainer import Trainer, TrainerEvent, TrainerState
from domain.vocabulary import TimeLimit
from tasks.ledger.drafts import Moment, Registered
from tasks.presenting.frame import Data
from tasks.presenting.invitations import Appointment, invitation
from tasks.presenting.kits import documents_of
from tasks.presenting.letters import Context, Letter, explained, is_running, session_of
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.wording import worded
from tasks.presenting.workstream_minutes import TrainerMinutes

#: what an evaluation leads to, and the time limit that it opens
_OUTCOMES: Mapping[object, tuple[str, TimeLimit | None]] = {
    TrainerEvent.VALIDATED: ("validated", None),
    TrainerEvent.REWORK_ASKED: ("rework", TimeLimit.TRAINER_REWORK),
    TrainerEvent.MAJOR_FOUND: ("second_session", TimeLimit.TRAINER_SECOND_SESSION),
}
_OUTCOME_RULES = {"validated": ("MIK-74",), "rework": ("MIK-77",), "second_session": ("MIK-78", "MIK-79")}


class TrainerPresenter(ProcessPresenter[Trainer]):
    """Every e-mail goes to the trainer and to the OF (MIK-75)."""

    audiences: ClassVar[Mapping[Mail, Audience]] = {
        Mail.TRAINER_DOCUMENTS: Audience.TRAINER_AND_PARTNER,
        Mail.TRAINER_INVITATION: Audience.TRAINER_AND_PARTNER,
        Mail.TRAINER_SESSION_CANCELLED: Audience.TRAINER_AND_PARTNER,
        Mail.TRAINER_REPORT: Audience.TRAINER_AND_PARTNER,
        Mail.TRAINER_SET_ASIDE: Audience.TRAINER_AND_PARTNER,
    }

    def data(self, moment: Moment[Trainer], kind: Pv | Paper) -> Data:
        return TrainerMinutes(moment, self.config).write(kind)

    def context(self, moment: Moment[Trainer], mail: Mail, documents: Sequence[Registered], reader: Person) -> Context:
        return TrainerLetters(self.config, moment, documents, reader.name).context(mail)

    def invitation(self, moment: Moment[Trainer], mail: Mail, reader: Person) -> str:
        if mail not in (Mail.TRAINER_INVITATION, Mail.TRAINER_SESSION_CANCELLED):
            return ""
        facts = moment.decision.facts
        return invitation(self.config, _session(facts), facts.session, reader, moment.command.on)


def _session(facts: Trainer) -> Appointment:
    what = "{partner}, dossier {ref}.\nLe cas pratique est remis en entier avant la session."
    return Appointment(
        f"trainer:{facts.ref}/{len(facts.evaluations) + 1}",
        worded("Session d’évaluation : {trainer}", trainer=facts.trainer),
        worded(what, partner=facts.partner.name, ref=facts.dossier),
    )


class TrainerLetters(Letter[Trainer]):
    """The e-mails of one trainer's evaluation."""

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.TRAINER_DOCUMENTS: self._documents,
            Mail.TRAINER_INVITATION: self._invitation,
            Mail.TRAINER_SESSION_CANCELLED: self._cancelled,
            Mail.TRAINER_REPORT: self._report,
            Mail.TRAINER_SET_ASIDE: self._set_aside,
        }
        return writers[mail]() | {"trainer": self.facts.trainer}

    def _documents(self) -> Context:
        return self._common("MIK-71", "MIK-72", "MIK-74") | {
            "kits": documents_of(self.facts.delivered),
            "aspects": [aspect.label for aspect in Aspect],
        }

    def _invitation(self) -> Context:
        second = self.moment.source is TrainerState.SECOND_SESSION
        rules = ("MIK-72", "MIK-74", *(("MIK-78", "MIK-79") if second else ()))
        due = self._still_due(TimeLimit.TRAINER_SECOND_SESSION, self.facts.session)
        return self._common(*rules) | session_of(self.facts.session) | due | {
            "moved": is_running(self.known.session),
            "second": second,
            "aspects": [aspect.label for aspect in Aspect],
        }  # fmt: skip

    def _cancelled(self) -> Context:
        due = self._still_due(TimeLimit.TRAINER_SECOND_SESSION)
        return self._common("MIK-72", "MIK-29") | session_of(self.facts.session) | due

    def _evaluation(self) -> Context:
        """What was seen on the day; the aspects in the order of the regulation (MIK-73)."""
        found = self.facts.evaluations[-1]
        grades = {item.aspect: item.grade for item in found.grades}
        return {
            "held_on": found.held_on,
            "present": found.present,
            "aspects": [{"aspect": known.label, "grade": grades[known].label} for known in Aspect if known in grades],
            "points": found.points,
        }

    def _report(self) -> Context:
        found = self.facts.evaluations[-1]
        outcome, limit = _OUTCOMES[self.moment.decision.transition.event]
        due = {"deadline": explained(limit, self.moment.after[limit])} if limit else {}
        return self._decision("MIK-75", *_OUTCOME_RULES[outcome]) | self._evaluation() | due | {
            "advice": found.advice,
            "on_file": found.on_file,
            "outcome": outcome,
        }  # fmt: skip

    def _set_aside(self) -> Context:
        years = self.figures.thresholds.minimum_trainer_years
        rules = ("MIK-80", "MIK-81", "MIK-27", "O-09")
        return self._decision(*rules) | self._appeal() | self._evaluation() | {"minimum_years": years}
