"""The figures of the network (NET-05): what the dashboard and the digest show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from domain.network.outliers import Flag, Measure, Share


class _Figures(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutlierFigures(_Figures):
    """When a partner is flagged. `risk`: chance that a network of equals has one flag or more, for one measure."""

    risk: float = Field(gt=0, lt=1)
    minimum_candidates: int = Field(ge=1)
    minimum_sessions: int = Field(ge=1)


class HorizonFigures(_Figures):
    """What « cette semaine » (working days) and « ce mois » (calendar days) mean."""

    week_days: int = Field(ge=1)
    month_days: int = Field(ge=1)


class DigestFigures(_Figures):
    """When the digest of direction leaves, and how many tasks an e-mail lists at the most."""

    direction_weekday: int = Field(ge=1, le=7)
    tasks: int = Field(ge=1)


class IndicatorFigures(_Figures):
    """All of indicators.toml."""

    outliers: OutlierFigures
    deadlines: HorizonFigures
    digest: DigestFigures


@dataclass(frozen=True)
class Delay:
    """A delay over everything that has ended; `unit` in French."""

    label: str
    rule: str
    unit: str
    mean: float
    median: float
    count: int


@dataclass(frozen=True)
class PartnerFigures:
    """One partner: its dossier, hence one OF for one certification.

    Args:
        nonconformities: those that are open, and all of them.
        to_decision, to_signature: working days, None before.
    """

    dossier: str
    name: str
    certification: str
    state: str
    shares: Mapping[Measure, Share]
    nonconformities: Share
    to_decision: int | None = None
    to_signature: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many subjects of one kind are in one state."""

    kind: str
    state: str
    number: int


@dataclass(frozen=True)
class NetworkFigures:
    """The network on one day.

    Args:
        deadlines: label of a span → how many end in it.
        counts: by kind then by state, in the order of the processes; every state of the dossiers, the others not empty.
        success: by certification, partners and the certifier's own sessions together.
        responses: surveys of holders that were answered, of those sent; not those of certifications withdrawn since.
    """

    on: date
    deadlines: Mapping[str, int]
    counts: tuple[Count, ...]
    success: Mapping[str, Share]
    delays: tuple[Delay, ...]
    responses: Share
    partners: tuple[PartnerFigures, ...]

    @property
    def flagged(self) -> tuple[PartnerFigures, ...]:
        return tuple(partner for partner in self.partners if partner.flags)
