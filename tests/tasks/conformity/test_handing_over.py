"""Handing over its documents to each trainer, on a real ledger (MIK-71)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.trainer import TrainerState
from tasks.conformity.handing_over import hand_over
from tasks.feedback import Feedback
from tasks.office import Office, Pull
from tests.tasks.conformity.trainer_desk import HELD_ON, MAJOR, PLANNED_ON, ROW_1, TrainerDesk, session


@pytest.fixture
def desk(office: Office) -> TrainerDesk:
    return TrainerDesk(office)


def settled(desk: TrainerDesk, on: date, office: Office | None = None) -> list[str]:
    """References of the commands that a passage applies."""
    feedback = Feedback()
    hand_over(office or desk.office, Pull(desk.workbook.read(), desk.team, on), feedback)
    assert feedback.notes == []
    return [outcome.command.ref for outcome in feedback.applied]


@pytest.mark.rule("MIK-71")
def test_they_wait_for_an_address_and_leave_once(desk: TrainerDesk) -> None:
    assert settled(desk, PLANNED_ON) == []
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    assert [settled(desk, PLANNED_ON) for _ in range(2)] == [["trainer-documents:F-2026-0001"], []]
    assert [kind for _, kind, _ in desk.mails()][2:] == ["trainer_documents"] * 2


@pytest.mark.rule("MIK-71")
def test_whoever_is_seen_a_second_time_still_receives_them(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MAJOR)
    assert desk.zoe.state is TrainerState.SECOND_SESSION
    assert settled(desk, HELD_ON) == ["trainer-documents:F-2026-0001"]
    assert desk.zoe.state is TrainerState.SECOND_SESSION


@pytest.mark.rule("MIK-71")
def test_a_certification_whose_kits_are_gone_from_the_configuration_stops_nobody(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    without = replace(desk.office, config=replace(desk.office.config, kits={}))
    assert (settled(desk, PLANNED_ON, without), desk.zoe.facts.delivered) == ([], ())
