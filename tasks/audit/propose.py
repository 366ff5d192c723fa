"""The pre-audit of one support: what the page says of each item of the checklist (MIK-59, MIK-62 to MIK-66)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from domain.audit import Check, Checklist, ChecklistItem, Finding, Proposal, SupportType
from tasks.audit.claims import propose_claims
from tasks.audit.coverage import Coverage, covered
from tasks.audit.elements import Elements
from tasks.audit.exact_title import propose_title
from tasks.audit.labels import Cues, pieces
from tasks.audit.reading import Readable, quoted, read
from tasks.audit.sections import without_other_courses

TRUNCATED = "La page est trop longue pour être lue en entier."
JUDGED = "Cet élément demande l’appréciation de l’auditeur."
HABILITATED = "Le partenaire est habilité : la publication est autorisée."
EARLY = "Commercialisation anticipée : la page est publique et indexable avant l’habilitation."
IS_NOINDEX = "La page demande aux moteurs de recherche de ne pas l’indexer."
EDOF = "L’état de l’offre (brouillon ou publiée) se lit dans EDOF, avec un compte."
NO_COMPETENCE = "La certification n’énumère aucune compétence à rechercher."


@dataclass(frozen=True)
class Expected:
    """What the page is compared with; `habilitated`: the partner may publish (MIK-65)."""

    title: str
    rs_code: str
    competences: tuple[str, ...]
    habilitated: bool


def propose(
    checklist: Checklist, support_type: SupportType, page: Readable, expected: Expected
) -> tuple[Proposal, ...]:
    """One proposal per item that concerns this kind of support, in the order of the checklist.

    « Trouvé » means conforming: for claims, that none was seen; for the publication, that the page is not indexed.
    """
    look = _Look(checklist, support_type, page, expected)
    return tuple(look.at(item) for item in checklist.of(support_type))


def unreadable(checklist: Checklist, support_type: SupportType, reason: str) -> tuple[Proposal, ...]:
    """A support that could not be read: everything is left to the auditor, with why."""
    return tuple(Proposal(item=item.code, finding=Finding.TO_SEE, reason=reason) for item in checklist.of(support_type))


#: what reading further could overturn
_RESTS_ON_ABSENCE = {
    (Check.ELEMENT, Finding.NOT_FOUND),
    (Check.EXACT_TITLE, Finding.NOT_FOUND),
    (Check.EXACT_TITLE, Finding.CONTRADICTS),
    (Check.FORBIDDEN_CLAIMS, Finding.FOUND),
    (Check.COMPETENCES, Finding.NOT_FOUND),
    (Check.COMPETENCES, Finding.CONTRADICTS),
}


class _Look:
    """One page being looked at; what several items need is computed once."""

    def __init__(self, checklist: Checklist, support: SupportType, page: Readable, expected: Expected) -> None:
        self._checklist, self._support, self._page, self._expected = checklist, support, page, expected
        self._reading = read(page)
        self._checks: dict[Check, Callable[[ChecklistItem], Proposal]] = {
            Check.ELEMENT: self._element,
            Check.EXACT_TITLE: self._title,
            Check.FORBIDDEN_CLAIMS: self._claims,
            Check.PUBLICATION: self._publication,
            Check.COMPETENCES: self._competences,
            Check.JUDGED: self._judged,
        }

    def at(self, item: ChecklistItem) -> Proposal:
        """The proposal; what rests on the absence of words proves nothing when the page was not read to its end."""
        proposal = self._checks[item.check](item)
        if self._reading.is_truncated and (item.check, proposal.finding) in _RESTS_ON_ABSENCE:
            return Proposal(item=item.code, finding=Finding.TO_SEE, passage=proposal.passage, reason=TRUNCATED)
        return proposal

    @cached_property
    def _elements(self) -> Elements:
        cues = Cues(self._checklist)
        kept = without_other_courses(list(pieces(self._reading.lines, cues)))
        return Elements.of(kept, cues, self._expected.competences)

    def _element(self, item: ChecklistItem) -> Proposal:
        return self._elements.propose(item)

    def _judged(self, item: ChecklistItem) -> Proposal:
        return Proposal(item=item.code, finding=Finding.TO_SEE, reason=JUDGED)

    def _title(self, item: ChecklistItem) -> Proposal:
        return propose_title(item.code, self._reading, self._expected.title, self._expected.rs_code)

    def _claims(self, item: ChecklistItem) -> Proposal:
        return propose_claims(item.code, self._reading, self._checklist.forbidden_claims)

    def _publication(self, item: ChecklistItem) -> Proposal:
        if self._expected.habilitated:
            return Proposal(item=item.code, finding=Finding.FOUND, reason=HABILITATED, confidence=1)
        if self._support is SupportType.EDOF:
            return Proposal(item=item.code, finding=Finding.TO_SEE, reason=EDOF)
        if self._page.noindex:
            return Proposal(item=item.code, finding=Finding.FOUND, reason=IS_NOINDEX, confidence=1)
        return Proposal(item=item.code, finding=Finding.CONTRADICTS, reason=EARLY, confidence=1)

    def _competences(self, item: ChecklistItem) -> Proposal:
        if not self._expected.competences:
            return Proposal(item=item.code, finding=Finding.TO_SEE, reason=NO_COMPETENCE)
        all_of_them = covered(self._expected.competences, self._reading.lines)
        told = [each for each in all_of_them if each.coverage is Coverage.COVERED]
        missing = [each for each in all_of_them if each.coverage is Coverage.MISSING]
        passage = quoted(" · ".join(each.passage for each in told))
        share = len(told) / len(all_of_them)
        if share == 1:
            return Proposal(item=item.code, finding=Finding.FOUND, passage=passage, confidence=0.9)
        reason = "Compétences non reconnues : " + " ; ".join(
            each.competence for each in all_of_them if each.coverage is not Coverage.COVERED
        )
        if len(missing) == len(all_of_them):
            return Proposal(item=item.code, finding=Finding.NOT_FOUND, reason=f"{reason}.", confidence=0.8)
        finding = Finding.CONTRADICTS if told and missing else Finding.TO_SEE
        return Proposal(item=item.code, finding=finding, passage=passage, reason=f"{reason}.", confidence=0.6)
