"""Precision and recall on the labelled pages: no false « trouvé », at least 95 % recall on the eight elements."""

import pytest

from config.checklist import ELEMENTS
from domain.audit import Finding
from tasks.audit.measure import measure, total
from tests.tasks.audit.corpus import Labelled, corpus

EVERY_PAGE = [*corpus("dev"), *corpus("held"), *corpus("fresh")]
ALWAYS_CONTRADICTED = ("publication", "allegations", "competences")


def test_the_corpus_is_whole() -> None:
    assert [len(corpus(half)) for half in ("dev", "held", "fresh")] == [13, 13, 6]


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize("labelled", EVERY_PAGE, ids=lambda labelled: labelled.name)
def test_nothing_is_found_that_is_not_there(labelled: Labelled) -> None:
    false = [p for p in labelled.proposals if p.finding is Finding.FOUND and labelled.truth.get(p.item) != "present"]
    assert false == []


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize(("half", "missed"), [("dev", 0), ("held", 1), ("fresh", 3)])
def test_elements_missed(half: str, missed: int) -> None:
    pairs = [pair for labelled in corpus(half) for pair in labelled.pairs() if pair.item in ELEMENTS]
    assert total(measure(pairs)).missed == missed


def test_recall_of_the_eight_elements() -> None:
    pairs = [pair for labelled in EVERY_PAGE for pair in labelled.pairs() if pair.item in ELEMENTS]
    recall = total(measure(pairs)).recall
    assert recall is not None
    assert recall >= 0.95


@pytest.mark.rule("MIK-65", "LAW-14", "NET-26")
@pytest.mark.parametrize("labelled", EVERY_PAGE, ids=lambda labelled: labelled.name)
def test_what_contradicts_is_said(labelled: Labelled) -> None:
    expected = {item for item in ALWAYS_CONTRADICTED if labelled.truth[item] == "contradicts"}
    said = {p.item for p in labelled.proposals if p.finding is Finding.CONTRADICTS and p.item in ALWAYS_CONTRADICTED}
    assert said == expected
