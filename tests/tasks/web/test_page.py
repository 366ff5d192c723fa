import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.web.fetching import Fetched
from tasks.web.outline import MAX_PARTS, Block
from tasks.web.page import JAVASCRIPT_ONLY, NO_TEXT, TOO_COMPLEX, Page, read_page

LONG = " mot" * 20


def page_of(html: str | bytes, charset: str = "", robots: tuple[str, ...] = (), media_type: str = "text/html") -> Page:
    body = html.encode() if isinstance(html, str) else html
    return read_page(Fetched("https://of.fr/a", "https://of.fr/b", 200, media_type, charset, robots, body))


@pytest.mark.rule("MIK-62")
def test_a_page_is_read_in_order() -> None:
    page = page_of("""<!DOCTYPE html><html><head><title> Notre
        formation </title><style>p { color: red }</style></head><body><nav><ul><li>Accueil<li>Contact</ul></nav>
        <h1>Développer<br>son activité</h1><p>Avec l&rsquo;<b>IA</b>,&nbsp;en <i>35</i>&nbsp;h.
        <h2><span>Pré\u00adrequis</span></h2><div>Aucun<div>ou presque</div>enfin</div>
        <table><tr><td>Durée<td>35 heures</table><details><summary>Programme</summary>Jour 1</details></body></html>""")
    assert (page.url, page.final_url) == ("https://of.fr/a", "https://of.fr/b")
    assert page.title == "Notre formation"
    assert page.blocks == (
        Block("Accueil"),
        Block("Contact"),
        Block("Développer\nson activité", 1),
        Block("Avec l’IA,\u00a0en 35\u00a0h."),
        Block("Prérequis", 2),
        Block("Aucun"),
        Block("ou presque"),
        Block("enfin"),
        Block("Durée"),
        Block("35 heures"),
        Block("Programme"),
        Block("Jour 1"),
    )
    assert page.headings == (Block("Développer\nson activité", 1), Block("Prérequis", 2))
    assert page.text.startswith("Accueil\nContact\nDévelopper\nson activité\n")
    assert page.is_readable


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>gratuit</script>",
        "<style>gratuit</style>",
        "<!-- gratuit -->",
        "<template><p>gratuit</p></template>",
        "<noscript><p>gratuit</p></noscript>",
        "<iframe>gratuit</iframe>",
        "<svg><title>gratuit</title><text>gratuit</text></svg>",
        "<div hidden><p>gratuit<br>gratuit</p></div>",
        "<div style='color:red; DISPLAY : none'><p>gratuit</p></div>",
        "<span style='visibility:hidden'>gratuit</span>",
        "<dialog>gratuit</dialog>",
        "<input value=gratuit><img alt=gratuit>",
    ],
)
def test_what_a_visitor_does_not_see_is_not_read(hidden: str) -> None:
    assert page_of(f"<p>avant</p>{hidden}<p>après{LONG}</p>").blocks == (Block("avant"), Block(f"après{LONG}"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<span>Prérequis</span><span>Aucun</span>", "Prérequis Aucun"),
        ("<b>Durée :</b><span>35 heures</span>", "Durée : 35 heures"),
        ("<b>P</b>rérequis", "Prérequis"),
        ("RS<b>9001</b>", "RS9001"),
        ("l&#39;&Eacute;tat", "l'État"),
        ("e\u0301tude\u200b\u202e", "étude"),
        ("a\0b", "ab"),
    ],
)
def test_words_are_parted_as_they_show(html: str, text: str) -> None:
    assert page_of(f"<p>{html}</p>").text == text


@pytest.mark.rule("MIK-65")
@pytest.mark.parametrize(
    ("html", "headers", "noindex"),
    [
        ("<meta name=robots content='NOINDEX, nofollow'>", (), True),
        ("<meta name=Robots content=none>", (), True),
        ("<meta name=robots content=index><meta name=robots content=noindex>", (), True),
        ("", ("noindex",), True),
        ("", ("max-snippet: 5, noindex",), True),
        ("", ("nofollow", "unavailable_after: 25 Jun 2027 15:00:00 PST, noindex"), True),
        ("", ("googlebot: noindex",), False),
        ("", ("nofollow, otherbot: noindex",), False),
        ("", ("otherbot: nofollow, noindex",), False),
        ("<meta name=robots content='index, follow'>", (), False),
        ("<meta name=description content=noindex><!-- <meta name=robots content=noindex> -->", (), False),
        ("<meta name=robots content=noindexer>", (), False),
        ("", (), False),
    ],
)
def test_noindex_is_what_the_page_asks_of_all_search_engines(
    html: str, headers: tuple[str, ...], noindex: bool
) -> None:
    assert page_of(f"<head>{html}</head><p>texte", robots=headers).noindex is noindex


@pytest.mark.rule("MIK-62")
@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<p>Créer, œuvre à 5 €".encode("cp1252"), "ISO-8859-1"),
        ("<p>Créer, œuvre à 5 €".encode("cp1252"), ""),
        ("<p>Créer, œuvre à 5 €".encode("cp1252"), "utf-8"),
        ("<meta charset=iso-8859-1><p>Créer, œuvre à 5 €".encode("cp1252"), ""),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>Créer, œuvre à 5 €".encode(
                "cp1252"
            ),
            "",
        ),
        ("<meta charset=iso-8859-15><p>Créer, œuvre à 5 €".encode("iso8859-15"), ""),
        ("<meta charset=utf-16><p>Créer, œuvre à 5 €".encode(), ""),
        ("<p>Créer, œuvre à 5 €".encode(), ""),
        ("<p>Créer, œuvre à 5 €".encode(), "inconnu"),
        ("<p>Créer, œuvre à 5 €".encode(), "zip"),
        ("<p>Créer, œuvre à 5 €".encode(), "punycode"),
        ("<p>Créer, œuvre à 5 €".encode("utf-8-sig"), "iso-8859-1"),
        ("<p>Créer, œuvre à 5 €".encode("utf-16"), ""),
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>Créer, œuvre à 5 €".encode("cp1252"), ""),
    ],
)
def test_accents_are_read_in_the_character_set_of_the_page(body: bytes, charset: str) -> None:
    assert page_of(body, charset).text == "Créer, œuvre à 5 €"


def test_one_wrong_byte_does_not_spoil_the_other_accents() -> None:
    assert page_of("<p>Créer à l’été ".encode() + b"\xe9 !").text == "Créer à l’été \ufffd !"


@pytest.mark.rule("MIK-62")
@pytest.mark.parametrize(
    ("html", "refusal"),
    [
        ("", NO_TEXT),
        ("  \n", NO_TEXT),
        ("<html><body><img src=a.png>&nbsp;<p>…</p></body></html>", NO_TEXT),
        ("<div id=root></div><noscript>Activez JavaScript.</noscript><script src=a.js></script>", JAVASCRIPT_ONLY),
        ("<div id=app>Chargement…</div><script>start()</script>", JAVASCRIPT_ONLY),
        ("<p>a" * MAX_PARTS, TOO_COMPLEX),
        ("<" * MAX_PARTS * 2, TOO_COMPLEX),
        ("<p>Page en travaux.", ""),
        (f"<p>{LONG}</p><script></script>", ""),
    ],
)
def test_a_page_without_anything_to_judge_says_why(html: str, refusal: str) -> None:
    page = page_of(html)
    assert page.refusal == refusal
    assert page.is_readable is (refusal == "")


def test_the_end_of_a_very_long_page_is_read() -> None:
    assert page_of(b"<p>" + b"\xa0" * 9_900_000 + b"<p>fin", "iso-8859-1").blocks[-1] == Block("fin")


def test_a_plain_text_of_too_many_lines_is_refused() -> None:
    assert page_of("\n" * (MAX_PARTS + 1), media_type="text/plain").refusal == TOO_COMPLEX


def test_plain_text_is_read_line_by_line() -> None:
    page = page_of("Prérequis :\r\n\r\n <b>aucun</b>", media_type="text/plain")
    assert page.blocks == (Block("Prérequis :"), Block("<b>aucun</b>"))


@pytest.mark.parametrize(
    "html",
    ["<div>" * 150_000 + "fin", "<b>" * 150_000 + "fin", "<p title='" + "a" * 9_000_000 + "'>fin", "<!--" * 999_999],
)
def test_a_tortuous_page_is_read_in_a_moment(html: str) -> None:
    began = time.process_time()
    assert page_of(html).text in {"fin", ""}
    assert time.process_time() - began < 3


def test_an_entity_of_the_document_is_not_followed() -> None:
    html = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><p>&a;</p>"
    assert page_of(html, media_type="application/xhtml+xml").text.endswith("&a;")


@given(
    st.binary(max_size=200) | st.text(alphabet="<>/!-pab&;= \"'\0h1script", max_size=80).map(str.encode),
    st.text(max_size=8),
)
def test_no_bytes_make_the_reading_fail(body: bytes, charset: str) -> None:
    assert all(block.text.strip() == block.text != "" for block in page_of(body, charset).blocks)
