"""The command in a process of its own: a configuration that cannot be used is one French sentence and exit code 3."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.settings import ROOT
from tests.season.reading import plain


def test_a_corrupt_configuration_is_one_french_sentence(tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (config / "organisation.toml").write_text("name := « Certificateur »", encoding="utf-8")
    environment = os.environ | {"CERTIFLOW_HOME": str(tmp_path / "home"), "CERTIFLOW_CONFIG_FOLDER": str(config)}
    command = [sys.executable, "-m", "flows.cli", "status"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert plain(done.stderr).startswith("organisation.toml n’est pas un fichier TOML lisible")
    assert "Traceback" not in done.stderr
