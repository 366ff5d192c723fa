"""The season of `make run`, on an .xlsx and on Google Sheets: the same hands, the same day by day, the same outcome."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest
from openpyxl.utils import get_column_letter
from sqlalchemy import select

import tasks.office
from config.loader import Config
from config.settings import ROOT, Settings
from flows.demo import FOLDER, fill_first_tabs, story_of
from flows.demo_desk import type_day, type_in
from flows.demo_site import Site, demo_site
from tasks.google.limiter import Limiter
from tasks.google.opening import open_google_workbook
from tasks.ledger.schema import subjects
from tasks.tabs.layout import certiflow_layout
from tasks.workbook.layout import Mode
from tasks.workbook.protocol import Workbook
from tasks.workbook.typing_hands import TypedSheet
from tests.season.desk import Desk
from tests.season.reading import mails, register
from tests.sheets_server import Book, SheetsServer, Typed
from tests.tasks.workbook.backends import PatientClock, google_server

Story = Mapping[str, Any]
#: what no two seasons share: the clock of a reading, fingerprints of documents that tell the head of the journal, codes
#: of certificates, which each office makes with a secret of its own
_PASSING = re.compile(r"à \d+\W+h\W+\d+|\b[0-9a-f]{64}\b|\b[A-Z2-7]{16}\b")


@dataclass(frozen=True)
class Outcome:
    states: dict[str, str]
    documents: list[tuple[str, str, str, date]]
    mails: list[tuple[date, str, str, str]]
    tabs: dict[str, list[list[object]]]


@pytest.fixture
def pages() -> Iterator[Site]:
    with demo_site(FOLDER / "site") as site:
        yield site


def outcome(desk: Desk, site: Site) -> Outcome:
    with desk.office() as office:
        content = office.workbook.read()
        tabs = {
            tab.name: [list(row.cells.values()) for row in content.tabs[tab.name].rows]
            for tab in office.workbook.layout.tabs
            if tab.mode is not Mode.TEXT
        }
    shown = json.loads(
        _PASSING.sub("…", json.dumps(tabs, default=str, ensure_ascii=False).replace(site.address, "site"))
    )
    documents = [(line["number"], line["kind"], line["subject"], line["dated"]) for line in register(desk)]
    return Outcome(states_of(desk), documents, [(one.on, one.kind, one.to, one.subject) for one in mails(desk)], shown)


def states_of(desk: Desk) -> dict[str, str]:
    """Every subject, trainers and audits included."""
    with desk.ledger() as connection:
        return dict(connection.execute(select(subjects.c.ref, subjects.c.state)).tuples().all())


def on_xlsx(home: Path, site: Site) -> Outcome:
    desk, story = Desk.at(home), story_of(site)
    with desk.office() as office:
        fill_first_tabs(office, story)
    for day in story["days"]:
        site.publish(day.get("publish", {}))
        type_day(desk.path, day)
        desk.day(day["on"])
    return outcome(desk, site)


def on_google(home: Path, site: Site, server: SheetsServer, calls: list[int]) -> Outcome:
    """People type in the browser: the tables as they see them, put back as they left them.

    Args:
        calls: receives the number of calls to Google of each day.
    """
    identifier, story = server.new_spreadsheet("Certification", "fr_FR", "Europe/Paris"), story_of(site)
    key = home.parent / "compte.json"
    key.write_text(json.dumps(server.account), encoding="utf-8")

    def opened(settings: Settings, config: Config) -> Workbook:
        limiter = Limiter(PatientClock(), 10_000)
        return open_google_workbook(identifier, certiflow_layout(config), settings.google_key, settings.timezone,
                                    settings.google_journal, host=server.url, limiter=limiter)  # fmt: skip

    desk = Desk(Settings(home=home, config_folder=ROOT / "config", google_sheet=identifier, google_key=key,
                         mail_transport="eml"))  # fmt: skip
    with patch.object(tasks.office, "open_workbook", opened):
        with desk.office() as office:
            fill_first_tabs(office, story)
        for day in story["days"]:
            site.publish(day.get("publish", {}))
            type_in_browser(server.book(identifier), day)
            before = len(server.calls)
            desk.day(day["on"])
            calls.append(len(server.calls) - before)
        return outcome(desk, site)


class Browser:
    """The tabs as staff see them in the browser."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.sheets: dict[str, TypedSheet] = {}

    def sheet(self, tab: str) -> TypedSheet:
        if tab not in self.sheets:
            rows = enumerate(self._book.table(tab), start=1)
            self.sheets[tab] = TypedSheet({number: dict(enumerate(row, start=1)) for number, row in rows})
        return self.sheets[tab]


def type_in_browser(book: Book, day: Story) -> None:
    shown = Browser(book)
    type_in(shown, day)
    for tab, sheet in shown.sheets.items():
        for write in sheet.writes:
            book.type(tab, f"{get_column_letter(write.column)}{write.row}", cast(Typed, write.value))


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_same_season_on_google_sheets(tmp_path: Path, pages: Site) -> None:
    server = google_server()
    calls: list[int] = []
    google = on_google(tmp_path / "google", pages, server, calls)
    xlsx = on_xlsx(tmp_path / "xlsx", pages)
    assert google.states == xlsx.states
    assert google.documents == xlsx.documents
    assert google.mails == xlsx.mails
    assert google.tabs == xlsx.tabs
    assert set(calls) <= {7, 8}  # the token, 2 to read, 4 to write or 5 when rows are added
