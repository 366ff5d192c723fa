"""What an honest site gives, and what each refusal of a site says."""

import gzip
import time
import zlib

import pytest

from tasks.web.fetching import DOWNGRADED, Fetched, Unreadable, fetch, fetch_all
from tasks.web.guard import Limits
from tasks.web.location import MALFORMED
from tasks.web.refusals import EMPTY_REDIRECT, INTERRUPTED, NO_TYPE, PDF, TOO_MANY_REDIRECTS, UNKNOWN_COMPRESSION
from tests.tasks.web.hostile_server import SITE, Site, resolving

PAGE = "<h1>Prérequis</h1>".encode()


def read(site: Site, url: str) -> Fetched | Unreadable:
    return fetch(url, limits=Limits(seconds=5), allowed_hosts=site.allowed, resolve=resolving())


def reason(site: Site, url: str) -> str:
    outcome = read(site, url)
    assert isinstance(outcome, Unreadable)
    return outcome.reason


@pytest.mark.rule("MIK-62")
def test_a_page_arrives_with_what_the_server_says_of_it(site: Site) -> None:
    url = site.serve(
        "/f?a=1", PAGE, "Content-Type: Text/HTML; Charset=UTF-8\r\nX-Robots-Tag: noindex\r\nX-Robots-Tag: a"
    )
    assert read(site, url) == Fetched(url, url, 200, "text/html", "UTF-8", ("noindex", "a"), PAGE)


def test_the_request_says_who_asks_and_carries_nothing_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.serve("/b", PAGE, "Content-Type: text/html\r\nSet-Cookie: b=2")
    site.serve("/a", b"", "Location: b\r\nSet-Cookie: a=1", 302)
    read(site, site.url("/a"))
    expected = (
        f"Host: {SITE}:{site.port}\r\n"
        "User-Agent: certiflow-audit (contrôle des partenaires)\r\n"
        "Accept: text/html, application/xhtml+xml, text/plain\r\n"
        "Accept-Encoding: gzip, deflate\r\n"
        "Connection: close\r\n\r\n"
    )
    assert site.requests == [f"GET {path} HTTP/1.1\r\n{expected}" for path in ("/a", "/b")]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
    ],
)
def test_a_compressed_page_is_decompressed(coding: str, body: bytes, site: Site) -> None:
    outcome = read(site, site.serve("/", body, f"Content-Type: text/html\r\nContent-Encoding: {coding}"))
    assert isinstance(outcome, Fetched)
    assert outcome.body == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "told"),
    [
        ("br", PAGE, UNKNOWN_COMPRESSION),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE), mtime=0), UNKNOWN_COMPRESSION),
        ("gzip", PAGE, INTERRUPTED),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-4], INTERRUPTED),
    ],
)
def test_a_page_that_cannot_be_decompressed_is_refused(coding: str, body: bytes, told: str, site: Site) -> None:
    assert reason(site, site.serve("/", body, f"Content-Type: text/html\r\nContent-Encoding: {coding}")) == told


@pytest.mark.rule("MIK-62")
@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "Le site demande un mot de passe pour cette page (réponse 401)."),
        (403, "Le site interdit l’accès à cette page (réponse 403)."),
        (404, "La page n’existe pas à cette adresse (réponse 404)."),
        (418, "Le site n’a pas donné la page (réponse 418)."),
        (500, "Le site est en panne (réponse 500)."),
        (503, "Le site est en panne (réponse 503)."),
    ],
)
def test_an_error_of_the_site_is_told(status: int, told: str, site: Site) -> None:
    url = site.serve("/", PAGE, status=status)
    assert read(site, url) == Unreadable(url, told, url, status, "text/html")


@pytest.mark.rule("MIK-62")
@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        ("Content-Type: application/pdf", b"%PDF-1.7", PDF),
        ("Content-Type: text/html", b"%PDF-1.7", PDF),
        (
            "Content-Type: image/png",
            b"\x89PNG",
            "L’adresse mène à un fichier de type «\u202fimage/png\u202f», pas à une page web.",
        ),
        ("Content-Type: \u202epdf", b"", NO_TYPE),
        ("X-Nothing: 1", PAGE, NO_TYPE),
    ],
)
def test_what_is_no_page_is_refused(head: str, body: bytes, told: str, site: Site) -> None:
    assert reason(site, site.serve("/", body, head)) == told


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.redirect("/1", "/2?a=é")
    site.redirect("/2?a=%C3%A9", f"//{SITE}:{site.port}/3")
    final = site.serve("/3", PAGE)
    assert read(site, site.url("/1")) == Fetched(site.url("/1"), final, 200, "text/html", "", (), PAGE)


@pytest.mark.rule("MIK-62")
def test_a_redirect_loop_ends_after_five(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert reason(site, site.url("/a")) == TOO_MANY_REDIRECTS
    assert site.paths == ["/a", "/b"] * 3


def test_a_redirect_to_nowhere_is_told(site: Site) -> None:
    assert reason(site, site.serve("/", b"", "X-Nothing: 1", 302)) == EMPTY_REDIRECT


@pytest.mark.parametrize("target", ["ftp://site.example/", "file:///etc/passwd", "http://[", "https://of.fr\\@b"])
def test_a_redirect_to_what_is_no_page_is_refused(target: str, site: Site) -> None:
    assert reason(site, site.redirect("/", target)) == f"Après une redirection\u202f: l{MALFORMED[1:]}"


def test_leaving_https_by_a_redirect_is_shown(site: Site, secure_site: Site) -> None:
    final = site.serve("/", PAGE)
    url = secure_site.redirect("/", final)
    outcome = fetch(url, allowed_hosts=site.allowed | secure_site.allowed, resolve=resolving())
    assert outcome == Fetched(url, final, 200, "text/html", "", (), PAGE, DOWNGRADED)
    assert DOWNGRADED == (
        "Une redirection a quitté le chiffrement\u202f: la page est lue en http, sans garantie sur son origine."
    )


def test_many_pages_come_back_in_order_whatever_happens_to_some(site: Site) -> None:
    good = [site.serve(f"/{number}", str(number).encode()) for number in range(12)]
    urls = [good[0], "mal écrite", *good, "http://[", site.url("/perdue"), good[0]]
    outcomes = fetch_all(urls, limits=Limits(seconds=5), allowed_hosts=site.allowed, resolve=resolving())
    assert [page.url for page in outcomes] == urls
    bodies = [page.body if isinstance(page, Fetched) else page.reason for page in outcomes]
    numbers = [str(number).encode() for number in range(12)]
    assert bodies == [b"0", MALFORMED, *numbers, MALFORMED, INTERRUPTED, b"0"]
    assert sorted(site.paths) == sorted([*(f"/{number}" for number in range(12)), "/perdue"])


def test_a_site_sees_two_requests_at_once_and_several_sites_are_read_together(site: Site) -> None:
    site.answers = {f"/{number}": lambda _: time.sleep(0.1) for number in range(8)}
    urls = [site.url(f"/{number}") for number in range(8)]
    assert len(fetch_all(urls, allowed_hosts=site.allowed, resolve=resolving())) == 8
    assert site.most_at_once == 2
    others = [site.url(f"/{number}", f"site{number}.example") for number in range(4)]
    allowed = {f"site{number}.example:{site.port}" for number in range(4)}
    fetch_all(others, allowed_hosts=allowed, resolve=lambda host, port: ["127.0.0.1"])
    assert site.most_at_once == 4
