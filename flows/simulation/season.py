"""What the year is made of before it begins: people, habits, who applies when, which sessions are held."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from stdnum import luhn

from config.loader import Config
from config.settings import ROOT
from flows.simulation.chance import Chance
from flows.simulation.site import Pages

_FOLDER = ROOT / "config" / "demo"
#: days between the planning of a session and its first day, when the year leaves them
LEAD = 42
#: days left after the last session for its results and its certificates
_TAIL = 30
_LONGEST = timedelta(days=3)


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Habits(_Read):
    """Shares of what people do, between 0 and 1, and days that they take: config/demo/network.toml explains each."""

    mistypes: float
    slow: int
    forgets: float
    incomplete: float
    never_completed: float
    hostile: float
    reapplies: float
    second_certification: float
    weak: float
    refused: float
    young: float
    only_prepares: float
    flawed_site: float
    uncorrected: float
    minor: float
    major: float
    hopeless: float
    extended: float
    withdrawn: float
    refused_registration: float
    unverified: float
    accommodated: float
    gives_up: float
    absent: float
    no_identity: float
    excluded: float
    late: float
    fails: float
    half_fails: float
    incident: float
    fraud: float
    appeal: float
    wins: float
    withdrawn_certificate: float
    postponed: float
    cancelled: float
    juror_away: float
    partner_organises: float
    dysfunction: float
    answers: float


class Names(_Read):
    first: tuple[str, ...]
    family: tuple[str, ...]
    trade: tuple[str, ...]
    place: tuple[str, ...]
    town: tuple[str, ...]
    hostile: tuple[str, ...]


class Colleague(_Read):
    name: str
    email: str
    role: str


class Season(_Read):
    """config/demo/network.toml, and what every applicant answers."""

    starts: date
    size: tuple[int, int]
    habits: Habits
    team: tuple[Colleague, ...]
    names: Names
    answers: Mapping[str, Any]

    def who(self, role: str, rank: int = 0) -> str:
        """The name of a person of that role."""
        people = [person.name for person in self.team if person.role == role]
        return people[rank % len(people)]


def read_season() -> Season:
    story = tomllib.loads((_FOLDER / "season.toml").read_text(encoding="utf-8"))
    found = tomllib.loads((_FOLDER / "network.toml").read_text(encoding="utf-8"))
    return Season.model_validate({**found, "answers": story["answers"]})


@dataclass(frozen=True)
class Applicant:
    """An organisation, and the day that it applies."""

    rank: int
    on: date
    certification: str
    name: str
    siret: str
    is_hostile: bool


@dataclass(frozen=True)
class Planned:
    """A session, and how many present themselves to it."""

    rank: int
    certification: str
    planned_on: date
    first_day: date
    last_day: date
    size: int


@dataclass(frozen=True)
class Scene:
    """Everything that robots know beside the workbook.

    Args:
        site: address of the web pages of the applicants.
    """

    season: Season
    config: Config
    chance: Chance
    days: int
    applicants: tuple[Applicant, ...]
    sessions: tuple[Planned, ...]
    pages: Pages
    site: str = ""

    @property
    def habits(self) -> Habits:
        return self.season.habits


def scene_of(config: Config, partners: int, candidates: int, days: int, seed: int) -> Scene:
    """The scene before its pages are served somewhere."""
    season, chance = read_season(), Chance(seed)
    applicants = tuple(_applicant(season, config, chance, rank, days) for rank in range(partners))
    sessions = tuple(_sessions(season, config, chance, candidates, days))
    return Scene(season, config, chance, days, applicants, sessions, Pages(config, chance, season.habits.flawed_site))


def _applicant(season: Season, config: Config, chance: Chance, rank: int, days: int) -> Applicant:
    """More of them apply in the first weeks; none in the last two months of a long year."""
    span = max(days - 60, 1)
    on = season.starts + timedelta(days=int(span * chance.draw("applies", rank) ** 1.5))
    names, hostile = season.names, chance.happens(season.habits.hostile, "hostile", rank)
    name = f"{chance.pick(names.trade, 'trade', rank)} {chance.pick(names.place, 'place', rank)} {rank + 1}"
    return Applicant(
        rank, _working(config, on), _certification(config, rank),
        f"{chance.pick(names.hostile, 'text', rank)} {rank + 1}" if hostile else name, siret(rank), hostile,
    )  # fmt: skip


def siret(rank: int) -> str:
    """Of an invented organisation: the keys of its SIREN and of its establishment are right."""
    bare = f"{91_000_000 + rank:08}"
    siren = f"{bare}{luhn.calc_check_digit(bare)}"
    return f"{siren}0001{luhn.calc_check_digit(f'{siren}0001')}"


def _sessions(season: Season, config: Config, chance: Chance, candidates: int, days: int) -> Iterator[Planned]:
    """As many sessions as the candidates fill, held all along the year, on consecutive working days from a Tuesday."""
    sizes: list[int] = []
    while sum(sizes) < candidates:
        least, most = season.size
        sizes.append(min(chance.whole(least, most, "size", len(sizes)), candidates - sum(sizes)))
    first = min(LEAD + 7, days - 4)
    span = max(days - _TAIL - first, 0)
    for rank, size in enumerate(sizes):
        held = season.starts + timedelta(days=first + span * rank // max(len(sizes), 1))
        while held.weekday() != 1 or not all(config.calendar.is_working_day(held + timedelta(day)) for day in range(3)):
            held -= timedelta(days=1)
        code = _certification(config, rank)
        last = held + timedelta(days=_length(config, code) - 1)
        planned = max(held - timedelta(days=LEAD), season.starts)
        yield Planned(rank, code, _working(config, planned), held, last, size)


def _length(config: Config, code: str) -> int:
    """Days that a session takes: one for every three hours of épreuves that candidates take one by one or together."""
    minutes = sum(epreuve.minutes for epreuve in config.certifications[code].referentiel.epreuves)
    return min(1 + minutes // 180, _LONGEST.days)


def _certification(config: Config, rank: int) -> str:
    codes = sorted(config.certifications)
    return codes[rank % len(codes)]


def _working(config: Config, day: date) -> date:
    return day if config.calendar.is_working_day(day) else config.calendar.add(day, 1)
