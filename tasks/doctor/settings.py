"""The settings as somebody wrote them: a misspelt one is silently without effect, a secret may be readable by all."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from config.settings import Settings
from tasks.doctor.finding import Finding

_PREFIX = "CERTIFLOW_"
_OTHERS = 0o007  # what the other accounts of the machine may do with a file
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=", re.MULTILINE)
_LABEL = "Réglages"


def check_settings(settings: Settings) -> Finding:
    """Names that no setting has, then the rights of `.env`, where passwords are."""
    file = Path(str(settings.model_config["env_file"]))
    unknown = sorted(_unknown(settings, (*os.environ, *_names_in(file))))
    if unknown:
        return Finding(
            "settings", _LABEL, False,
            f"Aucun réglage ne s’appelle {', '.join(unknown)} : corrigez l’orthographe, d’après « .env.example ».",
        )  # fmt: skip
    if os.name == "posix" and file.is_file() and file.stat().st_mode & _OTHERS:
        return Finding(
            "settings", _LABEL, False,
            "Tous les comptes de cette machine peuvent lire « .env » et ses mots de passe : lancez « chmod 600 .env ».",
        )  # fmt: skip
    return Finding("settings", _LABEL, True, f"Dossier {settings.home}, fuseau {settings.timezone}.")


def _names_in(file: Path) -> Iterable[str]:
    return _ASSIGNED.findall(file.read_text(encoding="utf-8")) if file.is_file() else ()


def _unknown(settings: Settings, names: Iterable[str]) -> set[str]:
    known = {f"{_PREFIX}{name.upper()}" for name in type(settings).model_fields}
    return {name for name in names if name.upper().startswith(_PREFIX) and name.upper() not in known}
