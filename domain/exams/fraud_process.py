"""A fraud case: reported, reported upon and signed, sanctioned or dismissed (M2I-45 to M2I-50)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.exams.fraud import FraudCase
from domain.exams.fraud_guards import ban_over, dismissal_in_order, report_in_order, sanction_in_order, told
from domain.exams.vocabulary import FraudEvent, FraudState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = FraudState, FraudEvent

_Row = Transition[FraudCase]

# fmt: off
TRANSITIONS: tuple[Transition[FraudCase], ...] = (
    _Row(source=None, event=_E.REPORTED, target=_S.REPORTED, rule="M2I-45", guards=(told,),
         mails=(Mail.FRAUD_ALERT,)),
    _Row(source=_S.REPORTED, event=_E.REPORT_SIGNED, target=_S.REPORT_SIGNED, rule="M2I-47",
         guards=(report_in_order,)),
    _Row(
        source=_S.REPORT_SIGNED, event=_E.SANCTIONED, target=_S.SANCTIONED, rule="M2I-46",
        guards=(sanction_in_order,), pv=Pv.FRAUD_SANCTION, mails=(Mail.SANCTION_NOTIFIED,), opens=(TimeLimit.BAN,),
    ),
    *(
        _Row(source=state, event=_E.DISMISSED, target=_S.DISMISSED, rule="M2I-45", guards=(dismissal_in_order,),
             pv=Pv.FRAUD_DISMISSED, mails=(Mail.FRAUD_DISMISSED,))
        for state in (_S.REPORTED, _S.REPORT_SIGNED)
    ),
    _Row(source=_S.SANCTIONED, event=_E.BAN_LIFTED, target=_S.CLOSED, rule="M2I-46", guards=(ban_over,)),
    # the minutes are those of the recours
    _Row(source=_S.SANCTIONED, event=_E.SANCTION_LIFTED, target=_S.LIFTED, rule="M2I-42"),
)
# fmt: on


def span(
    limit: TimeLimit, facts: FraudCase, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The ban, from the notification of the sanction (M2I-46); lifted by itself after its last day."""
    until = facts.decision.ban_until if facts.decision else None
    return ExplainedDate(on, until, f"fin de l’interdiction, le {format_date(until)}") if until else None


FRAUD = Process(
    kind="fraud", prefix="FR", noun="une affaire de fraude", facts=FraudCase, states=FraudState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
