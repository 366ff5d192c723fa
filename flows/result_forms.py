"""The forms of the day and of the results in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from tasks.exams.incidents import TypedIncident
from tasks.exams.results import TypedValidation
from tasks.intake.moments import PLAUSIBLE_YEARS
from tasks.mail.text import Line, Prose


class IncidentForm(BaseModel):
    """Incident constaté pendant une session"""

    model_config = ConfigDict(title="Incident de session")

    session: Line = Field(title="N° de session", description="Par exemple S-2026-0001")
    occurred_at: datetime = Field(title="Date et heure")
    what: Prose = Field(title="Faits", description="Ce qui s’est passé, sans jugement ni nom (M2I-40)")
    candidates: list[Line] = Field([], title="Candidats concernés", description="Leurs numéros d’inscription")
    reported_by: Line = Field(title="Signalé par", description="Candidat, examinateur, surveillant…")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str, zone: ZoneInfo) -> TypedIncident:
        """What was typed; the browser gives an instant, people read the clock of the office."""
        is_instant = self.occurred_at.tzinfo is not None and self.occurred_at.year in PLAUSIBLE_YEARS
        at = (self.occurred_at.astimezone(zone) if is_instant else self.occurred_at).replace(tzinfo=None)
        return TypedIncident(
            ref=ref, session=self.session.strip().upper(), occurred_at=at, what=self.what,
            candidates=tuple(item for item in self.candidates if item), reported_by=self.reported_by,
            typed_by=self.typed_by,
        )  # fmt: skip


class ValidationForm(BaseModel):
    """Validation d’une session par le certificateur"""

    model_config = ConfigDict(title="Validation d’une session")

    session: Line = Field(title="N° de session", description="Par exemple S-2026-0001")
    validated_by: Line = Field(
        title="Validée par", description="Représentant du certificateur ou direction, dans « Équipe » (M2I-37)"
    )
    validated_on: date = Field(title="Validée le", description="Les résultats partent aussitôt")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, ref: str) -> TypedValidation:
        return TypedValidation(
            ref=ref, session=self.session.strip().upper(), validated_by=self.validated_by,
            validated_on=self.validated_on, typed_by=self.typed_by,
        )  # fmt: skip
