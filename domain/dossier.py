"""The dossier of one OF for one certification: what was declared, scored and decided."""

from datetime import date

from domain.agreements import AgreementKind
from domain.application import Application, MissingItem, Trainer
from domain.attendee import Attendee as Attendee  # noqa: PLC0414 – known from here everywhere else
from domain.certification import Certification
from domain.conformity import Meeting, Partner
from domain.extent import Extent
from domain.facts import Facts, Part
from domain.procedure import Procedure, Renewal
from domain.scoring import Scoresheet
from domain.signing import (
    Assurances,
    Attendance,
    DeliveredKit,
    FcDeclaration,
    IssuedAgreements,
    Signature,
    UnmetCorrection,
    Workstreams,
)
from domain.vocabulary import Factor, Opinion


class FactorOpinion(Part):
    """The view of one of the five other factors (MIK-15)."""

    factor: Factor
    opinion: Opinion
    comment: str = ""


class CommissionRecord(Part):
    """What the commission did, as its minutes print it (MIK-24 to MIK-30)."""

    held_on: date
    attendees: tuple[Attendee, ...]
    factors: tuple[FactorOpinion, ...]
    motive: str = ""
    derogation: str = ""
    recorded_by: str


class Extension(Part):
    """The one extension that direction may grant (O-05). `days` are working days."""

    days: int
    motive: str
    decided_by: Attendee
    decided_on: date


class Withdrawal(Part):
    """The immediate withdrawal of a pre-habilitation (MIK-34, MIK-35)."""

    motive: str
    evidence: str = ""
    decided_by: Attendee
    decided_on: date


class Dossier(Facts):
    """Everything known of one application.

    Args:
        declaration_sha256: fingerprint of the snapshot of what was declared (MIK-16).
        declaration_number: how many answers of the OF have counted, this one included.
        notified_on: the day of the pre-habilitation e-mail, start of the 30 working days (O-04).
        fc_declaration: the last change of the habilitation that France compétences was told of (LAW-05).
        procedure: the last one; those before it are in the journal and in their minutes.
    """

    application: Application
    received_on: date
    declaration_sha256: str
    declaration_number: int = 1
    missing: tuple[MissingItem, ...] = ()
    scoresheet: Scoresheet | None = None
    commission: CommissionRecord | None = None
    notified_on: date | None = None
    extension: Extension | None = None
    withdrawal: Withdrawal | None = None
    # the conformity phase
    info_session: Meeting | None = None
    attendance: Attendance | None = None
    kits: tuple[DeliveredKit, ...] = ()
    extent: Extent = Extent()
    workstreams: Workstreams | None = None
    unmet: tuple[UnmetCorrection, ...] = ()
    signing: Meeting | None = None
    agreements: IssuedAgreements | None = None
    signatures: tuple[Signature, ...] = ()
    assurances: Assurances | None = None
    habilitated_on: date | None = None
    fc_declaration: FcDeclaration | None = None
    # the life of the agreement
    procedure: Procedure | None = None
    renewal: Renewal | None = None

    @property
    def in_force_on(self) -> date | None:
        """The day of the last signature, once all three agreements are signed: they take effect then (MIK-92)."""
        signed = {signature.kind: signature.complete_on for signature in self.signatures}
        return max(signed.values()) if set(signed) == set(AgreementKind) else None

    @property
    def evaluation_contact(self) -> tuple[str, str]:
        """Name and e-mail of the responsable de l'évaluation that the evaluation kit goes to (MIK-55)."""
        streams = self.workstreams
        return (streams.evaluation_manager_designated, streams.evaluation_manager_email) if streams else ("", "")

    @property
    def partner(self) -> Partner:
        """What the workstreams know of it."""
        application = self.application
        return Partner(
            dossier=self.ref, name=application.name, siret=application.siret, email=application.email,
            representative=application.representative, scope=application.scope,
            communication_email=application.communication_email,
        )  # fmt: skip

    @property
    def natural_key(self) -> str:
        return self.application.siret

    @property
    def name(self) -> str:
        return self.application.name


def warnings(dossier: Dossier, figures: Certification) -> tuple[tuple[str, str], ...]:
    """The red warnings of the commission file, (rule, French sentence): acceptance then needs a derogation (O-07)."""
    found = []
    thresholds, application = figures.thresholds, dossier.application
    years = application.years_of_activity(dossier.received_on)
    if years is None or years < thresholds.minimum_years_of_activity:
        declared = "non déclarées" if years is None else f"{years}"
        found.append(("MIK-26", f"Années d’activité : {declared} (minimum {thresholds.minimum_years_of_activity})"))
    minimum = thresholds.minimum_trainer_years
    if not any((trainer.years or 0) >= minimum for trainer in application.trainers):
        found.append(("MIK-27", f"Aucun formateur n’a {minimum:g} années d’expérience dans le domaine"))
    return tuple(found)


def is_eligible(trainer: Trainer, figures: Certification) -> bool:
    """With the minimum experience in the field at least (MIK-27)."""
    return (trainer.years or 0) >= figures.thresholds.minimum_trainer_years


def ineligible_trainers(dossier: Dossier, figures: Certification) -> tuple[str, ...]:
    """Each by name (MIK-27)."""
    return tuple(trainer.name for trainer in dossier.application.trainers if not is_eligible(trainer, figures))
