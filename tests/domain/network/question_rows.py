"""The whole table of a question of a trainer, row by row (MIK-51)."""

from datetime import date
from typing import Any

from domain.correspondence import Mail
from domain.network.question import Question, QuestionAnswer, QuestionEvent, QuestionState
from domain.vocabulary import TimeLimit
from tests import builders_conformity as good
from tests.builders import CODE, OWNER
from tests.domain.rows import Row

ASKED_ON, ANSWERED_ON = date(2027, 3, 1), date(2027, 3, 4)


def an_answer(**over: Any) -> QuestionAnswer:
    values = {"text": "Oui : le critère C2.1.", "answered_on": ANSWERED_ON, "answered_by": OWNER}
    return QuestionAnswer.model_validate({**values, **over})


def a_question(**over: Any) -> Question:
    values: dict[str, Any] = {
        "ref": "QF-2027-0001", "certification": CODE, "owner": OWNER, "parent": "D-2026-0001",
        "partner": good.partner(), "opened_on": ASKED_ON, "trainer": "Zoé Garnier",
        "question": "Le dossier technique compte-t-il pour le bloc 2 ?",
    }  # fmt: skip
    return Question.model_validate({**values, **over})


QUESTION_ROWS = (
    Row(None, QuestionEvent.ASKED, a_question, QuestionState.ASKED, "MIK-51", on=ASKED_ON, opens=(TimeLimit.QUESTION,)),
    Row(QuestionState.ASKED, QuestionEvent.ANSWERED, a_question, QuestionState.ANSWERED, "MIK-51",
        {"answer": an_answer()}, ANSWERED_ON, mails=(Mail.QUESTION_ANSWERED,)),
)  # fmt: skip
