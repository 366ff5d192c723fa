"""The agreements and the slip as PDF: whole, for the scope, and with what an OF typed printed as text."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.agreements import AgreementKind
from domain.vocabulary import Scope
from tasks.presenting.agreements import agreement_data
from tasks.presenting.kits import deliveries, delivery_slip, kit_data
from tasks.typesetting import render
from tests.tasks.typesetting.reading import printed, reader
from tests.terms import shipped_agreements, shipped_kits, terms

STAMP = datetime(2026, 12, 15, 12, tzinfo=UTC)
ON = date(2026, 11, 20)
BOTH = Scope.PREPARE_AND_ASSESS


def pdf_of(data: dict[str, Any]) -> bytes:
    return render("record", {"title": "Bordereau de remise", **data}, STAMP)


def text_of(data: dict[str, Any]) -> str:
    return printed(pdf_of(data))


def headings(kind: AgreementKind, scope: Scope) -> list[str]:
    data = agreement_data(shipped_agreements()[kind], terms(scope=scope))
    return [section["title"].replace("\u00a0", " ") for section in data["sections"]]


@pytest.mark.rule("MIK-85", "MIK-87", "MIK-90", "NET-11")
@pytest.mark.parametrize(
    ("kind", "pages"), [(AgreementKind.CONVENTION, 4), (AgreementKind.REGULATION, 2), (AgreementKind.CHARTER, 2)]
)
def test_each_agreement_is_printed_with_its_parties_and_their_signatures(kind: AgreementKind, pages: int) -> None:
    agreement = shipped_agreements()[kind]
    pdf = pdf_of(agreement_data(agreement, terms()))
    text = printed(pdf)
    assert len(reader(pdf).pages) == pages
    assert "{{" not in text
    boxes = text[text.rindex("Signatures") :]
    assert [boxes.count(part) for part in ("Pour Certificateur exemple", "Pour Atelier des Lumières")] == [1, 1]
    assert boxes.count("Date et signature") == 2
    assert f"Texte version {agreement.version} Empreinte {agreement.sha256[:12]}" in text


@pytest.mark.rule("MIK-85", "QUA-04", "LAW-02")
def test_the_convention_says_its_dates_fees_trainers_and_manager() -> None:
    text = text_of(agreement_data(shipped_agreements()[AgreementKind.CONVENTION], terms()))
    for said in (
        "La convention prend effet le 15/12/2026",
        "Elle prend fin le 30/06/2028",
        "• Une redevance de 60 € hors taxes par candidat inscrit à une session d’évaluation.",
        "• Zoé Garnier • Luc Petit",
        "est Inès Caron.",
        "« Promouvoir une activité artistique visuelle », enregistrée",
    ):
        assert said in text.replace("\u202f", " ")


@pytest.mark.rule("O-15", "MIK-57")
@pytest.mark.parametrize("scope", Scope)
def test_the_chapters_that_the_regulation_announces_are_printed_in_it_whatever_the_scope(scope: Scope) -> None:
    announced = [
        "Article 1 – Sélection des candidats", "Article 2 – Commercialisation", "Article 3 – Préparation des candidats",
        "Article 4 – Évaluation", "Article 5 – Délivrance", "Article 6 – Traitement des dysfonctionnements",
        "Signatures",
    ]  # fmt: skip
    assert headings(AgreementKind.REGULATION, scope)[1:] == announced
    text = text_of(agreement_data(shipped_agreements()[AgreementKind.REGULATION], terms(scope=scope)))
    starts = [text.index(chapter) for chapter in announced]
    bodies = [text[one + len(chapter) : end] for one, chapter, end in zip(starts, announced, starts[1:], strict=False)]
    assert [len(body.split()) > 40 for body in bodies] == [True] * 6


@pytest.mark.rule("QUA-05")
def test_numbers_and_annexes_follow_the_scope() -> None:
    whole, alone = headings(AgreementKind.CONVENTION, BOTH), headings(AgreementKind.CONVENTION, Scope.PREPARE)
    assert whole[5:8] == [
        "Article 5 – Préparation à la certification", "Article 6 – Évaluation des candidats",
        "Article 7 – Moyens techniques, pédagogiques et d’encadrement",
    ]  # fmt: skip
    assert whole[-3:] == [
        "Annexe 1 – Cahier des charges",
        "Annexe 2 – Modalités et critères d’évaluation",
        "Signatures",
    ]
    assert alone[5:7] == ["Article 5 – Préparation à la certification", whole[7].replace("7", "6")]
    assert alone[-2:] == ["Annexe 1 – Cahier des charges", "Signatures"]


@pytest.mark.parametrize(
    "name", ["{{ 7*7 }}", "{{ certifier.name }}", '#import "x.typ"', "$x$ *gras* _it_ <b>", "#eval()"]
)
def test_a_hostile_name_is_printed_as_it_was_typed(name: str) -> None:
    for agreement in shipped_agreements().values():
        data = agreement_data(agreement, terms(name))
        assert name in "".join(data["sections"][0]["paragraphs"])
        assert text_of(data).replace(" ", "").count(name.replace(" ", "")) >= 3  # card, preamble, signature


def test_typography_is_for_the_words_of_the_certifier_only() -> None:
    data = agreement_data(shipped_agreements()[AgreementKind.CONVENTION], terms('L\'Atelier : "A" !'))
    first, second = data["sections"][0]["paragraphs"][:2]
    assert "ci-après «\u202fle Certificateur\u202f» représenté par Hélène Dubois" in first
    assert second.startswith('et L\'Atelier : "A" !, organisme de formation')


@pytest.mark.rule("MIK-43", "MIK-48", "MIK-57")
def test_every_document_delivered_has_its_record_version_and_fingerprint() -> None:
    kits, regulation = shipped_kits().for_scope(BOTH), shipped_agreements()[AgreementKind.REGULATION]
    records = deliveries(kits, [regulation], "Hélène Aubry", ON)
    assert len(records) == len({record.code for record in records}) == 5 + 9 + 6 + 1 + 8 + 1 + 1
    assert {(record.recipient, record.delivered_on, record.version) for record in records} == {
        ("Hélène Aubry", ON, "2026-1")
    }
    by_code = {record.code: record.sha256 for record in records}
    programme = kits[1].components["programme"]
    assert by_code["pedagogique.programme"] == programme.sha256
    assert (by_code["pedagogique"], by_code["reglementation"]) == (kits[1].sha256, regulation.sha256)


@pytest.mark.rule("MIK-43", "MIK-47", "MIK-49", "MIK-56")
def test_the_slip_lists_documents_versions_fingerprints_and_commitments() -> None:
    kits, regulation = shipped_kits().for_scope(BOTH), shipped_agreements()[AgreementKind.REGULATION]
    text = text_of(delivery_slip(kits, [regulation], "Hélène Aubry", ON)).replace("\u202f", " ")
    for record in deliveries(kits, [regulation], "Hélène Aubry", ON):
        assert f"{record.title} {record.version} {record.sha256[:12]}" in text
    for kit in kits:
        for commitment in kit.commitments:
            assert f"• {commitment}" in text
    assert "Remis à Hélène Aubry le 20/11/2026" in text


@pytest.mark.rule("MIK-45", "MIK-48", "MIK-50", "MIK-54")
def test_each_kit_is_a_document() -> None:
    for kit in shipped_kits().root.values():
        text = text_of(kit_data(kit)).replace("\u202f", " ")
        assert [one.title for one in kit.components.values() if one.title not in text] == []
        assert f"Version 2026-1, empreinte {kit.sha256[:12]}" in text


def test_a_kit_names_the_file_that_replaces_a_text() -> None:
    kit = shipped_kits().root[next(iter(shipped_kits().root))]
    joined = kit.components["programme"].model_copy(update={"file": "kits/RS9001/x.pdf", "file_sha256": "ab" * 32})
    data = kit_data(kit.model_copy(update={"components": {"programme": joined}}))
    assert data["sections"][0]["paragraphs"] == [
        f"Document joint\u202f: kits/RS9001/x.pdf, empreinte SHA-256 {'ab' * 32}."
    ]
