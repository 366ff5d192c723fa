"""The exact title of the certification (LAW-03): every word of it, after typographic normalisation only."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from domain.audit import Finding, Proposal
from tasks.audit.reading import Line, Reading, clean, fold, quoted, same_typography

_NEAR = 80  # of 100: « Promouvoir son activité artistique visuelle » has 93
_CITES = re.compile(r"\b(?:certific\w*|intitule|titre|formation|rs ?\d+|rncp ?\d+|prepare\w*|parcours)\b")
_BEFORE = re.compile(
    r"(?:^|[\"':(|>/,\u2022-]|\b(?:certification|formation|certifiante?|intitulee?|titre|parcours|rs ?\d+))\s*$"
)
_AFTER = re.compile(
    r"^\s*(?:$|[\".,;:!?()|/>•\u203a]|-\s|(?:rs|rncp) ?\d|(?:est|sera|a ete|enregistr|inscrit|delivr|portee?|"
    r"proposee?|de "
    r"france competences|de la fiche|du repertoire|aupres|code|n°|avec (?:nous|notre)|et enregistr|permet|"
    r"atteste|valide)\w*)"
)
_LENGTHENS = re.compile(r"^\s*(?:et|ou|&|\+|niveau|avancee?s?|expert|confirmee?)\b(?! enregistr)")

LENGTHENED = "L’intitulé est complété d’autres mots."
ONLY_A_SENTENCE = "Les mots de l’intitulé figurent dans une phrase, sans y désigner la certification."
EXTENDED = "L’intitulé est suivi de mots qui peuvent le modifier."
UNACCENTED = "L’intitulé est écrit sans tous ses accents."
ALTERED = "L’intitulé est modifié."
BESIDE = "L’intitulé exact figure sur la page, mais un intitulé modifié y figure aussi, bien en vue."
ABSENT = "L’intitulé exact ne figure pas sur la page."
CODE_ONLY = "Le code {code} figure sur la page, pas l’intitulé exact."


def propose_title(item: str, reading: Reading, title: str, rs_code: str) -> Proposal:
    """« Trouvé » when the exact title names the certification; an altered one contradicts, with its passage."""
    places = list(_exact_places(reading, title))
    altered = _altered(reading, title)
    for line, place, defect in sorted(places, key=lambda each: bool(each[2])):
        if defect == LENGTHENED or (defect and altered):
            return _proposal(item, Finding.CONTRADICTS, altered[0] if altered else line, 0, ALTERED, 0.8)
        if defect:
            return _proposal(item, Finding.TO_SEE, line, place, defect, 0.4)
        if altered and altered[0].level == 1 and not any(not other[2] and other[0].level == 1 for other in places):
            return _proposal(item, Finding.TO_SEE, altered[0], 0, BESIDE, 0.5)
        return _proposal(item, Finding.FOUND, line, place, "", 1)
    if altered:
        line, score = altered
        if fold(clean(title)) in line.folded:
            return _proposal(item, Finding.TO_SEE, line, 0, UNACCENTED, 0.6)
        return _proposal(item, Finding.CONTRADICTS, line, 0, ALTERED, score / 100)
    reason = CODE_ONLY.format(code=rs_code) if _has_code(reading, rs_code) else ABSENT
    return Proposal(item=item, finding=Finding.NOT_FOUND, reason=reason, confidence=0.9)


def _exact_places(reading: Reading, title: str) -> Iterator[tuple[Line, int, str]]:
    """Where the exact title stands, with what makes it doubtful."""
    wanted = same_typography(clean(title))
    for line in reading.everything:
        text = same_typography(line.text)
        place = text.find(wanted)
        while place >= 0 and wanted:
            yield line, place, _doubt(line, place, place + len(wanted), is_page_title=line is reading.title)
            place = text.find(wanted, place + len(wanted))


def _doubt(line: Line, begin: int, end: int, *, is_page_title: bool) -> str:
    before, after = line.folded[:begin], line.folded[end:]
    if line.level and _LENGTHENS.match(after):
        return LENGTHENED
    if (before and before[-1].isalnum()) or not _AFTER.match(after):
        return EXTENDED
    if after.lstrip().startswith("-") and not is_page_title and not re.match(r"\s*-\s*(?:rs|rncp) ?\d", after):
        return EXTENDED
    names_it = _BEFORE.search(before) or _CITES.search(before[-80:]) or line.text[begin].isupper()
    return "" if names_it else ONLY_A_SENTENCE


def _altered(reading: Reading, title: str) -> tuple[Line, float] | None:
    """The line that comes closest to the title without being it; headings first, then the page's title."""
    wanted = fold(clean(title))
    exact = same_typography(clean(title))
    best: tuple[tuple[float, int], Line] | None = None
    for line in reading.everything:
        score = _score(wanted, line.folded)
        if score < _NEAR or exact in same_typography(line.text):  # the exact title is judged where it stands
            continue
        rank = (score, 10 - line.level if line.level else 0)
        if best is None or rank > best[0]:
            best = rank, line
    return (best[1], best[0][0]) if best else None


def _score(wanted: str, folded: str) -> float:
    if len(folded) < len(wanted) * 0.6:
        return 0.0
    if len(folded) <= len(wanted) * 1.6:
        return max(fuzz.ratio(wanted, folded), fuzz.partial_ratio(wanted, folded, score_cutoff=_NEAR))
    return fuzz.partial_ratio(wanted, folded, score_cutoff=_NEAR)


def _has_code(reading: Reading, rs_code: str) -> bool:
    wanted = fold(clean(rs_code))
    return bool(wanted) and any(wanted in line.folded.replace(" ", "") for line in reading.everything)


def _proposal(item: str, finding: Finding, line: Line, place: int, reason: str, confidence: float) -> Proposal:
    return Proposal(
        item=item, finding=finding, passage=quoted(line.text, place), reason=reason, confidence=round(confidence, 2)
    )
