"""One proposal per item and support; publication, competences, pages that cannot be read, hostile pages."""

import time
from dataclasses import dataclass, replace

import pytest

from domain.audit import Check, Finding, SupportType
from tasks.audit.propose import propose, unreadable
from tasks.web.outline import Block
from tests.tasks.audit.corpus import CERTIFICATION, checklist, proposed

NOINDEX = "</body></html><html><head><meta name='robots' content='noindex'></head><body>"


@dataclass(frozen=True)
class HostilePage:
    blocks: tuple[Block, ...]
    title: str = "Atelier"
    noindex: bool = True


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize("support", SupportType)
def test_every_item_of_the_support_is_answered_in_order(support: SupportType) -> None:
    assert list(proposed("<p>Bonjour</p>", support)) == [item.code for item in checklist().of(support)]


def test_items_that_only_a_person_judges_are_left_to_the_auditor() -> None:
    judged = {item.code for item in checklist().items if item.check is Check.JUDGED}
    assert judged == {"confusion", "coherence", "durees", "presentiel", "effectif", "financeurs"}
    assert {proposed("<p>Bonjour</p>")[code].finding for code in judged} == {Finding.TO_SEE}


@pytest.mark.rule("MIK-65")
def test_a_public_page_before_the_habilitation_contradicts() -> None:
    proposal = proposed("<p>Bonjour</p>")["publication"]
    assert (proposal.finding, proposal.reason) == (
        Finding.CONTRADICTS,
        "Commercialisation anticipée : la page est publique et indexable avant l’habilitation.",
    )


@pytest.mark.rule("MIK-65")
def test_a_page_that_is_not_indexed_conforms() -> None:
    assert proposed(f"<p>Bonjour</p>{NOINDEX}")["publication"].finding is Finding.FOUND


@pytest.mark.rule("MIK-66")
def test_the_draft_of_edof_is_seen_in_edof() -> None:
    proposals = proposed("<p>Bonjour</p>", SupportType.EDOF)
    assert proposals["brouillon"].finding is Finding.TO_SEE
    assert "publication" not in proposals


@pytest.mark.rule("MIK-65", "MIK-66")
@pytest.mark.parametrize(("support", "item"), [(SupportType.WEBSITE, "publication"), (SupportType.EDOF, "brouillon")])
def test_once_habilitated_the_partner_may_publish(support: SupportType, item: str) -> None:
    expected = replace(CERTIFICATION, habilitated=True)
    assert proposed("<p>Bonjour</p>", support, expected)[item].finding is Finding.FOUND


@pytest.mark.rule("NET-26")
def test_every_competence_must_be_told() -> None:
    told = "".join(f"<li>{competence}</li>" for competence in CERTIFICATION.competences)
    assert proposed(f"<ul>{told}</ul>")["competences"].finding is Finding.FOUND


@pytest.mark.rule("NET-26")
def test_a_missing_competence_is_named() -> None:
    told = "".join(f"<li>{competence}</li>" for competence in CERTIFICATION.competences[:2])
    proposal = proposed(f"<ul>{told}</ul>")["competences"]
    assert (proposal.finding, proposal.reason) == (
        Finding.CONTRADICTS,
        "Compétences non reconnues : Présenter et défendre son projet artistique à l’oral.",
    )


def test_a_certification_without_competences_is_left_to_the_auditor() -> None:
    expected = replace(CERTIFICATION, competences=())
    assert proposed("<p>Bonjour</p>", expected=expected)["competences"].finding is Finding.TO_SEE


def test_a_page_that_cannot_be_read_is_left_to_the_auditor_with_why() -> None:
    proposals = unreadable(checklist(), SupportType.WEBSITE, "Le serveur n’a pas répondu.")
    assert [proposal.item for proposal in proposals] == [i.code for i in checklist().of(SupportType.WEBSITE)]
    assert {(p.finding, p.reason) for p in proposals} == {(Finding.TO_SEE, "Le serveur n’a pas répondu.")}


def test_passages_are_short() -> None:
    html = f"<h2>Public visé</h2><p>{'Artistes, photographes, illustrateurs. ' * 60}</p>"
    proposal = proposed(html)["publics"]
    assert proposal.finding is Finding.FOUND
    assert 250 < len(proposal.passage) <= 300


def test_the_end_of_a_page_too_long_may_hold_what_was_not_found() -> None:
    page = HostilePage(tuple(Block(f"Phrase numéro {n} du roman.") for n in range(100_000)))
    proposals = {p.item: p for p in propose(checklist(), SupportType.WEBSITE, page, CERTIFICATION)}
    for item in ("publics", "programme", "intitule", "allegations", "competences"):
        assert (proposals[item].finding, proposals[item].reason) == (
            Finding.TO_SEE,
            "La page est trop longue pour être lue en entier.",
        )


@pytest.mark.parametrize(
    "blocks",
    [
        (Block("a" * 1_000_000),),
        (Block("mot " * 250_000),),
        (Block("\n" * 1_000_000),),
        tuple([Block("Public : artistes " * 5)] * 100_000),
        tuple([Block("1. " * 1_300)] * 80),
        tuple([Block("Public: " * 490)] * 80),
        tuple([Block("Promouvoir une activité artistique visuell " * 90)] * 75),
        tuple([Block("enregistrée sous le numéro " * 140)] * 80),
        tuple([Block("(" * 85)] * 4_000),
        tuple([Block("cette formation vise à " * 170)] * 75),
        tuple([Block("\ufdfa" * 4_000)] * 80),
    ],
    ids=["word", "prose", "breaks", "blocks", "numbers", "labels", "titles", "claims", "brackets", "cues", "ligatures"],
)
def test_a_hostile_page_is_looked_at_in_bounded_time(blocks: tuple[Block, ...]) -> None:
    begin = time.perf_counter()
    propose(checklist(), SupportType.WEBSITE, HostilePage(blocks), CERTIFICATION)
    assert time.perf_counter() - begin < 5  # 0.6 s on two quiet cores
