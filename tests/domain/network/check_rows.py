"""The rows of the checks, pinned one by one with good facts."""

from functools import partial

from domain.correspondence import Mail, Pv
from domain.network.check_vocabulary import CheckEvent, CheckKind, CheckState
from domain.vocabulary import TimeLimit
from tests.checks import CHECKED_ON, OPENED_ON, a_check, a_reading, an_item, conclusion
from tests.domain.rows import Row

S, E, K = CheckState, CheckEvent, CheckKind
_STAFF = (Mail.CHECK_CONCLUDED, Mail.CHECK_REPORT)
_UNREAD = partial(a_check, readings=(), read_on=None, items=(an_item(verdict=None),))
_READ = {"readings": (a_reading(),), "read_on": OPENED_ON, "items": (an_item(verdict=None, evidence="Vu."),)}

CHECK_ROWS = (
    Row(None, E.OPENED, a_check, S.TO_DO, "QUA-07", on=OPENED_ON, opens=(TimeLimit.CHECK_SEMESTER,)),
    Row(S.TO_DO, E.READ, _UNREAD, S.TO_DO, "NET-13", _READ, OPENED_ON),
    Row(S.TO_DO, E.MONTHLY_CONCLUDED, partial(a_check, K.MONTHLY), S.CONCLUDED, "MIK-58", conclusion(), CHECKED_ON,
        pv=Pv.CHECK_MONTHLY, mails=(Mail.CHECK_CONCLUDED,)),
    Row(S.TO_DO, E.SEMESTER_CONCLUDED, partial(a_check, K.SEMESTER), S.CONCLUDED, "MIK-88", conclusion(), CHECKED_ON,
        pv=Pv.CHECK_SEMESTER, mails=_STAFF),
    Row(S.TO_DO, E.ANNUAL_CONCLUDED, partial(a_check, K.ANNUAL), S.CONCLUDED, "MIK-58", conclusion(), CHECKED_ON,
        pv=Pv.CHECK_ANNUAL, mails=_STAFF),
    Row(S.TO_DO, E.CLOSED, _UNREAD, S.CLOSED, "QUA-07", on=CHECKED_ON),
)  # fmt: skip
