"""Each way in which a stranger's site could hold the audit up, or deceive it."""

import gzip
import socket
import ssl
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread

import pytest
import trustme

from tasks.web.fetching import Fetched, Unreadable, fetch
from tasks.web.guard import Limits
from tasks.web.refusals import INTERRUPTED, TOO_LARGE, TOO_SLOW
from tests.tasks.web.conftest import certified
from tests.tasks.web.hostile_server import SITE, Answer, Site, resolving, serving

pytestmark = pytest.mark.rule("MIK-62")

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SOON = 0.5  # seconds


def reason(site: Site, url: str, seconds: float = 5) -> str:
    outcome = fetch(url, limits=Limits(seconds=seconds), allowed_hosts=site.allowed, resolve=resolving())
    assert isinstance(outcome, Unreadable)
    return outcome.reason


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def test_an_unknown_name_is_told() -> None:
    outcome = fetch("https://perdu.example/", resolve=resolving())
    assert isinstance(outcome, Unreadable)
    assert (
        outcome.reason == "Le nom perdu.example est introuvable\u202f: l’adresse est fausse ou le site n’existe plus."
    )


def test_a_slow_resolver_is_left_behind(site: Site) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return []

    with within(1.5):
        outcome = fetch(site.url("/"), limits=Limits(seconds=SOON), allowed_hosts=site.allowed, resolve=resolve)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == TOO_SLOW


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b""),
        (b"H", b"T"),
        (HTML, b"X-Slow: 1\r\n"),
        (b"", b"HTTP/1.1 103 Early\r\n\r\n"),
        (HTML + b"Content-Length: 1000000\r\n\r\n", b"a"),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["silence", "status", "headers", "early hints", "body", "chunks"],
)
def test_a_drip_ends_with_the_deadline(first: bytes, drop: bytes, site: Site) -> None:
    with within(1.5):
        assert reason(site, site.drip("/", first, drop), SOON) == TOO_SLOW


def test_encryption_lifts_no_limit(secure_site: Site) -> None:
    dripping = secure_site.drip("/drip", HTML + b"\r\n", b"a")
    with within(1.5):
        assert reason(secure_site, dripping, SOON) == TOO_SLOW
    assert reason(secure_site, secure_site.flood("/flood", HTML + b"\r\n", b"a" * 65536)) == TOO_LARGE


def test_a_page_in_a_million_tiny_parts_ends_with_the_deadline(site: Site) -> None:
    url = site.flood("/", HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 10_000)
    with within(1.5):
        assert reason(site, url, SOON) == TOO_SLOW


def test_one_deadline_covers_all_redirects(site: Site) -> None:
    for number in range(5):
        site.answers[f"/{number}"] = late(site, f"/{number + 1}")
    site.serve("/5", b"<p>Bonjour</p>")
    with within(1.5):
        assert reason(site, site.url("/0"), SOON) == f"Après une redirection\u202f: l{TOO_SLOW[1:]}"


def late(site: Site, target: str) -> Answer:
    def answer(peer: socket.socket) -> None:
        site.closing.wait(0.2)
        peer.sendall(f"HTTP/1.1 302 x\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())

    return answer


@pytest.mark.parametrize(
    ("first", "wave", "told"),
    [
        (HTML + b"\r\n", b"a" * 65536, TOO_LARGE),
        (HTML + b"Content-Length: 10000000000\r\n\r\n", b"a" * 65536, TOO_LARGE),
        (HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65536 + b"\r\n", TOO_LARGE),
        (b"", b"HTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n" * 1000, TOO_LARGE),
        (HTML, b"X-Huge: " + b"a" * 65536, INTERRUPTED),
        (HTML, b"X-Many: 1\r\n" * 5000, INTERRUPTED),
    ],
    ids=["no end", "10 GB announced", "chunks", "early hints", "huge header", "many headers"],
)
def test_an_endless_answer_is_cut(first: bytes, wave: bytes, told: str, site: Site) -> None:
    with within(4):
        assert reason(site, site.flood("/", first, wave)) == told


def test_a_small_page_that_swells_is_cut(site: Site) -> None:
    bomb = gzip.compress(b"a" * 50_000_000)
    assert len(bomb) < 64_000  # all of it comes in one reading
    tracemalloc.start()
    told = reason(site, site.serve("/", bomb, "Content-Type: text/html\r\nContent-Encoding: gzip"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == TOO_LARGE
    assert most < 40_000_000  # bytes


@pytest.mark.parametrize(
    "answer",
    [
        HTML + b"Content-Length: 100\r\n\r\ncourt",
        HTML + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\ncourt",
        HTML + b"Content-Length: -1\r\n\r\n",
        HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"",
    ],
)
def test_an_answer_that_lies_or_stops_is_refused(answer: bytes, site: Site) -> None:
    site.answers["/"] = lambda peer: peer.sendall(answer)
    assert reason(site, site.url("/")) == INTERRUPTED


def test_what_follows_the_announced_length_is_not_read(site: Site) -> None:
    site.answers["/"] = lambda peer: peer.sendall(HTML + b"Content-Length: 5\r\n\r\ncourt et la suite")
    outcome = fetch(site.url("/"), allowed_hosts=site.allowed, resolve=resolving())
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"court"


def test_a_certificate_in_order_is_accepted_for_the_name_though_we_connect_to_the_address(secure_site: Site) -> None:
    url = secure_site.serve("/", b"<p>Bonjour</p>")
    outcome = fetch(url, allowed_hosts=secure_site.allowed, resolve=resolving())
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize(
    ("host", "known", "fault"),
    [("autre.example", True, "n’est pas à son nom"), (SITE, False, "n’est pas délivré par une autorité reconnue")],
)
def test_a_wrong_certificate_stops_before_the_request(
    host: str, known: bool, fault: str, authority: trustme.CA
) -> None:
    issuer = authority if known else trustme.CA()
    with serving(certified(issuer, host)) as site:
        told = reason(site, site.serve("/", b"<p>Bonjour</p>"))
    assert told == f"Le certificat de sécurité de {SITE} {fault}\u202f: la page n’a pas été lue."
    assert site.requests == []


def test_an_expired_certificate_is_told(authority: trustme.CA) -> None:
    expired = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(SITE, not_after=datetime(2020, 1, 1, tzinfo=UTC)).configure_cert(expired)
    with serving(expired) as site:
        told = reason(site, site.url("/"))
    assert told == f"Le certificat de sécurité de {SITE} a expiré\u202f: la page n’a pas été lue."


def test_a_server_that_speaks_no_tls_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        Thread(target=lambda: listener.accept()[0].sendall(b"HTTP/1.1 400 x\r\n\r\n"), daemon=True).start()
        outcome = fetch(f"https://{SITE}:{port}/", allowed_hosts={f"{SITE}:{port}"}, resolve=resolving())
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == f"La connexion sécurisée avec {SITE} n’a pas pu s’établir."
