"""Reads one TOML file into one model. What is wrong is told with the file, the key, the reason and the cure."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from config.disk import disk_reason


class ConfigError(Exception):
    """A configuration file that cannot be used; its message is French: file, key, reason and cure."""


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one file.

    Raises:
        ConfigError: it is absent, unreadable or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"Le fichier {path.name} est absent de {path.parent} : remettez-le en place.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path.name} n’est pas un fichier TOML lisible ({error}). Corrigez la ligne indiquée ou reprenez "
            "la dernière version qui fonctionnait."
        ) from None
    except OSError as error:
        raise ConfigError(f"{path.name} ne peut pas être lu : {disk_reason(error)}.") from None


Model = TypeVar("Model", bound=BaseModel)

_REASONS = {
    "missing": "la clé est absente : ajoutez-la",
    "extra_forbidden": "la clé est inconnue : corrigez son orthographe ou retirez-la",
    "greater_than_equal": "la valeur est trop petite : indiquez {ge:g} au moins",
    "greater_than": "la valeur est trop petite : indiquez plus de {gt:g}",
    "less_than_equal": "la valeur est trop grande : indiquez {le:g} au plus",
    "string_too_short": "le texte est vide : écrivez-le",
    "too_short": "la liste est trop courte : donnez {min_length} élément(s) au moins",
    "string_pattern_mismatch": "ce code est mal formé : reprenez la forme de l’exemple fourni",
    "enum": "la valeur ne figure pas parmi celles possibles : corrigez son orthographe",
    "literal_error": "la valeur ne figure pas parmi celles possibles : corrigez son orthographe",
    "value_error": "",
}


def validated(model: type[Model], data: Mapping[str, Any], path: Path, own: Mapping[str, Any] | None = None) -> Model:
    """`data` as a `model`; a fault is told with the file that holds it: `path`, or defaults.toml when not in `own`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # a misspelt key is both unknown and missing: the former says where to look
        first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        location = [str(part) for part in first["loc"] if part != "[key]"]
        key = ".".join(location) or "(fichier)"
        fallback = "la valeur n’est pas du type attendu : reprenez l’exemple fourni"
        said = _REASONS.get(first["type"], fallback).format(**first.get("ctx", {}))
        reason = said or first["msg"].removeprefix("Value error, ")
        name = path.name if own is None or first["type"] == "missing" or _holds(own, location) else "defaults.toml"
        raise ConfigError(f"{name}, clé « {key} » : {reason}.") from None


def _holds(own: Mapping[str, Any], location: list[str]) -> bool:
    """Whether the certification's own file speaks of that place; the whole of it when the fault has none."""
    below: Any = own
    for part in location:
        if not isinstance(below, Mapping):
            return True  # inside a list: the file gives the list whole
        if part not in below:
            return False
        below = below[part]
    return True
