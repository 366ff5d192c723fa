"""What somebody typed, made safe to carry in a mail: nothing is lost but what a reader could never see."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, lone surrogates, and the bidi overrides that make a text read otherwise than it is written.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")
_SPACES = re.compile(r"[ \t\n]+")


def prose(text: str) -> str:
    """The text as typed, NFC, with « \\n » line ends and without characters that do not show."""
    text = _UNREADABLE.sub("", _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)))
    return _TRAILING.sub("", text).strip("\n")


def one_line(text: str) -> str:
    """The same on a single line, runs of spaces made one; no-break spaces stay."""
    return _SPACES.sub(" ", prose(text)).strip()


Line = Annotated[str, AfterValidator(one_line)]
FilledLine = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1)]
Prose = Annotated[str, AfterValidator(prose)]
FilledProse = Annotated[str, AfterValidator(prose), StringConstraints(min_length=1)]
