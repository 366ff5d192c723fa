"""The public register in Chromium, from a disk and from a server: found, withdrawn, mistyped, unknown."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from domain.exams.award import Award, grouped
from tasks.certificates.keys import load_badge_keys
from tasks.certificates.site import Certifier, write_register
from tests.domain.exams.awarding import URL, award, bloc_award, holder
from tests.flows.browser import chromium_page

pytestmark = pytest.mark.slow

HOSTILE = award(3, holder=holder(birth_name="<img src=x onerror=alert(1)>"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    awards = [award(1), bloc_award(2, revoked_on=date(2027, 1, 4)), HOSTILE]
    keys = load_badge_keys(folder / "key.pem")
    write_register(folder / "site", awards, Certifier("Certif’Académie", "c@c.example"), keys, URL, date(2027, 1, 5))
    return folder / "site"


@pytest.fixture(scope="module", params=["disk", "server"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Of the search page: opened from a disk, and served."""
    if request.param == "disk":
        yield (site / "index.html").as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SilentHandler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


class SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Any]:
    with chromium_page() as page:
        yield page


@pytest.fixture
def page(browser_page: Any, address: str) -> Iterator[Any]:
    """The search page; what the console complains of fails the test."""
    complaints: list[str] = []

    def hear(message: Any) -> None:
        if message.type in {"error", "warning"} and "NOT_FOUND" not in message.text and "404" not in message.text:
            complaints.append(message.text)

    browser_page.on("console", hear)
    browser_page.goto(address)
    yield browser_page
    browser_page.remove_listener("console", hear)
    assert complaints == []


def search(page: Any, code: str, number: str = "") -> None:
    page.get_by_label("Code de vérification").fill(code)
    page.get_by_label("Numéro du document").fill(number)
    page.get_by_role("button", name="Vérifier").click()


def arrived(page: Any, of: Award) -> str:
    page.wait_for_url(f"**/v/{of.verification_code}.html")
    return str(page.inner_text("main"))


@pytest.mark.parametrize("typed", ["{code}", "  {grouped} ", "{lower}"])
def test_a_code_is_found_however_it_is_typed(page: Any, typed: str, tmp_path: Path) -> None:
    code = award(1).verification_code
    search(page, typed.format(code=code, grouped=grouped(code), lower=grouped(code).lower()), "cert-2026-000001")
    text = arrived(page, award(1))
    page.screenshot(path=tmp_path / "certificate.png")
    assert "Document authentique, valable jusqu’au 30 novembre 2029." in text.replace("\u00a0", " ")
    assert "Maëlys Œuvrard-Lefèvre" in text


@pytest.mark.rule("M2I-48")
def test_a_withdrawn_certificate_says_so(page: Any) -> None:
    search(page, bloc_award(2).verification_code)
    assert "Document retiré le 4 janvier 2027" in arrived(page, bloc_award(2)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("code", "number", "answer"),
    [
        ("AAAABBBBCCCCDDDD", "", "ne correspond à aucun document délivré"),
        ("AAAA", "", "Ce code n’est pas complet"),
        ("../../etc/passwd", "", "Ce code n’est pas complet"),
        (award(1).verification_code, "CERT-2026-000009", "c’est celui d’un autre numéro"),
    ],
)
def test_a_wrong_code_gets_a_friendly_answer_on_the_page(page: Any, code: str, number: str, answer: str) -> None:
    search(page, code, number)
    page.get_by_role("status").filter(has_text=answer).wait_for()
    assert page.url.endswith("/index.html")


def test_a_hostile_name_does_nothing(page: Any) -> None:
    search(page, HOSTILE.verification_code)
    assert "<img src=x onerror=alert(1)>" in arrived(page, HOSTILE)
    assert page.locator("img").count() == 0


def test_style_and_script_are_allowed_by_the_policy_of_the_page(page: Any, tmp_path: Path) -> None:
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 247)"
    page.screenshot(path=tmp_path / "search.png", full_page=True)


def test_the_search_works_with_the_keyboard_alone(page: Any) -> None:
    page.get_by_label("Numéro du document").focus()
    page.keyboard.press("Tab")
    page.keyboard.type(award(1).verification_code)
    page.keyboard.press("Enter")
    assert "Parchemin n°\u00a0CERT-2026-000001" in arrived(page, award(1))
