"""The time limits that the processes open: from which day, until which day, in which words (domain.md §1 and §3)."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import ExplainedDate
from domain.communication import CommunicationEvent, CommunicationState
from domain.evaluation import Grade
from domain.facts import Facts
from domain.process import Decision
from domain.trainer import TrainerEvent, TrainerState
from domain.vocabulary import Event, Labelled, State, TimeLimit
from tests import builders_conformity as good
from tests.builders import extension
from tests.domain.deciding import attempt
from tests.domain.workstream_rows import FAILED, unread

#: start, + 5 working days, + 15 (domain.md §1)
GOLDEN = (
    (date(2026, 10, 30), date(2026, 11, 6), date(2026, 11, 23)),
    (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 24)),
    (date(2026, 12, 14), date(2026, 12, 21), date(2027, 1, 6)),
    (date(2027, 4, 28), date(2027, 5, 5), date(2027, 5, 21)),
    (date(2027, 7, 12), date(2027, 7, 20), date(2027, 8, 3)),
)
FIVE = [row[:2] for row in GOLDEN]


def opened(
    state: Labelled | None, event: Labelled, facts: Facts, on: date, **update: Any
) -> dict[TimeLimit, ExplainedDate]:
    outcome = attempt(state, event, facts, on, **update)
    assert isinstance(outcome, Decision), str(outcome)
    return dict(outcome.opens)


def due(dates: dict[TimeLimit, ExplainedDate]) -> dict[TimeLimit, date]:
    return {limit: found.due_on for limit, found in dates.items()}


@pytest.mark.rule("MIK-44", "MIK-60", "O-04")
@pytest.mark.parametrize(("held_on", "ends"), [(start, fifteen) for start, _, fifteen in GOLDEN])
@pytest.mark.parametrize("noted_on", [None, date(2027, 9, 1)])
def test_the_fifteen_days_run_from_the_information_session_whenever_it_is_noted(
    held_on: date, ends: date, noted_on: date | None
) -> None:
    facts = unread().with_update({"opened_on": held_on})
    found = opened(None, CommunicationEvent.OPENED, facts, noted_on or held_on)
    assert due(found) == {TimeLimit.COMMUNICATION_UPDATE: ends}


@pytest.mark.rule("MIK-68", "O-04", "O-06")
@pytest.mark.parametrize(("asked_on", "ends"), FIVE)
def test_the_re_check_is_five_days_after_the_corrections_are_asked(asked_on: date, ends: date) -> None:
    facts = good.communication()
    update = good.first_pass(facts, FAILED)
    found = opened(CommunicationState.TO_AUDIT, CommunicationEvent.CORRECTIONS, facts, asked_on, **update)
    assert due(found) == {TimeLimit.COMMUNICATION_RECHECK: ends}


@pytest.mark.rule("MIK-77", "MIK-79", "O-04")
@pytest.mark.parametrize(("held_on", "ends"), FIVE)
@pytest.mark.parametrize(
    ("event", "worst", "limit"),
    [
        (TrainerEvent.REWORK_ASKED, Grade.MINOR, TimeLimit.TRAINER_REWORK),
        (TrainerEvent.MAJOR_FOUND, Grade.MAJOR, TimeLimit.TRAINER_SECOND_SESSION),
    ],
)
def test_a_trainer_has_five_days_from_the_report(
    held_on: date, ends: date, event: TrainerEvent, worst: Grade, limit: TimeLimit
) -> None:
    facts = good.trainer(session=good.meeting(held_on))
    judged = (good.evaluation(held_on, worst),)
    found = opened(TrainerState.TO_EVALUATE, event, facts, held_on, evaluations=judged)
    assert due(found) == {limit: ends}


@pytest.mark.rule("LAW-05", "MIK-86")
@pytest.mark.parametrize(
    ("granted_on", "ends"),
    [
        (date(2026, 12, 22), date(2027, 2, 22)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2026, 12, 29), date(2027, 2, 28)),
        (date(2027, 12, 30), date(2028, 2, 29)),
        (date(2027, 6, 30), date(2027, 8, 30)),
        (date(2027, 7, 31), date(2027, 9, 30)),
    ],
)
def test_the_habilitation_is_declared_within_two_months(granted_on: date, ends: date) -> None:
    found = opened(State.READY_TO_SIGN, Event.HABILITATION_GRANTED, good.ready_to_sign(), granted_on)
    assert due(found) == {TimeLimit.FC_DECLARATION: ends, TimeLimit.AGREEMENT_END: date(2028, 6, 30)}
    sentence = f"2 mois à compter du {granted_on:%d/%m/%Y} → {ends:%d/%m/%Y}"
    assert found[TimeLimit.FC_DECLARATION].sentence == sentence


@pytest.mark.rule("MIK-85")
def test_the_agreement_ends_with_the_registration() -> None:
    found = opened(State.READY_TO_SIGN, Event.HABILITATION_GRANTED, good.ready_to_sign(), good.SIGNED_ON)
    ending = found[TimeLimit.AGREEMENT_END]
    assert (ending.start, ending.due_on, ending.sentence) == (
        good.SIGNED_ON, date(2028, 6, 30), "fin de l’enregistrement de la certification, le 30/06/2028",
    )  # fmt: skip


@pytest.mark.rule("O-05", "MIK-29")
@pytest.mark.parametrize("state", [State.PRE_HABILITATED, State.IN_CONFORMITY, State.READY_TO_SIGN])
def test_an_extension_counts_from_the_notification_wherever_the_dossier_stands(state: State) -> None:
    granted_on = date(2026, 12, 10)
    facts = good.in_conformity(notified_on=date(2026, 11, 2))
    asked = extension(decided_on=granted_on)
    found = opened(state, Event.EXTENSION_GRANTED, facts, granted_on, extension=asked)
    assert due(found) == {TimeLimit.CONFORMITY: date(2026, 12, 30)}
