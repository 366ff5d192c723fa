"""The figures of one certification: grid, thresholds and time limits, as its data file gives them.

The shape of the process is Python (`domain.partnership`); the figures are here, and the file that contradicts itself
is refused with the key and the cure.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.calendar import Unit
from domain.vocabulary import Level, TimeLimit

HALF_POINT = 0.5


class Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GridLine(Figures):
    """One criterion of the grid.

    Args:
        auto: name of the automatic criterion in `domain.scoring`; empty when staff alone judge.
        staff_choices: the points that staff may give, ascending; empty when the line is automatic only.
        figures: thresholds of the automatic criterion.
    """

    code: str
    label: str
    rule: str
    max: float
    evidence: str
    auto: str = ""
    auto_max: float = 0
    staff_label: str = ""
    staff_choices: tuple[float, ...] = ()
    figures: dict[str, float | str] = {}

    @property
    def staff_max(self) -> float:
        return max(self.staff_choices, default=0)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.auto_max + self.staff_max != self.max:
            raise ValueError(
                f"la ligne {self.code} annonce {self.max:g} point(s) mais {self.auto_max:g} automatique(s) + "
                f"{self.staff_max:g} à l’appréciation : corrigez « max », « auto_max » ou « staff_choices »"
            )
        if bool(self.auto) != bool(self.auto_max):
            raise ValueError(f"la ligne {self.code} donne « auto » et « auto_max » ensemble, ou aucun des deux")
        if any(choice % HALF_POINT for choice in (*self.staff_choices, self.max)):
            raise ValueError(f"la ligne {self.code} utilise autre chose que des demi-points (O-08)")
        return self


#: the maximum mark (MIK-20, O-02)
MAXIMUM_MARK = 17


class Grid(Figures):
    """The scoring grid (MIK-18 to MIK-22)."""

    version: str
    total: float
    pass_mark: float
    lines: Annotated[tuple[GridLine, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sums(self) -> Self:
        if self.total != MAXIMUM_MARK:
            raise ValueError(f"la note maximale est de {MAXIMUM_MARK} (MIK-20) : corrigez « total »")
        if not 0 < self.pass_mark <= self.total:
            raise ValueError(f"le seuil va de 0 à {self.total:g} (MIK-21) : corrigez « pass_mark »")
        found = sum(line.max for line in self.lines)
        if found != self.total:
            raise ValueError(
                f"la somme des points est {found:g} au lieu de {self.total:g} (MIK-20) : "
                "corrigez « max » d’une ligne ou « total »"
            )
        codes = [line.code for line in self.lines]
        if len(set(codes)) != len(codes):
            raise ValueError("deux lignes de la grille portent le même code")
        return self


class TimeLimitFigures(Figures):
    """Length and notices of one time limit.

    Args:
        length: in `unit`; 0 when the end date is a fact of the dossier (D-QUALIOPI).
        reminders: to the OF, in working days: positive after the start, negative before the due date.
        escalation: rung → working days from the due date (negative before), O-20.
        notice_unit: what reminders and escalation count in; calendar days for ends that are months away (MIK-85).
    """

    rule: str
    length: int = Field(ge=0)
    unit: Unit = "working_days"
    reminders: tuple[int, ...] = ()
    escalation: dict[Level, int] = {}
    notice_unit: Literal["working_days", "calendar_days"] = "working_days"


class Thresholds(Figures):
    """What the commission examines (MIK-26, MIK-27) and how far direction may extend (O-05)."""

    minimum_years_of_activity: int
    minimum_trainer_years: float
    maximum_extension_days: int
    appeal_months: int
    appeal_acknowledgement_days: int
    appeal_answer_days: int


class Certification(Figures):
    """One certification and all its figures.

    Args:
        competences: the titles that programmes must cover.
        fees: what the partner owes, one sentence each; no agreement is made without (QUA-04).
    """

    code: str
    title: str
    certifier: str
    registration_end: date
    competences: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    grid: Grid
    thresholds: Thresholds
    time_limits: Mapping[TimeLimit, TimeLimitFigures]

    @model_validator(mode="after")
    def _has_every_time_limit(self) -> Self:
        absent = [limit.value for limit in TimeLimit if limit not in self.time_limits]
        if absent:
            raise ValueError(f"les délais {', '.join(absent)} manquent dans « time_limits »")
        return self
