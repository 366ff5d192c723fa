"""The hands of the organisation of sessions: what staff type in « Sessions » and « Jurys », as it happens."""

from datetime import date
from typing import Any

from domain.exams import session_guards as field
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.examiner_process import EXAMINER
from domain.exams.seating import TimetableSlot
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, ExaminerState, SessionKind
from domain.team import Team
from tasks import steps
from tasks.ledger.queries import View, read_subjects, read_team
from tasks.tabs import juries, planning
from tasks.tabs import sessions as tab
from tasks.tabs.columns import ANSWER, MOTIVE, REF, TYPED_BY
from tasks.tabs.layout import TEAM
from tests import exams
from tests.exams import EXAM_DAY, EXAM_OFFICE, EXAM_OFFICE_MAIL, a_candidacy, a_person, an_examiner
from tests.exams_ledger import place
from tests.season.answers import Cells
from tests.season.conformity import at, row
from tests.season.desk import Desk
from tests.season.reading import plain
from tests.season.roads import reach

SESSION = "S-2026-0001"
PLANNED_ON, CONVENED_ON = date(2026, 11, 23), date(2026, 12, 1)
LATE_ON, CHECKED_ON = date(2027, 1, 11), date(2027, 1, 15)
IRENE, PAUL, NADIA = "E-2026-0001", "E-2026-0002", "E-2026-0003"
PEOPLE = (
    a_person(),
    a_person(first_names="Zoé", birth_name="Garnier", email="zoe@candidats.example"),
    a_person(first_names="Luc", birth_name="de la Tour", email="luc@candidats.example"),
)


def planned(over: Cells | None = None) -> dict[str, Any]:
    """A whole session of one day in Strasbourg, with two rooms and an invigilator."""
    return {
        tab.CERTIFICATION: exams.BLOCS_CODE, tab.KIND: SessionKind.FULL.label,
        field.PLACE: "Centre de Strasbourg, 12 rue des Érables", field.ROOMS: "Salle A ; 10\nSalle B ; 10",
        field.FIRST_DAY: at(EXAM_DAY), field.MANAGER: EXAM_OFFICE,
        tab.INVIGILATORS: "Gaël Roy ; gael@surveillants.example", TYPED_BY: EXAM_OFFICE, **(over or {}),
    }  # fmt: skip


def juror(examiner: str, over: Cells | None = None) -> dict[str, Any]:
    """A member who declares no link."""
    return {
        juries.SESSION: SESSION, juries.EXAMINER: examiner, juries.DECLARED_ON: at(CONVENED_ON),
        TYPED_BY: EXAM_OFFICE, **(over or {}),
    }  # fmt: skip


def checked(on: date) -> dict[str, Any]:
    """The checklist, signed by the responsable de session."""
    return {**dict.fromkeys(tab.CHECKLIST.values(), "Oui"), field.SIGNED_BY: EXAM_OFFICE, field.SIGNED_ON: at(on)}


def ended(decision: str, motive: str, over: Cells | None = None) -> dict[str, Any]:
    return {tab.DECISION: decision, MOTIVE: motive, tab.DECIDED_BY: EXAM_OFFICE, **(over or {})}


#: Irène Vasseur, external; then Paul Ott, of the certifier
EXAMINERS: tuple[dict[str, Any], ...] = (
    {}, {"person": "Paul Ott", "email": "paul@jurys.example", "sex": "M", "external": False},
)  # fmt: skip


def habilitate(desk: Desk, *people: dict[str, Any]) -> None:
    """Examiners of the certification: E-2026-0001 and on."""
    with desk.office() as office:
        for over in people:
            place(office, EXAMINER, an_examiner(**over), ExaminerState.HABILITATED, on=date(2026, 11, 2))


def register(desk: Desk, *people: Any, state: CandidacyState = CandidacyState.REGISTERED, **over: Any) -> None:
    """Candidates of the session, validated already: I-2026-0001 and on."""
    session = the_session(desk).facts
    with desk.office() as office:
        for person in people or PEOPLE:
            place(office, CANDIDACY, a_candidacy(session, person=person, **over), state, on=PLANNED_ON)


def plan(desk: Desk, over: Cells | None = None) -> Desk:
    """« Équipe » has its exam office; the session is planned, three candidates are registered, two jurors named."""

    def played() -> None:
        desk.add_rows(TEAM, [{"Nom": EXAM_OFFICE, "E-mail": EXAM_OFFICE_MAIL, "Rôle": "Responsable des examens"}])
        habilitate(desk, *EXAMINERS)
        desk.add_row(tab.SESSIONS, planned(over))
        organise(desk, PLANNED_ON)
        register(desk)
        desk.add_rows(juries.JURIES, [juror(IRENE), juror(PAUL)])

    reach(desk, "session planned", played, is_common=over is None)
    return desk


def convene(desk: Desk) -> Desk:
    """The same, everybody convened."""

    def played() -> None:
        plan(desk)
        note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)

    reach(desk, "session convened", played, is_common=True)
    return desk


def make_ready(desk: Desk) -> Desk:
    """The same, checked and signed by the responsable."""

    def played() -> None:
        convene(desk)
        note(desk, checked(CHECKED_ON), CHECKED_ON)

    reach(desk, "session ready", played, is_common=True)
    return desk


def organise(desk: Desk, on: date) -> Any:
    """The phase of the sessions alone: what « session_organisation » plays."""
    return desk.day(on, steps=steps.phase(steps.organise_sessions))


def note(desk: Desk, cells: Cells, on: date, session: str = SESSION) -> Any:
    """Type in the row of the session, then play the phase."""
    desk.type_rows(tab.SESSIONS, {session: cells})
    return organise(desk, on)


def the_session(desk: Desk, ref: str = SESSION) -> View[ExamSession]:
    with desk.ledger() as connection:
        return next(view for view in read_subjects(connection, EXAM_SESSION) if view.ref == ref)


def candidacies(desk: Desk) -> list[Any]:
    with desk.ledger() as connection:
        return list(read_subjects(connection, CANDIDACY))


def answer(desk: Desk, session: str = SESSION) -> str:
    return plain(row(desk, tab.SESSIONS, session)[ANSWER])


def jury_answers(desk: Desk) -> list[tuple[str, str]]:
    return [(line.get(REF, ""), plain(line.get(ANSWER, ""))) for line in desk.rows(juries.JURIES)]


def slots(desk: Desk) -> tuple[TimetableSlot, ...]:
    """The timetable of the session; a test that asks for it expects one."""
    timetable = the_session(desk).facts.timetable
    assert timetable is not None
    return timetable.slots


def shown(desk: Desk) -> list[tuple[str, str, str]]:
    """(épreuve, candidates, staff) of each row of « Planning »."""
    return [
        (line[planning.EPREUVE], line[planning.CANDIDATES], line.get(planning.JURY) or line[planning.INVIGILATORS])
        for line in desk.rows(planning.PLANNING)
    ]


def team(desk: Desk) -> Team:
    with desk.ledger() as connection:
        return read_team(connection)


def apply(desk: Desk, command: Any, on: date) -> None:
    """One command of a form, with all that a run does of it."""
    desk.day(on, steps=steps.phase(lambda run: steps.submit.fn(run, command, EXAM_SESSION)))
