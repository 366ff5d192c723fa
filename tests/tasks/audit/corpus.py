"""The labelled pages of `pages/`, read by the real reader, and what the pre-audit says of them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.checklist import load_checklist
from config.settings import ROOT
from domain.audit import Check, Checklist, Proposal, SupportType
from tasks.audit.measure import Pair
from tasks.audit.propose import Expected, propose
from tasks.web.fetching import Fetched
from tasks.web.page import Page, read_page

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Labelled:
    """A page with its truth: item → « present », « absent » or « contradicts »."""

    name: str
    page: Page
    expected: Expected
    truth: dict[str, str]
    proposals: tuple[Proposal, ...]

    def pairs(self) -> Iterator[Pair]:
        for proposal in self.proposals:
            if proposal.item in self.truth:
                yield Pair(proposal.item, proposal.finding, self.truth[proposal.item] == "present")


@cache
def checklist() -> Checklist:
    return load_checklist(ROOT / "config")


def parsed(html: str | bytes) -> Page:
    """A page as the site would send it."""
    body = html.encode() if isinstance(html, str) else html
    url = "https://atelier.example/formation"
    return read_page(Fetched(url, url, 200, "text/html", "utf-8", (), body))


@cache
def corpus(half: str) -> tuple[Labelled, ...]:
    """The pages of one half: « dev » served to write the pre-audit, « held » only to measure it."""
    labels = tomllib.loads((PAGES / "labels.toml").read_text(encoding="utf-8"))
    return tuple(
        _labelled(name, facts, labels["certifications"][facts["certification"]])
        for name, facts in labels["pages"].items()
        if name.startswith(half)
    )


def _labelled(name: str, facts: dict[str, Any], certification: dict[str, Any]) -> Labelled:
    page = parsed((PAGES / f"{name}.html").read_bytes())
    expected = Expected(
        certification["title"], certification["rs_code"], tuple(certification["competences"]), habilitated=False
    )
    items = checklist().of(SupportType.WEBSITE)
    truth = {item.code: "present" for item in items if item.check is not Check.JUDGED}
    for kind in ("absent", "contradicts"):
        truth |= dict.fromkeys(facts.get(kind, ()), kind)
    return Labelled(name, page, expected, truth, propose(checklist(), SupportType.WEBSITE, page, expected))


CERTIFICATION = Expected(
    "Promouvoir une activité artistique visuelle",
    "RS9001",
    (
        "Définir l’identité visuelle et le positionnement de l’activité artistique",
        "Construire un portfolio et des supports de présentation adaptés aux publics",
        "Présenter et défendre son projet artistique à l’oral",
    ),
    habilitated=False,
)


def proposed(
    html: str, support: SupportType = SupportType.WEBSITE, expected: Expected = CERTIFICATION
) -> dict[str, Proposal]:
    """What the pre-audit says of a page that holds `html`, by item."""
    page = parsed(f"<html><head><title>Atelier</title></head><body>{html}</body></html>")
    return {proposal.item: proposal for proposal in propose(checklist(), support, page, expected)}
