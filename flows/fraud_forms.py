"""The forms of the frauds in the Prefect UI; the same habits as in `flows.forms`."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from domain.calendar import add_months
from domain.exams.fraud import ReportAuthor
from domain.exams.vocabulary import Sanction
from tasks.exams.fraud_commands import TypedFraud, TypedReport, TypedSanction
from tasks.mail.text import Line, Prose


class SanctionChoice(StrEnum):
    WARNING = "Avertissement"
    EXCLUSION = "Exclusion de la session"
    BAN = "Interdiction de se présenter"
    WITHDRAWAL = "Retrait de la certification"
    DISMISS = "Classer sans sanction"


class QualityChoice(StrEnum):
    EXAMINER = "Examinateur"
    MANAGER = "Responsable de session"


#: months beyond which a date would leave the calendar: whatever was typed is refused before
_FAR = 120
_QUALITIES = {QualityChoice.EXAMINER: ReportAuthor.EXAMINER, QualityChoice.MANAGER: ReportAuthor.MANAGER}
_SANCTIONS = {
    SanctionChoice.WARNING: Sanction.WARNING,
    SanctionChoice.EXCLUSION: Sanction.EXCLUSION,
    SanctionChoice.BAN: Sanction.BAN,
    SanctionChoice.WITHDRAWAL: Sanction.WITHDRAWAL,
    SanctionChoice.DISMISS: None,
}


class FraudForm(BaseModel):
    """Signalement d’une fraude ou d’une tentative de fraude"""

    model_config = ConfigDict(title="Signaler une fraude")

    session: Line = Field(title="N° de session", description="Par exemple S-2026-0001")
    candidates: list[Line] = Field(
        title="Candidats", description="Numéros d’inscription (I-2026-0001) des auteurs et des complices"
    )
    what: Prose = Field(title="Fait", description="Ce qui a été constaté, sans nommer personne (M2I-45)")
    evidence: Prose = Field("", title="Preuves")
    occurred_at: datetime = Field(title="Date et heure")
    reported_by: Line = Field(title="Signalé par")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self, zone: ZoneInfo) -> TypedFraud:
        """What was typed; the browser gives an instant, people read the clock of the office."""
        at = self.occurred_at.astimezone(zone) if self.occurred_at.tzinfo else self.occurred_at
        numbers = dict.fromkeys(number.strip().upper() for number in self.candidates if number.strip())
        return TypedFraud(
            session=self.session.strip().upper(), candidates=tuple(numbers),
            what=self.what, evidence=self.evidence, reported_by=self.reported_by,
            occurred_at=at.replace(second=0, microsecond=0, tzinfo=None), typed_by=self.typed_by,
        )  # fmt: skip


class ReportForm(BaseModel):
    """Rapport signé sur une fraude"""

    model_config = ConfigDict(title="Rapport signé sur une fraude")

    case: Line = Field(title="N° de l’affaire", description="Par exemple FR-2026-0001, dans l’onglet « Fraudes »")
    author: Line = Field(title="Rapport signé par")
    quality: QualityChoice = Field(title="Qualité du signataire", description="Lui seul établit le rapport (M2I-47)")
    signed_on: date = Field(title="Signé le")
    url: Line = Field("", title="Rapport (lien)")
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedReport:
        """What was typed, as a row of « Fraudes » gives it too."""
        return TypedReport(
            author=self.author, quality=_QUALITIES[self.quality], signed_on=self.signed_on, url=self.url,
            typed_by=self.typed_by,
        )  # fmt: skip


class SanctionForm(BaseModel):
    """Décision sur une fraude : sanction, ou classement"""

    model_config = ConfigDict(title="Décision sur une fraude")

    case: Line = Field(title="N° de l’affaire", description="Par exemple FR-2026-0001 ; son rapport est déjà signé")
    decision: SanctionChoice = Field(title="Décision")
    motive: Prose = Field(title="Motif", description="Chaque personne mise en cause lit ce motif")
    decided_by: Line = Field(
        title="Décidé par", description="Le responsable de la session ; la direction pour retirer une certification"
    )
    notified_on: date = Field(title="Notifié le")
    ban_months: int = Field(
        0,
        title="Mois d’interdiction",
        description="Pour une interdiction, dès la notification, dans la limite du règlement (M2I-46)",
    )
    typed_by: Line = Field(title="Saisi par", description="Votre prénom et votre nom")

    def typed(self) -> TypedSanction:
        """What was typed, the last day of the ban counted from its notification."""
        months = max(-_FAR, min(self.ban_months, _FAR))
        return TypedSanction(
            sanction=_SANCTIONS[self.decision], motive=self.motive, decided_by=self.decided_by,
            notified_on=self.notified_on, ban_until=add_months(self.notified_on, months) if months else None,
            typed_by=self.typed_by,
        )  # fmt: skip
