"""A declared URL taken apart once: what is connected to is what was checked (RFC 3986, WHATWG URL)."""

import re
from collections.abc import Set
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from tasks.web.refusals import NotRead

MAX_LENGTH = 2000  # characters
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SUSPECT = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")  # what browsers and libraries read differently
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9])?")
_KEPT = "/%:@!$&'()*+,;=~-._?[]"

MALFORMED = (
    "L’adresse de la page est mal écrite : elle doit commencer par https:// ou http:// "
    "et ressembler à https://www.organisme.fr/formation."
)
WITH_PASSWORD = "L’adresse de la page contient un identifiant ou un mot de passe : elle doit s’écrire sans."  # noqa: S105
WRONG_PORT = "L’adresse de la page demande un port inhabituel : seuls les ports 80 et 443 sont lus."


@dataclass(frozen=True)
class Location:
    """Where a page is; `host` is ASCII, in lower case, without brackets; `path` carries the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """As the header Host wants it (RFC 9110, § 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def locate(url: str, allowed_hosts: Set[str] = frozenset()) -> Location:
    """The parts of a declared URL.

    Args:
        allowed_hosts: « host:port » that may use another port than 80 and 443.

    Raises:
        NotRead: it is no URL of a page, or one that we do not visit.
    """
    text = url.strip()
    if len(text) > MAX_LENGTH or _SUSPECT.search(text):
        raise NotRead(MALFORMED)
    try:
        parts = urlsplit(text)
        scheme, port = parts.scheme, parts.port
        host = _host(parts)
    except ValueError:  # UnicodeError is one
        raise NotRead(MALFORMED) from None
    if scheme not in _DEFAULT_PORTS or not host:
        raise NotRead(MALFORMED)
    if "@" in parts.netloc:
        raise NotRead(WITH_PASSWORD)
    if port is None:
        port = _DEFAULT_PORTS[scheme]
    if port not in _DEFAULT_PORTS.values() and f"{host}:{port}" not in allowed_hosts:
        raise NotRead(WRONG_PORT)
    query = f"?{quote(parts.query, _KEPT)}" if parts.query else ""
    return Location(scheme, host, port, quote(parts.path or "/", _KEPT) + query)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        if "%" in host:  # a zone names an interface of this machine (RFC 6874)
            raise ValueError
        return str(IPv6Address(host))
    name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _NAME.fullmatch(name):
        raise ValueError
    return name
