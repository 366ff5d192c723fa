"""The forms of the contradictory procedure in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from tasks.mail.text import Line, Prose
from tasks.network.procedures import TypedStep
from tasks.tabs.procedures import ProcedureStep

_DOSSIER = "Par exemple D-2026-0001"
_DECIDED_BY = "Un membre de la direction, inscrit dans « Équipe »"
_TYPED_BY = "Votre prénom et votre nom"


class SuspensionForm(BaseModel):
    """Suspension de la convention, à titre de précaution"""

    model_config = ConfigDict(title="Suspendre la convention")

    dossier: Line = Field(title="N° de dossier", description=_DOSSIER)
    motive: Prose = Field(title="Motif", description="L’organisme le lit ; les griefs suivent (LAW-06)")
    decided_by: Line = Field(title="Décidé par", description=_DECIDED_BY)
    decided_on: date = Field(title="Date de la décision")
    typed_by: Line = Field(title="Saisi par", description=_TYPED_BY)

    def typed(self, ref: str) -> TypedStep:
        return _typed(self, ref, ProcedureStep.SUSPEND)


class GrievancesForm(BaseModel):
    """Notification des griefs"""

    model_config = ConfigDict(title="Notifier les griefs")

    dossier: Line = Field(title="N° de dossier", description=_DOSSIER)
    grievances: list[Line] = Field(title="Griefs", description="Un par ligne ; l’organisme y répond point par point")
    motive: Prose = Field(title="Motif", description="Ce qui les fonde, sans nommer personne")
    decided_by: Line = Field(title="Décidé par", description=_DECIDED_BY)
    decided_on: date = Field(title="Date de la décision")
    typed_by: Line = Field(title="Saisi par", description=_TYPED_BY)

    def typed(self, ref: str) -> TypedStep:
        listed = tuple(item.strip() for item in self.grievances if item.strip())
        return _typed(self, ref, ProcedureStep.GRIEVANCES).model_copy(update={"grievances": listed})


class TerminationForm(BaseModel):
    """Résiliation de la convention"""

    model_config = ConfigDict(title="Résilier la convention")

    dossier: Line = Field(title="N° de dossier", description=_DOSSIER)
    motive: Prose = Field(title="Motif", description="L’organisme le lit")
    answer: Prose = Field(
        "", title="Réponse aux observations", description="Obligatoire quand l’organisme en a présenté (LAW-06)"
    )
    decided_by: Line = Field(title="Décidé par", description=_DECIDED_BY)
    decided_on: date = Field(title="Date de la décision", description="Après les observations ou leur délai (LAW-06)")
    typed_by: Line = Field(title="Saisi par", description=_TYPED_BY)

    def typed(self, ref: str) -> TypedStep:
        return _typed(self, ref, ProcedureStep.TERMINATE).model_copy(update={"answer": self.answer})


class LiftingForm(BaseModel):
    """Levée de la suspension"""

    model_config = ConfigDict(title="Lever la suspension")

    dossier: Line = Field(title="N° de dossier", description=_DOSSIER)
    motive: Prose = Field(title="Motif", description="L’organisme le lit")
    decided_by: Line = Field(title="Décidé par", description=_DECIDED_BY)
    decided_on: date = Field(title="Date de la décision")
    typed_by: Line = Field(title="Saisi par", description=_TYPED_BY)

    def typed(self, ref: str) -> TypedStep:
        return _typed(self, ref, ProcedureStep.LIFT)


def _typed(
    form: SuspensionForm | GrievancesForm | TerminationForm | LiftingForm, ref: str, step: ProcedureStep
) -> TypedStep:
    """What every form of the procedure says."""
    return TypedStep(
        ref=ref, dossier=form.dossier.strip().upper(), step=step, motive=form.motive, decided_by=form.decided_by,
        decided_on=form.decided_on, typed_by=form.typed_by,
    )  # fmt: skip
