"""What the e-mails of a dossier are given from the information session to the end of its agreement."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.agreements import AgreementKind
from domain.correspondence import Mail
from domain.kits import KitKind
from domain.signing import IssuedAgreements
from domain.vocabulary import TimeLimit
from tasks.presenting.audit_sections import item_label
from tasks.presenting.kits import document_of, documents_of
from tasks.presenting.letters import Context, Letters, explained, is_running, session_of


class ConformityLetters(Letters):
    """The e-mails of the second half of a dossier, those of the first half included."""

    def context(self, mail: Mail) -> Context:
        writers: Mapping[Mail, Callable[[], Context]] = {
            Mail.INFO_SESSION_INVITATION: self._info_session,
            Mail.INFO_SESSION_CANCELLED: self._info_session_cancelled,
            Mail.KITS_DELIVERED: self._kits,
            Mail.EVALUATION_KIT: self._evaluation_kit,
            Mail.HABILITATION_LOST: self._lost,
            Mail.AGREEMENTS_READY: self._agreements,
            Mail.SIGNING_INVITATION: self._signing,
            Mail.SIGNING_CANCELLED: self._signing_cancelled,
            Mail.PUBLICATION_AUTHORISED: self._authorised,
            Mail.FC_DECLARATION_DUE: self._fc_declaration,
            Mail.AGREEMENT_EXPIRED: self._expired,
        }
        return writers[mail]() if mail in writers else super().context(mail)

    def _info_session(self) -> Context:
        meeting = self.dossier.info_session
        common = self._common("MIK-42", "MIK-43", "O-04")
        return common | session_of(meeting) | self._still_due(TimeLimit.INFO_SESSION, meeting) | {
            "moved": is_running(self.known.info_session),
            "presented": [kind.label for kind in KitKind if kind is not KitKind.EVALUATION]
            + [AgreementKind.REGULATION.label],
            "assesses": self.dossier.application.scope.assesses,
        }  # fmt: skip

    def _info_session_cancelled(self) -> Context:
        common = self._common("MIK-42", "MIK-29")
        return common | session_of(self.dossier.info_session) | self._still_due(TimeLimit.INFO_SESSION)

    def _kits(self) -> Context:
        record, figures = self.dossier.attendance, self.figures.time_limits[TimeLimit.COMMUNICATION_UPDATE]
        held_on = record.held_on if record else self.on
        ends = self.config.calendar.due(held_on, figures.length, figures.unit)
        return self._common("MIK-44", "MIK-60", "MIK-65", "MIK-66") | {
            "held_on": held_on,
            "kits": documents_of(kit for kit in self.dossier.kits if kit.code != KitKind.EVALUATION.value),
            "assesses": self.dossier.application.scope.assesses,
            "deadline": explained(TimeLimit.COMMUNICATION_UPDATE, ends),
            "conformity_due_on": self.moment.after[TimeLimit.CONFORMITY].due_on,
        }

    def _evaluation_kit(self) -> Context:
        new = [kit for kit in self.dossier.kits if kit not in self.known.kits]
        listed = [component for component in new if "." in component.code] or new
        return self._common("MIK-55", "MIK-83") | {"kits": [document_of(kit) for kit in listed]}

    def _lost(self) -> Context:
        items = self.config.checklist.by_code
        unmet = [
            one.model_dump(include={"number", "support", "request", "found"}) | {"item": item_label(items, one.item)}
            for one in self.dossier.unmet
        ]
        return self._decision("MIK-69", "MIK-70") | self._appeal() | {"unmet": unmet}

    def _agreements(self) -> Context:
        issued = self._issued
        return self._common("MIK-84", "MIK-85", "MIK-92") | {
            "deadline": explained(TimeLimit.CONFORMITY, self.moment.after[TimeLimit.CONFORMITY]),
            "start": issued.start if issued else None,
            "end": issued.end if issued else None,
        }

    def _signing(self) -> Context:
        meeting = self.dossier.signing
        common = self._common("MIK-41", "MIK-92")
        return common | session_of(meeting) | self._still_due(TimeLimit.CONFORMITY, meeting) | {
            "moved": is_running(self.known.signing),
            "to_sign": [kind.label for kind in AgreementKind],
        }  # fmt: skip

    def _signing_cancelled(self) -> Context:
        common = self._common("MIK-41", "MIK-29")
        return common | session_of(self.dossier.signing) | self._still_due(TimeLimit.CONFORMITY)

    def _authorised(self) -> Context:
        return self._decision("MIK-92", "MIK-93", "MIK-85", "LAW-18", decided_on=self.dossier.habilitated_on) | {
            "scope": self.dossier.application.scope.label,
            "start": self.dossier.in_force_on,
            "end": self._end,
        }

    def _fc_declaration(self) -> Context:
        scope = self.dossier.application.scope
        return self._common("LAW-05", "MIK-86") | {
            "deadline": explained(TimeLimit.FC_DECLARATION, self.moment.after[TimeLimit.FC_DECLARATION]),
            "habilitated_on": self.dossier.habilitated_on or self.on,
            "scope": scope.label,
            "declared_as": scope.france_competences,
        }

    def _expired(self) -> Context:
        return self._decision("MIK-85", "MIK-31") | self._appeal() | {"ended_on": self._end}

    @property
    def _issued(self) -> IssuedAgreements | None:
        return self.dossier.agreements

    @property
    def _end(self) -> date:
        return self._issued.end if self._issued else self.figures.registration_end
