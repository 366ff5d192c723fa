"""What the e-mails of the contradictory procedure and of the renewal are given (LAW-06, LAW-05, MIK-89)."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.correspondence import Mail
from domain.procedure import Step
from domain.vocabulary import Event, TimeLimit
from tasks.presenting.conformity_letters import ConformityLetters
from tasks.presenting.letters import Context, explained


class ProcedureLetters(ConformityLetters):
    """Every e-mail of a dossier."""

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.AGREEMENT_SUSPENDED: self._suspended,
            Mail.GRIEVANCES_NOTIFIED: self._grievances,
            Mail.OBSERVATIONS_RECEIVED: self._observations,
            Mail.AGREEMENT_TERMINATED: self._terminated,
            Mail.SUSPENSION_LIFTED: self._lifted,
            Mail.AGREEMENT_RENEWED: self._renewed,
            Mail.FC_CHANGE_DUE: self._fc_change,
        }
        return writers[mail]() if mail in writers else super().context(mail)

    def _step(self, step: Step | None, *rules: str) -> Context:
        common = self._decision(*rules, decided_on=step.decided_on if step else None)
        return common | {"reasons": step.motive if step else ""}

    def _suspended(self) -> Context:
        procedure = self.dossier.procedure
        return self._step(procedure.suspension if procedure else None, "LAW-06") | self._appeal()

    def _grievances(self) -> Context:
        told = self.dossier.procedure.grievances if self.dossier.procedure else None
        return self._step(told, "LAW-06") | {
            "grievances": told.items if told else (),
            "deadline": explained(TimeLimit.OBSERVATIONS, self.moment.after[TimeLimit.OBSERVATIONS]),
        }

    def _observations(self) -> Context:
        procedure = self.dossier.procedure
        last = procedure.observations[-1] if procedure and procedure.observations else None
        return self._decision("LAW-06", decided_on=last.received_on if last else None) | {
            "observations": last.text if last else ""
        }

    def _terminated(self) -> Context:
        procedure = self.dossier.procedure
        asked, told = (procedure.termination, procedure.grievances) if procedure else (None, None)
        return self._step(asked, "LAW-06", "QUA-10") | self._appeal() | {
            "grievances": told.items if told else (), "answer": asked.answer if asked else "",
            "effective_on": asked.notified_on if asked else self.on,
        }  # fmt: skip

    def _lifted(self) -> Context:
        procedure = self.dossier.procedure
        return self._step(procedure.lifting if procedure else None, "LAW-06")

    def _renewed(self) -> Context:
        return self._step(self.dossier.renewal, "MIK-89", "MIK-85") | {"end": self._end}

    def _fc_change(self) -> Context:
        scope, event = self.dossier.application.scope, self.moment.decision.transition.event
        return self._common("LAW-05", "MIK-86") | {
            "deadline": explained(TimeLimit.FC_DECLARATION, self.moment.after[TimeLimit.FC_DECLARATION]),
            "renewed": event is Event.AGREEMENT_RENEWED, "changed_on": self._changed_on(event), "end": self._end,
            "scope": scope.label, "declared_as": scope.france_competences,
        }  # fmt: skip

    def _changed_on(self, event: object) -> date:
        """An agreement that lapsed ended at its term; every other change takes effect the day that it is notified."""
        return self._end if event is Event.AGREEMENT_EXPIRED else self.on
