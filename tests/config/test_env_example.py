"""`.env.example` says every setting, its default and what it is for, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from config.settings import ROOT, Settings

EXAMPLE = ROOT / ".env.example"
HEAD = (
    "# Settings of certiflow: copy this file to « .env », remove the # of what you change, and « chmod 600 .env ».\n"
    "# The environment wins over the file. « certiflow doctor » says what is missing or misspelt.\n"
)


def shown(default: Any) -> str:
    """A default as one writes it; empty where it comes from other settings."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, Path):
        return f"./{default.relative_to(ROOT)}"
    return "" if default is None else f"{default:g}" if isinstance(default, float) else str(default)


def entry(name: str, field: FieldInfo) -> str:
    assert field.description, f"{name} has no description"
    return f"\n# {field.description}\n#CERTIFLOW_{name.upper()}={shown(field.default)}\n"


def test_the_example_is_the_settings() -> None:
    wanted = HEAD + "".join(entry(name, field) for name, field in Settings.model_fields.items())
    assert EXAMPLE.read_text(encoding="utf-8") == wanted


def test_every_line_turned_on_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CERTIFLOW_{name.upper()}", raising=False)
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8").replace("#CERTIFLOW", "CERTIFLOW"), "utf-8")
    monkeypatch.chdir(ROOT)  # its relative paths are those of the installation
    assert Settings(_env_file=tmp_path / ".env") == Settings(_env_file=None)
