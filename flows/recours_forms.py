"""The forms of the recours in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from tasks.exams.appeals import TypedAnswer, TypedAppeal
from tasks.mail.text import Line, Prose


class AnswerChoice(StrEnum):
    UPHELD = "Accueilli"
    REJECTED = "Rejeté"


class RecoursForm(BaseModel):
    """Recours reçu"""

    model_config = ConfigDict(title="Enregistrer un recours")

    contested: Line = Field(
        title="Objet contesté",
        description="Numéro de l’inscription, session, certificat, fraude, dossier ou examinateur",
    )
    candidate: Line = Field(
        title="Inscription de l’auteur",
        description="Par exemple I-2026-0001 ; le recours d’une autre personne se saisit dans l’onglet « Recours »",
    )
    lodged_on: date = Field(title="Reçu le")
    grounds: Prose = Field(title="Motifs du recours", description="Sans nommer personne")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedAppeal:
        """What was typed. A run keeps its parameters: the claimant is a number here, and the ledger knows whose."""
        return TypedAppeal(
            contested=self.contested.strip().upper(), claimant=self.candidate.strip().upper(), email="",
            lodged_on=self.lodged_on, grounds=self.grounds, typed_by=self.typed_by,
        )  # fmt: skip


class AnswerForm(BaseModel):
    """Décision de la direction sur un recours"""

    model_config = ConfigDict(title="Répondre à un recours")

    appeal: Line = Field(title="N° du recours", description="Par exemple RC-2026-0001")
    decision: AnswerChoice = Field(title="Décision")
    motive: Prose = Field(title="Motif")
    decided_by: Line = Field(
        title="Décidé par", description="Un membre de la direction qui n’a pas pris la décision contestée (O-14)"
    )
    decided_on: date = Field(title="Décidé le")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedAnswer:
        """What was typed, as a row of « Recours » gives it too."""
        return TypedAnswer(
            upheld=self.decision is AnswerChoice.UPHELD, motive=self.motive, decided_by=self.decided_by,
            decided_on=self.decided_on, typed_by=self.typed_by,
        )  # fmt: skip
