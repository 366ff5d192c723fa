"""What the cohorts of a certification give, and whether its renewal may be asked for (NET-23, NET-24). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from domain.calendar import add_months, format_date
from domain.certification import Certification
from domain.network.survey_vocabulary import Wave
from domain.vocabulary import TimeLimit

#: who the whole group of certifiers is, in a list of them
EVERYBODY = ""


@dataclass(frozen=True)
class WaveFigures:
    """One wave of one promotion. Rates are shares from 0 to 1, None when nobody counts.

    Args:
        asked: holders whom a survey was sent to; certifications withdrawn since are left out.
        counted: answers of people who are neither in studies nor unable to work.
        median_salary, permanent: gross euros a year, share of permanent contracts; None under the small cell.
        usefulness: mean mark of the value of use, 0 to 10 (NET-19).
        used: share of those who use what was certified.
    """

    wave: Wave
    asked: int
    answered: int
    counted: int
    employed: int
    in_trade: int
    median_salary: int | None = None
    permanent: float | None = None
    usefulness: float | None = None
    used: float | None = None

    @property
    def response_rate(self) -> float | None:
        return _share(self.answered, self.asked)

    @property
    def insertion_rate(self) -> float | None:
        """Employed, whatever the job."""
        return _share(self.employed, self.counted)

    @property
    def trade_rate(self) -> float | None:
        """Employed in the trade that the certification leads to."""
        return _share(self.in_trade, self.counted)


@dataclass(frozen=True)
class Promotion:
    """The holders of one certification delivered in one year.

    Args:
        certifier: whose holders they are; `EVERYBODY` for the whole group.
        routes: route of access → how many; empty when not asked for.
    """

    certification: str
    certifier: str
    year: int
    certified: int
    waves: Mapping[Wave, WaveFigures] = field(default_factory=lambda: MappingProxyType({}))
    routes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Readiness:
    """Whether a renewal has its cohorts: `complete` lists the promotions that count."""

    certification: str
    certifier: str
    ready: bool
    complete: tuple[int, ...]
    sentence: str


def readiness(figures: Certification, certifier: str, promotions: Iterable[Promotion], on: date) -> Readiness:
    """Enough promotions with data at each of their waves (NET-23), for one certifier or for the group (NET-24).

    Args:
        promotions: those of this certifier alone.
    """
    cohorts, is_rncp = figures.cohorts, figures.kind == "RNCP"
    wanted = cohorts.readiness_cohorts if is_rncp else cohorts.readiness_usage_cohorts
    waves = cohorts.waves(figures.kind)
    lacking = {item.year: _lacking(item, waves, figures, on) for item in sorted(promotions, key=lambda one: one.year)}
    complete = tuple(year for year, found in lacking.items() if waves and not found)
    said = _sentence(lacking, complete, wanted) if waves else "aucune enquête n’est prévue pour cette certification."
    rule = "NET-24" if certifier else "NET-23" if is_rncp else "NET-19"
    whose = f"{certifier} : " if certifier else ""
    return Readiness(figures.code, certifier, len(complete) >= wanted, complete, f"{whose}{said} [{rule}]")


def wave_ends(year: int, wave: Wave, figures: Certification) -> date:
    """The day from which the figures of a wave of this promotion are final: its last holder had time to answer."""
    asked_on = add_months(date(year, 12, 31), wave.months)
    return asked_on + timedelta(days=figures.time_limits[TimeLimit.SURVEY].length)


def _lacking(promotion: Promotion, waves: Sequence[Wave], figures: Certification, on: date) -> list[str]:
    """What a promotion still lacks to count, wave by wave."""
    found = []
    for wave in waves:
        ends, known = wave_ends(promotion.year, wave, figures), promotion.waves.get(wave)
        if on < ends:
            found.append(f"à {wave.label}, complet le {format_date(ends)}")
        elif known is None or not known.answered:
            found.append(f"à {wave.label}, aucune réponse")
    return found


def _sentence(lacking: Mapping[int, Sequence[str]], complete: Sequence[int], wanted: int) -> str:
    """How many promotions count, which, and what the others wait for."""
    many, asked = "s" * (len(complete) > 1), "s" * (wanted > 1)
    years = f" ({', '.join(map(str, complete))})" if complete else ""
    held = f"{len(complete)} promotion{many} complète{many} sur {wanted} demandée{asked}{years}."
    if len(complete) >= wanted:
        return f"prêt : {held}"
    waiting = " ; ".join(f"{year} {', '.join(found)}" for year, found in lacking.items() if found)
    detail = f"Il manque : {waiting}." if waiting else "Aucune autre promotion n’est encore certifiée."
    return f"pas encore prêt : {held} {detail}"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
