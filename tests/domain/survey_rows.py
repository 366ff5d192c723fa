"""The whole table of a survey, row by row."""

from functools import partial

from domain.correspondence import Mail
from domain.network.survey_vocabulary import SurveyEvent, SurveyState
from domain.vocabulary import TimeLimit
from tests.domain.rows import Row
from tests.surveys import ANSWERED_ON, SENT_ON, a_survey, an_answer

S, E = SurveyState, SurveyEvent
CLOCK = (TimeLimit.SURVEY,)
answered = partial(a_survey, answer=an_answer())
_ANSWER = {"answer": an_answer(salary=29000)}
_REFUSAL = {"declined_on": ANSWERED_ON}

SURVEY_ROWS = (
    Row(None, E.SENT, a_survey, S.SENT, "NET-18", on=SENT_ON, mails=(Mail.SURVEY,), opens=CLOCK),
    Row(S.SENT, E.ANSWERED, a_survey, S.ANSWERED, "NET-18", _ANSWER, ANSWERED_ON),
    Row(S.NO_ANSWER, E.ANSWERED, a_survey, S.ANSWERED, "NET-18", _ANSWER, ANSWERED_ON),
    Row(S.ANSWERED, E.ANSWERED, answered, S.ANSWERED, "NET-18", _ANSWER, ANSWERED_ON),
    Row(S.SENT, E.DECLINED, a_survey, S.DECLINED, "NET-18", _REFUSAL, ANSWERED_ON),
    Row(S.NO_ANSWER, E.DECLINED, a_survey, S.DECLINED, "NET-18", _REFUSAL, ANSWERED_ON),
    Row(S.ANSWERED, E.DECLINED, answered, S.ANSWERED, "NET-18", _REFUSAL, ANSWERED_ON),
    Row(S.SENT, E.LAPSED, a_survey, S.NO_ANSWER, "NET-18", on=ANSWERED_ON, closes=CLOCK),
    Row(S.SENT, E.VOIDED, a_survey, S.VOID, "NET-18", on=ANSWERED_ON),
)
