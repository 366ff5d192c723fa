"""The life of an exam session: planned, convened, ready, held, deliberated, validated, delivered (domain.md §4)."""

from datetime import date, timedelta

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Paper, Pv
from domain.exams import incident_guards as incidents
from domain.exams import jury, session_guards
from domain.exams import results_guards as results
from domain.exams.organiser_guards import organiser_in_force
from domain.exams.session import ExamSession
from domain.exams.vocabulary import SessionEvent, SessionState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = SessionState, SessionEvent
_PLAN = (
    session_guards.dates_usable, session_guards.place_known, session_guards.hours_usable, session_guards.blocs_of_kind,
    session_guards.manager_named, session_guards.organiser_assesses,
)  # fmt: skip
_CHANGE = (session_guards.same_days, *_PLAN[1:])
_JURY = (jury.jury_fit,)
_ATTENDED = (jury.jury_complete, session_guards.timetable_attended)
_CONVENE = (organiser_in_force, session_guards.somebody_comes, *_ATTENDED)
_BEFORE = (_S.PLANNED, _S.CONVENED, _S.READY)
_CONVOCATIONS = (TimeLimit.CONVOCATION, TimeLimit.JURY_CONVOCATION)
_MISSION, _MISSION_TOLD = (Paper.MISSION_LETTER,), (Mail.SESSION_MISSION,)
_POSTPONED = (Mail.JURY_POSTPONED, Mail.SESSION_POSTPONED_DIRECTION, Mail.SESSION_ENDING_PARTNER)
_CANCELLED = (Mail.JURY_CANCELLED, Mail.SESSION_CANCELLED_DIRECTION, Mail.SESSION_ENDING_PARTNER)
_HELD = (_S.RUNNING, _S.ENDED, _S.PIECES_RECEIVED, _S.DELIBERATED)

_Row = Transition[ExamSession]

# fmt: off
TRANSITIONS: tuple[Transition[ExamSession], ...] = (
    _Row(
        source=None, event=_E.PLANNED, target=_S.PLANNED, rule="M2I-11", guards=_PLAN, papers=_MISSION,
        mails=_MISSION_TOLD, opens=_CONVOCATIONS,
    ),
    _Row(source=_S.PLANNED, event=_E.CHANGED, target=_S.PLANNED, rule="M2I-11", guards=_PLAN),
    _Row(source=_S.PLANNED, event=_E.MOVED, target=_S.PLANNED, rule="M2I-11", guards=_PLAN, papers=_MISSION,
               mails=_MISSION_TOLD, closes=_CONVOCATIONS, opens=_CONVOCATIONS),
    # what changes of a session that is convened: what was ready is looked at again
    *(
        row
        for state in (_S.CONVENED, _S.READY)
        for row in (
            _Row(source=state, event=_E.CHANGED, target=_S.CONVENED, rule="M2I-11", guards=_CHANGE),
            _Row(source=state, event=_E.MOVED, target=_S.CONVENED, rule="M2I-11", guards=_CHANGE,
                       papers=_MISSION, mails=_MISSION_TOLD),
        )
    ),
    *(
        _Row(source=state, event=_E.MANAGER_NAMED, target=state, rule="M2I-14", guards=(session_guards.manager_named,),
                   papers=_MISSION, mails=_MISSION_TOLD)
        for state in _BEFORE
    ),
    *(_Row(source=state, event=_E.JURY_NAMED, target=state, rule="REF-15", guards=_JURY) for state in _BEFORE),
    _Row(
        source=_S.PLANNED, event=_E.CONVENED, target=_S.CONVENED, rule="M2I-12", guards=_CONVENE,
        papers=(Paper.JURY_CONVOCATION,), mails=(Mail.JURY_CONVOCATION,), closes=_CONVOCATIONS,
    ),
    *(
        row
        for state in (_S.CONVENED, _S.READY)
        for row in (
            _Row(source=state, event=_E.TIMETABLE_SET, target=_S.CONVENED, rule="M2I-12", guards=_ATTENDED),
            _Row(source=state, event=_E.JURY_RECALLED, target=state, rule="M2I-12",
                       papers=(Paper.JURY_CONVOCATION,), mails=(Mail.JURY_CONVOCATION,)),
        )
    ),
    _Row(source=_S.CONVENED, event=_E.READY, target=_S.READY, rule="M2I-15",
               guards=(organiser_in_force, session_guards.ready),
               papers=(Paper.EXAM_PACK,), mails=(Mail.SESSION_READY,)),
    _Row(source=_S.READY, event=_E.STARTED, target=_S.RUNNING, rule="M2I-17",
               guards=(organiser_in_force, session_guards.examiner_present)),
    *(
        row
        for state in (*_BEFORE, _S.RUNNING)
        for row in (
            _Row(
                source=state, event=_E.POSTPONED, target=_S.POSTPONED, rule="M2I-18", pv=Pv.SESSION_POSTPONED,
                guards=(session_guards.postponement_motivated,),
                mails=_POSTPONED, closes=_CONVOCATIONS,
            ),
            _Row(
                source=state, event=_E.CANCELLED, target=_S.CANCELLED, rule="M2I-41", pv=Pv.SESSION_CANCELLED,
                guards=(session_guards.cancellation_motivated,),
                mails=_CANCELLED,
            ),
        )
    ),
    _Row(source=_S.POSTPONED, event=_E.RESCHEDULED, target=_S.PLANNED, rule="M2I-18",
               guards=(session_guards.another_day, *_PLAN), papers=_MISSION, mails=_MISSION_TOLD,
               opens=_CONVOCATIONS),
    _Row(
        source=_S.POSTPONED, event=_E.CANCELLED, target=_S.CANCELLED, rule="M2I-41", pv=Pv.SESSION_CANCELLED,
        guards=(session_guards.cancellation_motivated,),
        mails=_CANCELLED,
    ),
    *(
        row
        for state in (_S.CONVENED, _S.READY, *_HELD)
        for row in (
            _Row(source=state, event=_E.INCIDENT_REPORTED, target=state, rule="M2I-40",
                       guards=(incidents.incident_told,), mails=(Mail.INCIDENT_ALERT,)),
            _Row(source=state, event=_E.INCIDENT_TREATED, target=state, rule="REF-22",
                       guards=(incidents.incident_treated,)),
        )
    ),
    _Row(
        source=_S.RUNNING, event=_E.ENDED, target=_S.ENDED, rule="M2I-21", guards=(results.ended,),
        mails=(Mail.DIRECTION_NOTE, Mail.PIECES_DUE),
        opens=(TimeLimit.PIECES, TimeLimit.RESULTS, TimeLimit.VAE_RESULT),
    ),
    _Row(source=_S.ENDED, event=_E.PIECES_RECEIVED, target=_S.PIECES_RECEIVED, rule="MIK-56",
               guards=(results.pieces_complete,), closes=(TimeLimit.PIECES,)),
    _Row(
        source=_S.PIECES_RECEIVED, event=_E.DELIBERATED, target=_S.DELIBERATED, rule="REF-24",
        guards=(results.jury_quorum, results.minutes_complete), pv=Pv.JURY, mails=(Mail.MINUTES_TO_SIGN,),
    ),
    _Row(source=_S.DELIBERATED, event=_E.MINUTES_SIGNED, target=_S.DELIBERATED, rule="REF-25",
               guards=(results.signatures_right,)),
    _Row(source=_S.DELIBERATED, event=_E.VALIDATED, target=_S.VALIDATED, rule="M2I-37",
               guards=(results.all_signed, results.validated_by_certifier), pv=Pv.DELIVERY,
               mails=(Mail.SESSION_VALIDATED,), opens=(TimeLimit.DELIVERY,)),
    _Row(source=_S.VALIDATED, event=_E.RESULTS_SENT, target=_S.RESULTS_SENT, rule="M2I-34",
               guards=(results.validated_before,), closes=(TimeLimit.RESULTS, TimeLimit.VAE_RESULT)),
    _Row(source=_S.RESULTS_SENT, event=_E.DELIVERED, target=_S.DELIVERED, rule="M2I-38"),
)
# fmt: on


def span(
    limit: TimeLimit, facts: ExamSession, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """Convocations count back from the first day (O-11), pieces and results on from the last (O-12, O-13)."""
    length, unit = figures.time_limits[limit].length, figures.time_limits[limit].unit
    if limit in _CONVOCATIONS:
        due_on = max(calendar.add(facts.starts_on, -length), on)
        return ExplainedDate(
            on, due_on, f"{length} jours ouvrés avant le {format_date(facts.starts_on)} → {format_date(due_on)}"
        )
    if limit is TimeLimit.RESULTS:
        due_on = calendar.previous_working_day(facts.ends_on + timedelta(days=length))
        return ExplainedDate(
            facts.ends_on, due_on,
            f"{length} jours après le {format_date(facts.ends_on)}, ramenés au jour ouvré → {format_date(due_on)}",
        )  # fmt: skip
    if limit is TimeLimit.VAE_RESULT and not facts.vae:
        return None
    signed = [signature.signed_on for signature in facts.signatures]
    starts = {
        TimeLimit.PIECES: facts.ends_on, TimeLimit.VAE_RESULT: facts.ends_on,
        TimeLimit.DELIVERY: max(signed, default=on),  # the PV is signed then (NET-16)
    }  # fmt: skip
    return calendar.due(starts.get(limit, on), length, unit)


EXAM_SESSION = Process(
    kind="exam_session", prefix="S", noun="une session", facts=ExamSession, states=SessionState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
