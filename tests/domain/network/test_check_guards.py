"""What a check needs before it is concluded: pages read, every point judged and explained, a name and a day."""

from datetime import date
from typing import Any

import pytest

from domain.network.check import CheckedItem, Correction
from domain.network.check_guards import (
    CONCLUDED_BY,
    CONCLUDED_ON,
    CONCLUSION,
    CORRECTION,
    DUE_ON,
    OBSERVATION,
    VERDICT,
)
from domain.network.check_vocabulary import CheckEvent, CheckKind, CheckState, CheckVerdict
from domain.refusal import Refusal
from tests.checks import CHECKED_ON, OPENED_ON, a_check, a_failure, an_item, conclusion
from tests.domain.deciding import attempt, refused

CONCLUDED = CheckEvent.SEMESTER_CONCLUDED
LATE = Correction(action="Envoyez-le.", owner="Atelier", due_on=CHECKED_ON)
MISTYPED = Correction(action="Envoyez-le.", owner="Atelier", due_on=date(2072, 7, 3))
NO_OWNER = Correction(action="Envoyez-le.", owner=" ", due_on=date(2027, 7, 3))


@pytest.mark.rule("QUA-08", "QUA-09", "MIK-88")
@pytest.mark.parametrize(
    ("update", "rule", "field"),
    [
        ({"concluded_by": None}, "MIK-88", CONCLUDED_BY),
        ({"concluded_on": None}, "MIK-88", CONCLUDED_ON),
        ({"concluded_on": date(2027, 6, 6)}, "MIK-88", CONCLUDED_ON),
        ({"concluded_on": date(2027, 6, 19)}, "MIK-88", CONCLUDED_ON),
        ({"items": (an_item(verdict=None), a_failure())}, "QUA-08", VERDICT),
        ({"items": (an_item(),)}, "QUA-03", VERDICT),
        ({"items": (an_item(), a_failure(observation=" "))}, "QUA-09", OBSERVATION),
        ({"items": (an_item(), a_failure(correction=None))}, "QUA-09", CORRECTION),
        ({"items": (an_item(), a_failure(correction=NO_OWNER))}, "QUA-09", CORRECTION),
        ({"items": (an_item(), a_failure(correction=LATE))}, "QUA-09", DUE_ON),
        ({"items": (an_item(), a_failure(correction=LATE)), "concluded_on": OPENED_ON}, "QUA-09", DUE_ON),
        ({"items": (an_item(), a_failure(correction=MISTYPED))}, "QUA-09", DUE_ON),
        ({"items": (an_item(verdict=CheckVerdict.NOT_APPLICABLE), a_failure())}, "QUA-08", OBSERVATION),
        ({"items": (an_item(proposal=CheckVerdict.NON_CONFORMING), a_failure())}, "QUA-09", OBSERVATION),
        ({"conclusion": "x" * 5000}, "MIK-31", CONCLUSION),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_a_conclusion_that_nobody_could_follow_is_refused(update: dict[str, Any], rule: str, field: str) -> None:
    found = refused(CheckState.TO_DO, CONCLUDED, a_check(), CHECKED_ON, **conclusion(**update))
    assert found == (rule, field)


@pytest.mark.rule("QUA-08")
def test_the_refusal_names_every_point_that_is_left() -> None:
    items: tuple[CheckedItem, ...] = (an_item("F1", verdict=None), a_failure("E3"), an_item("C3.2", verdict=None))
    outcome = attempt(CheckState.TO_DO, CONCLUDED, a_check(items=items), CHECKED_ON, **conclusion())
    assert isinstance(outcome, Refusal)
    assert "F1, C3.2. Donnez à chacun son verdict." in outcome.message


@pytest.mark.rule("NET-13")
def test_nothing_is_concluded_before_the_supports_are_read_and_they_are_read_once() -> None:
    unread = a_check(readings=(), read_on=None)
    assert refused(CheckState.TO_DO, CONCLUDED, unread, CHECKED_ON, **conclusion()) == ("NET-13", CONCLUDED_BY)
    again = refused(CheckState.TO_DO, CheckEvent.READ, a_check(), CHECKED_ON, read_on=CHECKED_ON)
    assert again == ("NET-13", "")


@pytest.mark.rule("O-10")
@pytest.mark.parametrize("kind", [CheckKind.MONTHLY, CheckKind.ANNUAL])
def test_the_minutes_are_those_of_the_kind(kind: CheckKind) -> None:
    assert refused(CheckState.TO_DO, CONCLUDED, a_check(kind), CHECKED_ON, **conclusion()) == ("O-10", "")


@pytest.mark.rule("MIK-89")
def test_the_history_keeps_what_failed_once_a_check_is_concluded() -> None:
    assert a_check().past is None
    past = a_check(concluded_on=CHECKED_ON).past
    assert past is not None
    assert (past.ref, past.concluded_on, past.conforming, past.failed) == (
        "CT-2027-0001", CHECKED_ON, 1, ("E3 – Les pièces sont présentes",),
    )  # fmt: skip
    assert OPENED_ON < CHECKED_ON
