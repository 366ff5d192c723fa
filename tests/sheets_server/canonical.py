"""JSON as Google gives it back: colours as 32-bit floats without zeros, old and new colour fields side by side."""

import struct
from typing import Any

from tests.sheets_server.errors import Json

COLOR_KEYS = frozenset({"red", "green", "blue", "alpha"})
TWINS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
}


def canonical(value: Any) -> Any:
    """The same value with nulls, false flags and zero colours left out, and each colour under both its names."""
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() <= COLOR_KEYS:
        return {key: _single(part) for key, part in value.items() if part}
    kept = {key: canonical(part) for key, part in value.items() if part is not None}
    return with_twins(kept)


def with_twins(fields: Json) -> Json:
    """Each colour under its old and its new name; an empty style is no colour."""
    for old, new in TWINS.items():
        if fields.get(new) == {}:
            del fields[new]
        elif new in fields and "rgbColor" in fields[new]:
            fields[old] = fields[new]["rgbColor"]
        elif old in fields and new not in fields:
            fields[new] = {"rgbColor": fields[old]}
    return fields


def _single(number: float) -> float:
    """The shortest decimal that is the same 32-bit float: 127/255 → 0.49803922."""
    packed = struct.pack("f", number)
    for digits in range(1, 10):
        text = f"{number:.{digits}g}"
        if struct.pack("f", float(text)) == packed:
            short = float(text)
            return int(short) if short.is_integer() else short
    return number
