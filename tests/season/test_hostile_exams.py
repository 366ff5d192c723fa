"""What people type about an exam is text everywhere: no formula, no markup, no header, no component, no path."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import icalendar
import openpyxl
import pytest

from domain.exams.incident_guards import WHAT
from flows.report import report_of
from tasks.certificates.register import publish_register
from tasks.tabs import incidents, registrations
from tests.season import hostile_session
from tests.season.desk import Desk
from tests.season.hostile_session import PLACE, SESSION, TEXT
from tests.season.reading import minutes, plain, squeezed
from tests.season.three import candidate

NAMES = (
    "=1+1",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    '#eval("1")',
    "../../etc",
    "Zoé\r\nBcc: x@y.example",
    "@SUM(A1)",
)
ON = date(2027, 2, 23)


@pytest.fixture
def held(desk: Desk) -> Desk:
    hostile_session.delivered(desk)
    return desk


def messages(desk: Desk) -> Iterator[EmailMessage]:
    for path in sorted(desk.settings.mail_folder.rglob("*.eml")):
        yield BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def test_no_cell_of_the_exams_became_a_formula_and_what_was_typed_stands(held: Desk) -> None:
    book = openpyxl.load_workbook(held.path)
    assert [
        (sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f"
    ] == []  # fmt: skip
    assert [row[WHAT] for row in held.rows(incidents.INCIDENTS)] == [TEXT]
    assert held.rows("Sessions")[0]["Lieu"].split() == PLACE.split()


def test_the_documents_print_it_letter_for_letter(held: Desk) -> None:
    texts = {kind: squeezed(text) for ref in (SESSION, "I-2027-0001") for kind, text in minutes(held, ref)}
    for kind, typed in (("convocation", TEXT), ("dossier_session", TEXT), ("jury", TEXT), ("convocation", PLACE)):
        assert [line for line in typed.splitlines() if squeezed(line) not in texts[kind]] == [], kind


def test_no_mail_gained_a_header_a_tag_or_a_path(held: Desk) -> None:
    for message in messages(held):
        assert {name.lower() for name in message} & {"bcc", "cc", "attendee"} == set()
        assert re.fullmatch(r"[^\s@]+@[^\s@]+", str(message["To"]))
        html, text = message.get_body(("html",)), message.get_body(("plain",))
        assert html is not None
        assert text is not None
        shown = html.get_content()
        assert re.findall(r"<(?:img|script|b)\b", shown) == []
        names = [str(part.get_filename()) for part in message.iter_attachments()]
        assert [name for name in names if not re.fullmatch(r"[\w’. -]+\.(pdf|ics|jwt)", name)] == []


def test_an_invitation_calls_its_reader_alone(held: Desk) -> None:
    found = 0
    for message in messages(held):
        for part in message.iter_attachments():
            if part.get_filename() != "invitation.ics":
                continue
            found += 1
            content = part.get_content()
            raw = content if isinstance(content, bytes) else content.encode()
            assert max(len(line) for line in raw.split(b"\r\n")) <= 75
            (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
            assert (event["ATTENDEE"], "ATTACH" in event) == (f"mailto:{message['To']}", False)
            assert plain(PLACE) in plain(str(event["LOCATION"]))
    assert found == 4


def test_the_public_site_is_made_of_codes(held: Desk, tmp_path: Path) -> None:
    with held.office() as office:
        publish_register(held.settings, office.config.organisation, office.ledger, tmp_path / "site", ON)
    files = {path.relative_to(tmp_path / "site").as_posix(): path for path in (tmp_path / "site").rglob("*.*")}
    own = {name: path.read_text(encoding="utf-8") for name, path in files.items()
           if re.fullmatch(r"v/[A-Z2-7]{16}\.html", name)}  # fmt: skip
    assert [sum(name in page for page in own.values()) for name in ("Maëlys", "Zoé", "Luc")] == [1, 1, 0]
    assert [text for text in ("Sélestat", "1990", "candidats.example") for page in own.values() if text in page] == []
    others = [path.read_text(encoding="utf-8") for name, path in files.items() if name not in own]
    assert [word for word in ("Maëlys", "Zoé", "CERT-2027") for text in others if word in text] == []


@pytest.mark.rule("NET-10")
def test_a_name_that_is_no_name_is_refused_and_nobody_is_named_in_report_or_log(
    held: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [candidate(SESSION, "x y", "Formation suivie") | {"Prénoms": name, "Nom de naissance": "Haddad"}
            for name in NAMES]  # fmt: skip
    held.add_rows(registrations.REGISTRATIONS, rows)
    with caplog.at_level(logging.DEBUG):
        run = held.day(ON)
    answers = [row["Retour"] for row in held.rows(registrations.REGISTRATIONS)[3:]]
    assert ["comporte autre chose que des lettres latines" in answer for answer in answers] == [True] * len(NAMES)
    report = report_of("Passage du jour", run)
    assert report.refusals == len(NAMES)
    told = f"{report.markdown} {report.headline} {report.warnings} {caplog.text}"
    assert [word for word in ("Haddad", *NAMES, "Œuvrard", "Garnier", "candidats.example") if word in told] == []
