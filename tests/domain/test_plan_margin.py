"""The working days to spare: whether the remaining days can hold the remaining steps (O-04, MIK-29)."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.plan import Progress, conformity_plan, margin, projected_end

NOTIFIED_ON = date(2026, 11, 2)
J5, J20, J25, J30 = date(2026, 11, 9), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)
AFTER: dict[str, Any] = {"info_held_on": J5, "communication": "done"}


def progress(**over: Any) -> Progress:
    """Nothing is done yet."""
    values = {"info_held_on": None, "communication_due": None, "communication": "todo", "trainer_due": None,
              "trainers_done": False}  # fmt: skip
    return Progress(**{**values, **over})


@pytest.fixture
def spare(certification: Certification, calendar: WorkingCalendar) -> Any:
    """Days to spare on a day, for a dossier notified on 02/11/2026."""
    limits = certification.time_limits

    def counted(on: date, ends: date = J30, **over: Any) -> int:
        return margin(on, ends, progress(**over), limits, calendar)

    return counted


@pytest.mark.rule("O-04", "MIK-29")
@pytest.mark.parametrize(
    ("on", "done"),
    [
        (date(2026, 11, 6), {}),  # the session is held tomorrow at the earliest, the 9th
        (J5, {"info_held_on": J5, "communication_due": J20}),
        (date(2026, 11, 20), {"info_held_on": J5, "communication_due": J20}),
        (J20, {"info_held_on": J5, "communication_due": J20}),
        (J20, {"info_held_on": J5, "communication": "recheck", "communication_due": J25}),
        (J25, {"info_held_on": J5, "communication": "recheck", "communication_due": J25}),
        (J25, AFTER),
        (date(2026, 12, 10), {**AFTER, "trainer_due": J30}),
        (J30, {**AFTER, "trainer_due": J30}),
    ],
)
def test_there_is_nothing_to_spare_when_each_step_takes_its_whole_time(
    spare: Any, on: date, done: dict[str, Any]
) -> None:
    assert spare(on, **done) == 0


@pytest.mark.rule("O-04")
def test_the_projection_is_the_plan_that_the_partner_was_sent(
    certification: Certification, calendar: WorkingCalendar
) -> None:
    limits = certification.time_limits
    ends = calendar.due(NOTIFIED_ON, 30, "working_days")
    *steps, _ = conformity_plan(NOTIFIED_ON, ends, limits, calendar)
    held = progress(info_held_on=J5, communication_due=J20)
    assert projected_end(J5, held, limits, calendar) == steps[-1].dates.due_on == J30


@pytest.mark.rule("O-04", "MIK-29")
@pytest.mark.parametrize(
    ("on", "done", "expected"),
    [
        (NOTIFIED_ON, {}, 4),  # held on the 3rd, the first day
        (date(2026, 11, 3), {"info_held_on": date(2026, 11, 3)}, 4),
        (J5, {}, -1),  # not held on its last day: the 10th at the earliest
        (date(2026, 11, 10), {"info_held_on": date(2026, 11, 10)}, -1),
        (date(2026, 11, 12), {"info_held_on": date(2026, 11, 12)}, -2),  # the 11th is not worked
        (date(2026, 11, 25), {"info_held_on": date(2026, 11, 25), "trainers_done": True}, -6),
        (date(2026, 12, 3), {"info_held_on": J5, "communication_due": J20}, -2),  # supports two days late
        (date(2026, 12, 10), {"info_held_on": J5, "communication": "recheck", "communication_due": J25}, -2),
        (date(2026, 12, 9), AFTER, -1),  # no trainer was evaluated yet
        (date(2026, 12, 17), {**AFTER, "trainers_done": True}, -2),
    ],
)
def test_the_margin_of_a_late_or_early_dossier(spare: Any, on: date, done: dict[str, Any], expected: int) -> None:
    assert spare(on, **done) == expected


@pytest.mark.rule("O-09")
@pytest.mark.parametrize("on", [J5, J20, J25])
def test_a_validated_trainer_gives_his_five_days_back(spare: Any, on: date) -> None:
    stages: dict[date, dict[str, Any]] = {
        J5: {"communication_due": J20},
        J20: {"communication": "recheck", "communication_due": J25},
        J25: AFTER,
    }
    done = {"info_held_on": J5, **stages[on]}
    assert (spare(on, **done), spare(on, **done, trainers_done=True)) == (0, 5)


@pytest.mark.rule("O-09")
def test_a_trainer_seen_a_second_time_while_the_audit_runs_costs_no_day_more(spare: Any) -> None:
    second = {"trainer_due": date(2026, 11, 23)}
    assert spare(date(2026, 11, 16), info_held_on=J5, communication_due=J20, **second) == 5


@pytest.mark.rule("O-05")
def test_an_extension_gives_its_days(spare: Any) -> None:
    late = {"info_held_on": date(2026, 11, 12)}
    assert spare(date(2026, 11, 12), date(2026, 12, 30), **late) == 8  # 40 working days instead of 30
