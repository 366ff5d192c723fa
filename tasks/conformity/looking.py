"""Pages fetched and shown to the pre-audit: what `certiflow audit` tries, and what an audit keeps (MIK-62)."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from domain.audit import Checklist, Proposal, SupportType
from domain.certification import Certification
from tasks.audit.propose import Expected, propose, unreadable
from tasks.web.fetching import Fetched, Unreadable, fetch_all
from tasks.web.page import Page, read_page


@dataclass(frozen=True)
class Look:
    """One address: what was received, and the page in it unless nothing was."""

    received: Fetched | Unreadable
    page: Page | None = None

    @classmethod
    def at(cls, received: Fetched | Unreadable) -> "Look":
        return cls(received, read_page(received) if isinstance(received, Fetched) else None)

    @property
    def refusal(self) -> str:
        """Why there is nothing to judge, in French; empty when there is."""
        if isinstance(self.received, Unreadable):
            return self.received.reason
        return self.page.refusal if self.page else ""


def look_at(urls: Iterable[str], allowed_hosts: Set[str] = frozenset()) -> dict[str, Look]:
    """Each address once, fetched side by side; never raises for what a site does."""
    asked = list(dict.fromkeys(urls))
    received = fetch_all(asked, allowed_hosts=allowed_hosts)
    return {url: Look.at(answer) for url, answer in zip(asked, received, strict=True)}


def proposals_for(checklist: Checklist, kind: SupportType, look: Look, expected: Expected) -> tuple[Proposal, ...]:
    """What the pre-audit says of a page; what it could not read is left to the auditor, with why."""
    if look.refusal or look.page is None or isinstance(look.received, Unreadable):
        return unreadable(checklist, kind, look.refusal)
    found = propose(checklist, kind, look.page, expected)
    notice = look.received.notice
    return tuple(_with_notice(proposal, notice) for proposal in found) if notice else found


def expected_of(figures: Certification, *, habilitated: bool = False) -> Expected:
    """What a page is compared with; before the habilitation nothing may be public (MIK-65)."""
    return Expected(figures.title, figures.code, figures.competences, habilitated=habilitated)


def _with_notice(proposal: Proposal, notice: str) -> Proposal:
    return proposal.model_copy(update={"reason": f"{proposal.reason} {notice}".strip()})
