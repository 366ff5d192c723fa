"""The forms of the Prefect UI, in French: what a person fills to decide without the workbook.

Prefect's server knows no user, so each form says who fills it (« Saisi par »). Empty text rather than None: an optional
field would show a type switch. No constraint but the type: Prefect would tell it in raw English; the process refuses
in French. Docstrings and titles are shown as they are.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from domain.dossier import FactorOpinion
from domain.vocabulary import Factor, Opinion
from tasks.commission import TypedDecision
from tasks.direction import TypedDirection
from tasks.mail.text import Line, Prose


class OpinionChoice(StrEnum):
    FAVOURABLE = "Favorable"
    RESERVED = "Réservé"
    UNFAVOURABLE = "Défavorable"


class DecisionChoice(StrEnum):
    ACCEPT = "Accepter"
    REFUSE = "Refuser"


class QualityChoice(StrEnum):
    """Qualité d’une personne extérieure ; celle des personnes inscrites vient de l’onglet Équipe"""

    TEAM = "Inscrit dans l’onglet Équipe"
    QUALIFIED_PERSON = "Personnalité qualifiée"
    EXAM_MANAGER = "Responsable des examens"
    PEDAGOGY_REFERENT = "Référent pédagogique"


class AttendeeField(BaseModel):
    """Une personne présente"""

    name: Line = Field(title="Prénom et nom")
    quality: QualityChoice = Field(QualityChoice.TEAM, title="Qualité")


class FactorField(BaseModel):
    """Avis de la commission sur ce facteur"""

    opinion: OpinionChoice = Field(title="Avis")
    comment: Prose = Field("", title="Commentaire")


class CommissionForm(BaseModel):
    """Décision de la commission de pré-habilitation"""

    model_config = ConfigDict(title="Décision de la commission")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    held_on: date = Field(title="Date de la commission", description="Le jour où la commission s’est réunie")
    attendees: list[AttendeeField] = Field(
        title="Participants",
        description="Au moins un membre de la direction et la personne responsable du dossier (MIK-24)",
    )
    disability: FactorField = Field(title=Factor.DISABILITY.label)
    relevance: FactorField = Field(title=Factor.RELEVANCE.label)
    perceived_quality: FactorField = Field(title=Factor.PERCEIVED_QUALITY.label)
    candidate_selection: FactorField = Field(title=Factor.CANDIDATE_SELECTION.label)
    e_reputation: FactorField = Field(title=Factor.E_REPUTATION.label)
    decision: DecisionChoice = Field(title="Décision")
    motive: Prose = Field("", title="Motif", description="Obligatoire pour un refus (MIK-30)")
    derogation: Prose = Field(
        "", title="Dérogation motivée", description="Obligatoire pour accepter malgré une alerte (MIK-26, MIK-27)"
    )
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str) -> TypedDecision:
        """What was typed, as the workbook's rows give it too."""
        return TypedDecision(
            ref=ref, subject=self.dossier.strip().upper(), accept=self.decision is DecisionChoice.ACCEPT,
            held_on=self.held_on,
            attendees=tuple(
                (item.name, "" if item.quality is QualityChoice.TEAM else item.quality.value) for item in self.attendees
            ),
            factors=tuple(self._factor(factor) for factor in Factor),
            motive=self.motive, derogation=self.derogation, typed_by=self.typed_by,
        )  # fmt: skip

    def _factor(self, factor: Factor) -> FactorOpinion:
        given: FactorField = {
            Factor.DISABILITY: self.disability,
            Factor.RELEVANCE: self.relevance,
            Factor.PERCEIVED_QUALITY: self.perceived_quality,
            Factor.CANDIDATE_SELECTION: self.candidate_selection,
            Factor.E_REPUTATION: self.e_reputation,
        }[factor]
        opinion = Opinion.from_label(given.opinion.value) or Opinion.UNFAVOURABLE
        return FactorOpinion(factor=factor, opinion=opinion, comment=given.comment)


class WithdrawalForm(BaseModel):
    """Retrait immédiat de la pré-habilitation"""

    model_config = ConfigDict(title="Retrait immédiat de la pré-habilitation")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    motive: Prose = Field(title="Motif", description="Le manquement ou la fausse déclaration (MIK-34)")
    evidence: Prose = Field("", title="Pièces", description="Ce qui l’établit : liens, constats, dates")
    decided_by: Line = Field(title="Décidé par", description="Un membre de la direction, inscrit dans « Équipe »")
    decided_on: date = Field(title="Date de la décision", description="Le retrait prend effet immédiatement (MIK-35)")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str) -> TypedDirection:
        return TypedDirection(
            ref=ref, subject=self.dossier.strip().upper(), withdraw=True, motive=self.motive, evidence=self.evidence,
            decided_by=self.decided_by, decided_on=self.decided_on, typed_by=self.typed_by,
        )  # fmt: skip


class ExtensionForm(BaseModel):
    """Prolongation du délai de mise en conformité"""

    model_config = ConfigDict(title="Prolongation du délai")

    dossier: Line = Field(title="N° de dossier", description="Par exemple D-2026-0001")
    days: int = Field(title="Jours ouvrés accordés", description="Une seule fois, dans la limite prévue (O-05)")
    motive: Prose = Field(title="Motif")
    decided_by: Line = Field(title="Décidé par", description="Un membre de la direction, inscrit dans « Équipe »")
    decided_on: date = Field(title="Date de la décision")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str) -> TypedDirection:
        return TypedDirection(
            ref=ref, subject=self.dossier.strip().upper(), withdraw=False, motive=self.motive, days=self.days,
            decided_by=self.decided_by, decided_on=self.decided_on, typed_by=self.typed_by,
        )  # fmt: skip
