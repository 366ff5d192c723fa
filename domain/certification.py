"""The figures of one certification: grid, thresholds and time limits, as its data file gives them.

The shape of the process is Python (`domain.partnership`); the figures are here, and the file that contradicts itself
is refused with the key and the cure.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from domain.calendar import Unit
from domain.figures import Figures, Filled
from domain.lifecycle import Lifecycle
from domain.network.check_figures import LIMITS, CheckFigures
from domain.network.cohorts import CohortFigures
from domain.network.nonconformity_vocabulary import Gravity
from domain.referentiel import Referentiel
from domain.vocabulary import Level, TimeLimit

HALF_POINT = 0.5

#: no partner stays longer without a check (QUA-07)
MOST_MONTHS_UNCHECKED = 6

#: a code of the nomenclature des spécialités de formation: three figures, then the letter of the function
Nsf = Annotated[str, StringConstraints(pattern=r"^\d{3}[a-z]?$")]


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
    figures: dict[str, float | str] = Field(default={})

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
    escalation: dict[Level, int] = Field(default={})
    notice_unit: Literal["working_days", "calendar_days"] = "working_days"


class Thresholds(Figures):
    """What the commission examines (MIK-26, MIK-27) and how far a decision may go (O-05, O-14, M2I-46).

    Args:
        incident_days: working days that an incident of a session may wait for its treatment (REF-22).
        action_days: working days to act upon a dysfunction (QUA-09).
        shown_days: calendar days after the end of a session or of a check in which the workbook still shows its rows.
    """

    minimum_years_of_activity: int
    minimum_trainer_years: float
    maximum_extension_days: int
    appeal_months: int
    appeal_acknowledgement_days: int
    appeal_answer_days: int
    maximum_ban_months: int
    incident_days: int
    action_days: Mapping[Gravity, int]
    shown_days: int


class JuryFigures(Figures):
    """The composition of a jury (O-16, LAW-15, M2I-30).

    Args:
        min_external_ratio: share of the members who belong neither to the certifier nor to the OF, 0 to 1.
        examiner_years: of experience in the specialty.
    """

    min_members: int = Field(default=2, ge=1)
    min_external_ratio: float = Field(default=0.5, ge=0, le=1)
    examiner_years: float = Field(default=3, ge=0, allow_inf_nan=False)


class ExamDay(Figures):
    """The usual day of an exam, wall clock of the office; a session may open and close at other hours.

    Args:
        candidate_break: minutes between two épreuves of a candidate.
        max_run, pause: minutes that a juror hears candidates one by one, then those of his pause.
    """

    opens: time
    closes: time
    lunch_starts: time
    lunch_ends: time
    candidate_break: int = Field(ge=0)
    max_run: int = Field(gt=0)
    pause: int = Field(gt=0)


class CoCertifier(Figures):
    """Another owner of the certification, who delivers it too (NET-01).

    Args:
        representative: who validates sessions for it.
    """

    name: Filled
    siret: Annotated[str, StringConstraints(pattern=r"^\d{14}$")]
    email: Filled
    representative: Filled


class RoyaltyFigures(Figures):
    """What a partner owes, in euros before tax: the figures of the sentences of `fees` (NET-29, QUA-04).

    Args:
        since: sessions validated before that day are not charged.
        per_candidate: for each candidate registered for a session.
        per_session: for each session that the partner organises.
    """

    since: date
    per_candidate: Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)] = Decimal(0)
    per_session: Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)] = Decimal(0)

    def unsaid(self, fees: Sequence[str]) -> str:
        """An amount that no sentence of the convention gives, as it would write it: nobody owes it."""
        said = "".join("".join(fees).split())
        for amount in filter(None, (self.per_candidate, self.per_session)):
            shown = f"{amount:.2f}".replace(".", ",").removesuffix(",00")
            if not re.search(rf"(?<![\d,]){shown}(,00)?€", said):
                return shown
        return ""


class Certification(Figures):
    """One certification and all its figures.

    Args:
        code: of its fiche at France compétences: RS or RNCP, then figures (M2I-51, O-18).
        decision_date: of the decision of the director of France compétences, which certificates quote (LAW-09).
        registration_start, registration_end: first and last day of the registration.
        level: of the cadre national and of the CEC; None for the répertoire spécifique (LAW-09).
        nsf: codes of the nomenclature des spécialités de formation (LAW-09).
        validity_years: of a certificate; 0 when it does not end.
        delivery_place: where certificates are delivered, as they print it (LAW-09).
        co_certifiers: the other owners, each with the right of delivery; partners have none (NET-01).
        fees: what the partner owes, one sentence each; no agreement is made without (QUA-04).
        engagements: what was promised to France compétences; every audit says whether it holds (NET-08).
        checks: how often its partners are checked, and on how much (O-10).
        royalty: the same as figures, which calls are made with; None when certiflow makes none (NET-29).
    """

    code: str
    title: str
    certifier: str
    decision_date: date
    registration_start: date
    registration_end: date
    level: Annotated[int, Field(ge=1, le=8)] | None = None
    nsf: Annotated[tuple[Nsf, ...], Field(min_length=1)]
    validity_years: int = Field(default=0, ge=0)
    delivery_place: Filled
    co_certifiers: tuple[CoCertifier, ...] = ()
    fees: tuple[str, ...] = ()
    engagements: Annotated[tuple[Filled, ...], Field(min_length=1)]
    checks: CheckFigures
    royalty: RoyaltyFigures | None = None
    referentiel: Referentiel
    jury: JuryFigures
    exam_day: ExamDay
    lifecycle: Lifecycle
    cohorts: CohortFigures
    grid: Grid
    thresholds: Thresholds
    time_limits: Mapping[TimeLimit, TimeLimitFigures]

    @property
    def kind(self) -> Literal["RS", "RNCP"]:
        """The répertoire that it is registered in."""
        return "RNCP" if self.code.startswith("RNCP") else "RS"

    @property
    def competences(self) -> tuple[str, ...]:
        """The titles that programmes must cover."""
        return tuple(competence.label for competence in self.referentiel.competences)

    @model_validator(mode="after")
    def _charges_what_is_agreed(self) -> Self:
        amount = self.royalty.unsaid(self.fees) if self.royalty else ""
        if amount:
            raise ValueError(
                f"aucune phrase de « fees » ne donne le montant {amount} € de « royalty » : la convention et l’appel "
                "disent la même somme (QUA-04)"
            )
        return self

    @model_validator(mode="after")
    def _has_every_time_limit(self) -> Self:
        absent = [limit.value for limit in TimeLimit if limit not in self.time_limits]
        if absent:
            raise ValueError(f"les délais {', '.join(absent)} manquent dans « time_limits »")
        if self.time_limits[TimeLimit.CLOSURE].unit != "months":
            raise ValueError("le délai D-CLOTURE se compte en mois (M2I-10) : corrigez « time_limits.D-CLOTURE.unit »")
        for limit in LIMITS.values():
            if self.time_limits[limit].unit != "months":
                raise ValueError(f"le délai {limit.value} se compte en mois (O-10) : corrigez « unit »")
        if self.time_limits[TimeLimit.CHECK_SEMESTER].length > MOST_MONTHS_UNCHECKED:
            raise ValueError(
                f"l’audit semestriel revient tous les {MOST_MONTHS_UNCHECKED} mois au plus (QUA-07) : corrigez "
                "« time_limits.D-AUDIT-SEM.length »"
            )
        if self.time_limits[TimeLimit.SURVEY].unit != "calendar_days":
            raise ValueError("le délai D-ENQUETE se compte en jours (NET-18) : corrigez « time_limits.D-ENQUETE.unit »")
        return self
