"""The nights of a simulation, one after the other, until the last or the first defect."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from config.loader import load_config
from config.settings import Settings, load_settings
from flows.demo import start_afresh
from flows.demo_site import served
from flows.simulation.desk import Memory
from flows.simulation.night import Night, play_night
from flows.simulation.robots import ROBOTS, Robot
from flows.simulation.season import Scene, scene_of
from tasks.office import open_office
from tasks.tabs import layout
from tasks.workbook.protocol import Changes


@dataclass(frozen=True)
class Size:
    """How large the network is, for how long, and the seed that gives the same year again."""

    partners: int
    candidates: int
    days: int
    seed: int


def play_year(home: Path, size: Size, robots: Sequence[Robot] = ROBOTS) -> Iterator[Night]:
    """Start afresh in `home`, then play each night; the last one given is the first that has a defect.

    Raises:
        NotADemonstration: the folder holds real work.
    """
    start_afresh(home)
    with _settings_of(home, size) as (settings, scene):
        with open_office(settings) as office:
            office.workbook.create()
            office.workbook.write(_team(scene))
        memory = Memory()
        for number in range(size.days):
            night = play_night(settings, scene, memory, robots, scene.season.starts + timedelta(days=number))
            yield night
            if night.defects:
                return


@contextmanager
def _settings_of(home: Path, size: Size) -> Iterator[tuple[Settings, Scene]]:
    """An .xlsx and a ledger of their own whatever is set, and pages that the audit may read."""
    config = load_config(load_settings().config_folder)
    scene = scene_of(config, size.partners, size.candidates, size.days, size.seed)
    with served(scene.pages) as address:
        over = {
            "home": home, "workbook": None, "google_sheet": "", "ledger_url": "", "mail_transport": "eml",
            "mail_reroute_to": "", "seal_certificate": None, "badge_key": None,
        }  # fmt: skip
        yield load_settings().model_copy(update=over), replace(scene, site=address)


def _team(scene: Scene) -> Changes:
    changes = Changes()
    for person in scene.season.team:
        changes.append(layout.TEAM, {"Nom": person.name, "E-mail": person.email, "Rôle": person.role})
    return changes
