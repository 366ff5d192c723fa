"""The hands and eyes of a person in Prefect's interface, in a headless Chromium."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

#: as Debian, Fedora, macOS and Chrome itself name it
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium_page() -> Iterator[Any]:
    """A page of the machine's own Chromium; the test is skipped with its reason when there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install playwright")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(_NAMES)} is on the PATH")
    with driver.sync_playwright() as playwright:
        # in a container, root has no sandbox to give; the only pages are ours
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 800}, locale="fr-FR", timezone_id="Europe/Paris")
        page.set_default_timeout(30_000)
        yield page
        browser.close()


class Interface:
    """What one person does there, from the first page."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url

    def log_in(self, user_and_password: str) -> None:
        self.page.goto(self.url)
        self.page.get_by_placeholder("admin:pass").fill(user_and_password)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("link", name="Deployments").first.wait_for()

    def open_form(self, deployment: str) -> None:
        self.page.get_by_role("link", name="Deployments").first.click()
        self.page.get_by_role("link", name=deployment, exact=True).click()
        self.page.get_by_role("button", name="Run", exact=True).click()
        self.page.get_by_text("Custom run").click()
        self.page.get_by_text("Submit", exact=True).wait_for()

    def write(self, label: str, text: str, nth: int = 0) -> None:
        self.page.get_by_label(label, exact=True).nth(nth).fill(text)

    def choose(self, label: str, choice: str, nth: int = 0) -> None:
        self.page.get_by_label(f"Select {label}", exact=True).nth(nth).click()
        self.page.get_by_role("option", name=choice, exact=True).click()
        self.page.get_by_role("listbox").wait_for(state="detached")

    def pick(self, label: str, day: date) -> None:
        """A day of the month that the calendar opens on."""
        self.page.get_by_label(label, exact=True).click()
        self.page.locator(f'[data-day="{day.month}/{day.day}/{day.year}"], [data-day="{day:%Y-%m-%d}"]').first.click()
        self.page.keyboard.press("Escape")

    def add_items(self, number: int) -> None:
        for _ in range(number):
            self.page.get_by_role("button", name="Add item").first.click()

    def submit(self) -> None:
        """Submit the form and go to the page of its run."""
        self.page.get_by_role("button", name="Submit", exact=True).click()
        self.page.get_by_text("View run").click()
        self.page.mouse.move(600, 20)  # a notice that is pointed at stays
        self.page.get_by_role("tab", name="Details").wait_for()

    def wait_for_state(self, state: str) -> None:
        self.page.get_by_text(state, exact=True).first.wait_for(timeout=120_000)

    def state_message(self) -> str:
        self.page.get_by_role("tab", name="Details").click()
        return str(self.page.get_by_text("State Message", exact=True).locator("xpath=following::*[1]").inner_text())

    def open_artifact(self, key: str) -> str:
        """The newest artifact of that key, from the page of a run; what it says."""
        self.page.get_by_role("tab", name="Artifacts").click()
        self.page.get_by_role("heading", name=key, exact=True).click()
        self.page.get_by_role("link", name=re.compile("^[0-9a-f]{8}$")).first.click()
        self.page.get_by_role("heading", level=1).wait_for()
        return str(self.page.inner_text("body"))

    def scroll_to(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).scroll_into_view_if_needed()

    def picture(self, path: Path) -> None:
        """What the window shows. Not the whole page: the window would grow, and miss the next click."""
        self.page.get_by_text("View run").wait_for(state="hidden")
        self.page.screenshot(path=path)
