"""Changes one file of a configuration, and reads what the person who changed it is told."""

from pathlib import Path

import pytest

from config.files import ConfigError
from config.loader import load_config


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def own_grid(folder: Path, old: str = "", new: str = "") -> None:
    """Give RS9001 the shipped grid as its own, with one change."""
    grid = (folder / "defaults.toml").read_text(encoding="utf-8").partition("[grid]\n")[2]
    assert old in grid, f"{old!r} is not in the grid"
    path = folder / "certifications" / "RS9001.toml"
    own = path.read_text(encoding="utf-8") + "\n[grid]\n" + grid.replace(old, new, 1)
    path.write_text(own, encoding="utf-8")


def told(folder: Path) -> str:
    """The message of the refusal."""
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    return str(caught.value)
