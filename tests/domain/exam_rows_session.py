"""The whole table of an exam session, row by row (domain.md §4)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from domain.correspondence import Mail, Paper, Pv
from domain.exams.minutes import BlocResult, CandidateResult, Evaluator, JuryMinutes
from domain.exams.seating import Enrolled, JuryMember, Timetable
from domain.exams.session import Contact, Ending, ExamSession, Incident, Logistics, MinutesSignature, Pieces, Validation
from domain.exams.vocabulary import Piece, Route, SessionEvent, SessionState
from domain.vocabulary import Role, TimeLimit
from tests.domain.rows import Row
from tests.exams import ADVISER, ADVISER_MAIL, EXAM_DAY, EXAM_OFFICE, a_juror, a_session, slots_of

S, E, L = SessionState, SessionEvent, TimeLimit
PLANNED_ON, CHECKED_ON = date(2026, 11, 24), date(2027, 1, 5)
JURY_ON, VALIDATED_ON = date(2027, 1, 20), date(2027, 1, 22)
CONVOCATIONS = (L.CONVOCATION, L.JURY_CONVOCATION)
IRENE = a_juror()
PLACED = Timetable(slots=tuple(slot.model_copy(update={"jurors": (IRENE.examiner,)}) for slot in slots_of(a_session())))
MAELYS = Enrolled(candidacy="I-2026-0001", name="Maëlys d’Œuvrard", blocs=a_session().blocs)
CHECKED = Logistics(
    premises=True, materials=True, equipment=True, tools=True, documents=True, signed_by=EXAM_OFFICE,
    signed_on=CHECKED_ON,
)  # fmt: skip
REPORTED = Incident(
    number=1, reported_by="Aline Weber", occurred_at=datetime(2027, 1, 5, 10), what="La salle A est fermée."
)
TREATED = REPORTED.model_copy(
    update={"treatment": "Salle B ouverte.", "treated_by": EXAM_OFFICE, "treated_on": CHECKED_ON}
)
MINUTES = JuryMinutes(
    jury_date=JURY_ON, place="Strasbourg", evaluators=(Evaluator(name=IRENE.name, quality=IRENE.quality),),
    candidates=(
        CandidateResult(
            candidacy=MAELYS.candidacy, name=MAELYS.name, born="01/03/1991, Sélestat", quality="Candidat libre",
            route=Route.VAE, outcome="Réussite",
            blocs=tuple(BlocResult(bloc=code, label=code, acquired=True) for code in MAELYS.blocs),
        ),
    ),
)  # fmt: skip
PIECES = Pieces(received_on=JURY_ON, items=tuple(piece.label for piece in Piece))
SIGNED = (MinutesSignature(name=IRENE.name, signed_on=JURY_ON),)
VALIDATION = Validation(validated_by="Sylvie Renard", validated_on=VALIDATED_ON, role=Role.CERTIFIER_REPRESENTATIVE)


def _expected(**over: Any) -> JuryMember:
    return a_juror(**{"present": None, **over})


def _ending(**over: Any) -> Ending:
    values = {"motive": "Aucun examinateur.", "decided_by": EXAM_OFFICE, "decided_on": CHECKED_ON,
              "planned_on": EXAM_DAY}  # fmt: skip
    return Ending.model_validate({**values, **over})


#: with a candidate by VAE, so that every clock of a session runs (LAW-12)
planned = partial(a_session, vae=True)
convened = partial(planned, jury=(_expected(),), timetable=PLACED, enrolled=(MAELYS,))
checked = partial(convened, logistics=CHECKED)
held = partial(checked, jury=(IRENE,))
with_pieces = partial(held, pieces=PIECES)
deliberated = partial(with_pieces, minutes=MINUTES)
signed = partial(deliberated, signatures=SIGNED)
validated = partial(signed, validation=VALIDATION)
postponed = partial(planned, postponements=(_ending(),))

MISSION: dict[str, Any] = {"papers": (Paper.MISSION_LETTER,), "mails": (Mail.SESSION_MISSION,)}
_BEFORE: dict[SessionState, Callable[..., ExamSession]] = {S.PLANNED: planned, S.CONVENED: convened, S.READY: checked}
_ENDABLE: dict[SessionState, Callable[..., ExamSession]] = {**_BEFORE, S.RUNNING: held}
_WITH_INCIDENTS: dict[SessionState, Callable[..., ExamSession]] = {
    S.CONVENED: convened, S.READY: checked, S.RUNNING: held, S.ENDED: held, S.PIECES_RECEIVED: with_pieces,
    S.DELIBERATED: deliberated,
}  # fmt: skip


def _cancelled(state: SessionState, facts: Callable[..., ExamSession]) -> Row:
    return Row(state, E.CANCELLED, facts, S.CANCELLED, "M2I-41", {"cancellation": _ending()}, EXAM_DAY,
               pv=Pv.SESSION_CANCELLED,
               mails=(Mail.JURY_CANCELLED, Mail.SESSION_CANCELLED_DIRECTION, Mail.SESSION_ENDING_PARTNER))  # fmt: skip


def _of_a_change_before_the_day() -> Iterator[Row]:
    for state, facts in _BEFORE.items():
        yield Row(state, E.MANAGER_NAMED, facts, state, "M2I-14",
                  {"manager": Contact(name=ADVISER, email=ADVISER_MAIL)}, CHECKED_ON,
                  **MISSION)  # fmt: skip
        yield Row(state, E.JURY_NAMED, facts, state, "REF-15", {"jury": (_expected(name="Ève Lang"),)}, CHECKED_ON)
    for state, facts in ((S.CONVENED, convened), (S.READY, checked)):
        yield Row(state, E.CHANGED, facts, S.CONVENED, "M2I-11", {"invigilators": (Contact(name="Gaël Roy"),)},
                  CHECKED_ON)  # fmt: skip
        yield Row(state, E.MOVED, facts, S.CONVENED, "M2I-11",
                  {"site": a_session().site.model_copy(update={"place": "Lyon"})}, CHECKED_ON, **MISSION)  # fmt: skip
        yield Row(state, E.TIMETABLE_SET, facts, S.CONVENED, "M2I-12", {"timetable": PLACED}, CHECKED_ON)
        yield Row(state, E.JURY_RECALLED, facts, state, "M2I-12", {"called": (IRENE.examiner,)}, CHECKED_ON,
                  papers=(Paper.JURY_CONVOCATION,), mails=(Mail.JURY_CONVOCATION,))  # fmt: skip


def _of_an_ending() -> Iterator[Row]:
    for state, facts in _ENDABLE.items():
        yield Row(state, E.POSTPONED, facts, S.POSTPONED, "M2I-18", {"postponements": (_ending(),)}, EXAM_DAY,
                  pv=Pv.SESSION_POSTPONED,
                  mails=(Mail.JURY_POSTPONED, Mail.SESSION_POSTPONED_DIRECTION, Mail.SESSION_ENDING_PARTNER),
                  closes=CONVOCATIONS)  # fmt: skip
        yield _cancelled(state, facts)
    yield _cancelled(S.POSTPONED, postponed)
    later = date(2027, 2, 15)
    yield Row(S.POSTPONED, E.RESCHEDULED, postponed, S.PLANNED, "M2I-18", {"starts_on": later, "ends_on": later},
              EXAM_DAY, opens=CONVOCATIONS, **MISSION)  # fmt: skip


def _of_an_incident() -> Iterator[Row]:
    for state, facts in _WITH_INCIDENTS.items():
        yield Row(state, E.INCIDENT_REPORTED, facts, state, "M2I-40", {"incidents": (REPORTED,)}, VALIDATED_ON,
                  mails=(Mail.INCIDENT_ALERT,))  # fmt: skip
        yield Row(state, E.INCIDENT_TREATED, partial(facts, incidents=(REPORTED,)), state, "REF-22",
                  {"incidents": (TREATED,)}, VALIDATED_ON)  # fmt: skip


SESSION_ROWS = (
    Row(None, E.PLANNED, planned, S.PLANNED, "M2I-11", on=PLANNED_ON, opens=CONVOCATIONS, **MISSION),
    Row(S.PLANNED, E.CHANGED, planned, S.PLANNED, "M2I-11", {"invigilators": (Contact(name="Gaël Roy"),)}, PLANNED_ON),
    Row(S.PLANNED, E.MOVED, planned, S.PLANNED, "M2I-11",
        {"starts_on": date(2027, 1, 25), "ends_on": date(2027, 1, 25)}, PLANNED_ON, closes=CONVOCATIONS,
        opens=CONVOCATIONS, **MISSION),
    *_of_a_change_before_the_day(),
    Row(S.PLANNED, E.CONVENED, planned, S.CONVENED, "M2I-12",
        {"jury": (_expected(declaration=None),), "timetable": PLACED, "enrolled": (MAELYS,),
         "called": (IRENE.examiner,)},
        PLANNED_ON, papers=(Paper.JURY_CONVOCATION,), mails=(Mail.JURY_CONVOCATION,), closes=CONVOCATIONS),
    Row(S.CONVENED, E.READY, convened, S.READY, "M2I-15", {"logistics": CHECKED}, CHECKED_ON,
        papers=(Paper.EXAM_PACK,), mails=(Mail.SESSION_READY,)),
    Row(S.READY, E.STARTED, checked, S.RUNNING, "M2I-17", {"jury": (IRENE,)}, EXAM_DAY),
    *_of_an_ending(),
    *_of_an_incident(),
    Row(S.RUNNING, E.ENDED, held, S.ENDED, "M2I-21", {"absences": ("Luc de la Tour : absent.",)}, EXAM_DAY,
        mails=(Mail.DIRECTION_NOTE, Mail.PIECES_DUE), opens=(L.PIECES, L.RESULTS, L.VAE_RESULT)),
    Row(S.ENDED, E.PIECES_RECEIVED, held, S.PIECES_RECEIVED, "MIK-56", {"pieces": PIECES}, JURY_ON,
        closes=(L.PIECES,)),
    Row(S.PIECES_RECEIVED, E.DELIBERATED, with_pieces, S.DELIBERATED, "REF-24", {"minutes": MINUTES}, JURY_ON,
        pv=Pv.JURY, mails=(Mail.MINUTES_TO_SIGN,)),
    Row(S.DELIBERATED, E.MINUTES_SIGNED, deliberated, S.DELIBERATED, "REF-25", {"signatures": SIGNED}, JURY_ON),
    Row(S.DELIBERATED, E.VALIDATED, signed, S.VALIDATED, "M2I-37", {"validation": VALIDATION}, VALIDATED_ON,
        pv=Pv.DELIVERY, mails=(Mail.SESSION_VALIDATED,), opens=(L.DELIVERY,)),
    Row(S.VALIDATED, E.RESULTS_SENT, validated, S.RESULTS_SENT, "M2I-34", on=VALIDATED_ON,
        closes=(L.RESULTS, L.VAE_RESULT)),
    Row(S.RESULTS_SENT, E.DELIVERED, validated, S.DELIVERED, "M2I-38", on=VALIDATED_ON),
)  # fmt: skip
