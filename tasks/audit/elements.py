"""The eight elements: found under a label or told in a sentence, never on the strength of a word alone (MIK-64).

« Trouvé » needs a cue and, with it, words that are the element's content. A cue whose content is not recognised is left
to the auditor; a cue with « à venir » is not found.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.audit import ChecklistItem, Finding, Proposal
from tasks.audit.coverage import Coverage, covered
from tasks.audit.labels import Cues, Piece
from tasks.audit.openings import Opening, openings
from tasks.audit.reading import Line, fold, quoted
from tasks.audit.sections import Section, sections
from tasks.audit.substance import (
    emptied,
    is_elsewhere,
    tells_conditions,
    tells_evaluation,
    tells_hours,
    tells_objectives,
    tells_people,
    tells_programme,
    tells_setting,
    tells_teaching,
)

#: « Méthodes pédagogiques » may be answered by « exercices »; « Format » or « Lieu » only by a setting
_ABOUT_TEACHING = re.compile(r"pedagog|enseign|method|formation|apprentissage")
_TELLS_ALONE = {"modalites", "volume"}
_RANK = {Finding.NOT_FOUND: 0, Finding.TO_SEE: 1, Finding.FOUND: 2}
_BY_LABEL, _NEAR_LABEL, _BARE_LABEL, _BY_SENTENCE = 0.95, 0.85, 0.85, 0.75
_NEAR_CUE = 60  # characters: hours told further in the sentence may be others

NOT_SEEN = "Aucune rubrique ni phrase de la page n’annonce cet élément."
EMPTY = "La rubrique est présente, mais son contenu manque."
ELSEWHERE = "La page renvoie à un autre document, qui n’a pas été lu."
UNSURE = "Une rubrique ou une phrase l’annonce, sans que son contenu ait été reconnu."
CROWDED = "Le mot figure dans une suite de rubriques (menu, sommaire ou onglets) : son contenu n’a pas été rattaché."
OUTSIDE = "Des mots de la page peuvent y répondre, sans rubrique ni phrase qui l’annonce."
NEGATIVE = "La phrase qui l’annonce est négative."
DAYS_ONLY = "Une durée est annoncée, sans volume en heures."
NO_DELIVERY = "L’évaluation est décrite, pas la délivrance de la certification."
NO_TEST = "La délivrance est décrite, pas l’évaluation."
_OPEN: Mapping[str, Callable[[str], bool]] = {
    "publics": tells_people,
    "prerequis": tells_conditions,
    "objectifs": tells_objectives,
    "modalites": tells_teaching,
    "volume": tells_hours,
}


@dataclass(frozen=True)
class Elements:
    """One page, taken apart once for its eight elements."""

    pieces: Sequence[Piece]
    sections: tuple[Section, ...]
    openings: Mapping[str, tuple[Opening, ...]]
    competences: tuple[str, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece], cues: Cues, competences: tuple[str, ...]) -> "Elements":
        return cls(pieces, tuple(sections(pieces)), openings(pieces, cues), competences)

    def propose(self, item: ChecklistItem) -> Proposal:
        """The best that the page has for this element."""
        candidates = list(self._candidates(item.code))
        if item.code == "evaluation":
            candidates = _evaluation(candidates)
        best = max(candidates, key=lambda proposal: (_RANK[proposal.finding], proposal.confidence), default=None)
        return best or self._without_cue(item.code)

    def _without_cue(self, code: str) -> Proposal:
        """Nothing announces the element; hours or « à distance » that stand alone are shown to the auditor."""
        if code in _TELLS_ALONE:
            for piece in self.pieces:
                if _OPEN[code](fold(piece.text)):
                    return _to_see(code, piece.text, OUTSIDE)
        return Proposal(item=code, finding=Finding.NOT_FOUND, reason=NOT_SEEN, confidence=0.8)

    def _candidates(self, code: str) -> Iterator[Proposal]:
        for section in self.sections:
            if code in section.codes:
                yield self._under_label(code, section)
        for opening in self.openings.get(code, ()):
            yield self._in_sentence(code, opening)

    def _under_label(self, code: str, section: Section) -> Proposal:
        told = [part for part in (emptied(fold(text)) for text in section.content) if part]
        if not told:
            return _not_found(code, section)
        confidence = _BARE_LABEL if section.is_bare else _BY_LABEL if section.is_exact else _NEAR_LABEL
        if section.is_crowded:
            return _to_see(code, section.quote, CROWDED)
        if code == "evaluation":
            told = [f"{fold(section.label)} : {told[0]}", *told[1:]]
        if (
            code == "modalites"
            and not _ABOUT_TEACHING.search(fold(section.label))
            and not tells_setting(" ".join(told))
        ):
            return _to_see(code, section.quote, UNSURE)
        return self._judged(code, told, section.quote, confidence)

    def _in_sentence(self, code: str, opening: Opening) -> Proposal:
        if opening.is_negative:
            return _to_see(code, opening.quote, NEGATIVE)
        if opening.says_it_all:
            return Proposal(item=code, finding=Finding.FOUND, passage=quoted(opening.quote), confidence=_BY_SENTENCE)
        told = emptied(_to_judge(code, opening))
        return self._judged(code, [told], opening.quote, _BY_SENTENCE) if told else _to_see(code, opening.quote, UNSURE)

    def _judged(self, code: str, told: list[str], quote: str, confidence: float) -> Proposal:
        reason = self._defect(code, told)
        if not reason:
            return Proposal(item=code, finding=Finding.FOUND, passage=quoted(quote), confidence=confidence)
        return _to_see(code, quote, ELSEWHERE if is_elsewhere("\n".join(told)) else reason)

    def _defect(self, code: str, told: list[str]) -> str:
        """Why these words are not surely the content of the element; empty when they are."""
        text = "\n".join(told)
        if code == "referentiel":
            return "" if self._tells_competences(text) else UNSURE
        if code == "programme":
            return "" if tells_programme(told) else UNSURE
        if code == "evaluation":
            tested, delivered = tells_evaluation(text)
            return "" if tested and delivered else NO_DELIVERY if tested else NO_TEST if delivered else UNSURE
        if _OPEN[code](text):
            return ""
        return DAYS_ONLY if code == "volume" and "jour" in text else UNSURE

    def _tells_competences(self, folded: str) -> bool:
        found = covered(self.competences, [Line(part, part) for part in folded.split("\n")])
        return any(each.coverage is Coverage.COVERED for each in found)


def _to_judge(code: str, opening: Opening) -> str:
    """The part of a sentence that must be the content; for some elements what precedes the cue counts too."""
    if code == "evaluation":  # « aux candidats qui ont présenté … au jury, la certification est délivrée »
        return fold(opening.quote)
    if code == "volume":  # « l’épreuve dure une heure », and no hours told much later
        return f"{opening.before}{opening.cue}{opening.tail[:_NEAR_CUE]}"
    return f"{opening.cue}{opening.tail}" if code == "modalites" else opening.tail


def _evaluation(candidates: Sequence[Proposal]) -> list[Proposal]:
    """The tests and the delivery may be told in two places: « Évaluation », then « Délivrance »."""
    halves = {each.reason: each for each in reversed(candidates)}
    if not {NO_DELIVERY, NO_TEST} <= set(halves):
        return list(candidates)
    passage = quoted(f"{halves[NO_DELIVERY].passage} … {halves[NO_TEST].passage}")
    both = Proposal(item="evaluation", finding=Finding.FOUND, passage=passage, confidence=_BY_SENTENCE)
    return [*candidates, both]


def _not_found(code: str, section: Section) -> Proposal:
    reason = ELSEWHERE if is_elsewhere(fold(section.text)) else EMPTY
    finding = Finding.TO_SEE if reason is ELSEWHERE else Finding.NOT_FOUND
    return Proposal(item=code, finding=finding, passage=quoted(section.quote), reason=reason, confidence=0.7)


def _to_see(code: str, quote: str, reason: str) -> Proposal:
    return Proposal(item=code, finding=Finding.TO_SEE, passage=quoted(quote), reason=reason, confidence=0.4)
