"""A desk of its own for each test, copied from one that was set up once."""

import shutil
from pathlib import Path

import pytest

from tests.season.desk import Desk


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger just made, a workbook with its team and nothing else."""
    home = tmp_path_factory.mktemp("season") / "home"
    Desk.at(home).set_up()
    return home


@pytest.fixture
def desk(empty_home: Path, tmp_path: Path) -> Desk:
    """Claire Martin alone manages partnerships, Hélène Dubois directs."""
    home = Path(shutil.copytree(empty_home, tmp_path / "home"))
    return Desk.at(home, stages=empty_home.parent / "stages")
