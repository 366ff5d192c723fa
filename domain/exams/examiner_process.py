"""The habilitation of an examiner: granted for a term, confirmed at each revision, lapsed at its end.

M2I-27, M2I-28.
"""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.exams.examiner import Examiner
from domain.exams.examiner_guards import (
    HABILITATION,
    confirmation_dated,
    confirmed_in_time,
    decided_anew,
    ending_motivated,
    introduced,
    truly_external,
)
from domain.exams.vocabulary import ExaminerEvent, ExaminerState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = ExaminerState, ExaminerEvent
_TERM = (TimeLimit.EXAMINER_TERM,)

_Row = Transition[Examiner]

# fmt: off
TRANSITIONS: tuple[Transition[Examiner], ...] = (
    _Row(
        source=None, event=_E.HABILITATED, target=_S.HABILITATED, rule="M2I-27", pv=Pv.EXAMINER_HABILITATION,
        guards=HABILITATION, mails=(Mail.EXAMINER_HABILITATED,), opens=_TERM,
    ),
    *(
        _Row(source=state, event=_E.CORRECTED, target=state, rule="REF-16",
                   guards=(introduced, truly_external, confirmation_dated))
        for state in (_S.HABILITATED, _S.TO_CONFIRM)
    ),
    *(
        _Row(
            source=state, event=_E.RENEWED, target=_S.HABILITATED, rule="M2I-27", pv=Pv.EXAMINER_HABILITATION,
            guards=(decided_anew, *HABILITATION), mails=(Mail.EXAMINER_HABILITATED,), closes=_TERM, opens=_TERM,
        )
        for state in (_S.HABILITATED, _S.TO_CONFIRM, _S.EXPIRED)
    ),
    _Row(source=_S.HABILITATED, event=_E.TO_CONFIRM, target=_S.TO_CONFIRM, rule="M2I-28",
               mails=(Mail.EXAMINER_TO_CONFIRM,)),
    _Row(source=_S.TO_CONFIRM, event=_E.CONFIRMED, target=_S.HABILITATED, rule="M2I-28",
               guards=(confirmed_in_time,)),
    *(
        row
        for state in (_S.HABILITATED, _S.TO_CONFIRM)
        for row in (
            _Row(source=state, event=_E.EXPIRED, target=_S.EXPIRED, rule="M2I-27", closes=_TERM),
            _Row(source=state, event=_E.ENDED, target=_S.ENDED, rule="REF-16", pv=Pv.EXAMINER_ENDED,
                       guards=(ending_motivated,), mails=(Mail.EXAMINER_ENDED,)),
        )
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Examiner, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The end of the habilitation, at most that of the registration (M2I-27)."""
    return ExplainedDate(on, facts.ends_on, f"fin de l’habilitation, le {format_date(facts.ends_on)}")


EXAMINER = Process(
    kind="examiner", prefix="E", noun="un examinateur", facts=Examiner, states=ExaminerState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
