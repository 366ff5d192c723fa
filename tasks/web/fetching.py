"""Fetches a declared page: one request, its redirects followed by us and checked again, everything bounded (MIK-62)."""

import re
import ssl
from collections.abc import Iterable, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore

from tasks.web.guard import Allowance, Guard, Limits, Resolver, system_resolver
from tasks.web.inflating import ACCEPTED, Inflater
from tasks.web.location import MALFORMED, Location, locate
from tasks.web.refusals import (
    EMPTY_REDIRECT,
    PDF,
    TOO_MANY_REDIRECTS,
    NotRead,
    status_reason,
    told,
    type_reason,
)

USER_AGENT = "certiflow-audit (contrôle des partenaires)"
DOWNGRADED = "Une redirection a quitté le chiffrement : la page est lue en http, sans garantie sur son origine."
_REDIRECTS = {301, 302, 303, 307, 308}
_READ_TYPES = {"text/html", "application/xhtml+xml", "text/plain"}
_HEADERS: tuple[tuple[str | bytes, str | bytes], ...] = (
    ("User-Agent", USER_AGENT.encode()),
    ("Accept", "text/html, application/xhtml+xml, text/plain"),
    ("Accept-Encoding", ACCEPTED),
    ("Connection", "close"),
)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE | re.ASCII)
_STANDARD = Limits()
_LANES = 2  # of one host, at once


@dataclass(frozen=True)
class Fetched:
    """A page as it was received, decompressed.

    Args:
        url, final_url: as declared, and after redirects.
        charset: the one that the server announces; may be empty or wrong.
        robots: the headers X-Robots-Tag.
        notice: what the auditor should know of the way there, in French; empty when nothing.
    """

    url: str
    final_url: str
    status: int
    media_type: str
    charset: str
    robots: tuple[str, ...]
    body: bytes
    notice: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A page that was not read, and why, in French."""

    url: str
    reason: str
    final_url: str = ""
    status: int = 0
    media_type: str = ""


def fetch(
    url: str,
    *,
    limits: Limits = _STANDARD,
    allowed_hosts: Set[str] = frozenset(),
    resolve: Resolver = system_resolver,
) -> Fetched | Unreadable:
    """The page at a URL that a stranger gave; never raises for what he or his site does.

    No cookie, no credential and no proxy. The certificate is verified against the host's name, with the system's
    authorities or the file that `SSL_CERT_FILE` names.

    Args:
        allowed_hosts: « host:port » of test servers, which may be private and on any port.
    """
    visit = _Visit(url, limits, allowed_hosts, resolve)
    try:
        return visit.page()
    except NotRead as refusal:
        return visit.without(refusal)


def fetch_all(
    urls: Iterable[str],
    *,
    limits: Limits = _STANDARD,
    allowed_hosts: Set[str] = frozenset(),
    resolve: Resolver = system_resolver,
    at_once: int = 8,
) -> list[Fetched | Unreadable]:
    """Every page, in the order given; a URL given twice is fetched once, a host sees two requests at once at most."""
    asked = list(urls)
    sites: dict[str, list[str]] = {}
    for url in dict.fromkeys(asked):
        sites.setdefault(_site(url), []).append(url)
    lanes = [urls_of_site[first::_LANES] for urls_of_site in sites.values() for first in range(_LANES)]

    def follow(lane: list[str]) -> list[Fetched | Unreadable]:
        return [fetch(url, limits=limits, allowed_hosts=allowed_hosts, resolve=resolve) for url in lane]

    with ThreadPoolExecutor(at_once) as pool:
        found = {page.url: page for pages in pool.map(follow, lanes) for page in pages}
    return [found[url] for url in asked]


def _site(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class _Visit:
    """One declared page, from its URL to its bytes; says how far it went."""

    def __init__(self, url: str, limits: Limits, allowed_hosts: Set[str], resolve: Resolver) -> None:
        self._url, self._limits, self._allowed_hosts, self._resolve = url, limits, allowed_hosts, resolve
        self._allowance = Allowance(limits)
        self._notice, self._redirected = "", False
        self.final_url, self.status, self.media_type = "", 0, ""

    def page(self) -> Fetched:
        """Goes from redirection to redirection until there is a page.

        Raises:
            NotRead: it cannot be read, or must not be.
        """
        location = locate(self._url, self._allowed_hosts)
        for _ in range(self._limits.redirects + 1):
            answer = self._answer(location)
            if isinstance(answer, Fetched):
                return answer
            if (location.scheme, answer.scheme) == ("https", "http"):
                self._notice = DOWNGRADED
            location = answer
        raise NotRead(TOO_MANY_REDIRECTS)

    def without(self, refusal: NotRead) -> Unreadable:
        """The same visit, that gave no page."""
        reason = str(refusal)
        if self._redirected and reason != TOO_MANY_REDIRECTS:
            reason = f"Après une redirection : {reason[0].lower()}{reason[1:]}"
        return Unreadable(self._url, reason, self.final_url, self.status, self.media_type)

    def _answer(self, location: Location) -> Fetched | Location:
        """The page, or where it says to look next."""
        self.final_url, self.status, self.media_type = location.url, 0, ""
        url = httpcore.URL(
            scheme=location.scheme.encode(), host=location.host.encode(), port=location.port, target=location.path
        )
        headers = [("Host", location.authority), *_HEADERS]
        with (
            told(location.host),
            closing(self._connection(location, url)) as connection,
            connection.stream("GET", url, headers=headers) as response,
        ):
            self.status = response.status
            return self._redirect(location, response) if self.status in _REDIRECTS else self._read(response)

    def _connection(self, location: Location, url: httpcore.URL) -> httpcore.HTTPConnection:
        allowed = f"{location.host}:{location.port}" in self._allowed_hosts
        guard = Guard(self._allowance, self._resolve, allow_private=allowed)
        tls = ssl.create_default_context() if location.scheme == "https" else None
        return httpcore.HTTPConnection(url.origin, ssl_context=tls, network_backend=guard)

    def _redirect(self, location: Location, response: httpcore.Response) -> Location:
        targets = _header(response, b"location")
        if not targets:
            raise NotRead(EMPTY_REDIRECT)
        self._redirected = True
        try:
            target = urljoin(location.url, targets[0])
        except ValueError:
            raise NotRead(MALFORMED) from None
        return locate(target, self._allowed_hosts)

    def _read(self, response: httpcore.Response) -> Fetched:
        content_type = "".join(_header(response, b"content-type")[:1])
        media_type = _MEDIA_TYPE.match(content_type.strip().lower())
        self.media_type = media_type[0] if media_type else ""
        if not 200 <= self.status < 300:
            raise NotRead(status_reason(self.status))
        if self.media_type not in _READ_TYPES:
            raise NotRead(type_reason(self.media_type))
        body = self._body(response)
        if body.startswith(b"%PDF-"):
            raise NotRead(PDF)
        charset = _CHARSET.search(content_type)
        return Fetched(
            self._url,
            self.final_url,
            self.status,
            self.media_type,
            charset[1] if charset else "",
            tuple(_header(response, b"x-robots-tag")),
            body,
            self._notice,
        )

    def _body(self, response: httpcore.Response) -> bytes:
        inflater = Inflater(", ".join(_header(response, b"content-encoding")), self._limits.decoded_bytes)
        for part in response.iter_stream():
            inflater.feed(part)
        return inflater.finished()


def _header(response: httpcore.Response, name: bytes) -> list[str]:
    """UTF-8, for the redirections to « /évaluation » that sites write unencoded."""
    return [value.decode("utf-8", "replace") for key, value in response.headers if key.lower() == name]
