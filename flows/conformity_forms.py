"""The forms of the conformity phase in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from domain.agreements import AgreementKind
from domain.evaluation import Aspect, AspectGrade, Grade
from domain.signing import Assurances
from tasks.conformity.evaluations import TypedEvaluation
from tasks.conformity.signatures import TypedSignature
from tasks.conformity.submitted import TypedSession
from tasks.intake.moments import PLAUSIBLE_YEARS
from tasks.mail.text import Line, Prose


class PresenceChoice(StrEnum):
    PRESENT = "Présent"
    ABSENT = "Absent"
    ON_FILE = "Sans session : relecture du dossier corrigé"


class GradeChoice(StrEnum):
    CONFORMING = "Conforme"
    MINOR = "Non-conformité mineure"
    MAJOR = "Non-conformité majeure"


class DocumentChoice(StrEnum):
    CONVENTION = "Convention de partenariat"
    REGULATION = "Réglementation de la certification"
    CHARTER = "Charte qualité"


class AnswerChoice(StrEnum):
    YES = "Oui"
    NO = "Non"


_DOCUMENTS = {
    DocumentChoice.CONVENTION: AgreementKind.CONVENTION,
    DocumentChoice.REGULATION: AgreementKind.REGULATION,
    DocumentChoice.CHARTER: AgreementKind.CHARTER,
}
_GRADES = {
    GradeChoice.CONFORMING: Grade.CONFORMING,
    GradeChoice.MINOR: Grade.MINOR,
    GradeChoice.MAJOR: Grade.MAJOR,
}
_PRESENCES = {PresenceChoice.PRESENT: True, PresenceChoice.ABSENT: False, PresenceChoice.ON_FILE: None}


class SessionForm(BaseModel):
    """Séance d’information"""

    model_config = ConfigDict(title="Séance d’information")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    starts: datetime = Field(
        title="Séance prévue le", description="Date et heure ; une nouvelle date remplace la précédente (MIK-42)"
    )
    link: Line = Field("", title="Lien de la visioconférence", description="En entier, avec https://")
    cancelled: bool = Field(False, title="Annuler la séance", description="Cochez pour retirer l’invitation envoyée")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, zone: ZoneInfo) -> TypedSession:
        """What was typed; the browser gives an instant, people read the clock of the office."""
        is_instant = self.starts.tzinfo is not None and self.starts.year in PLAUSIBLE_YEARS
        starts = (self.starts.astimezone(zone) if is_instant else self.starts).replace(tzinfo=None)
        return TypedSession(
            dossier=self.dossier.strip().upper(), starts=starts, link=self.link, cancelled=self.cancelled,
            typed_by=self.typed_by,
        )  # fmt: skip


class EvaluationForm(BaseModel):
    """Évaluation d’un formateur"""

    model_config = ConfigDict(title="Évaluation d’un formateur")

    trainer: Line = Field(title="N° de formateur", description="Par exemple F-2026-0001, dans l’onglet « Formateurs »")
    held_on: date = Field(title="Tenue le", description="Jour de la session, ou de la relecture du dossier corrigé")
    presence: PresenceChoice = Field(title="Présence", description="Une absence vaut non-conformité majeure")
    publics: GradeChoice = Field(title=Aspect.PUBLICS.label)
    reference: GradeChoice = Field(title=Aspect.REFERENCE.label)
    assessment: GradeChoice = Field(title=Aspect.ASSESSMENT.label)
    technical_file: GradeChoice = Field(title=Aspect.TECHNICAL_FILE.label)
    case_url: Line = Field(
        "", title="Cas pratique (lien)", description="Remis dans sa totalité, sans quoi rien n’est validé (MIK-74)"
    )
    points: list[Line] = Field([], title="Points à retravailler", description="Le rapport les numérote (MIK-77)")
    advice: Prose = Field("", title="Recommandations")
    evaluator: Line = Field(title="Évaluateur", description="Une personne de l’onglet « Équipe »")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedEvaluation:
        """What was typed, as a row of « Formateurs » gives it too."""
        given = {
            Aspect.PUBLICS: self.publics, Aspect.REFERENCE: self.reference,
            Aspect.ASSESSMENT: self.assessment, Aspect.TECHNICAL_FILE: self.technical_file,
        }  # fmt: skip
        return TypedEvaluation(
            held_on=self.held_on, present=_PRESENCES[self.presence],
            grades=tuple(AspectGrade(aspect=aspect, grade=_GRADES[choice]) for aspect, choice in given.items()),
            case_url=self.case_url, points=tuple(point for point in self.points if point), advice=self.advice,
            evaluator=self.evaluator, typed_by=self.typed_by,
        )  # fmt: skip


class SignatureForm(BaseModel):
    """Signature d’un document par les deux parties"""

    model_config = ConfigDict(title="Signature d’un document")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    document: DocumentChoice = Field(title="Document")
    partner_signatory: Line = Field(title="Signé par (organisme)")
    partner_signed_on: date = Field(title="Signé le (organisme)")
    certifier_signatory: Line = Field(
        title="Signé par (certificateur)", description="Un membre de la direction, inscrit dans « Équipe »"
    )
    certifier_signed_on: date = Field(title="Signé le (certificateur)")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str) -> TypedSignature:
        """What was typed, as a row of « Signatures » gives it too."""
        return TypedSignature(
            ref=ref, subject=self.dossier.strip().upper(), kind=_DOCUMENTS[self.document],
            partner_signatory=self.partner_signatory, partner_signed_on=self.partner_signed_on,
            certifier_signatory=self.certifier_signatory, certifier_signed_on=self.certifier_signed_on,
            typed_by=self.typed_by,
        )  # fmt: skip


class HabilitationForm(BaseModel):
    """Habilitation d’un organisme : les deux réponses de la direction"""

    model_config = ConfigDict(title="Habilitation")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    respects_reference: AnswerChoice = Field(
        title="Capacité à respecter les référentiels", description="Établie par le dossier ? (LAW-01)"
    )
    adequate_means: AnswerChoice = Field(
        title="Moyens adéquats", description="Moyens pédagogiques, techniques et d’encadrement (LAW-01)"
    )
    decided_by: Line = Field(title="Décidé par", description="Un membre de la direction, inscrit dans « Équipe »")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def given(self, on: date) -> Assurances:
        """The two answers, as direction gives them on that day."""
        return Assurances(
            respects_reference=self.respects_reference is AnswerChoice.YES,
            adequate_means=self.adequate_means is AnswerChoice.YES, decided_by=self.decided_by, decided_on=on,
        )  # fmt: skip
