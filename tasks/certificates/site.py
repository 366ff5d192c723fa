"""The public register: a static site to put on any web server, or to open from a disk.

One page for each verification code, which nobody can guess, and no list: there are no names to collect. Pages change
only when a certificate does; nothing is ever removed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from config.disk import disk_reason
from domain.exams.award import Award, day_in_words, grouped
from tasks.certificates.badge import issuer, key_address, status_list
from tasks.certificates.keys import BadgeKeys, jwk_of, jwks_of
from tasks.mail.typography import french
from tasks.whole_file import write_whole

TEMPLATES = Path(__file__).parents[2] / "templates" / "register"
PAGES = "v"
_ROBOTS = "User-agent: *\nDisallow: /\n"


class RegisterPostponed(Exception):
    """The site could not be written; the message is French and what is there still stands."""


@dataclass(frozen=True)
class Certifier:
    """Who publishes the register, as its pages say it."""

    name: str
    email: str


@dataclass(frozen=True)
class Written:
    """What a run has done: files written, and files that were already so."""

    changed: int
    unchanged: int


def write_register(
    folder: Path, awards: Iterable[Award], certifier: Certifier, keys: BadgeKeys, register_url: str, on: date
) -> Written:
    """Write the site, or bring it up to date. What others put in the folder stays.

    Args:
        register_url: where the folder will be published, for the addresses inside badges.
        on: the day whose state is shown: on it a certificate may have expired.

    Raises:
        RegisterPostponed: the folder refuses or the disk is full.
    """
    known = tuple(awards)
    done = {True: 0, False: 0}
    try:
        for part in (PAGES, "cles"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        for award in known:
            page = folder / PAGES / f"{award.verification_code}.html"
            done[_put(page, _page(award, certifier, on))] += 1
        for name, content in _shared(known, certifier, keys, register_url).items():
            done[_put(folder / name, content)] += 1
    except OSError as error:
        raise RegisterPostponed(
            f"Le registre public ne peut pas être écrit dans {folder} : {disk_reason(error)}."
        ) from None
    return Written(done[True], done[False])


def _put(path: Path, content: str) -> bool:
    """Whether the file had to be written."""
    wanted = content.encode()
    if path.is_file() and path.read_bytes() == wanted:
        return False
    write_whole(path, wanted)
    return True


def _shared(awards: tuple[Award, ...], certifier: Certifier, keys: BadgeKeys, register_url: str) -> dict[str, str]:
    """The files that are there once, by name. The list of the pages' folder is hidden by a page of its own."""
    absent = {"title": "Document introuvable", "certifier": certifier.name, "email": certifier.email}
    index = {"title": "Vérifier un document", "certifier": certifier.name, "root": ""}
    jwks = {key_address("", jwk["kid"]).lstrip("/"): _json(jwk) for jwk in map(jwk_of, keys.published)}
    return {
        "index.html": _template("index").render(index),
        "404.html": _template("absent").render(absent | {"root": f"{register_url.rstrip('/')}/"}),
        f"{PAGES}/index.html": _template("absent").render(absent | {"root": "../"}),
        "cles/index.html": _template("absent").render(absent | {"root": "../"}),
        "registre.css": _asset("registre.css"),
        "registre.js": _asset("registre.js"),
        "robots.txt": _ROBOTS,
        "jwks.json": _json(jwks_of(keys)),
        "emetteur.json": _json(issuer(certifier.name, register_url)),
        "retraits.json": _json(status_list(awards, certifier.name, register_url)),
        **jwks,
    }


def _page(award: Award, certifier: Certifier, on: date) -> str:
    state, sentence = _state(award, on)
    return _template("certificate").render(
        title=f"{award.kind.label} {award.number}", certifier=certifier.name, root="../", award=award, state=state,
        sentence=french(sentence), delivered=day_in_words(award.delivered_on), code=grouped(award.verification_code),
    )  # fmt: skip


def _state(award: Award, on: date) -> tuple[str, str]:
    """The class of the page and its sentence; a withdrawal says its day and never its reason (M2I-48)."""
    if award.revoked_on:
        day = day_in_words(award.revoked_on)
        return "revoked", f"Document retiré le {day} par décision motivée du certificateur : il n’a plus de valeur."
    if award.valid_until and award.valid_until < on:
        return "expired", f"Document authentique, mais sa validité a pris fin le {day_in_words(award.valid_until)}."
    until = f", valable jusqu’au {day_in_words(award.valid_until)}" if award.valid_until else ""
    return "valid", f"Document authentique{until}."


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@cache
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    pages = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return pages.get_template(f"{name}.j2")
