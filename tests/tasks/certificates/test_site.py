"""The files of the public register; `tests/flows/test_register_pages.py` opens them in a browser."""

import json
import os
from collections.abc import Iterable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from domain.exams.award import Award
from tasks.certificates.keys import BadgeKeys, jwks_of
from tasks.certificates.site import Certifier, RegisterPostponed, Written, write_register
from tests.domain.exams.awarding import URL, award, bloc_award, holder, rs_award

CERTIFIER = Certifier("Certif’Académie", "certifications@certif-academie.example")
ON = date(2026, 12, 2)


class Page(HTMLParser):
    """Text and addresses of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text, self.addresses, self.tags = "", list[str](), list[str]()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]


def write(folder: Path, awards: Iterable[Award], keys: BadgeKeys, on: date = ON) -> Written:
    return write_register(folder, awards, CERTIFIER, keys, URL, on)


def page_of(folder: Path, of: Award) -> Page:
    return Page(folder / "v" / f"{of.verification_code}.html")


def test_a_page_says_who_what_when_and_that_it_is_authentic(tmp_path: Path, keys: BadgeKeys) -> None:
    write(tmp_path, [award(), bloc_award()], keys)
    text = page_of(tmp_path, award()).text
    wanted = (
        "Parchemin n°\u00a0CERT-2026-000001",
        "Maëlys Œuvrard-Lefèvre",
        "Concepteur de supports numériques (RNCP9002)",
    )
    assert [part for part in wanted if part not in text] == []
    assert "Document authentique, valable jusqu’au 30\u00a0novembre\u00a02029." in text
    assert "Sélestat" not in text  # the birth is nobody else's business
    assert "RNCP9002BC02" in page_of(tmp_path, bloc_award()).text


@pytest.mark.rule("M2I-48")
def test_a_withdrawn_certificate_is_shown_as_withdrawn(tmp_path: Path, keys: BadgeKeys) -> None:
    write(tmp_path, [award()], keys)
    withdrawn = award(revoked_on=date(2027, 1, 4))
    assert write(tmp_path, [withdrawn, bloc_award()], keys).changed == 3  # two pages and the list of badges
    text = page_of(tmp_path, withdrawn).text
    assert "Document retiré le 4\u00a0janvier\u00a02027 par décision motivée du certificateur" in text
    assert "authentique" not in text
    listed = json.loads((tmp_path / "retraits.json").read_text(encoding="utf-8"))
    assert len(listed["revokedCredentials"]) == 1


def test_a_certificate_whose_validity_has_ended_says_so_from_the_next_day(tmp_path: Path, keys: BadgeKeys) -> None:
    for on, words in ((date(2029, 11, 30), "valable jusqu’au"), (date(2029, 12, 1), "sa validité a pris fin le")):
        write(tmp_path, [award(), rs_award()], keys, on)
        assert words in page_of(tmp_path, award()).text
    assert "Document authentique." in page_of(tmp_path, rs_award()).text


def test_writing_again_changes_nothing_and_what_others_put_there_stays(tmp_path: Path, keys: BadgeKeys) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "CNAME").write_text("verification.example")
    first = write(tmp_path, [award(), bloc_award()], keys)
    assert write(tmp_path, [award(), bloc_award()], keys) == Written(0, first.changed)
    assert write(tmp_path, [], keys).changed == 0
    assert page_of(tmp_path, award()).text
    assert (tmp_path / "CNAME").read_text() == "verification.example"


def test_no_file_but_its_own_page_names_a_certificate(tmp_path: Path, keys: BadgeKeys) -> None:
    """No list to scrape: neither name, number nor code is anywhere else, and the folder of pages has an index."""
    write(tmp_path, [award(), bloc_award()], keys)
    own = {tmp_path / "v" / f"{of.verification_code}.html" for of in (award(), bloc_award())}
    shared = [path for path in tmp_path.rglob("*") if path.is_file() and path not in own]
    known = ("Œuvrard", "CERT-2026-000002", award().verification_code, bloc_award().verification_code)
    found = [(path.name, word) for path in shared for word in known if word in path.read_text(encoding="utf-8")]
    assert found == []
    assert (tmp_path / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert "Aucun document à cette adresse" in Page(tmp_path / "v" / "index.html").text


def test_every_page_is_its_own_and_asks_not_to_be_indexed(tmp_path: Path, keys: BadgeKeys) -> None:
    write(tmp_path, [award()], keys)
    pages = [path for path in tmp_path.rglob("*.html") if path.name != "404.html"]
    assert len(pages) == 4
    for path in pages:
        page, source = Page(path), path.read_text(encoding="utf-8")
        assert '<html lang="fr">' in source
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in source
        assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
        local = [address for address in page.addresses if not address.startswith("mailto:")]
        assert [address for address in local if not (path.parent / address).resolve().is_file()] == []


def test_a_hostile_name_is_text_on_its_page(tmp_path: Path, keys: BadgeKeys) -> None:
    hostile = "<script>alert(1)</script>\"'{{7*7}}&amp;"
    write(tmp_path, [award(holder=holder(birth_name=hostile))], keys)
    page = page_of(tmp_path, award())
    assert hostile in page.text
    assert page.tags.count("script") == 1


def test_the_keys_and_the_issuer_are_published_where_badges_say(tmp_path: Path, keys: BadgeKeys) -> None:
    write(tmp_path, [], keys)
    jwks = json.loads((tmp_path / "jwks.json").read_text(encoding="utf-8"))
    assert jwks == jwks_of(keys)
    (key,) = jwks["keys"]
    assert json.loads((tmp_path / "cles" / f"{key['kid']}.json").read_text(encoding="utf-8")) == key
    issuer = json.loads((tmp_path / "emetteur.json").read_text(encoding="utf-8"))
    assert issuer == {"id": f"{URL}/emetteur.json", "type": ["Profile"], "name": "Certif’Académie"}


@pytest.mark.skipif(os.name == "nt", reason="no such folders there")
def test_a_folder_that_refuses_is_a_french_sentence(tmp_path: Path, keys: BadgeKeys) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(RegisterPostponed, match="un fichier occupe la place du dossier"):
        write(tmp_path / "site", [award()], keys)
