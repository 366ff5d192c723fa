"""What the e-mails of the conformity phase are given, from the information session to the end of the agreement."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import ContestableDecision, Decision, MailContext, ToOrganisme, ToStaff
from tasks.mail.fields import Correction, Deadline, Delivered, Document, Dossier, Session
from tasks.mail.text import FilledLine


class InfoSessionInvitation(ToOrganisme):
    """Séance d'information (MIK-42). `moved`: it replaces another; `deadline` is D-INFO while it still holds.

    `presented` is handed over and explained; who also `assesses` hears of the responsable de l'évaluation (MIK-55).
    """

    session: Session
    moved: bool
    presented: tuple[FilledLine, ...] = Field(min_length=1)
    assesses: bool


class InfoSessionCancelled(ToOrganisme):
    """Séance d'information annulée. `session` is the one that will not take place."""

    session: Session


class KitsDelivered(ToOrganisme):
    """Remise des documents (MIK-43, MIK-44). `deadline` is D-COMM-1, `conformity_due_on` the end of the 30 days."""

    deadline: Deadline
    documents: tuple[Document, ...] = Field(min_length=1)
    held_on: date
    kits: tuple[Delivered, ...] = Field(min_length=1)
    assesses: bool
    conformity_due_on: date


class EvaluationKit(ToOrganisme):
    """Kit d'évaluation, to the responsable de l'évaluation (MIK-55)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    kits: tuple[Delivered, ...] = Field(min_length=1)


class HabilitationLost(ContestableDecision):
    """Perte de la pré-habilitation (MIK-69, MIK-70)."""

    unmet: tuple[Correction, ...] = Field(min_length=1)


class AgreementsReady(ToOrganisme):
    """The three documents to sign, attached (MIK-84, MIK-92). `deadline` is D-CONFORMITE."""

    deadline: Deadline
    documents: tuple[Document, ...] = Field(min_length=1)
    start: date
    end: date


class SigningInvitation(ToOrganisme):
    """Journée de signature (MIK-41). `to_sign`: the documents; `deadline` is D-CONFORMITE while it still holds."""

    session: Session
    moved: bool
    to_sign: tuple[FilledLine, ...] = Field(min_length=1)


class SigningCancelled(ToOrganisme):
    """Journée de signature annulée. `session` is the one that will not take place."""

    session: Session


class PublicationAuthorised(Decision):
    """Habilitation and leave to publish (MIK-92, MIK-93). `start` and `end` are those of the agreement."""

    scope: FilledLine
    start: date
    end: date


class FcDeclarationDue(ToStaff):
    """Task: declare the habilitation to France compétences (MIK-86, LAW-05).

    Args:
        declared_as: the value of the public export, as HABILITATION_ORGA_FORM.
    """

    dossier: Dossier
    deadline: Deadline
    habilitated_on: date
    scope: FilledLine
    declared_as: FilledLine


class AgreementEnding(ToOrganisme):
    """The agreement ends soon (MIK-85). `days_left` in calendar days."""

    deadline: Deadline
    days_left: int = Field(ge=0)


class AgreementExpired(ContestableDecision):
    """The agreement has ended with the registration: communications are withdrawn (MIK-85)."""

    ended_on: date


CONFORMITY_CONTEXTS: Mapping[str, type[MailContext]] = {
    "info_session_invitation": InfoSessionInvitation,
    "info_session_cancelled": InfoSessionCancelled,
    "kits_delivered": KitsDelivered,
    "evaluation_kit": EvaluationKit,
    "habilitation_lost": HabilitationLost,
    "agreements_ready": AgreementsReady,
    "signing_invitation": SigningInvitation,
    "signing_cancelled": SigningCancelled,
    "publication_authorised": PublicationAuthorised,
    "fc_declaration_due": FcDeclarationDue,
    "agreement_ending": AgreementEnding,
    "agreement_expired": AgreementExpired,
}
