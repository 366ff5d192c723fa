"""Fields in the certifier's own texts: « {{ partner.name }} », looked up in one pass.

There is no template language here: what stands in the place of a field is never read again, so an OF named
« {{ 7*7 }} » is printed as it is.
"""

import re
from collections.abc import Mapping, Set

#: a field with several values (fees, trainers) holds them one by one
Values = Mapping[str, str | tuple[str, ...]]

_FIELD = re.compile(r"\{\{ *([a-z_]+\.[a-z_]+) *\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def fields_of(text: str) -> frozenset[str]:
    """The names of the fields that `text` asks for."""
    return frozenset(_FIELD.findall(text))


def fill(text: str, values: Values) -> str:
    """`text` with its fields; several values are joined by semicolons.

    Raises:
        KeyError: a field has no value. `fault` finds it when the file is loaded.
    """
    return _FIELD.sub(lambda match: _joined(values[match[1]]), text)


def fill_items(items: tuple[str, ...], values: Values) -> tuple[str, ...]:
    """The items of a list; one that is nothing but a field becomes as many items as the field has values."""
    filled: list[str] = []
    for item in items:
        alone = _FIELD.fullmatch(item.strip())
        value = values[alone[1]] if alone else fill(item, values)
        filled += (value,) if isinstance(value, str) else value
    return tuple(filled)


def fault(text: str, known: Set[str]) -> str:
    """Why the fields of `text` cannot be filled, in French, with the cure; empty when they can."""
    unknown = sorted(fields_of(text) - known)
    if unknown:
        return f"le champ « {unknown[0]} » n’existe pas : choisissez parmi {', '.join(sorted(known))}"
    if _BRACES.search(_FIELD.sub("", text)):
        return "les accolades ne servent qu’à nommer un champ, comme {{ partner.name }} : corrigez-les ou retirez-les"
    return ""


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\u202f; ".join(value)
