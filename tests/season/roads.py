"""Stretches of road that several tests start from, in November 2026."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tasks.tabs import layout
from tests.homes import copy_home
from tests.season.answers import Cells, answers
from tests.season.desk import Desk, scoring_cells

RECEPTION, SCORING_DAY, COMMISSION_DAY = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 10)
ATELIER = "Atelier n° 1"
#: staff points of G3, G6, G7 and G8
ALL_POINTS = (1, 1, 2, 1)
#: nothing of what makes the other 12 automatic points but 7: G1 1, G2 2, G3 2, G6 1, G8 1
SEVEN_AUTO: Cells = {
    "Certification Qualiopi": "Non", "Sessions dans le domaine (24 derniers mois)": 0, "Nombre de réponses": 0
}  # fmt: skip


def received(desk: Desk, overs: Mapping[int, Cells] | None = None) -> None:
    """Applications by rank, each with what it changes, received on RECEPTION; one complete one by default."""

    def played() -> None:
        desk.apply_all([answers(rank, over) for rank, over in (overs or {1: {}}).items()])
        desk.day(RECEPTION)

    reach(desk, "received", played, is_common=overs is None)


def in_commission(desk: Desk, overs: Mapping[int, Cells] | None = None) -> None:
    """The same, scored with all the staff points on SCORING_DAY."""

    def played() -> None:
        received(desk, overs)
        desk.type_all(layout.SCORING, {f"Atelier n° {rank}": scoring_cells(ALL_POINTS) for rank in overs or {1: {}}})
        desk.day(SCORING_DAY)

    reach(desk, "in commission", played, is_common=overs is None)


def pre_habilitated(desk: Desk) -> None:
    """The first, accepted on COMMISSION_DAY."""

    def played() -> None:
        in_commission(desk)
        desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
        desk.day(COMMISSION_DAY)

    reach(desk, "pre-habilitated", played, is_common=True)


def reach(desk: Desk, name: str, played: Callable[[], None], *, is_common: bool) -> None:
    """Play the road, or copy the home of a desk that already went there from the same start."""
    if desk.stages is None or not is_common or not _is_untouched(desk, desk.stages):
        played()
        return
    home, kept = desk.settings.home, desk.stages / name
    if kept.is_dir():
        shutil.rmtree(home)
        copy_home(kept, home)
    else:
        played()
        copy_home(home, kept)


def _is_untouched(desk: Desk, stages: Path) -> bool:
    return desk.path.read_bytes() == (stages.parent / "home" / desk.path.name).read_bytes()
