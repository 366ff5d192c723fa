"""What cannot be asked nor answered, and the delay of an answer (MIK-51)."""

from datetime import date
from typing import Any

import pytest

from config.loader import Config
from domain.network import question
from domain.network.question import QuestionEvent, QuestionState
from domain.vocabulary import Labelled
from tests.domain.deciding import refused
from tests.domain.network.question_rows import ANSWERED_ON, ASKED_ON, a_question, an_answer


@pytest.mark.rule("MIK-51")
@pytest.mark.parametrize(("state", "update", "found"), [
    (None, {"trainer": " "}, ("MIK-51", question.TRAINER)),
    (None, {"question": " "}, ("MIK-51", question.QUESTION_ASKED)),
    (None, {"opened_on": date(2027, 3, 5)}, ("MIK-51", question.ASKED_ON)),
    (None, {"question": "x" * 4001}, ("MIK-31", question.QUESTION_ASKED)),
    (QuestionState.ASKED, {}, ("MIK-51", question.ANSWER)),
    (QuestionState.ASKED, {"answer": an_answer(text=" ")}, ("MIK-51", question.ANSWER)),
    (QuestionState.ASKED, {"answer": an_answer(answered_by=" ")}, ("MIK-51", question.ANSWERED_BY)),
    (QuestionState.ASKED, {"answer": an_answer(answered_on=date(2027, 2, 28))}, ("MIK-51", question.ANSWERED_ON)),
    (QuestionState.ASKED, {"answer": an_answer(answered_on=date(2027, 3, 5))}, ("MIK-51", question.ANSWERED_ON)),
    (QuestionState.ASKED, {"answer": an_answer(text="x" * 4001)}, ("MIK-31", question.ANSWER)),
])  # fmt: skip
def test_what_is_wrong_is_refused(state: Labelled | None, update: dict[str, Any], found: tuple[str, str]) -> None:
    event = QuestionEvent.ANSWERED if state else QuestionEvent.ASKED
    assert refused(state, event, a_question(), ANSWERED_ON, **update) == found


@pytest.mark.rule("MIK-51")
def test_the_delay_counts_the_working_days_from_the_question_to_its_answer(config: Config) -> None:
    easter = an_answer(answered_on=date(2027, 3, 30))  # the Monday before is a public holiday
    delays = [a_question(answer=answer).delay(config.calendar) for answer in (None, an_answer(), easter)]
    assert (ASKED_ON, delays) == (date(2027, 3, 1), [None, 3, 20])
