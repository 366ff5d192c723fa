"""How often the partners of a certification are checked, and on how much (O-10, QUA-07)."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from domain.figures import Figures
from domain.network.check_vocabulary import CheckKind
from domain.vocabulary import TimeLimit

#: the clock of each cadence (domain.md §3)
LIMITS: Mapping[CheckKind, TimeLimit] = {
    CheckKind.MONTHLY: TimeLimit.CHECK_MONTHLY,
    CheckKind.SEMESTER: TimeLimit.CHECK_SEMESTER,
    CheckKind.ANNUAL: TimeLimit.CHECK_ANNUAL,
}


class CadenceFigures(Figures):
    """One cadence.

    Args:
        days_ahead: calendar days before the due date at which the check opens.
        sessions, candidacies: size of the sample, before what the risk of the partner adds to it.
    """

    enabled: bool
    days_ahead: int = Field(ge=0, le=60)
    sessions: int = Field(ge=0)
    candidacies: int = Field(ge=0)


class RiskFigures(Figures):
    """What makes a partner, or one of its sessions, looked at first and more (REF-23).

    Args:
        dysfunction, outlier, new_partner: sessions added to the sample, each once.
        new_months: how long a partner is new, from the signature.
    """

    dysfunction: int = Field(ge=0)
    outlier: int = Field(ge=0)
    new_partner: int = Field(ge=0)
    new_months: int = Field(ge=0)


class CheckFigures(Figures):
    """The cadences and the risk."""

    mensuel: CadenceFigures
    semestriel: CadenceFigures
    annuel: CadenceFigures
    risk: RiskFigures

    def of(self, kind: CheckKind) -> CadenceFigures:
        cadences = {
            CheckKind.MONTHLY: self.mensuel, CheckKind.SEMESTER: self.semestriel, CheckKind.ANNUAL: self.annuel,
        }  # fmt: skip
        return cadences[kind]

    @model_validator(mode="after")
    def _nobody_is_forgotten(self) -> Self:
        if not (self.mensuel.enabled or self.semestriel.enabled):
            raise ValueError(
                "aucun partenaire ne reste plus de six mois sans contrôle (QUA-07) : laissez « enabled = true » au "
                "contrôle mensuel ou à l’audit semestriel"
            )
        return self
