"""The sweep in the ledger: each notice once, on its day or at the catch-up, and nothing for what is closed."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from domain.notices import schedule
from domain.partnership import PARTNERSHIP
from domain.team import Person, Team
from domain.vocabulary import Event, Role, TimeLimit
from tasks.feedback import Feedback
from tasks.ledger.announce import announce, read_due
from tasks.ledger.database import Ledger
from tasks.ledger.journal import verify
from tasks.ledger.keeping import store_team
from tasks.ledger.schema import deadlines, journal, outbox, payloads
from tasks.office import Office
from tasks.presenting.partnership import PartnershipPresenter
from tasks.sweep import look, sweep
from tests import builders_conformity as good
from tests.builders import DIRECTOR, HELD_ON, OWNER, shipped_certification, shipped_config
from tests.tasks.ledger.acting import MISSING, TEAM, act, done, journey, picture, received, ref_of
from tests.tasks.ledger.conftest import Opening

#: the information session is held at once: of the 30 working days, no other clock speaks
ACCEPTED = [
    *journey()[:8],
    done(Event.INFO_SESSION_PLANNED, 1, HELD_ON, info_session=good.meeting(HELD_ON)),
    done(Event.INFO_SESSION_HELD, 1, HELD_ON, attendance=good.attendance(held_on=HELD_ON), kits=good.delivered()),
]
ESCALATIONS = {"N1", "N2", "N3"}
LAST = date(2027, 1, 20)


def night(ledger: Ledger, on: date, team: Team = TEAM) -> None:
    """Every notice of one night; lapses are for the sweep."""
    config = shipped_config()
    with ledger.reading() as connection:
        due = read_due(connection, PARTNERSHIP, config, on)
    announce(ledger, PARTNERSHIP, due, config, PartnershipPresenter(config, team), on)


def nights(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def spoken(ledger: Ledger, limit: TimeLimit = TimeLimit.CONFORMITY) -> list[tuple[date, str]]:
    """The journal's notices about one time limit: the day and the code."""
    query = select(journal.c.on_date, payloads.c.content).join(payloads, payloads.c.seq == journal.c.seq)
    with ledger.reading() as connection:
        rows = [(row.on_date, json.loads(row.content)) for row in connection.execute(query.order_by(journal.c.seq))]
    return [(on, content["notice"]) for on, content in rows if content.get("deadline") == limit.value]


def planned(start: date, due_on: date) -> list[tuple[date, str]]:
    figures = shipped_certification().time_limits[TimeLimit.CONFORMITY]
    plan = schedule(TimeLimit.CONFORMITY, start, due_on, figures, shipped_config().calendar)
    return [(notice.on, notice.code) for notice in plan]


PLAN = planned(HELD_ON, date(2026, 12, 24))


@pytest.mark.rule("MIK-29", "O-04", "O-20")
def test_every_night_says_each_notice_on_its_day(ledger: Ledger) -> None:
    act(ledger, *ACCEPTED)
    for on in nights(HELD_ON, LAST):
        night(ledger, on)
    assert spoken(ledger) == PLAN
    assert [code for _, code in PLAN] == ["J-15", "J-10", "J-5", "N0", "J-1", "N1", "N2", "N3"]


@pytest.mark.rule("O-20")
def test_two_sweeps_in_one_night_are_one(ledger: Ledger) -> None:
    act(ledger, *ACCEPTED)
    for on in (on for on, _ in PLAN):
        night(ledger, on)
        once = picture(ledger)
        night(ledger, on)
        assert picture(ledger) == once


@pytest.mark.rule("O-20")
@settings(max_examples=20)
@given(st.sets(st.sampled_from(nights(HELD_ON, LAST)), max_size=12))
def test_after_missed_nights_no_level_is_said_twice_and_no_escalation_is_skipped(
    opening: Opening, swept: set[date]
) -> None:
    with opening() as ledger:
        act(ledger, *ACCEPTED)
        for on in sorted(swept | {LAST}):
            night(ledger, on)
        said = spoken(ledger)
        assert [code for code, times in Counter(code for _, code in said).items() if times > 1] == []
        assert [code for _, code in said if code in ESCALATIONS] == ["N1", "N2", "N3"]
        assert [code for on, code in said if on < {planned: day for day, planned in PLAN}[code]] == []
        with ledger.reading() as connection:
            assert verify(connection) == []


@pytest.mark.rule("O-20")
def test_a_catch_up_sends_the_latest_reminder_alone(ledger: Ledger) -> None:
    act(ledger, *ACCEPTED)
    night(ledger, date(2026, 12, 18))
    assert spoken(ledger) == [(date(2026, 12, 18), "J-5"), (date(2026, 12, 18), "N0")]
    [row] = [row for row in picture(ledger)["deadlines"] if row["time_limit"] == "D-CONFORMITE"]
    said = {"J-5": "2026-12-18", "N0": "2026-12-18", "J-15": None, "J-10": None}
    assert (json.loads(row["said"]), row["next_on"]) == (said, date(2026, 12, 23))


@pytest.mark.rule("O-20")
def test_each_rung_writes_to_its_own_people(ledger: Ledger) -> None:
    owner, manager, direction = "ines@certificateur.example", "luc@certificateur.example", "paul@certificateur.example"
    team = Team((Person(OWNER, owner, Role.EXAM_MANAGER), Person("Luc Roy", manager, Role.PARTNER_MANAGER),
                 Person(DIRECTOR, direction, Role.DIRECTION)))  # fmt: skip
    act(ledger, *ACCEPTED)
    for on, _ in PLAN:
        night(ledger, on, team)
    partner = ("conformity_reminder", "contact@organisme-1.example")
    assert [(row["template"], row["recipient"]) for row in picture(ledger)["outbox"][-9:]] == [
        *[partner] * 3,
        ("deadline_reminder_staff", owner),
        partner,
        ("deadline_overdue_owner", owner),
        ("deadline_overdue_owner", manager),
        ("deadline_overdue_manager", manager),
        ("deadline_overdue_direction", direction),
    ]


def test_without_a_team_the_certifier_itself_is_written_to(ledger: Ledger) -> None:
    act(ledger, *ACCEPTED)
    night(ledger, date(2027, 1, 4), Team())
    sent = [row["recipient"] for row in picture(ledger)["outbox"] if row["template"].startswith("deadline_")]
    assert sent == ["partenariats@certificateur.example"] * 3


def test_a_notice_is_an_event_that_changes_no_state(ledger: Ledger) -> None:
    act(ledger, *ACCEPTED)
    before = picture(ledger)["subjects"]
    night(ledger, date(2026, 12, 3))
    after = picture(ledger)
    assert after["subjects"] == before
    [event] = [row for row in after["journal"] if row["event"] == Event.REMINDED]
    assert event == {
        "seq": 11, "ref": "sweep:3:J-15", "subject": ref_of(1), "event": "reminded", "source": "MISE_EN_CONFORMITE",
        "target": "MISE_EN_CONFORMITE", "rule": "MIK-29", "on_date": date(2026, 12, 3),
    }  # fmt: skip


def test_a_deadline_closed_meanwhile_says_nothing(ledger: Ledger) -> None:
    config, on = shipped_config(), date(2026, 12, 24)
    act(ledger, *ACCEPTED)
    with ledger.reading() as connection:
        due = read_due(connection, PARTNERSHIP, config, on)
    act(ledger, journey()[-1])
    before = picture(ledger)
    announce(ledger, PARTNERSHIP, due, config, PartnershipPresenter(config, TEAM), on)
    assert len(due) == 1
    assert picture(ledger) == before


def test_a_deadline_opened_again_meanwhile_says_nothing_of_the_old_one(ledger: Ledger) -> None:
    config, on = shipped_config(), date(2026, 12, 24)
    act(ledger, *ACCEPTED)
    with ledger.reading() as connection:
        due = read_due(connection, PARTNERSHIP, config, on)
    act(ledger, journey()[-2])
    before = picture(ledger)
    announce(ledger, PARTNERSHIP, due, config, PartnershipPresenter(config, TEAM), on)
    assert picture(ledger) == before


def test_what_another_run_said_meanwhile_is_not_said_again(ledger: Ledger) -> None:
    config, on = shipped_config(), date(2026, 12, 24)
    act(ledger, *ACCEPTED)
    with ledger.reading() as connection:
        due = read_due(connection, PARTNERSHIP, config, on)
    night(ledger, on)
    before = picture(ledger)
    announce(ledger, PARTNERSHIP, due, config, PartnershipPresenter(config, TEAM), on)
    assert picture(ledger) == before


@pytest.mark.rule("MIK-13", "O-03")
def test_the_sweep_closes_what_stayed_incomplete_the_day_after_the_last(office: Office) -> None:
    ledger = office.ledger
    store_team(ledger, TEAM)
    act(ledger, received(missing=(MISSING,)), done(Event.PIECES_MISSING))
    sweep(office, date(2026, 12, 1), Feedback())
    assert picture(ledger)["subjects"][0]["state"] == "RECUE"
    feedback = Feedback()
    swept = sweep(office, date(2026, 12, 2), feedback)
    assert (swept.lapses, [item.state.value for item in feedback.applied]) == (1, ["CLASSEE_SANS_SUITE"])
    once = picture(ledger)
    assert [row["kind"] for row in once["documents"]] == ["classement_sans_suite"]
    assert [row["closed_by"] for row in once["deadlines"]] == ["completion_lapsed"] * 2
    assert sweep(office, date(2026, 12, 2), Feedback()).due == []
    assert picture(ledger) == once


def test_a_dry_run_says_what_it_would_do_and_changes_nothing(office: Office) -> None:
    act(office.ledger, *ACCEPTED)
    before = picture(office.ledger)
    swept = look(office, date(2027, 1, 4))
    assert [(item.deadline.limit, [notice.code for notice in item.today.send]) for item in swept.due] == [
        (TimeLimit.CONFORMITY, ["N1", "N2", "N3"])
    ]
    assert (swept.notices, swept.lapses) == (3, 0)
    assert picture(office.ledger) == before


@pytest.mark.sqlite
def test_only_ripe_deadlines_are_read(ledger: Ledger) -> None:
    """The work of a night grows with what is due, not with what is open."""
    with ledger.reading() as connection:
        ripe = deadlines.c.closed_on.is_(None) & (deadlines.c.next_on <= text("'2026-12-24'"))
        compiled = str(select(deadlines.c.id).where(ripe).compile(dialect=ledger.engine.dialect))
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
    assert plan == ["SEARCH deadlines USING INDEX ix_deadlines_open_next (next_on<?)"]


def test_a_notice_and_its_mails_are_written_together(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    act(ledger, *ACCEPTED)
    before = picture(ledger)
    monkeypatch.setattr(PartnershipPresenter, "notice", None)
    with pytest.raises(TypeError):
        night(ledger, date(2026, 12, 24))
    assert picture(ledger) == before
    monkeypatch.undo()
    night(ledger, date(2026, 12, 24))
    with ledger.reading() as connection:
        mailed = connection.scalars(select(outbox.c.template).order_by(outbox.c.id.desc()).limit(1)).all()
    assert mailed == ["deadline_overdue_owner"]
