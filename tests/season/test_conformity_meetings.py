"""Information session and signing day: moved, cancelled, planned anew, called off (MIK-41, MIK-42)."""

from datetime import date, datetime

import icalendar
import pytest

from tasks.tabs import conformity as tab
from tasks.tabs import layout
from tests.season import conformity as hands
from tests.season.answers import Cells
from tests.season.conformity import ATELIER, PARTNER_MAIL, REF_1, note
from tests.season.conformity_roads import INFORMED_ON, pre_habilitated, ready_to_sign
from tests.season.desk import Desk
from tests.season.reading import Mail, events, mails
from tests.tasks.web.hostile_server import Site


def invitations(desk: Desk, *kinds: str) -> list[tuple[date, str, str, int, datetime]]:
    """(day, METHOD, UID, SEQUENCE, start) of each invitation that the OF received."""
    found: list[tuple[date, str, str, int, datetime]] = []
    sent: list[Mail] = [mail for mail in mails(desk) if mail.kind in kinds and mail.to == PARTNER_MAIL]
    for mail in sent:
        (attached,) = mail.attached.values()
        calendar = icalendar.Calendar.from_ical(attached)
        (event,) = calendar.walk("VEVENT")
        sequence, starts = int(str(event["SEQUENCE"])), event.decoded("DTSTART")
        found.append((mail.on, str(calendar["METHOD"]), str(event["UID"]), sequence, starts))
    return found


@pytest.mark.rule("MIK-42")
def test_a_session_is_moved_then_cancelled_then_planned_anew_under_one_identity(audit_desk: Desk, site: Site) -> None:
    pre_habilitated(audit_desk, site)
    typed = [
        hands.session(INFORMED_ON),
        hands.session(INFORMED_ON, 15),
        {tab.INFO_AT: None},
        hands.session(INFORMED_ON),
    ]
    for day, cells in enumerate(typed, start=11):
        note(audit_desk, cells)
        audit_desk.day(date(2026, 11, day))
    found = invitations(audit_desk, "info_session_invitation", "info_session_cancelled")
    assert [(one[0].day, one[1], one[3], one[4].hour, str(one[4].tzinfo)) for one in found] == [
        (11, "REQUEST", 0, 10, "Europe/Paris"), (12, "REQUEST", 1, 15, "Europe/Paris"),
        (13, "CANCEL", 2, 15, "Europe/Paris"), (14, "REQUEST", 3, 10, "Europe/Paris"),
    ]  # fmt: skip
    assert len({one[2] for one in found}) == 1


@pytest.mark.rule("MIK-41")
def test_the_signing_day_is_planned_and_cancelled(audit_desk: Desk, site: Site) -> None:
    ready_to_sign(audit_desk, site)
    place: Cells = {tab.SIGNING_AT: datetime(2026, 12, 11, 14), tab.SIGNING_PLACE: "12, rue des Érables, Paris"}
    for day, cells in ((7, place), (8, {tab.SIGNING_AT: None}), (9, place)):
        note(audit_desk, cells)
        audit_desk.day(date(2026, 12, day))
    found = invitations(audit_desk, "signing_invitation", "signing_cancelled")
    assert [(one[0].day, one[1], one[3]) for one in found] == [(7, "REQUEST", 0), (8, "CANCEL", 1), (9, "REQUEST", 2)]
    assert "12, rue des Érables, Paris" in mails(audit_desk, "signing_invitation")[0].text
    assert [event for _, event, _ in events(audit_desk, REF_1) if "signing" in event] == [
        "signing_planned", "signing_cancelled", "signing_planned"
    ]  # fmt: skip


@pytest.mark.rule("MIK-34", "MIK-35")
def test_a_withdrawal_calls_off_the_signing_day_to_come(audit_desk: Desk, site: Site) -> None:
    ready_to_sign(audit_desk, site)
    note(audit_desk, {tab.SIGNING_AT: datetime(2026, 12, 11, 14), tab.SIGNING_PLACE: "Paris"})
    audit_desk.day(date(2026, 12, 7))
    hands.decide(audit_desk, layout.WITHDRAW)
    for day in (8, 9):
        audit_desk.day(date(2026, 12, day))
    found = invitations(audit_desk, "signing_invitation", "signing_cancelled")
    assert [(one[0].day, one[1], one[3]) for one in found] == [(7, "REQUEST", 0), (8, "CANCEL", 1)]
    assert "Une nouvelle invitation vous parviendra" not in mails(audit_desk, "signing_cancelled")[0].text
    assert audit_desk.states() == {ATELIER: "Pré-habilitation retirée"}
