"""A check of the network: opened before its date, its supports read, concluded by a person (MIK-58, MIK-88)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.network.check import NetworkCheck
from domain.network.check_figures import LIMITS
from domain.network.check_guards import CONCLUDING, of_kind, read_once, same_items
from domain.network.check_vocabulary import CheckEvent, CheckKind, CheckState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = CheckState, CheckEvent

#: kind → its event, rule, minutes and e-mails; staff hear of the monthly one in the workbook alone
_CONCLUSIONS = (
    (CheckKind.MONTHLY, _E.MONTHLY_CONCLUDED, "MIK-58", Pv.CHECK_MONTHLY, (Mail.CHECK_CONCLUDED,)),
    (CheckKind.SEMESTER, _E.SEMESTER_CONCLUDED, "MIK-88", Pv.CHECK_SEMESTER,
     (Mail.CHECK_CONCLUDED, Mail.CHECK_REPORT)),
    (CheckKind.ANNUAL, _E.ANNUAL_CONCLUDED, "MIK-58", Pv.CHECK_ANNUAL, (Mail.CHECK_CONCLUDED, Mail.CHECK_REPORT)),
)  # fmt: skip
CONCLUDED: dict[CheckKind, CheckEvent] = {kind: event for kind, event, *_ in _CONCLUSIONS}

# fmt: off
TRANSITIONS: tuple[Transition[NetworkCheck], ...] = (
    Transition(source=None, event=_E.OPENED, target=_S.TO_DO, rule="QUA-07", opens=tuple(LIMITS.values())),
    Transition(source=_S.TO_DO, event=_E.READ, target=_S.TO_DO, rule="NET-13", guards=(read_once, same_items)),
    *(
        Transition(source=_S.TO_DO, event=event, target=_S.CONCLUDED, rule=rule, guards=(of_kind(kind), *CONCLUDING),
                   pv=pv, mails=mails)
        for kind, event, rule, pv, mails in _CONCLUSIONS
    ),
    Transition(source=_S.TO_DO, event=_E.CLOSED, target=_S.CLOSED, rule="QUA-07"),
)
# fmt: on


def span(
    limit: TimeLimit, facts: NetworkCheck, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """A month, six months or a year from the signature, then from the last check of that kind (MIK-88, O-10)."""
    if limit is not LIMITS[facts.kind]:
        return None
    return calendar.due(facts.counted_from, figures.time_limits[limit].length, figures.time_limits[limit].unit)


NETWORK_CHECK = Process(
    kind="check", prefix="CT", noun="un contrôle", facts=NetworkCheck, states=CheckState, transitions=TRANSITIONS,
    span=span,
)  # fmt: skip
