"""A recours: acknowledged at once, answered in 15 working days by somebody else (M2I-42, REF-22, O-14)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.exams.appeal import Appeal
from domain.exams.appeal_guards import answered_in_order, follow_up_told, lodged_in_order
from domain.exams.vocabulary import AppealEvent, AppealState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = AppealState, AppealEvent

_Row = Transition[Appeal]

# fmt: off
TRANSITIONS: tuple[Transition[Appeal], ...] = (
    _Row(
        source=None, event=_E.LODGED, target=_S.LODGED, rule="M2I-42", guards=(lodged_in_order,),
        mails=(Mail.APPEAL_RECEIVED,), opens=(TimeLimit.APPEAL,),
    ),
    *(
        _Row(source=_S.LODGED, event=event, target=target, rule="M2I-42", guards=(answered_in_order,),
             pv=Pv.APPEAL_DECISION, mails=(Mail.APPEAL_ANSWERED,))
        for event, target in ((_E.UPHELD, _S.UPHELD), (_E.REJECTED, _S.REJECTED))
    ),
    _Row(source=_S.UPHELD, event=_E.FOLLOWED, target=_S.UPHELD, rule="REF-22", guards=(follow_up_told,)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Appeal, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """15 working days from the day that it was lodged (O-14)."""
    return calendar.due(facts.lodged_on, figures.time_limits[limit].length, figures.time_limits[limit].unit)


APPEAL = Process(
    kind="appeal", prefix="RC", noun="un recours", facts=Appeal, states=AppealState, transitions=TRANSITIONS, span=span,
)  # fmt: skip
