"""How much of each competence of the reference a page tells (NET-26)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from tasks.audit.reading import Line, clean, fold, sentences

_LONGEST_UNIT = 600  # characters: beyond, words of a competence may meet by chance
_COVERED, _DOUBTFUL = 0.85, 0.5
_STEM = 6  # letters: « présentations » and « présenter » differ after
_WORD = re.compile(r"[a-z0-9]{3,}")
_SEPARATOR = re.compile(r"[;,•\n]")
_EMPTY_WORDS = re.compile(
    r"les|des|une|aux|par|pour|avec|sur|dans|ses|son|leurs?|que|qui|est|sont|ainsi|afin|tous|toute?s?|cette|ces|sans|sous|"
    r"entre|vers|chez|nos|vos|notre|votre"
)


class Coverage(Enum):
    COVERED = 2
    DOUBTFUL = 1
    MISSING = 0


@dataclass(frozen=True)
class Covered:
    competence: str
    coverage: Coverage
    passage: str


def covered(competences: Sequence[str], lines: Iterable[Line]) -> tuple[Covered, ...]:
    """Each competence with the sentence that tells most of its words."""
    wanted = [(competence, _stems(fold(clean(competence)))) for competence in competences]
    best = [(0.0, "")] * len(wanted)
    for text, folded in _units(lines):
        if not (told := _stems(folded)):
            continue
        for index, (_, stems) in enumerate(wanted):
            share = len(stems & told) / len(stems) if stems else 0.0
            if share > best[index][0]:
                best[index] = (share, text)
    return tuple(
        Covered(competence, _grade(share), text) for (competence, _), (share, text) in zip(wanted, best, strict=True)
    )


def _grade(share: float) -> Coverage:
    if share >= _COVERED:
        return Coverage.COVERED
    return Coverage.DOUBTFUL if share >= _DOUBTFUL else Coverage.MISSING


def _stems(folded: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(folded) if not _EMPTY_WORDS.fullmatch(word))


def _units(lines: Iterable[Line]) -> Iterable[tuple[str, str]]:
    """Sentences; the parts of those that are too long."""
    for line in lines:
        for begin, end in sentences(line.folded):
            if end - begin <= _LONGEST_UNIT:
                yield line.text[begin:end].strip(), line.folded[begin:end]
                continue
            start = begin
            for mark in _SEPARATOR.finditer(line.folded, begin, end):
                yield line.text[start : mark.start()].strip(), line.folded[start : mark.start()]
                start = mark.end()
            yield line.text[start:end].strip(), line.folded[start:end]
