"""The life of a candidacy: registered, convened, present, judged bloc by bloc, certified (domain.md §4)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail, Paper
from domain.exams import attendance_guards as day
from domain.exams import convocation_guards
from domain.exams import deliberation_guards as jury
from domain.exams.candidacy import Candidacy
from domain.exams.registration_guards import (
    REGISTRATION,
    accommodation_complete,
    adviser_named,
    decision_stands,
    identity_usable,
    in_course_dated,
    moves_elsewhere,
    prerequisites_verified,
    refusal_motivated,
    vae_unanswered,
)
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, Route
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = CandidacyState, CandidacyEvent
_OPEN = (_S.TO_VALIDATE, _S.REGISTERED, _S.CONVENED)
_ADMISSION = (TimeLimit.REGISTRATION, TimeLimit.VAE_ADMISSIBILITY)
_JUDGED = (_S.PASSED, _S.PARTLY, _S.FAILED)

_Row = Transition[Candidacy]

# fmt: off
TRANSITIONS: tuple[Transition[Candidacy], ...] = (
    _Row(
        source=None, event=_E.RECEIVED, target=_S.TO_VALIDATE, rule="M2I-26", mails=(Mail.REGISTRATION_RECEIVED,),
        guards=REGISTRATION, opens=_ADMISSION,
    ),
    _Row(source=_S.TO_VALIDATE, event=_E.CORRECTED, target=_S.TO_VALIDATE, rule="M2I-26", guards=REGISTRATION),
    *(
        _Row(source=state, event=_E.CORRECTED, target=state, rule="NET-10",
                   guards=(identity_usable, decision_stands))
        for state in (_S.REGISTERED, _S.CONVENED, _S.PRESENT, _S.PASSED, _S.PARTLY)
    ),
    _Row(
        source=_S.TO_VALIDATE, event=_E.VALIDATED, target=_S.REGISTERED, rule="M2I-26",
        guards=(*REGISTRATION, prerequisites_verified, adviser_named),
        papers=(Paper.PREREQUISITES,), mails=(Mail.REGISTRATION_VALIDATED,), closes=_ADMISSION,
        opens=(TimeLimit.VAE_JURY,),
    ),
    _Row(
        source=_S.TO_VALIDATE, event=_E.DEEMED_ADMISSIBLE, target=_S.REGISTERED, rule="LAW-12",
        guards=(vae_unanswered,), mails=(Mail.REGISTRATION_VALIDATED,), closes=_ADMISSION, opens=(TimeLimit.VAE_JURY,),
    ),
    *(
        _Row(source=state, event=_E.REFUSED, target=_S.REFUSED, rule=rule, guards=(adviser_named, refusal_motivated),
                   mails=(Mail.REGISTRATION_REFUSED,))
        for state, rule in ((_S.TO_VALIDATE, "M2I-26"), (_S.REGISTERED, "M2I-46"), (_S.CONVENED, "M2I-46"))
    ),
    *(_Row(source=state, event=_E.GAVE_UP, target=_S.GAVE_UP, rule="M2I-43", mails=(Mail.CANDIDATE_GAVE_UP,))
      for state in _OPEN),
    *(
        _Row(source=state, event=_E.ACCOMMODATED, target=state, rule="REF-17", guards=(accommodation_complete,),
                   mails=(Mail.ACCOMMODATION_DECIDED,))
        for state in _OPEN
    ),
    *(
        _Row(source=state, event=_E.IN_COURSE_RECORDED, target=state, rule="M2I-36", guards=(in_course_dated,))
        for state in (*_OPEN, _S.PRESENT)
    ),
    _Row(source=_S.REGISTERED, event=_E.MOVED, target=_S.REGISTERED, rule="M2I-43", guards=(moves_elsewhere,),
               mails=(Mail.CANDIDATE_MOVED,)),
    _Row(
        source=_S.REGISTERED, event=_E.CONVENED, target=_S.CONVENED, rule="M2I-12",
        guards=(convocation_guards.in_time, convocation_guards.has_times),
        papers=(Paper.CONVOCATION,), mails=(Mail.CONVOCATION,),
    ),
    _Row(
        source=_S.CONVENED, event=_E.SLOT_CHANGED, target=_S.CONVENED, rule="M2I-12",
        guards=(convocation_guards.has_times, convocation_guards.news_to_tell),
        papers=(Paper.CONVOCATION,), mails=(Mail.CONVOCATION,),
    ),
    *(_Row(source=state, event=_E.SESSION_UPDATED, target=state, rule="M2I-11")
      for state in (_S.TO_VALIDATE, _S.REGISTERED)),
    *(
        row
        for state, target in (
            (_S.TO_VALIDATE, _S.TO_VALIDATE), (_S.REGISTERED, _S.REGISTERED), (_S.CONVENED, _S.REGISTERED),
            (_S.PRESENT, _S.REGISTERED),
        )
        for row in (
            _Row(source=state, event=_E.POSTPONED, target=target, rule="M2I-18",
                       mails=(Mail.CANDIDATE_POSTPONED,)),
            _Row(source=state, event=_E.SESSION_CANCELLED, target=target, rule="M2I-41",
                       mails=(Mail.CANDIDATE_SESSION_CANCELLED,)),
        )
    ),
    _Row(source=_S.CONVENED, event=_E.ADMITTED, target=_S.PRESENT, rule="M2I-13",
               guards=(*day.DAY, day.comes_in)),
    # whoever is noted as present by mistake is not a failure: he was not there
    *(
        row
        for state in (_S.CONVENED, _S.PRESENT)
        for row in (
            _Row(source=state, event=_E.ABSENT, target=_S.ABSENT, rule="M2I-21", closes=(TimeLimit.VAE_JURY,),
                       guards=(*day.DAY, day.does_not_come, jury.marks_of_one_present),
                       mails=(Mail.CANDIDATE_ABSENT,)),
            _Row(source=state, event=_E.IDENTITY_REFUSED, target=_S.IDENTITY_REFUSED, rule="M2I-13",
                       closes=(TimeLimit.VAE_JURY,),
                       guards=(*day.DAY, day.lacks_a_proof, jury.marks_of_one_present),
                       mails=(Mail.CANDIDATE_NOT_ADMITTED,)),
        )
    ),
    *(
        _Row(source=state, event=_E.ATTENDANCE_CORRECTED, target=_S.PRESENT, rule="M2I-20",
                   guards=(*day.DAY, day.comes_in, day.corrected_with_reason), mails=(Mail.ATTENDANCE_CORRECTED,),
                   opens=(TimeLimit.VAE_JURY,))
        for state in (_S.ABSENT, _S.IDENTITY_REFUSED)
    ),
    _Row(source=_S.PRESENT, event=_E.ATTENDANCE_NOTED, target=_S.PRESENT, rule="M2I-20",
               guards=(*day.DAY, jury.marks_of_one_present)),
    _Row(source=_S.PRESENT, event=_E.EXCLUDED, target=_S.EXCLUDED, rule="M2I-50",
               guards=(*day.DAY, day.excluded_with_reason), mails=(Mail.CANDIDATE_EXCLUDED,)),
    _Row(source=_S.PRESENT, event=_E.GRID_RECORDED, target=_S.PRESENT, rule="M2I-33",
               guards=(jury.marks_of_one_present,)),
    _Row(source=_S.PRESENT, event=_E.IN_COURSE_ASKED, target=_S.PRESENT, rule="M2I-36",
               guards=(jury.in_course_missing,), mails=(Mail.IN_COURSE_DUE,)),
    *(
        _Row(source=_S.PRESENT, event=event, target=target, rule="REF-14", closes=(TimeLimit.VAE_JURY,),
                   guards=(*jury.DECIDED, jury.leads_to(outcome)))
        for event, target, outcome in (
            (_E.PASSED, _S.PASSED, "whole"), (_E.PARTLY, _S.PARTLY, "some"), (_E.FAILED, _S.FAILED, "none"),
        )
    ),
    *(
        _Row(source=state, event=_E.NOTIFIED, target=state, rule="REF-22", guards=(jury.validated_first,),
                   papers=(Paper.RESULT_LETTER,), mails=(Mail.CANDIDATE_RESULT,))
        for state in _JUDGED
    ),
    _Row(source=_S.PARTLY, event=_E.CLOSURE_STARTED, target=_S.PARTLY, rule="M2I-10",
               opens=(TimeLimit.CLOSURE,)),
    *(
        _Row(source=state, event=_E.CERTIFIED, target=_S.CERTIFIED, rule="M2I-38", closes=(TimeLimit.CLOSURE,))
        for state in (_S.PASSED, _S.PARTLY)
    ),
    _Row(source=_S.CERTIFIED, event=_E.WITHDRAWN, target=_S.WITHDRAWN, rule="M2I-48"),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Candidacy, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The clocks of the VAE run for that route only (LAW-12); that of a closed certification from its end (M2I-10)."""
    of_limit = figures.time_limits[limit]
    is_vae = facts.eligibility.route is Route.VAE
    if limit in (TimeLimit.VAE_ADMISSIBILITY, TimeLimit.VAE_JURY) and not is_vae:
        return None
    start = {
        TimeLimit.VAE_ADMISSIBILITY: facts.received_on, TimeLimit.VAE_JURY: facts.received_on,
        TimeLimit.CLOSURE: figures.registration_end,
    }.get(limit, on)  # fmt: skip
    return calendar.due(start, of_limit.length, of_limit.unit)


CANDIDACY = Process(
    kind="candidacy", prefix="I", noun="une inscription", facts=Candidacy, states=CandidacyState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
