"""A dossier is scored with the grid in force when it was received, whatever the file says later (MIK-19)."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from config.settings import ROOT
from tasks.ledger.keeping import GridChanged
from tasks.tabs import layout
from tests.season import answers as form
from tests.season.desk import MANAGER, Desk
from tests.season.reading import minutes
from tests.season.roads import ATELIER, RECEPTION

NEXT_DAY, SCORED_ON = date(2026, 11, 3), date(2026, 11, 4)
NEWER = "Atelier n° 2"
ZERO = (0, 0, 2, 0)  # 14 with the 12 automatic points


class Certifier:
    """A desk whose configuration the test may change."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config"
        shutil.copytree(ROOT / "config", self.config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        self.desk = Desk.at(folder / "home", config=self.config)
        self.desk.set_up()

    def edit(self, *changes: tuple[str, str]) -> None:
        path = self.config / "defaults.toml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def certifier(tmp_path: Path) -> Certifier:
    return Certifier(tmp_path)


@pytest.mark.rule("MIK-19")
def test_a_raised_pass_mark_counts_for_those_received_after_it(certifier: Certifier) -> None:
    desk = certifier.desk
    desk.apply(1)
    desk.day(RECEPTION)
    certifier.edit(('version = "2026-1"', 'version = "2026-2"'), ("pass_mark = 11", "pass_mark = 15"))
    desk.apply(2, {form.SUBMITTED: datetime(2026, 11, 3, 9, 0)})
    desk.day(NEXT_DAY)
    for name in (ATELIER, NEWER):
        desk.score(name, ZERO)
    desk.day(SCORED_ON)
    assert desk.states() == {ATELIER: "En commission", NEWER: "Rejetée sur note"}
    ((_, old),) = minutes(desk, "D-2026-0001")
    ((_, new),) = minutes(desk, "D-2026-0002")
    assert "Grille de notation, version 2026-1" in old
    assert "Grille de notation, version 2026-2" in new


@pytest.mark.rule("MIK-19")
def test_the_same_version_with_other_figures_is_refused(certifier: Certifier) -> None:
    certifier.desk.apply(1)
    certifier.desk.day(RECEPTION)
    certifier.edit(("pass_mark = 11", "pass_mark = 12"))
    with pytest.raises(GridChanged) as caught:
        certifier.desk.day(NEXT_DAY)
    assert str(caught.value) == (
        "RNCP9002.toml, clé « grid.version » : la grille a changé mais pas sa version « 2026-1 ». Donnez-lui une "
        "nouvelle version : les dossiers reçus gardent l’ancienne (MIK-19)."
    )
    certifier.edit(("pass_mark = 12", "pass_mark = 11"))
    certifier.desk.day(NEXT_DAY)
    assert certifier.desk.states() == {ATELIER: "Complète, à noter"}


@pytest.mark.rule("MIK-19")
def test_a_judged_line_that_was_renamed_is_still_scored_under_its_old_name(certifier: Certifier) -> None:
    desk, old, new = certifier.desk, "Adéquation des CV au référentiel", "Pertinence des CV"
    desk.apply(1)
    desk.day(RECEPTION)
    certifier.edit(('version = "2026-1"', 'version = "2026-2"'), (old, new))
    desk.apply(2, {form.SUBMITTED: datetime(2026, 11, 3, 9, 0)})
    with desk.office() as office:
        office.workbook.create()
    desk.day(NEXT_DAY)
    common: form.Cells = {"G6": 0, "G7": 2, "G8": 0, layout.VALIDATED_BY: MANAGER}
    desk.type(layout.SCORING, ATELIER, {f"G3 – {old}": 0.5, **common})
    desk.type(layout.SCORING, NEWER, {f"G3 – {new}": 1, **common})
    desk.day(SCORED_ON)
    assert desk.rows(layout.ANOMALIES) == []
    assert [(row["Organisme"], row["Note"]) for row in desk.rows(layout.DOSSIERS)] == [(ATELIER, 14.5), (NEWER, 15)]
