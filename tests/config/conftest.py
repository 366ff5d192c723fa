"""A copy of the shipped configuration that a test may break."""

import shutil
from pathlib import Path

import pytest

from config.settings import ROOT

FILES = ("organisation.toml", "defaults.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    shutil.copytree(ROOT / "config" / "certifications", copy / "certifications")
    for name in FILES:
        shutil.copy(ROOT / "config" / name, copy / name)
    return copy
