"""Reads retention.toml: how long each kind of data is kept (RGPD, article 5, 1 e)."""

from pathlib import Path

from config.files import ConfigError, read_toml, validated
from domain.network.retention import Kept, Retention

FILE = "retention.toml"


def load_retention(folder: Path) -> Retention:
    """The durations of `folder`/retention.toml.

    Raises:
        ConfigError: absent, unreadable, or a duration is missing.
    """
    path = folder / FILE
    found = validated(Retention, read_toml(path), path)
    missing = [kept.value for kept in Kept if kept not in found.durations]
    if missing:
        raise ConfigError(f"{FILE}, clé « durations.{missing[0]} » : la durée est absente. Ajoutez-la.")
    return found
