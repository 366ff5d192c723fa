"""The eight elements: what is told is found, what is only named is not (MIK-64)."""

import tomllib

import pytest

from domain.audit import Finding
from tests.tasks.audit.corpus import PAGES, proposed

PHRASES = tomllib.loads((PAGES / "phrases.toml").read_text(encoding="utf-8"))


def phrases(kind: str) -> list[tuple[str, str]]:
    return [(item, html) for item, pages in PHRASES[kind].items() for html in pages]


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize(("item", "html"), phrases("told"))
def test_an_element_that_the_page_tells_is_found(item: str, html: str) -> None:
    assert proposed(html)[item].finding is Finding.FOUND


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize(("item", "html"), phrases("not_told"))
def test_a_cue_without_its_content_is_never_found(item: str, html: str) -> None:
    proposal = proposed(html)[item]
    assert proposal.finding in {Finding.NOT_FOUND, Finding.TO_SEE}
    assert proposal.reason


def test_the_passage_is_what_the_auditor_reads() -> None:
    assert proposed("<h2>Prérequis</h2><p>Aucun</p>")["prerequis"].passage == "Prérequis : Aucun"


def test_a_rubric_left_empty_says_so() -> None:
    proposal = proposed("<h2>Programme</h2><p>À venir</p>")["programme"]
    assert (proposal.finding, proposal.reason) == (
        Finding.NOT_FOUND,
        "La rubrique est présente, mais son contenu manque.",
    )


def test_a_document_to_download_is_left_to_the_auditor() -> None:
    proposal = proposed("<h2>Programme</h2><p>Téléchargez le programme (PDF)</p>")["programme"]
    assert (proposal.finding, proposal.reason) == (
        Finding.TO_SEE,
        "La page renvoie à un autre document, qui n’a pas été lu.",
    )


def test_evaluation_without_delivery_is_not_enough() -> None:
    proposal = proposed("<h2>Modalités d’évaluation</h2><p>Soutenance orale de 20 minutes.</p>")["evaluation"]
    assert (proposal.finding, proposal.reason) == (
        Finding.TO_SEE,
        "L’évaluation est décrite, pas la délivrance de la certification.",
    )


def test_days_are_not_hours() -> None:
    proposal = proposed("<p>Durée : 5 jours</p>")["volume"]
    assert (proposal.finding, proposal.reason) == (
        Finding.TO_SEE,
        "Une durée est annoncée, sans volume en heures.",
    )


def test_another_course_on_the_page_proves_nothing() -> None:
    html = "<h1>Portrait</h1><h2>Nos autres formations</h2><h3>Retouche</h3><p>Durée : 14 heures</p>"
    assert proposed(html)["volume"].finding is Finding.NOT_FOUND
