"""The bars of an e-mail's picture: as long as their values, the same at every try, blind to markup."""

import struct
import zlib
from typing import Any

import pytest

from tasks.typesetting import DocumentError, render_picture

INK = bytes((0x1F, 0x4E, 0x79, 0xFF))
FULL = 440  # pixels of a bar at the end of the scale


def chart(*values: float, label: str = "Habilité", most: float = 4) -> dict[str, Any]:
    bars = [{"label": label, "value": value, "text": f"{value:g}"} for value in values]
    return {"title": "Dossiers par état", "most": most, "bars": bars}


def rows(png: bytes) -> list[bytes]:
    """The pixels of each line of an 8-bit RGBA picture (PNG, third edition, § 9)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, colours = struct.unpack(">IIBB", png[16:26])
    assert (depth, colours) == (8, 6)
    at, data = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    raw, step, found = zlib.decompress(data), 4 * width + 1, [bytes(4 * width)]
    for number in range(height):
        how, line = raw[number * step], bytearray(raw[number * step + 1 : (number + 1) * step])
        above = found[-1]
        for i in range(len(line)):
            a, b, c = (line[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
            p = a + b - c
            paeth = min((a, b, c), key=lambda value: abs(p - value))
            line[i] = (line[i] + (0, a, b, (a + b) // 2, paeth)[how]) % 256
        found.append(bytes(line))
    return found[1:]


def bars(png: bytes) -> list[int]:
    """The length of each bar, from the top, in pixels."""
    lengths = [line.count(INK) for line in rows(png)]
    return [
        length
        for number, length in enumerate(lengths)
        if length > 1 and lengths[number - 1] != length and lengths[number + 1 : number + 5] == [length] * 4
    ]


def test_bars_are_as_long_as_their_values() -> None:
    assert bars(render_picture("chart", chart(4, 2, 1))) == pytest.approx([FULL, FULL / 2, FULL / 4], abs=2)


def test_the_same_data_is_the_same_picture_and_other_data_another() -> None:
    assert render_picture("chart", chart(4, 2)) == render_picture("chart", chart(4, 2))
    assert render_picture("chart", chart(4, 2)) != render_picture("chart", chart(4, 1))


def test_a_label_is_never_markup_and_an_empty_network_has_a_picture() -> None:
    hostile = '#panic("x") $ *gras* ' + "é" * 90
    assert bars(render_picture("chart", chart(4, label=hostile))) == pytest.approx([FULL], abs=2)
    assert bars(render_picture("chart", chart(0, 0, most=1))) == pytest.approx([2, 2], abs=1)


def test_an_unknown_template_is_refused_in_french() -> None:
    with pytest.raises(DocumentError, match="Modèle de document inconnu"):
        render_picture("../chart", chart(1))
