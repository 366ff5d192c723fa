"""A dysfunction: found, acted upon before a date, proved, closed by somebody else (QUA-09, MIK-94, REF-22, NET-27)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Paper
from domain.network.nonconformity import Nonconformity
from domain.network.nonconformity_guards import (
    action_usable,
    closed_by_another,
    identified,
    proof_given,
    refused_with_reason,
)
from domain.network.nonconformity_vocabulary import Gravity, NonconformityEvent, NonconformityState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E, _Row = NonconformityState, NonconformityEvent, Transition[Nonconformity]
_ACTION = (TimeLimit.CORRECTIVE_ACTION,)

# fmt: off
TRANSITIONS: tuple[Transition[Nonconformity], ...] = (
    _Row(source=None, event=_E.OPENED, target=_S.OPENED, rule="QUA-09", guards=(identified,)),
    *(
        _Row(source=state, event=_E.CORRECTED, target=state, rule="QUA-09", guards=(identified,))
        for state in (_S.OPENED, _S.ACTION_PLANNED, _S.TREATED)
    ),
    *(
        _Row(source=state, event=_E.ACTION_PLANNED, target=_S.ACTION_PLANNED, rule="MIK-94", guards=(action_usable,),
             mails=(Mail.ACTION_ASKED,), closes=_ACTION, opens=_ACTION)
        for state in (_S.OPENED, _S.ACTION_PLANNED)
    ),
    _Row(source=_S.ACTION_PLANNED, event=_E.TREATED, target=_S.TREATED, rule="MIK-94", guards=(proof_given,),
         closes=_ACTION),
    _Row(source=_S.TREATED, event=_E.PROOF_REFUSED, target=_S.ACTION_PLANNED, rule="MIK-94",
         guards=(refused_with_reason, action_usable), mails=(Mail.ACTION_ASKED,), opens=_ACTION),
    _Row(source=_S.TREATED, event=_E.CLOSED, target=_S.CLOSED, rule="QUA-09", guards=(closed_by_another,),
         papers=(Paper.NONCONFORMITY_SHEET,), mails=(Mail.NONCONFORMITY_CLOSED,)),
)
# fmt: on


def usual_date(gravity: Gravity, figures: Certification, on: date, calendar: WorkingCalendar) -> ExplainedDate:
    """By when an action is done when nobody fixes a date: the graver, the sooner (config: action_days)."""
    return calendar.due(on, figures.thresholds.action_days[gravity], "working_days")


def span(
    limit: TimeLimit, facts: Nonconformity, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The date of the action, with the way it was counted when it is the usual one."""
    action = facts.action
    if action is None:
        return None
    usual = usual_date(facts.gravity, figures, action.decided_on, calendar)
    if action.due_on == usual.due_on:
        return usual
    return ExplainedDate(on, action.due_on, f"date fixée avec l’action, le {format_date(action.due_on)}")


NONCONFORMITY = Process(
    kind="nonconformity", prefix="DYS", noun="un dysfonctionnement", facts=Nonconformity, states=NonconformityState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
