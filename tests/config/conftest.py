"""A copy of the shipped configuration that a test may break."""

import shutil
from pathlib import Path

import pytest

from config.settings import ROOT

FILES = (
    "organisation.toml", "defaults.toml", "kits.toml", "audit.toml", "checks.toml", "indicators.toml", "cpf.toml",
    "registration.toml",
)  # fmt: skip
FOLDERS = ("certifications", "agreements")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    for name in FOLDERS:
        shutil.copytree(ROOT / "config" / name, copy / name)
    for name in FILES:
        shutil.copy(ROOT / "config" / name, copy / name)
    return copy
