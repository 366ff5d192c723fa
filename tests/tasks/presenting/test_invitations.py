"""The calendar invitations that e-mails carry: one UID for ever, a sequence that rises, one reader each (MIK-42)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from domain.partnership import PARTNERSHIP
from domain.trainer import TRAINER, TrainerEvent, TrainerState
from domain.vocabulary import Event, Labelled, State
from tests import builders_conformity as good
from tests.builders import application
from tests.tasks.presenting.letters import AGENCY, OF, TRAINER_EMAIL, mails, with_agency
from tests.tasks.presenting.moments import moment_of, plain

MOVED_ON = date(2026, 11, 23)
HOSTILE = 'Zoé "<script>alert(1)</script>" {{ 7*7 }};,\\\r\nATTENDEE:mailto:x@y.example\u202e'


def read(text: str) -> tuple[str, Any]:
    """The method and the only event."""
    calendar = Calendar.from_ical(text)
    (event,) = calendar.events
    return str(calendar["METHOD"]), event


def told(event: Event, known: Any, meeting: Any, on: date = good.NOTIFIED_ON) -> Any:
    facts = good.in_conformity(application=with_agency(), info_session=known)
    moment = moment_of(PARTNERSHIP, State.PRE_HABILITATED, event, facts, on, info_session=meeting)
    return mails(moment, PARTNERSHIP)


@pytest.mark.rule("MIK-42")
def test_a_session_is_called_moved_and_cancelled_under_one_uid() -> None:
    first = good.meeting()
    moved = good.meeting(MOVED_ON, sequence=1)
    cancelled = moved.model_copy(update={"sequence": 2, "cancelled": True})
    stages = [
        told(Event.INFO_SESSION_PLANNED, None, first)[0],
        told(Event.INFO_SESSION_PLANNED, first, moved)[0],
        told(Event.INFO_SESSION_CANCELLED, moved, cancelled)[0],
        told(Event.INFO_SESSION_PLANNED, cancelled, good.meeting(MOVED_ON, sequence=3))[0],
    ]
    events = [read(draft.calendar) for draft in stages]
    assert [(method, event["SEQUENCE"]) for method, event in events] == [
        ("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3),
    ]  # fmt: skip
    assert len({str(event["UID"]) for _, event in events}) == 1
    assert [plain(draft.subject).rpartition(" – ")[0] for draft in stages] == [
        "Votre séance d’information, le vendredi 20 novembre 2026",
        "Séance d’information : nouveau rendez-vous le lundi 23 novembre 2026",
        "Séance d’information du lundi 23 novembre 2026 annulée",
        "Votre séance d’information, le lundi 23 novembre 2026",
    ]


@pytest.mark.rule("MIK-42")
def test_the_hour_is_that_of_paris_and_the_stamp_that_of_the_decision() -> None:
    _, event = read(told(Event.INFO_SESSION_PLANNED, None, good.meeting(minutes=90))[0].calendar)
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    assert event["DTSTAMP"].dt == datetime(2026, 11, 13, 11, tzinfo=UTC)


def test_each_reader_has_an_invitation_of_their_own_and_twice_the_same() -> None:
    drafts, again = (told(Event.INFO_SESSION_PLANNED, None, good.meeting()) for _ in range(2))
    assert drafts == again
    guests = [read(draft.calendar)[1]["ATTENDEE"] for draft in drafts]
    assert guests == [f"mailto:{OF}", f"mailto:{AGENCY}"]


@pytest.mark.rule("MIK-41")
def test_the_signing_day_is_a_meeting_of_its_own() -> None:
    where = good.meeting(good.SIGNED_ON, link="", place="12, rue des Érables, Paris")
    moment = moment_of(
        PARTNERSHIP, State.READY_TO_SIGN, Event.SIGNING_PLANNED, good.in_conformity(), good.RECHECKED_ON, signing=where
    )
    (draft,) = mails(moment, PARTNERSHIP)
    method, event = read(draft.calendar)
    _, info = read(told(Event.INFO_SESSION_PLANNED, None, good.meeting())[0].calendar)
    assert (method, str(event["LOCATION"])) == ("REQUEST", "12, rue des Érables, Paris")
    assert event["UID"] != info["UID"]


def trainer_moment(event: Labelled, known: Any, session: Any, **over: Any) -> Any:
    facts = good.trainer(session=known, **over)
    return moment_of(TRAINER, TrainerState.TO_EVALUATE, event, facts, good.SESSION_ON, session=session)


@pytest.mark.rule("MIK-72")
def test_a_trainer_session_is_called_and_withdrawn() -> None:
    session = good.meeting(good.TRAINER_ON)
    cancelled = session.model_copy(update={"sequence": 1, "cancelled": True})
    called = mails(trainer_moment(TrainerEvent.SESSION_PLANNED, None, session), TRAINER)
    gone = mails(trainer_moment(TrainerEvent.SESSION_CANCELLED, session, cancelled), TRAINER)
    assert [read(draft.calendar)[0] for draft in (*called, *gone)] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL"]
    assert [draft.recipient for draft in gone] == [TRAINER_EMAIL, OF]
    assert "prévue pour Zoé Garnier, le jeudi 26 novembre 2026 à 10 h, n’aura pas lieu" in plain(gone[0].text)


def test_what_was_typed_is_text_in_the_mail_and_in_the_calendar() -> None:
    link = "javascript:alert(document.cookie)"
    session = good.meeting(good.TRAINER_ON, link=link, place=HOSTILE)
    partner = good.in_conformity(application=application(name=HOSTILE)).partner
    moment = trainer_moment(TrainerEvent.SESSION_PLANNED, None, session, trainer=HOSTILE, partner=partner)
    shown = 'Zoé "<script>alert(1)</script>" {{ 7*7 }};,\\ ATTENDEE:mailto:x@y.example'
    draft = mails(moment, TRAINER)[0]
    _, event = read(draft.calendar)
    assert str(event["SUMMARY"]) == f"Session d’évaluation\u202f: {shown}"
    assert event["ATTENDEE"] == f"mailto:{TRAINER_EMAIL}"
    assert shown in draft.text
    assert "<script" not in draft.html
    assert 'href="javascript' not in draft.html
    assert "\n" not in draft.subject
