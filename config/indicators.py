"""Reads indicators.toml: what the dashboard compares, and when the digest leaves (NET-05, NET-07)."""

from pathlib import Path

from config.files import read_toml, validated
from domain.network.indicators import IndicatorFigures

FILE = "indicators.toml"


def load_indicators(folder: Path) -> IndicatorFigures:
    """The figures of `folder`/indicators.toml. Raises ConfigError."""
    path = folder / FILE
    return validated(IndicatorFigures, read_toml(path), path)
