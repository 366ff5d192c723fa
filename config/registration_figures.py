"""Reads registration.toml: the pieces of a renewal project and the sources of the watch (REF-06, REF-33)."""

from pathlib import Path

from config.files import read_toml, validated
from domain.network.registration_figures import RegistrationFigures

FILE = "registration.toml"


def load_registration(folder: Path) -> RegistrationFigures:
    """The figures of `folder`/registration.toml.

    Raises:
        ConfigError: absent, unreadable, or a piece or a source that is there twice.
    """
    path = folder / FILE
    return validated(RegistrationFigures, read_toml(path), path)
