"""The dates and recipients of reminders and escalations, to the day (O-03, O-20, MIK-07, MIK-13, MIK-17, MIK-29)."""

from datetime import date

import pytest

from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Audience, Mail
from domain.notices import DueNow, Notice, due_now, next_date, schedule
from domain.vocabulary import Event, TimeLimit

START = date(2026, 11, 2)
ENDS = {TimeLimit.QUALIOPI: date(2027, 5, 31), TimeLimit.AGREEMENT_END: date(2028, 6, 30)}
PARTNER, OWNER, MANAGERS, DIRECTION = Audience.PARTNER, Audience.OWNER, Audience.MANAGERS, Audience.DIRECTION


@pytest.fixture
def plans(certification: Certification, calendar: WorkingCalendar) -> dict[TimeLimit, tuple[Notice, ...]]:
    """The notices of each deadline opened on 02/11/2026; Qualiopi ends on 31/05/2027, the agreement on 30/06/2028."""
    found = {}
    for limit, figures in certification.time_limits.items():
        due_on = calendar.due(START, figures.length, figures.unit).due_on
        due_on = ENDS.get(limit, due_on)
        found[limit] = schedule(limit, START, due_on, figures, calendar)
    return found


def shown(plan: tuple[Notice, ...]) -> list[tuple[str, date, Mail, Audience, Event]]:
    return [(notice.code, notice.on, notice.mail, notice.audience, notice.event) for notice in plan]


@pytest.mark.rule("O-03", "MIK-13", "O-20")
def test_notices_of_an_incomplete_application(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.COMPLETION]) == [
        ("J+5", date(2026, 11, 9), Mail.MISSING_PIECES_REMINDER, PARTNER, Event.REMINDED),
        ("J+10", date(2026, 11, 17), Mail.MISSING_PIECES_REMINDER, PARTNER, Event.REMINDED),
        ("N0", date(2026, 11, 27), Mail.DEADLINE_REMINDER_STAFF, OWNER, Event.ESCALATED),
    ]


@pytest.mark.rule("MIK-29", "O-20")
def test_notices_of_the_thirty_days(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.CONFORMITY]) == [
        ("J-15", date(2026, 11, 24), Mail.CONFORMITY_REMINDER, PARTNER, Event.REMINDED),
        ("J-10", date(2026, 12, 1), Mail.CONFORMITY_REMINDER, PARTNER, Event.REMINDED),
        ("J-5", date(2026, 12, 8), Mail.CONFORMITY_REMINDER, PARTNER, Event.REMINDED),
        ("N0", date(2026, 12, 8), Mail.DEADLINE_REMINDER_STAFF, OWNER, Event.ESCALATED),
        ("J-1", date(2026, 12, 14), Mail.CONFORMITY_REMINDER, PARTNER, Event.REMINDED),
        ("N1", date(2026, 12, 15), Mail.DEADLINE_OVERDUE_OWNER, Audience.OWNER_AND_MANAGERS, Event.ESCALATED),
        ("N2", date(2026, 12, 17), Mail.DEADLINE_OVERDUE_MANAGER, MANAGERS, Event.ESCALATED),
        ("N3", date(2026, 12, 22), Mail.DEADLINE_OVERDUE_DIRECTION, DIRECTION, Event.ESCALATED),
    ]


@pytest.mark.rule("MIK-17")
def test_a_dossier_without_owner_reaches_direction_after_two_days(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.OWNERSHIP]) == [
        ("N2", date(2026, 11, 4), Mail.UNASSIGNED_DOSSIER, MANAGERS, Event.ESCALATED),
        ("N3", date(2026, 11, 5), Mail.UNASSIGNED_DOSSIER, DIRECTION, Event.ESCALATED),
    ]


@pytest.mark.rule("MIK-07", "O-20")
def test_notices_of_the_end_of_qualiopi(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.QUALIOPI]) == [
        ("N0", date(2027, 4, 15), Mail.QUALIOPI_EXPIRY, OWNER, Event.ESCALATED),
        ("N1", date(2027, 5, 31), Mail.QUALIOPI_EXPIRY, Audience.OWNER_AND_MANAGERS, Event.ESCALATED),
        ("N2", date(2027, 6, 2), Mail.QUALIOPI_EXPIRY, MANAGERS, Event.ESCALATED),
        ("N3", date(2027, 6, 7), Mail.QUALIOPI_EXPIRY, DIRECTION, Event.ESCALATED),
    ]


@pytest.mark.rule("O-04", "O-20")
def test_notices_of_the_information_session(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert [(notice.code, notice.on) for notice in plans[TimeLimit.INFO_SESSION]] == [
        ("N0", date(2026, 11, 5)),
        ("N1", date(2026, 11, 9)),
        ("N2", date(2026, 11, 12)),
        ("N3", date(2026, 11, 17)),
    ]


@pytest.mark.rule("MIK-60", "O-20")
def test_notices_of_the_fifteen_days_of_the_communication(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.COMMUNICATION_UPDATE]) == [
        ("J-5", date(2026, 11, 17), Mail.COMMUNICATION_REMINDER, PARTNER, Event.REMINDED),
        ("J-1", date(2026, 11, 23), Mail.COMMUNICATION_REMINDER, PARTNER, Event.REMINDED),
        ("N0", date(2026, 11, 23), Mail.DEADLINE_REMINDER_STAFF, OWNER, Event.ESCALATED),
        ("N1", date(2026, 11, 24), Mail.DEADLINE_OVERDUE_OWNER, Audience.OWNER_AND_MANAGERS, Event.ESCALATED),
        ("N2", date(2026, 11, 26), Mail.DEADLINE_OVERDUE_MANAGER, MANAGERS, Event.ESCALATED),
        ("N3", date(2026, 12, 1), Mail.DEADLINE_OVERDUE_DIRECTION, DIRECTION, Event.ESCALATED),
    ]


@pytest.mark.rule("MIK-68", "O-06", "O-20")
def test_notices_of_the_five_days_of_the_corrections(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.COMMUNICATION_RECHECK]) == [
        ("J-1", date(2026, 11, 6), Mail.COMMUNICATION_REMINDER, PARTNER, Event.REMINDED),
        ("N0", date(2026, 11, 6), Mail.DEADLINE_REMINDER_STAFF, OWNER, Event.ESCALATED),
        ("N1", date(2026, 11, 9), Mail.DEADLINE_OVERDUE_OWNER, Audience.OWNER_AND_MANAGERS, Event.ESCALATED),
        ("N2", date(2026, 11, 10), Mail.DEADLINE_OVERDUE_MANAGER, MANAGERS, Event.ESCALATED),
        ("N3", date(2026, 11, 12), Mail.DEADLINE_OVERDUE_DIRECTION, DIRECTION, Event.ESCALATED),
    ]


@pytest.mark.rule("MIK-77", "MIK-79", "O-20")
@pytest.mark.parametrize(
    ("limit", "days"),
    [
        (TimeLimit.TRAINER_REWORK, (6, 9, 12, 17)),
        (TimeLimit.TRAINER_SECOND_SESSION, (5, 9, 10, 12)),
    ],
)
def test_notices_of_the_trainers_are_for_staff(
    plans: dict[TimeLimit, tuple[Notice, ...]], limit: TimeLimit, days: tuple[int, ...]
) -> None:
    found = [(notice.code, notice.on) for notice in plans[limit]]
    assert found == [(f"N{rung}", date(2026, 11, day)) for rung, day in enumerate(days)]
    assert PARTNER not in {notice.audience for notice in plans[limit]}


@pytest.mark.rule("LAW-05", "MIK-86", "O-20")
def test_notices_of_the_declaration_to_france_competences(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert [(notice.code, notice.on, notice.audience) for notice in plans[TimeLimit.FC_DECLARATION]] == [
        ("N0", date(2026, 12, 10), OWNER),  # 15 working days before the 2nd of January, a Saturday
        ("N1", date(2027, 1, 2), Audience.OWNER_AND_MANAGERS),
        ("N2", date(2027, 1, 5), MANAGERS),
        ("N3", date(2027, 1, 8), DIRECTION),
    ]


@pytest.mark.rule("MIK-85")
def test_notices_of_the_end_of_the_agreement_are_in_calendar_days(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    assert shown(plans[TimeLimit.AGREEMENT_END]) == [
        ("J-180", date(2028, 1, 2), Mail.AGREEMENT_ENDING, PARTNER, Event.REMINDED),
        ("N0", date(2028, 1, 2), Mail.DEADLINE_REMINDER_STAFF, OWNER, Event.ESCALATED),
        ("J-90", date(2028, 4, 1), Mail.AGREEMENT_ENDING, PARTNER, Event.REMINDED),
        ("J-30", date(2028, 5, 31), Mail.AGREEMENT_ENDING, PARTNER, Event.REMINDED),
    ]


@pytest.mark.rule("MIK-85")
def test_the_last_day_of_the_agreement_is_still_a_day_of_it(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    limit, due_on = TimeLimit.AGREEMENT_END, ENDS[TimeLimit.AGREEMENT_END]
    days = (date(2028, 6, 29), due_on, date(2028, 7, 1))
    found = [due_now(limit, plans[limit], (), due_on, day).lapse for day in days]
    assert found == [None, None, Event.AGREEMENT_EXPIRED]
    said = [notice.code for notice in plans[limit]]
    assert next_date(limit, plans[limit], said, due_on) == date(2028, 7, 1)


@pytest.mark.rule("MIK-85")
def test_an_agreement_shorter_than_the_notices_has_those_that_are_left(
    certification: Certification, calendar: WorkingCalendar
) -> None:
    figures = certification.time_limits[TimeLimit.AGREEMENT_END]
    soon = schedule(TimeLimit.AGREEMENT_END, date(2028, 4, 3), date(2028, 6, 30), figures, calendar)
    assert [(notice.code, notice.on) for notice in soon] == [("J-30", date(2028, 5, 31))]


@pytest.mark.rule("MIK-07")
def test_a_notice_whose_day_has_come_before_the_start_is_left_out(
    certification: Certification, calendar: WorkingCalendar
) -> None:
    figures = certification.time_limits[TimeLimit.QUALIOPI]
    soon = schedule(TimeLimit.QUALIOPI, START, date(2026, 11, 20), figures, calendar)
    assert [(notice.code, notice.on) for notice in soon] == [
        ("N1", date(2026, 11, 20)),
        ("N2", date(2026, 11, 24)),
        ("N3", date(2026, 11, 27)),
    ]
    today = schedule(TimeLimit.QUALIOPI, START, START, figures, calendar)
    assert [(notice.code, notice.on) for notice in today] == [("N2", date(2026, 11, 4)), ("N3", date(2026, 11, 9))]


@pytest.mark.parametrize(
    "until",
    [
        date(2015, 1, 10),
        date(2045, 12, 31),
        date(2099, 12, 31),
    ],
)
def test_an_end_of_validity_beyond_the_calendar_stops_nobody(
    certification: Certification, calendar: WorkingCalendar, until: date
) -> None:
    found = schedule(TimeLimit.QUALIOPI, START, until, certification.time_limits[TimeLimit.QUALIOPI], calendar)
    assert [notice.on for notice in found if notice.on > until] == []


@pytest.mark.rule("O-03", "MIK-13")
def test_the_due_date_still_belongs_to_the_applicant(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    plan, due_on, said = plans[TimeLimit.COMPLETION], date(2026, 12, 1), ("J+5", "J+10", "N0")
    days = (date(2026, 11, 30), due_on, date(2026, 12, 2), date(2027, 3, 1))
    found = [due_now(TimeLimit.COMPLETION, plan, said, due_on, day).lapse for day in days]
    assert found == [None, None, Event.COMPLETION_LAPSED, Event.COMPLETION_LAPSED]


@pytest.mark.rule("O-20")
def test_nights_without_a_run_send_the_latest_reminder_alone(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    plan, due_on = plans[TimeLimit.CONFORMITY], date(2026, 12, 15)
    today = due_now(TimeLimit.CONFORMITY, plan, (), due_on, date(2026, 12, 9))
    assert ([notice.code for notice in today.send], today.superseded) == (["J-5", "N0"], ("J-15", "J-10"))


@pytest.mark.rule("O-20")
def test_nights_without_a_run_skip_no_escalation(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    plan, due_on = plans[TimeLimit.CONFORMITY], date(2026, 12, 15)
    today = due_now(TimeLimit.CONFORMITY, plan, ("J-15",), due_on, date(2026, 12, 30))
    assert [notice.code for notice in today.send] == ["N1", "N2", "N3"]
    assert set(today.superseded) == {"J-10", "J-5", "J-1", "N0"}


@pytest.mark.rule("O-20")
def test_what_was_said_is_not_said_again(plans: dict[TimeLimit, tuple[Notice, ...]]) -> None:
    plan, due_on = plans[TimeLimit.CONFORMITY], date(2026, 12, 15)
    said = [notice.code for notice in plan]
    assert due_now(TimeLimit.CONFORMITY, plan, said, due_on, date(2027, 6, 1)) == DueNow((), (), None)
    assert next_date(TimeLimit.CONFORMITY, plan, said, due_on) is None


def test_next_date_is_the_next_notice_then_the_day_after_the_due_date(
    plans: dict[TimeLimit, tuple[Notice, ...]],
) -> None:
    plan, due_on = plans[TimeLimit.COMPLETION], date(2026, 12, 1)
    said = ((), ("J+5",), ("J+5", "J+10", "N0"))
    assert [next_date(TimeLimit.COMPLETION, plan, codes, due_on) for codes in said] == [
        date(2026, 11, 9),
        date(2026, 11, 17),
        date(2026, 12, 2),
    ]
