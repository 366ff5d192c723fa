"""Elements told in a sentence: « Cette formation s’adresse aux artistes », « Aucun prérequis n’est exigé »."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.audit.labels import Cues, Piece
from tasks.audit.reading import clean, fold, sentences
from tasks.audit.substance import emptied

_MOST = 20  # sentences kept for one element
_FEWEST_WORDS = 4  # below, it is the entry of a menu: « Formation en ligne »
_TRAINING = re.compile(
    r"\b(?:formations?|parcours|stages?|cursus|programme|preparation|certification|certificat|atelier|elle|il|module|"
    r"candidats?|stagiaires?|participants?|apprenants?|vous|jury|evaluation|epreuve|referentiel)\b"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:newsletter|lettre d'information|blog|financement|association|entreprise|societe|notre (?:equipe|organisme|"
    r"centre|ecole|site|mission|plateforme|cabinet)|nos (?:equipes|formateurs|conseillers)|ce site|cookies|"
    r"portes ouvertes|reunion|rendez vous|salon|france competences|question|dictionnaire|lexique)\b"
)
_NEGATIVE = re.compile(r"\b(?:ne|n'\w+)\b[^,]{0,40}\b(?:pas|plus|jamais|aucun\w*)\b|\bni\b")
_EXAMINATION = re.compile(
    r"\b(?:(?:certification|certificat|examen|epreuve|soutenance|evaluation|oral|jury|candidats?)|(formations?|parcours|"
    r"stages?|cursus|programme|preparation|elle|il))\b"
)
_OF_THE_COURSE_ALONE = {"modalites", "volume"}
_GENERAL = re.compile(r"\b(?:une|d'une|les|des) (?:formation|stage|programme)s?\b")


@dataclass(frozen=True)
class Opening:
    """A sentence about the training that a cue opens.

    Args:
        before, tail: what precedes and follows the cue, folded.
        says_it_all: the cue needs nothing after it.
    """

    quote: str
    before: str
    cue: str
    tail: str
    is_negative: bool
    says_it_all: bool


def openings(pieces: Sequence[Piece], cues: Cues) -> Mapping[str, tuple[Opening, ...]]:
    """The sentences that tell an element, by element."""
    found: dict[str, list[Opening]] = {}
    wanted = [(code, cue, False) for code, all_cues in cues.openings.items() for cue in all_cues]
    wanted += [(code, cue, True) for code, all_cues in cues.statements.items() for cue in all_cues]
    for index, piece in enumerate(pieces):
        folded = "" if piece.level else fold(piece.text)
        for code, cue, says_it_all in wanted:
            kept = found.setdefault(code, [])
            if len(kept) < _MOST and cue in folded:
                kept += [
                    opening
                    for opening in _all_of(pieces, index, folded, cue, says_it_all=says_it_all)
                    if code not in _OF_THE_COURSE_ALONE or not _is_about_the_examination(opening.before)
                ]
    return {code: tuple(kept) for code, kept in found.items()}


def _all_of(pieces: Sequence[Piece], index: int, folded: str, cue: str, *, says_it_all: bool) -> Iterator[Opening]:
    """The sentences of one piece that this cue opens; a list may follow: « vous serez capable de : »."""
    text = pieces[index].text
    followers = [each.text for each in pieces[index + 1 : index + 3] if not each.codes and not each.level]
    for begin, end in sentences(folded):
        place = folded.find(cue, begin, end)
        if place >= 0:
            rest = " · ".join(followers) if end >= len(folded) else ""
            sentence = folded[begin:end]
            opening = _opening(text[begin:end], sentence, place - begin, cue, rest, says_it_all=says_it_all)
            if opening:
                yield opening


def _is_about_the_examination(before: str) -> bool:
    """« La certification se déroule à distance »: the nearest subject is not the course."""
    nearest = list(_EXAMINATION.finditer(before))
    return bool(nearest) and nearest[-1][1] is None


def _opening(text: str, folded: str, place: int, cue: str, rest: str, *, says_it_all: bool) -> Opening | None:
    before, tail = folded[:place], folded[place + len(cue) :]
    if (before and before[-1].isalnum()) or (tail and tail[0].isalnum() and cue[-1].isalnum()):
        return None
    if says_it_all:
        return Opening(text.strip(), before, cue, "", is_negative=not emptied(folded), says_it_all=True)
    subject = f"{before}{cue}"
    if len(folded.split()) < _FEWEST_WORDS:
        return None
    if _OTHER_SUBJECT.search(before) or _GENERAL.search(subject) or (before.strip() and not _TRAINING.search(subject)):
        return None
    if tail.rstrip().endswith(":"):
        tail, text = f"{tail} {fold(rest)}", clean(f"{text} {rest}")
    return Opening(
        text.strip(), before, cue, tail, is_negative=bool(_NEGATIVE.search(f"{before[-40:]} {cue}")), says_it_all=False
    )
