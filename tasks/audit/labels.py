"""Cues of a checklist, and the labels found on a page: « Public visé », « Quels sont les prérequis ? », « Durée : »."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from domain.audit import Check, Checklist
from tasks.audit.reading import Line, clean, fold

_ELLIPSIS = "..."  # what NFKC makes of « … »
_LONGEST_LABEL = 90  # characters
_NEAR = 92  # of 100: a typing mistake or a plural
_SHORTEST_FUZZY = 8  # characters: below, one letter makes another word
_MOST_LABELS = 40  # in one line

_BULLET = re.compile(r"^(?:[^\w(]+|\(?\d{1,2}\s?[.)/°-]+\s*|\d{1,2}\s+(?=[a-z]))+")
_TAIL = re.compile(r"[^\w)]+$")
_ASIDE = re.compile(r"\s*\([^)]*\)?$")
_ARTICLE = re.compile(r"^(?:quel(?:le)?s?\s+(?:est|sont)\s+)?(?:les?|la|l'|vos|votre|des?|ce\s+que)?\s*(?:\d+\s+)?")
_OF_THE_TRAINING = re.compile(
    r"\s+(?:(?:de|a|pour|d'acces a|pour suivre)\s+(?:la|cette|notre|ce)|du)\s+(?:formation|stage|parcours|"
    r"cours|module|atelier)"
    r"(?:\s+certifiante?)?$"
)
_BESIDE = re.compile(
    r"(?:le |la |les |l')?(?:tarifs?|prix|cout|lieux?|dates|financements?|contexte.*|horaires|effectifs?|delais?.*|"
    r"accessibilite|sessions?|debouches|inscriptions?|certification|suivi|supports?|moyens techniques|encadrement)"
)
_AND = re.compile(r"\s*(?:\bet\b|&|/|,|\+)\s*(?:les?\s|la\s|l')?")
_COLON = re.compile(r"\s*[:?]\s|\s*:$|\s-\s|\s\|\s")
_STOPS = re.compile(r"[.;!|•)]\s|\s-\s")


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: what `codes` its label announces, and the text that follows the label on the line.

    Args:
        label: empty for text without label.
    """

    codes: frozenset[str]
    label: str
    text: str
    level: int
    is_inline: bool = False
    is_exact: bool = True


class Cues:
    """The cues of the elements of a checklist, ready to be looked up."""

    def __init__(self, checklist: Checklist) -> None:
        labels: dict[str, set[str]] = {}
        self.openings: dict[str, list[str]] = {}
        self.statements: dict[str, list[str]] = {}
        for item in checklist.items:
            for cue in item.cues if item.check is Check.ELEMENT else ():
                folded = fold(clean(cue))
                if folded.endswith(_ELLIPSIS):
                    self.openings.setdefault(item.code, []).append(folded.removesuffix(_ELLIPSIS).rstrip())
                elif folded.startswith(_ELLIPSIS):
                    self.statements.setdefault(item.code, []).append(folded.removeprefix(_ELLIPSIS).lstrip())
                else:
                    labels.setdefault(folded, set()).add(item.code)
        self._labels: Mapping[str, frozenset[str]] = {cue: frozenset(codes) for cue, codes in labels.items()}

    @cached_property
    def _long_labels(self) -> list[str]:
        return [cue for cue in self._labels if len(cue) >= _SHORTEST_FUZZY]

    def exact(self, label: str) -> frozenset[str]:
        """The elements that `label`, folded, announces; « Public et prérequis » announces two."""
        bare = _TAIL.sub("", _BULLET.sub("", label))
        for form in _forms(bare):
            if form in self._labels:
                return self._labels[form]
        parts = _AND.split(bare) if len(bare) <= _LONGEST_LABEL else []
        known = [self._known(part) for part in parts]
        both = all(codes or _BESIDE.fullmatch(part) for part, codes in zip(parts, known, strict=True))
        return frozenset().union(*known) if len(parts) > 1 and both else frozenset()

    def near(self, label: str) -> frozenset[str]:
        """The same, for a label with a typing mistake."""
        bare = _TAIL.sub("", _BULLET.sub("", label))
        if not _SHORTEST_FUZZY <= len(bare) <= _LONGEST_LABEL:
            return frozenset()
        best = process.extractOne(bare, self._long_labels, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._labels[best[0]] if best else frozenset()

    def _known(self, part: str) -> frozenset[str]:
        return next((self._labels[form] for form in _forms(part) if form in self._labels), frozenset())


def pieces(lines: Iterable[Line], cues: Cues) -> Iterator[Piece]:
    """The page as labels and what follows them."""
    for line in lines:
        whole = _whole_line(line, cues)
        if whole is not None:
            yield whole
        else:
            yield from _within(line, cues)


def _forms(label: str) -> Iterator[str]:
    """A label as it is, then without what says nothing more: its article, its aside, « de la formation »."""
    yield label
    without_aside = _ASIDE.sub("", label)
    for form in (without_aside, _ARTICLE.sub("", without_aside, count=1)):
        yield form
        yield _OF_THE_TRAINING.sub("", form)


def _whole_line(line: Line, cues: Cues) -> Piece | None:
    if len(line.text) > _LONGEST_LABEL:
        return None
    if codes := cues.exact(line.folded):
        return Piece(codes, line.text, "", line.level)
    if codes := cues.near(line.folded):
        return Piece(codes, line.text, "", line.level, is_exact=False)
    return None


def _within(line: Line, cues: Cues) -> Iterator[Piece]:
    """« Public : artistes Durée : 35 h » → two labels with their texts."""
    labels: list[tuple[int, int, int, frozenset[str]]] = []
    done = 0
    for mark in list(_COLON.finditer(line.folded))[:_MOST_LABELS]:
        begin = _label_before(line, done, mark.start(), cues)
        if begin is not None:
            label = line.folded[begin : mark.start()]
            labels.append((begin, mark.start(), mark.end(), cues.exact(label) or cues.near(label)))
            done = mark.end()
    first = labels[0][0] if labels else len(line.text)
    if before := line.text[:first].strip():
        yield Piece(frozenset(), "", before, line.level)
    ends = [label[0] for label in labels[1:]] + [len(line.text)]
    for (begin, stop, after, codes), end in zip(labels, ends, strict=False):
        yield Piece(codes, line.text[begin:stop].strip(), line.text[after:end].strip(), line.level, is_inline=True)


def _label_before(line: Line, done: int, stop: int, cues: Cues) -> int | None:
    """Where the label that ends at `stop` begins: at the line's or a sentence's beginning, or at a capital letter."""
    begin = max(done, stop - _LONGEST_LABEL)
    heads = [begin] if begin == done else []
    heads += [begin + found.end() for found in _STOPS.finditer(line.folded[begin:stop])]
    words = [begin + found.start() for found in re.finditer(r"(?<=\s)\w", line.text[begin:stop])][-8:]
    heads += [word for word in words if line.text[word].isupper()]
    exact = next((head for head in sorted(heads) if cues.exact(line.folded[head:stop].strip())), None)
    return 0 if exact is None and done == 0 and cues.near(line.folded[:stop]) else exact
