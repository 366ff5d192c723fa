"""The figures of the cohorts: switched on and off by certification, and refused when they contradict themselves."""

from pathlib import Path

import pytest

from config.loader import load_config
from domain.network.survey_vocabulary import Wave
from tests.config.editing import edit, told


@pytest.mark.rule("NET-18", "NET-19", "NET-23")
def test_a_certification_switches_its_waves_off_and_on_by_itself(folder: Path) -> None:
    for code, waves in (("RNCP9002", 'insertion_waves = ["2_ANS"]'), ("RS9003", "usage_waves = []")):
        path = folder / "certifications" / f"{code}.toml"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n[cohorts]\n{waves}\n", encoding="utf-8")
    known = load_config(folder).certifications.items()
    assert {code: item.cohorts.waves(item.kind) for code, item in known} == {
        "RNCP9002": (Wave.TWO_YEARS,), "RS9001": (Wave.SIX_MONTHS,), "RS9003": (),
    }  # fmt: skip


@pytest.mark.rule("NET-18", "NET-23")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('insertion_waves = ["6_MOIS", "2_ANS"]', 'insertion_waves = ["1_AN"]', "cohorts.insertion_waves"),
        ('insertion_waves = ["6_MOIS", "2_ANS"]', 'insertion_waves = ["2_ANS", "2_ANS"]', "figure deux fois"),
        ("lowest_salary = 3000", "lowest_salary = 900000", "« lowest_salary » doit rester sous « highest_salary »"),
        ("small_cell = 5", "small_cell = 1", "cohorts.small_cell"),
        (
            'unit = "calendar_days"\nnotice_unit = "calendar_days"\nreminders = [10, 20]',
            'notice_unit = "calendar_days"\nreminders = [10, 20]',
            "D-ENQUETE se compte en jours",
        ),
    ],
)
def test_figures_that_cannot_be_are_refused_with_their_key(folder: Path, old: str, new: str, said: str) -> None:
    edit(folder / "defaults.toml", old, new)
    assert said in told(folder)
