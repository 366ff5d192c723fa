from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest

from tasks.typesetting import DocumentError, render
from tasks.typesetting.coverage import covered_characters
from tests.tasks.typesetting.reading import body, printed, reader
from tests.tasks.typesetting.records import STAMP, everywhere, rejection

HOSTILE = [
    '#import "x": *',
    "*gras* _italique_ $x^2$ `code` = titre",
    "{{ 7*7 }} {% include 'x' %} ${7*7}",
    "<script>alert(1)</script> <label> @ref",
    '#eval("1+1") #read("/etc/passwd") \\u{41} // note /* bloc */',
    "-- --- ... ~ \"droits\" 'simples' [crochets] (a) \\",
    "=1+1 @SUM(A1) |x| &amp; %0a",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_printed_letter_for_letter(text: str) -> None:
    assert body(render("record", {"title": "T", "appeal": text}, STAMP)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_place_of_a_record_reads_text_as_markup(text: str) -> None:
    everything = printed(render("record", everywhere(text), STAMP))
    assert everything.replace(" ", "").count(text.replace(" ", "")) >= 10


def test_bidi_overrides_and_emoji_do_not_reach_the_page() -> None:
    assert body(render("record", {"title": "T", "appeal": "fac\u202eture 👍🏽 李"}, STAMP)) == "facture □ □"


def test_typed_line_ends_are_kept() -> None:
    pdf = render("record", {"title": "T", "appeal": "un\r\ndeux\n\ntrois"}, STAMP)
    assert reader(pdf).pages[0].extract_text().splitlines()[:4] == ["T", "un", "deux", "trois"]


def test_every_covered_character_compiles_alone_and_in_bold() -> None:
    text = " ".join(sorted(covered_characters()))
    assert len(reader(render("record", everywhere(text), STAMP)).pages) > 1


def test_a_name_in_any_script_never_stops_a_record() -> None:
    for text in (
        "\u0301",
        "\u0323\u0301 a",
        "م\u200dح",
        "क्षि",
        "ㅎㅏㄴ",
        "\uffff",
        "\U0010ffff",
        "🏴\U000e0067\U000e007f",
        "ƒ",
        "ß",
    ):
        assert render("record", everywhere(text), STAMP).startswith(b"%PDF-1.7")


def test_every_key_but_the_title_may_be_missing_or_null() -> None:
    keys = [*rejection(), "kind"]
    assert body(render("record", {**dict.fromkeys(keys), "title": "T", "appeal": "seul"}, STAMP)) == "seul"
    assert printed(render("record", {"title": "T"}, STAMP)) == "T Page 1 / 1"


def test_equal_input_gives_equal_bytes_whatever_the_zone_and_the_order_of_keys() -> None:
    paris = STAMP.astimezone(timezone(timedelta(hours=1)))
    reordered = dict(reversed(rejection().items()))
    first = render("record", rejection(), STAMP)
    assert render("record", reordered, paris) == first
    assert render("record", rejection(), STAMP + timedelta(seconds=1)) != first
    assert render("record", {**rejection(), "version": "2"}, STAMP) != first


def test_the_file_declares_archiving_accessibility_language_title_and_time() -> None:
    pdf = reader(render("record", rejection(), STAMP))
    catalog: Any = pdf.trailer["/Root"]
    metadata = pdf.metadata
    xmp = catalog["/Metadata"].get_data().decode()
    declared = ("<pdfaid:part>2</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</", "<rdf:li>fr-FR</rdf:li>")
    assert [mark for mark in declared if mark not in xmp] == []
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("fr-FR", True)
    assert metadata is not None
    assert metadata.title == "PV-2026-0001 — Procès-verbal de rejet"
    assert metadata.creation_date == STAMP


def test_only_the_vendored_fonts_are_used() -> None:
    pdf = reader(render("record", rejection(), STAMP))
    resources: list[Any] = [page["/Resources"] for page in pdf.pages]
    names = {font["/BaseFont"].split("+")[1] for resource in resources for font in resource["/Font"].values()}
    assert names <= {"SourceSans3-Regular", "SourceSans3-SemiBold", "SourceSans3-Bold"}


def test_two_threads_render_at_the_same_time() -> None:
    records = [{**rejection(), "version": str(version)} for version in range(8)]
    alone = [sha256(render("record", record, STAMP)).hexdigest() for record in records]
    with ThreadPoolExecutor(max_workers=2) as pool:
        together = list(pool.map(lambda record: sha256(render("record", record, STAMP)).hexdigest(), records))
    assert together == alone


@pytest.mark.parametrize("template", ["absent", "../documents/record", "certiflow.typ", ""])
def test_an_unknown_template_is_a_french_refusal(template: str) -> None:
    with pytest.raises(DocumentError, match="Modèle de document inconnu"):
        render(template, {"title": "T"}, STAMP)


def test_a_record_without_title_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match="n’a pas pu être composé"):
        render("record", {"number": "PV-2026-0001"}, STAMP)


def test_a_stamp_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render("record", {"title": "T"}, datetime(2026, 11, 17, tzinfo=UTC).replace(tzinfo=None))
