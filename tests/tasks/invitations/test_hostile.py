"""Whatever was typed: it reads back as text, and never becomes a property, a component or a broken line."""

import re
from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.mail.text import one_line, prose
from tests.tasks.invitations.sample import GUEST, read, text

PROPERTIES = ["SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "ATTENDEE", "DESCRIPTION", "LOCATION",
              "ORGANIZER", "STATUS"]  # fmt: skip
INJECTIONS = (
    "Fin\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Autre",
    "x\nBEGIN:VCALENDAR\nMETHOD:CANCEL\nEND:VCALENDAR",
    "x\rATTENDEE:mailto:victime@ailleurs.example",
    "x\u2028ATTACH:file:///etc/passwd\u2029y\x85z\x0b\x0c",
    "a;b,c:d\\n\\N\\;\\",
    '";RSVP=FALSE:mailto:victime@ailleurs.example',
    "^n^'^^ %0D%0A %2C",
    "\u202efdp.exe\u2066 \x00\x1b[31m\ud800",
    "é" * 400,
    "𝔘" * 200,
)

#: letters, and all that the grammar of a calendar is made of
typed = st.text(st.sampled_from("aéN𝔘n\\;,:\"'^=%\r\n\t \u2028\u202e\x00\x85") | st.characters(), max_size=120)


def with_injections(test: Callable[[str], None]) -> Callable[[str], None]:
    """The known ones are always tried."""
    return reduce(lambda wrapped, value: example(value)(wrapped), INJECTIONS, test)


def names(calendar: str) -> list[str]:
    """The properties of the event as the most naive reader sees them: one a line, once unfolded."""
    event = calendar.partition("BEGIN:VEVENT\r\n")[2].partition("END:VEVENT\r\n")[0].replace("\r\n ", "")
    return [line.replace(";", ":").partition(":")[0] for line in event.split("\r\n")[:-1]]


def check(calendar: str, properties: list[str]) -> None:
    """Lines of 75 octets at most, cut between characters, without a control; the properties expected and no other."""
    assert all(len(line) <= 75 for line in calendar.encode().split(b"\r\n"))
    assert all(line.decode() is not None for line in calendar.encode().split(b"\r\n"))
    assert [char for char in calendar.replace("\r\n", "") if char < " " and char != "\t"] == []
    assert names(calendar) == properties
    assert [part.name for part in read(calendar)[0].walk()] == [
        "VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"
    ]  # fmt: skip


def hostile(value: str) -> dict[str, Any]:
    return {
        "title": value,
        "description": value,
        "location": value,
        "link": "",
        "organiser": (value, "partenariats@certificateur.example"),
        "attendees": ((value, GUEST),),
    }


@with_injections
@given(typed)
def test_any_text_reads_back_and_adds_nothing(value: str) -> None:
    calendar = text(**hostile(value))
    check(calendar, PROPERTIES)
    _, event = read(calendar)
    assert (event["SUMMARY"], event["LOCATION"]) == (one_line(value), one_line(value))
    assert event["DESCRIPTION"] == prose(value)
    assert (event["ATTENDEE"], event["ORGANIZER"]) == (f"mailto:{GUEST}", "mailto:partenariats@certificateur.example")
    called = {"CN": name} if (name := re.sub(r'["\\^]', "'", one_line(value))) else {}
    assert dict(event["ORGANIZER"].params) == called
    assert dict(event["ATTENDEE"].params) == called | {
        "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"
    }  # fmt: skip


@with_injections
@given(typed)
def test_any_link_stays_one_address(value: str) -> None:
    calendar = text(link=f"https://visio.example/{value}")
    check(calendar, [*PROPERTIES, "URL"])
    _, event = read(calendar)
    url = str(event["URL"])
    assert (url.isascii(), url.isprintable(), " " in url) == (True, True, False)
    assert event["LOCATION"] == url


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "salle 3", "\r\nhttp:x"])
def test_what_is_no_web_address_is_shown_but_not_linked(link: str) -> None:
    calendar = text(link=link)
    check(calendar, PROPERTIES)
    assert read(calendar)[1]["LOCATION"] == link.strip()


def test_an_address_cannot_leave_its_mailto() -> None:
    address = "a?cc=victime%40b.example#@organisme.example"
    _, event = read(text(recipient=address, attendees=(("Camille", address),)))
    assert event["ATTENDEE"] == "mailto:a%3Fcc=victime%2540b.example%23@organisme.example"
