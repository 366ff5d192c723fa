"""The characters that the vendored fonts can draw, read from the fonts themselves."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parents[2] / "templates" / "fonts"

_FULL_UNICODE = (3, 10)  # platform Windows, encoding UCS-4: a format 12 table (OpenType, « cmap »)


@cache
def covered_characters() -> frozenset[str]:
    """What every vendored font can draw: a character must survive bold and italic.

    Private-use characters are left out although the fonts hold some: PDF/A-2a forbids them.
    """
    common = frozenset.intersection(*(_read_cmap(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))
    return frozenset(char for char in map(chr, common) if unicodedata.category(char) != "Co")


def _read_cmap(font: bytes) -> frozenset[int]:
    """Code points of a font's format 12 character map.

    Raises:
        ValueError: the font has no such table; it is not one of ours.
    """
    cmap = _table_offset(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for record in struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count]):
        if record[:2] == _FULL_UNICODE:
            return _read_groups(font, cmap + record[2])
    raise ValueError("the font has no full Unicode character map (format 12)")


def _table_offset(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    directory = struct.iter_unpack(">4s4xI4x", font[12 : 12 + 16 * count])
    return next(int(offset) for name, offset in directory if name == tag)


def _read_groups(font: bytes, subtable: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">I", font, subtable + 12)
    groups = struct.iter_unpack(">II4x", font[subtable + 16 : subtable + 16 + 12 * count])
    return frozenset(code for first, last in groups for code in range(first, last + 1))
