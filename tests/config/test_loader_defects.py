"""Files that are accepted or explained wrongly today; each line goes to test_loader once it is cured."""

from pathlib import Path

import pytest

from config.files import ConfigError
from config.loader import load_config
from tests.config.editing import edit, own_grid, told


@pytest.mark.parametrize(
    ("old", "new"),
    [("auto_max = 1\nfigures = { kbis", "auto_max = 2\nfigures = { kbis"), ("appeal_months =", "appeal_mois =")],
)
def test_the_file_named_is_the_one_to_correct(folder: Path, old: str, new: str) -> None:
    edit(folder / "defaults.toml", old, new)
    assert told(folder).startswith("defaults.toml, clé « ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('auto = "legal_status"', 'auto = "legal_statu"'),
        ("figures = { kbis_months = 3 }", "figures = { kbis_month = 3 }"),
        ('auto = "legal_status"\n', ""),
    ],
)
def test_an_automatic_criterion_that_does_not_exist(folder: Path, old: str, new: str) -> None:
    own_grid(folder, old, new)
    with pytest.raises(ConfigError):
        load_config(folder)


@pytest.mark.rule("MIK-20", "O-02")
@pytest.mark.parametrize(("old", "new"), [("total = 17", "total = 18"), ("pass_mark = 11", "pass_mark = 18")])
def test_the_grid_is_on_17(folder: Path, old: str, new: str) -> None:
    own_grid(folder, old, new)
    if "total" in old:
        path = folder / "certifications" / "RS9001.toml"
        edit(path, "figures = { kbis_months = 3 }", 'figures = { kbis_months = 3 }\n[[grid.lines]]\ncode = "G0"\n'
             'label = "En plus"\nrule = "MIK-10"\nmax = 1\nevidence = "-"\nstaff_choices = [0, 1]')  # fmt: skip
    with pytest.raises(ConfigError):
        load_config(folder)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("length = 30", "length = -30", "time_limits.D-CONFORMITE.length"),
        ("length = 30", 'length = "trente"', "time_limits.D-CONFORMITE.length"),
        ("escalation = { N0 = -30", "escalation = { N9 = -30", "time_limits.D-QUALIOPI.escalation.N9"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_in_french(folder: Path, old: str, new: str, key: str) -> None:
    edit(folder / "defaults.toml", old, new)
    message = told(folder)
    assert key in message
    assert "should" not in message
