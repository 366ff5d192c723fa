"""Claims that mislead (LAW-14), outside their lawful wordings."""

import re
from collections.abc import Sequence

from domain.audit import Finding, ForbiddenClaim, Proposal
from tasks.audit.reading import Reading, clean, fold, quoted

_GAP = 30  # characters that « … » stands for at most in a claim
_LAWFUL_GAP = 160  # and in a lawful wording: « enregistrée sous le numéro … ne vaut pas agrément »
_NEGATED = re.compile(
    r"\b(?:ne|n'\w+)\b[^.]{0,30}\b(?:pas|aucun\w*|ni)\b[^.]{0,20}$|\b(?:ni|aucune?|sans)\s+(?:une? )?$"
)

NONE = "Aucune allégation de la liste n’a été relevée."
CLAIM = "Allégation relevée : {label}."
NEGATED = "Les mots de « {label} » figurent dans une phrase négative."


def propose_claims(item: str, reading: Reading, claims: Sequence[ForbiddenClaim]) -> Proposal:
    """« Contredit » with the passage of the first claim; « Trouvé » means conforming: no claim was seen."""
    text = "\n".join(line.text for line in reading.everything)
    folded = "\n".join(line.folded for line in reading.everything)
    negated = None
    for claim in claims:
        places = _places(claim.phrases, folded)
        lawful = _lawful_places(claim, folded) if places else []
        for place in places:
            if any(begin <= place[0] and place[1] <= end for begin, end in lawful):
                continue
            passage = quoted(*_line_of(text, place[0]))
            if not _NEGATED.search(folded[max(0, place[0] - 60) : place[0]].rpartition("\n")[2]):
                return _proposal(item, Finding.CONTRADICTS, passage, CLAIM.format(label=claim.label), 0.9)
            negated = negated or _proposal(item, Finding.TO_SEE, passage, NEGATED.format(label=claim.label), 0.5)
    return negated or _proposal(item, Finding.FOUND, "", NONE, 0.8)


def _places(phrases: Sequence[str], folded: str, gap: int = _GAP) -> list[tuple[int, int]]:
    pattern = "|".join(_pattern(phrase, gap) for phrase in sorted(phrases, key=len, reverse=True))
    return [found.span() for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", folded)] if phrases else []


def _lawful_places(claim: ForbiddenClaim, folded: str) -> list[tuple[int, int]]:
    """Every place of every lawful wording: one of them may begin inside another."""
    return [place for wording in claim.unless for place in _places([wording], folded, _LAWFUL_GAP)]


def _pattern(phrase: str, gap: int) -> str:
    """« numéro … ne vaut pas » as a pattern of folded text, where a line may end between two words."""
    parts = [r"\s+".join(re.escape(word) for word in fold(part).split()) for part in clean(phrase).split("...")]
    return rf"\s*(?s:.{{0,{gap}}}?)".join(part.replace(r"\s+%", r"\s*%") for part in parts)


def _line_of(text: str, place: int) -> tuple[str, int]:
    """The line about `place`, and the place within it."""
    begin = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[begin : end if end >= 0 else len(text)], place - begin


def _proposal(item: str, finding: Finding, passage: str, reason: str, confidence: float) -> Proposal:
    return Proposal(item=item, finding=finding, passage=passage, reason=reason, confidence=confidence)
