"""The form of the exam sessions in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from tasks.exams.session_rows import TypedDecision
from tasks.mail.text import Line, Prose


class EndingChoice(StrEnum):
    POSTPONE = "Reporter"
    CANCEL = "Annuler"


class SessionDecisionForm(BaseModel):
    """Report ou annulation d’une session d’examen"""

    model_config = ConfigDict(title="Report ou annulation d’une session")

    session: Line = Field(title="N° de session", description="Par exemple S-2026-0001, dans l’onglet « Sessions »")
    decision: EndingChoice = Field(title="Décision", description="Candidats, jury et direction sont prévenus aussitôt")
    motive: Prose = Field(title="Motif", description="Obligatoire (M2I-41) ; le jury et les candidats le lisent")
    decided_by: Line = Field(
        title="Décidé par", description="Le responsable de session, ou une personne des examens ou de la direction"
    )
    days: list[date] = Field(
        [],
        title="Nouvelles journées",
        description="La première, puis la dernière si la session en dure plusieurs ; rien tant qu’elles sont inconnues",
    )
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedDecision:
        """What was typed, as a row of « Sessions » gives it too."""
        return TypedDecision(
            postpone=self.decision is EndingChoice.POSTPONE, motive=self.motive, decided_by=self.decided_by,
            typed_by=self.typed_by, first=min(self.days, default=None),
            last=max(self.days, default=None),
        )  # fmt: skip
