"""The documents themselves, read back from their PDF: mentions, pages, names, standards."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.exams.award import Award
from domain.exams.award_linter import award_refusals, missing_mentions
from domain.exams.person import Birth
from domain.exams.vocabulary import Sex
from domain.refusal import Refusal
from tasks.certificates.data import AwardDocument, award_document, printed_text
from tasks.typesetting import DocumentError, render
from tests.domain.exams.awarding import URL, award, bloc_award, holder, registered, rs_award
from tests.tasks.typesetting.reading import printed, reader

STAMP = datetime(2026, 12, 1, 11, tzinfo=UTC)
LONG_NAME = "Maximilienne-Élisabeth de Montmorency " * 7 + "W" * 34

#: key of the data → the mention that goes with it
MENTIONS = {
    "registration": "Enregistrement et décision de France compétences",
    "certifier": "Raison sociale du certificateur",
    "certification": "Intitulé exact de la certification",
    "level": "Niveau, national et européen (CEC)",
    "nsf": "Code NSF",
    "name": "Identité du titulaire",
    "born": "Date et lieu de naissance",
    "delivered": "Lieu et date de délivrance",
    "signatory": "Nom et qualité du signataire",
}


def document(of: Award) -> AwardDocument:
    made = award_document(of, URL)
    assert isinstance(made, AwardDocument), made
    return made


def refusals_of(of: Award) -> tuple[Refusal, ...]:
    refused = award_document(of, URL)
    assert isinstance(refused, tuple)
    return refused


def pdf_of(of: Award) -> bytes:
    made = document(of)
    return render(made.template, made.data, STAMP)


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


AWARDS = {
    "RNCP": award(),
    "RS": rs_award(),
    "bloc": bloc_award(),
    "300 letters": award(holder=holder(first_names=LONG_NAME[:150].strip(), birth_name=LONG_NAME[150:])),
    "everything long": bloc_award(
        holder=holder(birth_name=LONG_NAME, usage_name="d’Aiguillon"),
        certification=registered(title="Conduire un projet d’ingénierie de certification professionnelle " * 4),
    ),
    "abroad": award(holder=holder(sex=Sex.MALE, birth=Birth(year=1984, place="Kaboul", country="Afghanistan"))),
    "other alphabets": award(holder=holder(first_names="Ђорђе Ωμέγα", birth_name="Nguyễn Thị Ánh-Łukaszewicz")),
}


@pytest.mark.rule("REF-26", "REF-27", "LAW-09", "M2I-38")
@pytest.mark.parametrize("name", AWARDS)
def test_one_page_bears_every_mention_and_every_word_of_the_data(name: str) -> None:
    made = document(AWARDS[name])
    pdf = render(made.template, made.data, STAMP)
    text = reader(pdf).pages[0].extract_text()
    assert len(reader(pdf).pages) == 1
    assert award_refusals(text, AWARDS[name]) == ()
    lost = [line for line in printed_text(made.data).split("\n") if squeezed(line) not in squeezed(text)]
    assert lost == []


@pytest.mark.rule("REF-26", "LAW-09")
@pytest.mark.parametrize(("key", "label"), MENTIONS.items())
def test_a_mention_taken_out_of_the_document_is_caught_on_the_page(key: str, label: str) -> None:
    made = document(award())
    spoilt = {**made.data, key: {} if key == "signatory" else ""}
    text = reader(render(made.template, spoilt, STAMP)).pages[0].extract_text()
    assert missing_mentions(text, award()) == [label]
    assert missing_mentions(printed_text(spoilt), award()) == [label]


@pytest.mark.rule("REF-26")
def test_a_document_that_would_lack_a_mention_is_not_made() -> None:
    refused = refusals_of(award(certification=registered(nsf=())))
    assert [(refusal.rule, "« Code NSF »" in refusal.message) for refusal in refused] == [("LAW-09", True)]


@pytest.mark.rule("REF-27")
def test_a_bloc_has_a_document_of_its_own_shape() -> None:
    full, bloc = (reader(pdf_of(of)).pages[0].mediabox for of in (award(), bloc_award()))
    assert (round(full.width), round(full.height)) == (842, 595)
    assert (round(bloc.width), round(bloc.height)) == (595, 842)
    assert "parchemin" not in printed(pdf_of(bloc_award())).casefold()


def test_a_name_that_the_fonts_cannot_write_is_refused_with_the_letters_lost() -> None:
    refused = refusals_of(award(holder=holder(first_names="Ḓavhana", birth_name="محمد")))
    said = [(refusal.field, str(refusal.message), refusal.rule) for refusal in refused[:2]]
    told = (
        "« {} » ne peut pas être imprimé sur le document CERT-2026-000001 : les polices n’ont pas {}. Écrivez-le en "
        "lettres latines, comme sur la pièce d’identité"
    )
    assert said == [
        ("Prénoms", told.format("Davhana", "Ḓ"), "REF-26"),
        ("Nom de naissance", told.format("□□□□", "م, ح, د"), "REF-26"),
    ]


def test_a_hostile_name_is_letters_on_the_page() -> None:
    hostile = '#eval("1") *x* <b>{{7*7}}</b> =1+1 $y$ \\'
    assert squeezed(hostile) in squeezed(printed(pdf_of(award(holder=holder(birth_name=hostile)))))


def test_the_file_is_archivable_accessible_titled_and_says_its_qr_code() -> None:
    pdf = reader(pdf_of(award()))
    root: Any = pdf.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    declared = ("<pdfaid:part>2</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</", "<rdf:li>fr-FR</rdf:li>")
    assert [mark for mark in declared if mark not in xmp] == []
    assert pdf.metadata is not None
    assert pdf.metadata.title == "CERT-2026-000001 — Parchemin"
    assert alternatives(root["/StructTreeRoot"]) == [
        f"Code QR de vérification : {URL}/v/{award().verification_code}.html"
    ]


@pytest.mark.rule("LAW-09")
def test_no_logo_can_be_there_the_page_holds_no_picture_but_its_drawing() -> None:
    page: Any = reader(pdf_of(award())).pages[0]
    objects = page["/Resources"].get("/XObject", {}).values()
    assert [item["/Subtype"] for item in objects if item["/Subtype"] != "/Form"] == []


def test_equal_awards_give_equal_bytes() -> None:
    assert pdf_of(award()) == pdf_of(award())


def test_a_template_refuses_what_does_not_fit_one_page() -> None:
    made = document(award())
    with pytest.raises(DocumentError, match="ne tiennent pas sur une page"):
        render(made.template, {**made.data, "registration": "mot " * 4000}, STAMP)


def alternatives(node: Any) -> list[str]:
    """The alt texts of a structure tree, in reading order."""
    own = [str(node["/Alt"])] if "/Alt" in node else []
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    inner = [child.get_object() for child in children if hasattr(child, "get_object")]
    return own + [text for child in inner if isinstance(child, dict) for text in alternatives(child)]
