"""What calendars are sent: byte for byte, read back, at the right hour, moved and withdrawn."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from icalendar import Timezone

from tasks.invitations.calendar import Method, calendar_text
from tasks.invitations.meeting import PARIS
from tests.tasks.invitations.sample import GUEST, OTHER, STAMP, meeting, read, text

GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//certiflow//certiflow//FR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Séance d’information : certification RS9001
DTSTART;TZID=Europe/Paris:20261124T143000
DTEND;TZID=Europe/Paris:20261124T160000
DTSTAMP:20261116T080000Z
UID:a3b8ad99-6706-5742-b1d3-63a495124be5@certificateur.example
SEQUENCE:0
ATTENDEE;CN="Camille Durand";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RS
 VP=TRUE:mailto:camille.durand@organisme.example
DESCRIPTION:Bonjour\\,\\nnous présenterons les kits.\\n\\nLien de connexion :
  https://visio.certificateur.example/salle/rs9001?code=42
LOCATION:https://visio.certificateur.example/salle/rs9001?code=42
ORGANIZER;CN="Atelier Certif":mailto:partenariats@certificateur.example
STATUS:CONFIRMED
URL:https://visio.certificateur.example/salle/rs9001?code=42
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.rule("MIK-42")
def test_the_invitation_to_the_byte() -> None:
    assert text().encode() == GOLDEN.replace("\n", "\r\n").encode()


@pytest.mark.rule("MIK-42")
def test_it_reads_back_with_its_hour_its_link_and_its_guest() -> None:
    calendar, event = read(text())
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 0)
    assert (event.start, event.end) == (
        datetime(2026, 11, 24, 14, 30, tzinfo=PARIS),
        datetime(2026, 11, 24, 16, tzinfo=PARIS),
    )
    assert event["URL"] == event["LOCATION"] == "https://visio.certificateur.example/salle/rs9001?code=42"
    assert event["ATTENDEE"] == f"mailto:{GUEST}"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Camille Durand",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_a_guest_does_not_learn_of_the_others_and_all_share_one_meeting() -> None:
    ours, theirs = text(), text(recipient=OTHER)
    assert (OTHER in ours, "Sacha" in ours, GUEST in theirs, "Camille" in theirs) == (False,) * 4
    assert read(ours)[1]["UID"] == read(theirs)[1]["UID"]


def test_a_place_stands_beside_the_link_and_nothing_is_said_of_no_link() -> None:
    _, event = read(text(location="Lyon, 3 rue des Arts", link=""))
    assert (event["LOCATION"], event["DESCRIPTION"], "URL" in event) == (
        "Lyon, 3 rue des Arts",
        "Bonjour,\nnous présenterons les kits.",
        False,
    )


@pytest.mark.rule("MIK-42")
def test_a_move_and_a_withdrawal_keep_the_uid_and_raise_the_sequence() -> None:
    moved: dict[str, Any] = {"starts": datetime(2026, 11, 26, 9, tzinfo=PARIS), "title": "Autre titre", "sequence": 1}
    versions = [text(), text(**moved), text(Method.CANCEL, **(moved | {"sequence": 2}))]
    seen = [read(version) for version in versions]
    assert [(calendar["METHOD"], event["SEQUENCE"], event["STATUS"]) for calendar, event in seen] == [
        ("REQUEST", 0, "CONFIRMED"),
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
    ]
    assert {str(event["UID"]) for _, event in seen} == {"a3b8ad99-6706-5742-b1d3-63a495124be5@certificateur.example"}
    assert "RSVP" not in seen[2][1]["ATTENDEE"].params


def test_each_meeting_and_each_certifier_has_its_own_uid() -> None:
    others = [meeting(), meeting(uid_key="D-2026-0042/evaluation"), meeting(organiser=("B", "a@autre.example"))]
    assert len({item.uid for item in others}) == 3


def vtimezone() -> tzinfo:
    """The zone as a program that knows no « Europe/Paris » reads it from the invitation."""
    [found] = read(text())[0].walk("VTIMEZONE")
    assert isinstance(found, Timezone)
    zone: tzinfo = found.to_tz(lookup_tzid=False)
    return zone


@pytest.mark.parametrize("change", [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)])
def test_the_rules_of_the_zone_change_the_hour_when_paris_does(change: datetime) -> None:
    zone = vtimezone()
    quarters = [change + timedelta(minutes=15 * count) for count in range(-192, 193)]
    assert [moment.astimezone(zone).utcoffset() for moment in quarters] == [
        moment.astimezone(PARIS).utcoffset() for moment in quarters
    ]
    assert change.astimezone(zone).utcoffset() != (change - timedelta(seconds=1)).astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    ("starts", "local", "instant"),
    [
        (datetime(2026, 10, 24, 10, tzinfo=PARIS), "20261024T100000", datetime(2026, 10, 24, 8, tzinfo=UTC)),
        (datetime(2026, 10, 26, 10, tzinfo=PARIS), "20261026T100000", datetime(2026, 10, 26, 9, tzinfo=UTC)),
        (datetime(2027, 3, 27, 9, tzinfo=UTC), "20270327T100000", datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (datetime(2027, 3, 29, 8, tzinfo=UTC), "20270329T100000", datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ],
)
def test_ten_o_clock_is_ten_o_clock_in_paris(starts: datetime, local: str, instant: datetime) -> None:
    calendar = text(starts=starts)
    assert f"DTSTART;TZID=Europe/Paris:{local}\r\n" in calendar
    written = datetime.strptime(local, "%Y%m%dT%H%M%S").replace(tzinfo=vtimezone())
    assert written.astimezone(UTC) == read(calendar)[1].start == instant


def test_a_meeting_through_a_change_of_hour_lasts_what_it_lasts() -> None:
    assert meeting(starts=datetime(2026, 10, 25, 1, tzinfo=PARIS), minutes=180).ends == datetime(
        2026, 10, 25, 3, tzinfo=PARIS
    )


def test_what_is_no_meeting_is_refused() -> None:
    for wrong in ({"starts": datetime(2026, 11, 24, 14)}, {"minutes": 0}, {"sequence": -1}):
        with pytest.raises(ValueError, match=r"time zone|counts from"):
            meeting(**wrong)
    with pytest.raises(ValueError, match=r"x@y\.example is not invited"):
        text(recipient="x@y.example")
    with pytest.raises(ValueError, match="time zone"):
        calendar_text(meeting(), Method.REQUEST, GUEST, STAMP.replace(tzinfo=None))
