import re
from itertools import pairwise
from typing import Any

import pytest

from tasks.typesetting import render
from tests.tasks.typesetting.reading import printed, reader, runs_of
from tests.tasks.typesetting.records import GRID, STAMP, commission_file, everywhere, rejection

MILLIMETRE = 72 / 25.4
RIGHT_MARGIN = (210 - 20) * MILLIMETRE
BOTTOM_MARGIN = 21 * MILLIMETRE


def test_a_rejection_with_nine_scored_lines_is_one_page_in_reading_order() -> None:
    text = printed(render("record", rejection(), STAMP))
    expected = [
        "PV-2026-0001 Version 1 Procès-verbal de rejet",
        "Organisme École supérieure des Métiers SIRET 732 829 320 00074",
        "Réf. Critère et constat Points Maximum",
        *(f"{line} {title} {note} {points} {most}" for line, (title, note, points, most) in enumerate(GRID, start=1)),
        "Total 8 17",
        "Décision Candidature rejetée La note est inférieure au seuil.",
        "Voies de recours : deux mois à compter de la notification.",
        "Hélène D’Astorg Responsable des partenariats Date et signature",
        "Document PV-2026-0001, version 1. Certif’Académie — SIRET 732 829 320 00074 — NDA 44 67 01234 67",
        "Journal certiflow : 128 événements, empreinte 3f9a5c0e7d21b844",
        "Page 1 / 1",
    ]
    places = [text.find(part.replace("\u202f", " ")) for part in expected]
    assert -1 not in places, [part for part, place in zip(expected, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.rule("MIK-25")
def test_a_commission_file_repeats_the_table_header_on_each_page_and_keeps_links_whole() -> None:
    pdf = render("record", commission_file(pieces=120), STAMP)
    pages = [page.extract_text() for page in reader(pdf).pages]
    assert len(pages) >= 3
    assert [page.count("Nº Pièce Lien État") for page in pages] == [1] * len(pages)
    assert [f"Page {n} / {len(pages)}" in page.replace("\xa0", " ") for n, page in enumerate(pages, start=1)] == [
        True
    ] * len(pages)
    joined = "".join("".join(pages).split())
    assert [n for n in range(1, 121) if f"https://drive.example.org/d/1a2B3c4D5e6F7g8H9i{n}/view" not in joined] == []


@pytest.mark.parametrize("figures", [pytest.param(4_000, marks=pytest.mark.slow), 40, 20])
def test_a_word_without_spaces_stays_between_the_margins_in_every_block(figures: int) -> None:
    pdf = render("record", everywhere("8" * figures), STAMP)
    runs = runs_of(pdf, "8")
    assert len(runs) > 10
    assert max(run.end for run in runs) <= RIGHT_MARGIN
    neighbours = [(one, two) for one, two in pairwise(runs) if one[:2] == two[:2]]
    assert [pair for pair in neighbours if pair[0].end > pair[1].x + 1] == []


def test_a_decision_longer_than_a_page_goes_on_above_the_foot_of_the_next() -> None:
    pdf = render("record", {"title": "T", "decision": {"title": "D", "text": "8" * 10_000}}, STAMP)
    runs = runs_of(pdf, "8")
    assert {run.page for run in runs} == {0, 1, 2}
    assert min(run.y for run in runs) >= BOTTOM_MARGIN


def test_a_word_of_ten_thousand_letters_is_whole_and_copied_without_stowaways() -> None:
    text = printed(render("record", {"title": "T", "appeal": "x" * 10_000}, STAMP))
    assert re.sub(r"Page \d+ / \d+|[T ]", "", text) == "x" * 10_000


@pytest.mark.parametrize("place", ["appeal", "decision", "cell", "card", "list"])
def test_twenty_thousand_characters_are_printed_to_the_last(place: str) -> None:
    text = " ".join(f"mot{n}" for n in range(2_300))[:20_000]
    places: dict[str, dict[str, Any]] = {
        "appeal": {"appeal": text},
        "decision": {"decision": {"title": "D", "text": text}},
        "cell": {"sections": [{"table": {"columns": ["a"], "rows": [[text]]}}]},
        "card": {"card": [["a", text]]},
        "list": {"sections": [{"list": [text]}]},
    }
    pdf = render("record", {"title": "T", **places[place]}, STAMP)
    words = [word for word in printed(pdf).split() if word.startswith("mot")]
    assert words == text.split()
    assert len(reader(pdf).pages) in {3, 4, 5}


ODD_TEXTS = ["1 " * 10_000, "a1b2c3d " * 2_500, "a\u00a0" * 10_000, "« 1234 » " * 2_000, "-" * 20_000]


@pytest.mark.parametrize("text", [*ODD_TEXTS, "\n".join("1" * 9_000)])
def test_a_text_of_many_odd_words_does_not_stop_the_typesetter(text: str) -> None:
    record = {"title": "T", "appeal": text, "card": [["a", text]]}
    assert len(reader(render("record", record, STAMP)).pages) >= 4


def test_a_table_without_rows_says_so() -> None:
    table = {"title": "T", "sections": [{"table": {"columns": ["Pièce", "État"], "rows": []}}]}
    assert printed(render("record", table, STAMP)) == "T Pièce État Néant. Page 1 / 1"


def test_the_accent_colour_comes_from_the_certifier_and_a_wrong_one_is_ignored() -> None:
    def coloured(colour: str) -> bytes:
        return render("record", {"title": "T", "organisation": {"colour": colour}}, STAMP)

    assert coloured("rouge") == coloured('#123456"') == coloured("#1f4e79")
    assert coloured("#7a1f4e") != coloured("#1f4e79")


def test_forty_signatures_flow_over_pages() -> None:
    people = [{"name": f"Personne {n}", "quality": "Membre"} for n in range(1, 41)]
    text = printed(render("record", {"title": "T", "signatures": people}, STAMP))
    assert [n for n in range(1, 41) if f"Personne {n} " not in text] == []
