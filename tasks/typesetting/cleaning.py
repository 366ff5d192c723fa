"""Text that a document can print: a character without a glyph would stop the whole PDF (PDF/A, PDF/UA).

Nothing is escaped here: templates receive data as JSON strings, which Typst never reads as markup.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal

from tasks.typesetting.coverage import covered_characters

UNPRINTABLE = "□"  # stands visibly where a character was: a reader must see that something is missing
MAX_MARKS = 2  # stacked accents on one letter; more than any language of the fonts, and they overprint other lines

_FORMS: tuple[Literal["NFC", "NFKC", "NFD", "NFKD"], ...] = ("NFC", "NFKC", "NFD", "NFKD")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")
_JOINED_EMOJI = re.compile("\u200d[\u2190-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*")
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs"}  # controls, format marks (bidi overrides too), lone surrogates
# Variation selectors, grapheme joiner, skin tones: they modify the character before, and print nothing themselves.
_MODIFIERS = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")


def clean_text(text: str) -> str:
    """The printable form of what a person typed; idempotent.

    NFC; line ends become `\\n`, at most one blank line in a row; controls, bidi overrides and other invisible marks
    are removed; a character that the fonts lack is folded to an equivalent one (`Ａ` → `A`), else to its base letter,
    else to `□`.
    """
    if text.isascii() and text.isprintable():  # a QR code is two thousand such characters
        return text
    folded = "".join(_fold(char) for char in _visible(text))
    return _BLANK_LINES.sub("\n\n", _excess_marks().sub(r"\1", folded)).strip("\n")


def lost_characters(text: str) -> list[str]:
    """The characters of `text` that a document would replace or strip of an accent, each once, in order.

    For a name: tell the person before their certificate is printed with a `□`. Invisible marks are not counted.
    """
    return [char for char in dict.fromkeys(_visible(text)) if _is_lost(char)]


def clean_data(value: Any) -> Any:
    """`value` with every string in its mappings and sequences cleaned, and without what is None.

    A None leaves a mapping, and becomes an empty string in a sequence, where its place counts.
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {key: clean_data(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return ["" if item is None else clean_data(item) for item in value]
    return value


def _visible(text: str) -> str:
    """NFC without invisible characters; a joined emoji (a family, a flag of a trade) counts as one."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = (char for char in _JOINED_EMOJI.sub("", lines) if not _is_invisible(char))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_invisible(char: str) -> bool:
    if char == "\n":
        return False
    return unicodedata.category(char) in _INVISIBLE_CATEGORIES or _MODIFIERS.match(char) is not None


@lru_cache(maxsize=4096)  # bounded: hostile text could otherwise fill it with all of Unicode
def _fold(char: str) -> str:
    for form in _FORMS:
        candidate = unicodedata.normalize(form, char)
        if _is_covered(candidate):
            return candidate
    if unicodedata.category(char) == "Zs":
        return " "
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    if unicodedata.category(char).startswith("M"):
        return ""
    return base if base and _is_covered(base) else UNPRINTABLE


def _is_covered(text: str) -> bool:
    return all(char == "\n" or char in covered_characters() for char in text)


def _is_lost(char: str) -> bool:
    return unicodedata.normalize("NFKC", _fold(char)).strip() != unicodedata.normalize("NFKC", char).strip()


@cache
def _excess_marks() -> re.Pattern[str]:
    marks = "".join(sorted(char for char in covered_characters() if unicodedata.combining(char)))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")
