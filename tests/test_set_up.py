"""`make` on a fresh machine: no home folder, a path with spaces, a set-up that was interrupted or moved."""

import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import ROOT

pytestmark = pytest.mark.slow

LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
SEEDED = {"certiflow", "pip", "setuptools", "uv"}


def run(folder: Path, *command: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """Run a command as a bare session would: PATH and nothing else."""
    return subprocess.run(
        command, cwd=folder, env={"PATH": path}, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("clone") / "un dossier d'essai"
    shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
    yield folder
    shutil.rmtree(folder / ".venv")


@pytest.fixture
def ready(clone: Path) -> Path:
    done = run(clone, "make", "ready")
    assert done.returncode == 0, done.stderr
    return clone


def test_a_fresh_install_has_the_locked_versions(ready: Path) -> None:
    listed = run(ready, ".venv/bin/uv", "pip", "list", "--format", "json")
    installed = {package["name"]: package["version"] for package in json.loads(listed.stdout)}
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {(package["name"], package["version"]) for package in lock["package"]}
    assert {(name, version) for name, version in installed.items() if name not in SEEDED} <= locked
    assert {"prefect", "pytest", "psycopg"} <= installed.keys()


def test_a_second_call_does_nothing(ready: Path) -> None:
    before = (ready / ".venv/.ready").stat().st_mtime_ns
    done = run(ready, "make", "ready")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (ready / ".venv/.ready").stat().st_mtime_ns == before


def test_an_interrupted_set_up_heals(ready: Path) -> None:
    (ready / ".venv/.ready").unlink()
    next((ready / ".venv/lib").glob("python*/site-packages/jinja2/environment.py")).unlink()
    assert run(ready, ".venv/bin/python", "-c", "import jinja2").returncode == 1
    assert run(ready, "make", "ready").returncode == 0
    assert run(ready, ".venv/bin/python", "-c", "import jinja2").returncode == 0


def test_two_at_once_do_not_break_each_other(ready: Path) -> None:
    (ready / ".venv/.ready").unlink()
    first = subprocess.Popen(["make", "ready"], cwd=ready, stderr=subprocess.DEVNULL)
    second = run(ready, "make", "ready")
    assert (first.wait(), second.returncode) == (0, 0)
    assert run(ready, ".venv/bin/uv", "pip", "check").returncode == 0


def test_a_moved_folder_works_again(ready: Path) -> None:
    moved = ready.rename(ready.with_name("l’été"))
    try:
        assert run(moved, "make", "ready").returncode == 0
        where = run(moved, ".venv/bin/python", "-P", "-c", "import domain; print(domain.__file__)")
        assert where.stdout.strip() == str(moved / "domain/__init__.py")
        assert run(moved, ".venv/bin/certiflow", "--help").returncode == 0
    finally:
        moved.rename(ready)


def test_no_suitable_python_is_a_sentence_with_its_cure(tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    for tool in ("make", "sh", "cat", "cksum"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    done = run(tmp_path, "make", "run", path=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("certiflow\u202f: il faut Python 3.11, 3.12 ou 3.13")
