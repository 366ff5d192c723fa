"""A survey: sent, reminded, answered or closed (NET-18, NET-19, NET-23, D-ENQUETE)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail
from domain.network.survey import Survey
from domain.network.survey_guards import answer_in_order, asked_in_time, opposed
from domain.network.survey_vocabulary import SurveyEvent, SurveyState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = SurveyState, SurveyEvent
_CLOCK = (TimeLimit.SURVEY,)

_Row = Transition[Survey]

# fmt: off
TRANSITIONS: tuple[Transition[Survey], ...] = (
    _Row(
        source=None, event=_E.SENT, target=_S.SENT, rule="NET-18", guards=(asked_in_time,), mails=(Mail.SURVEY,),
        opens=_CLOCK,
    ),
    *(
        _Row(source=state, event=_E.ANSWERED, target=_S.ANSWERED, rule="NET-18", guards=(answer_in_order,))
        for state in (_S.SENT, _S.NO_ANSWER, _S.ANSWERED)
    ),
    *(
        _Row(source=state, event=_E.DECLINED, target=target, rule="NET-18", guards=(opposed,))
        for state, target in ((_S.SENT, _S.DECLINED), (_S.NO_ANSWER, _S.DECLINED), (_S.ANSWERED, _S.ANSWERED))
    ),
    _Row(source=_S.SENT, event=_E.LAPSED, target=_S.NO_ANSWER, rule="NET-18", closes=_CLOCK),
    _Row(source=_S.SENT, event=_E.VOIDED, target=_S.VOID, rule="NET-18"),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Survey, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The time to answer, from the day that the survey is sent (D-ENQUETE)."""
    return calendar.due(on, figures.time_limits[limit].length, figures.time_limits[limit].unit)


SURVEY = Process(
    kind="survey", prefix="ENQ", noun="une enquête", facts=Survey, states=SurveyState, transitions=TRANSITIONS,
    span=span,
)  # fmt: skip
