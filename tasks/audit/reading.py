"""A page made ready to be searched: bounded, cut into lines, each beside a folded copy of the same length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

MAX_LINES = 4_000
MAX_LINE = 4_000  # characters
MAX_TEXT = 200_000  # characters; a training page rarely goes beyond 30,000
QUOTE = 300  # characters quoted at most

_SPACES = re.compile(r"\s+")
_INNER_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?!\s|$)[^.!?\n]*)*[.!?]*")
_APOSTROPHES, _QUOTES, _DASHES = "’ʼ‘`´′ʹ＇", "«»“”„‟″＂‹›", "‐‑‒–—―−－"


class TextBlock(Protocol):
    """A paragraph, a cell, an item of a list; `level` 1 to 6 for a heading, else 0."""

    @property
    def text(self) -> str: ...
    @property
    def level(self) -> int: ...


class Readable(Protocol):
    """A page as the pre-audit needs it; `blocks` in reading order, headings included (see tasks.web.page)."""

    @property
    def title(self) -> str: ...
    @property
    def blocks(self) -> Sequence[TextBlock]: ...
    @property
    def noindex(self) -> bool: ...


class _Folds(dict[int, str]):
    """One sign for one sign: no case, one kind of apostrophe, quote and dash; accents kept or not."""

    def __init__(self, *, keep_accents: bool) -> None:
        super().__init__()
        self._keep_accents = keep_accents

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        for kinds, plain in ((_APOSTROPHES, "'"), (_QUOTES, '"'), (_DASHES, "-")):
            if sign in kinds:
                return self.setdefault(code, plain)
        base = sign if self._keep_accents else unicodedata.normalize("NFKD", sign)[0]
        return self.setdefault(code, base.lower()[0])


_FOLDS, _SAME_TYPOGRAPHY = _Folds(keep_accents=False), _Folds(keep_accents=True)


def clean(text: str) -> str:
    """NFKC, spaces made one, nothing invisible: the typography that two honest writers may differ by."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", shown)).strip()


def fold(cleaned: str) -> str:
    """A copy of the same length to search in: a place found in it is the same place in `cleaned`."""
    return _INNER_HYPHEN.sub(" ", cleaned.translate(_FOLDS))


def same_typography(cleaned: str) -> str:
    """The only tolerance of an exact title: case, and kinds of apostrophe, quote, dash and space. Accents count."""
    return cleaned.translate(_SAME_TYPOGRAPHY)


@dataclass(frozen=True)
class Line:
    text: str
    folded: str
    level: int = 0

    @classmethod
    def of(cls, text: str, level: int = 0) -> "Line":
        cleaned = clean(text[:MAX_LINE])[:MAX_LINE]
        return cls(cleaned, fold(cleaned), level)


@dataclass(frozen=True)
class Reading:
    """What is searched. `is_truncated`: the page was longer than what is read, so absence proves nothing."""

    title: Line
    lines: tuple[Line, ...]
    is_truncated: bool

    @property
    def everything(self) -> tuple[Line, ...]:
        return (self.title, *self.lines)


def read(page: Readable) -> Reading:
    """Takes what can be searched in bounded time, whatever the page."""
    lines: list[Line] = []
    size = 0
    for text, level in _lines(page.blocks):
        if len(lines) == MAX_LINES or size > MAX_TEXT:
            return Reading(Line.of(page.title), tuple(lines), is_truncated=True)
        size += len(text) + 1  # the break counts: a page of empty lines is bounded too
        if (line := Line.of(text, level)).text:
            lines.append(line)
    return Reading(Line.of(page.title), tuple(lines), is_truncated=False)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def quoted(text: str, around: int = 0) -> str:
    """At most QUOTE characters of `text` about the place `around`, with « … » where it is cut."""
    if len(text) <= QUOTE:
        return text
    begin = max(0, min(around - QUOTE // 3, len(text) - QUOTE + 2))
    cut = text[begin : begin + QUOTE - 2].strip()
    return f"{'…' if begin else ''}{cut}{'…' if begin + QUOTE - 2 < len(text) else ''}"


def _lines(blocks: Iterable[TextBlock]) -> Iterator[tuple[str, int]]:
    """A heading is one line; any other block is cut where it breaks its lines, and every MAX_LINE characters."""
    for block in blocks:
        for part in [block.text.replace("\n", " ")] if block.level else block.text.split("\n"):
            begin = 0
            while begin == 0 or begin < len(part):
                end = begin + MAX_LINE
                space = part.rfind(" ", begin + 1, end) if end < len(part) else -1
                yield part[begin : space if space > 0 else end], block.level
                begin = space if space > 0 else end
