"""The communication audit: supports × items, what the pre-audit proposes, what the auditor decides (MIK-62 to MIK-69).

The pre-audit only ever proposes; the verdict is a person's.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import Labelled


class SupportType(Labelled):
    """Where a partner communicates (MIK-62, NET-09)."""

    WEBSITE = "site", "Site internet"
    LANDING_PAGE = "page_de_vente", "Page de vente"
    EDOF = "edof", "Offre EDOF"
    SOCIAL_NETWORK = "reseau_social", "Réseau social"
    CARIF_OREF = "carif_oref", "Carif-Oref"


class Finding(Labelled):
    """What the automatic pre-audit says of one item of one support."""

    FOUND = "trouve", "Trouvé"
    NOT_FOUND = "non_trouve", "Non trouvé"
    CONTRADICTS = "contredit", "Contredit"
    TO_SEE = "a_voir", "À voir par l’auditeur"


class Verdict(Labelled):
    """What the auditor says (MIK-63)."""

    CONFORMING = "CONFORME", "Conforme"
    NON_CONFORMING = "NON_CONFORME", "Non conforme"
    ABSENT = "ABSENT", "Absent"
    NOT_APPLICABLE = "SANS_OBJET", "Sans objet"

    @property
    def calls_for_correction(self) -> bool:
        return self in (Verdict.NON_CONFORMING, Verdict.ABSENT)


class Check(StrEnum):
    """How the pre-audit looks at an item; `JUDGED` is left whole to the auditor."""

    ELEMENT = "element"
    EXACT_TITLE = "exact_title"
    FORBIDDEN_CLAIMS = "forbidden_claims"
    PUBLICATION = "publication"
    COMPETENCES = "competences"
    JUDGED = "judged"


class AuditPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChecklistItem(AuditPart):
    """One thing to judge on each support.

    Args:
        correction: what the letter asks for when the item is not conforming, in French.
        cues: phrases that introduce the item on a page, for `Check.ELEMENT`.
        supports: where it is judged; everywhere when empty.
        blocking: no correction cures it after the fact (MIK-65).
    """

    code: str
    label: str
    rule: str
    check: Check
    correction: str
    cues: tuple[str, ...] = ()
    supports: tuple[SupportType, ...] = ()
    blocking: bool = False

    def concerns(self, support: SupportType) -> bool:
        return not self.supports or support in self.supports


class ForbiddenClaim(AuditPart):
    """A claim that misleads (LAW-14): `phrases` betray it; `unless`: lawful wordings with the same words."""

    label: str
    rule: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Checklist(AuditPart):
    """Everything that is judged on a support (MIK-64), versioned: an audit says with which version it was made."""

    version: str
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]
    forbidden_claims: tuple[ForbiddenClaim, ...] = ()

    @property
    def by_code(self) -> dict[str, ChecklistItem]:
        return {item.code: item for item in self.items}

    def of(self, support: SupportType) -> tuple[ChecklistItem, ...]:
        return tuple(item for item in self.items if item.concerns(support))


class Proposal(AuditPart):
    """What the pre-audit proposes for one item.

    Args:
        passage: the words of the page that it rests on; empty when it found none.
        reason: why, in French; always given when the finding is not « Trouvé ».
        confidence: 0 to 1.
    """

    item: str
    finding: Finding
    passage: str = ""
    reason: str = ""
    confidence: Annotated[float, Field(ge=0, le=1)] = 0


class Snapshot(AuditPart):
    """A page as it was read: kept on disk under its fingerprint.

    Args:
        url, final_url: as declared, and after redirects.
        sha256: of the bytes received; empty when nothing was.
        refusal: why it could not be read, in French; empty when it was.
    """

    url: str
    final_url: str = ""
    read_at: datetime
    status: int = 0
    media_type: str = ""
    sha256: str = ""
    refusal: str = ""


class Support(AuditPart):
    """One support of a partner: `number` identifies it within the dossier, 1 to n."""

    number: int
    type: SupportType
    url: str


class Judgement(AuditPart):
    """The auditor's verdict on one item of one support, with the correction asked when there is one (MIK-63)."""

    support: int
    item: str
    verdict: Verdict
    evidence: str = ""
    correction: str = ""
    auditor: str


Proposals = Mapping[int, tuple[Proposal, ...]]
