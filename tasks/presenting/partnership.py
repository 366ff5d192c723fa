"""The presenter of partnership dossiers."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail, Paper, Pv
from domain.dossier import Dossier
from domain.team import Person
from tasks.ledger.drafts import Moment, Registered
from tasks.presenting.frame import Data
from tasks.presenting.invitations import Appointment, invitation
from tasks.presenting.letters import Context
from tasks.presenting.minutes import Minutes
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.procedure_letters import ProcedureLetters
from tasks.presenting.wording import worded


class PartnershipPresenter(ProcessPresenter[Dossier]):
    audiences: ClassVar[Mapping[Mail, Audience]] = {
        Mail.COMMISSION_INVITATION: Audience.COMMISSION,
        Mail.INFO_SESSION_INVITATION: Audience.PARTNER_AND_COMMUNICATION,
        Mail.INFO_SESSION_CANCELLED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.KITS_DELIVERED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.EVALUATION_KIT: Audience.EVALUATION_MANAGER,
        Mail.FC_DECLARATION_DUE: Audience.OWNER_AND_MANAGERS,
        Mail.FC_CHANGE_DUE: Audience.OWNER_AND_MANAGERS,
        Mail.AGREEMENT_SUSPENDED: Audience.PARTNER_AND_COMMUNICATION,
        Mail.SUSPENSION_LIFTED: Audience.PARTNER_AND_COMMUNICATION,
    }

    def data(self, moment: Moment[Dossier], kind: Pv | Paper) -> Data:
        return Minutes(moment, self.config).write(kind)

    def context(self, moment: Moment[Dossier], mail: Mail, documents: Sequence[Registered], reader: Person) -> Context:
        return ProcedureLetters(self.config, moment, documents, reader.name).context(mail)

    def invitation(self, moment: Moment[Dossier], mail: Mail, reader: Person) -> str:
        dossier, on = moment.decision.facts, moment.command.on
        match mail:
            case Mail.INFO_SESSION_INVITATION | Mail.INFO_SESSION_CANCELLED:
                return invitation(self.config, _info_session(dossier), dossier.info_session, reader, on)
            case Mail.SIGNING_INVITATION | Mail.SIGNING_CANCELLED:
                return invitation(self.config, _signing(dossier), dossier.signing, reader, on)
            case _:
                return ""


def _info_session(dossier: Dossier) -> Appointment:
    what = "{partner}, dossier {ref}.\nRemise et explication des documents de la mise en conformité."
    return Appointment(
        f"info:{dossier.ref}",
        worded("Séance d’information : certification {code}", code=dossier.certification),
        worded(what, partner=dossier.name, ref=dossier.ref),
    )


def _signing(dossier: Dossier) -> Appointment:
    what = "{partner}, dossier {ref}.\nSignature de la convention, de la réglementation et de la charte qualité."
    return Appointment(
        f"signing:{dossier.ref}",
        worded("Journée de signature : certification {code}", code=dossier.certification),
        worded(what, partner=dossier.name, ref=dossier.ref),
    )
