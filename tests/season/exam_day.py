"""The hands of the day of an exam: a session that is open, its candidates, and what staff type until its results."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.exams import attendance_guards as day
from domain.exams import results_guards as results
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.deliberation_guards import DECISION
from domain.exams.marking import JUROR, POINTS
from domain.exams.person import Person
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from tasks.tabs import attendance, deliberations, grids
from tasks.tabs import results as results_tab
from tasks.tabs.columns import REF, TYPED_BY
from tests.exams import EXAM_DAY, EXAM_OFFICE, EXAM_OFFICE_MAIL, a_candidacy, a_juror, a_person, a_session, slots_of
from tests.exams_ledger import place
from tests.season.answers import Cells
from tests.season.conformity import at
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk

JURY = "Irène Vasseur"
REPRESENTATIVE, REPRESENTATIVE_MAIL = "Sylvie Renard", "sylvie.renard@certificateur.example"
SESSION = "S-2027-0001"
ENDED_ON, RECEIVED_ON, JURY_ON, VALIDATED_ON = EXAM_DAY, date(2027, 1, 19), date(2027, 1, 20), date(2027, 1, 21)
ZOE = a_person(first_names="Zoé", birth_name="Garnier", email="zoe@candidats.example")
LUC = a_person(first_names="Luc", birth_name="de la Tour", email="luc@candidats.example")
NOUR = a_person(first_names="نور", birth_name="الحداد", email="nour@candidats.example")
EXAM_TEAM = (
    (MANAGER, MANAGER_MAIL, "Responsable des partenariats"),
    (DIRECTOR, DIRECTOR_MAIL, "Direction"),
    (EXAM_OFFICE, EXAM_OFFICE_MAIL, "Responsable des examens"),
    (REPRESENTATIVE, REPRESENTATIVE_MAIL, "Représentant du certificateur"),
)


def opened(
    desk: Desk, people: Sequence[Person], state: SessionState = SessionState.RUNNING,
    over: Mapping[str, Any] | None = None, of_each: Sequence[Mapping[str, Any]] = (),
) -> ExamSession:  # fmt: skip
    """A session in `state` that convened `people`, I-2027-0001 and on; rows of « Présences » are made."""
    desk.add_rows("Équipe", [dict(zip(("Nom", "E-mail", "Rôle"), one, strict=True)) for one in EXAM_TEAM[2:]])
    with desk.office() as office:
        session = a_session(jury=(a_juror(),)).with_update(dict(over or {}))
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, state)})
        for rank, person in enumerate(people):
            own = dict(of_each[rank]) if rank < len(of_each) else {}
            facts = a_candidacy(session, person=person, slots=slots_of(session, f"I-2027-{rank + 1:04}"), **own)
            place(office, CANDIDACY, facts, CandidacyState.CONVENED)
    desk.day(EXAM_DAY)
    return session


def came(over: Cells | None = None) -> dict[str, Any]:
    """A row of « Présences »: there, convocation and identity in order."""
    return {
        day.PRESENT: "Oui", day.CONVOCATION: "Oui", day.IDENTITY: "Oui", day.CHECKED_BY: EXAM_OFFICE,
        day.CHECKED_AT: "08:50", TYPED_BY: EXAM_OFFICE, **(over or {}),
    }  # fmt: skip


def attend(desk: Desk, *candidates: str, on: date = EXAM_DAY) -> None:
    """All their épreuves, one after the other."""
    epreuves = [epreuve.code for epreuve in a_session().referentiel.epreuves]
    rows = {f"{candidate}/{epreuve}": came() for candidate in candidates for epreuve in epreuves}
    desk.type_rows(attendance.ATTENDANCE, rows)
    desk.day(on)


def grid_of(candidate: str, blocs: Sequence[str] = ()) -> list[str]:
    """The keys of his rows in « Grilles »."""
    referentiel = a_session().referentiel
    presented = blocs or [bloc.code for bloc in referentiel.blocs]
    return [
        f"{candidate}/{epreuve.code}/{criterion.code}"
        for epreuve in referentiel.epreuves
        for _, criterion in referentiel.criteria_of(epreuve, presented)
    ]


def mark(desk: Desk, given: Mapping[str, float | Mapping[str, float]], on: date = EXAM_DAY) -> None:
    """Candidate → the same points for each criterion, or points by the beginning of the criterion's code."""
    cells: dict[str, Cells] = {}
    for candidate, points in given.items():
        by_code = points if isinstance(points, Mapping) else {"": points}
        for key in grid_of(candidate):
            code = key.rpartition("/")[2]
            value = next(value for start, value in by_code.items() if code.startswith(start))
            cells[key] = {POINTS: value, JUROR: JURY, TYPED_BY: EXAM_OFFICE}
    desk.type_rows(grids.GRIDS, cells)
    desk.day(on)


def note(desk: Desk, cells: Cells, on: date) -> None:
    """Type in the session's row of « Résultats », sign and run."""
    desk.type_rows(results_tab.RESULTS, {SESSION: {TYPED_BY: EXAM_OFFICE, **cells}})
    desk.day(on)


def end(desk: Desk) -> None:
    note(desk, {results.ENDED_ON: at(ENDED_ON)}, ENDED_ON)


def receive(desk: Desk, pieces: str = "Émargement\nGrilles\nIncidents\nPV") -> None:
    note(desk, {results.RECEIVED_ON: at(RECEIVED_ON), results.PIECES: pieces}, RECEIVED_ON)


def decide(desk: Desk, decisions: Mapping[str, str], over: Cells | None = None) -> None:
    """Sign a decision in rows of « Délibérations », by key; nothing is run."""
    desk.type_rows(
        deliberations.DELIBERATIONS,
        {
            key: {DECISION: said, deliberations.PRESIDENT: JURY, TYPED_BY: EXAM_OFFICE, **(over or {})}
            for key, said in decisions.items()
        },
    )


def decide_as_proposed(desk: Desk, over: Cells | None = None) -> None:
    """What the grids propose, for every row."""
    rows = desk.rows(deliberations.DELIBERATIONS)
    decide(desk, {line[REF]: line[deliberations.PROPOSAL] for line in rows}, over)


def deliberate(desk: Desk) -> None:
    decide_as_proposed(desk)
    note(desk, {results.JURY_ON: at(JURY_ON), results.OBSERVATIONS: "Épreuves conformes au référentiel."}, JURY_ON)


def sign_and_validate(desk: Desk, signed: str = f"{JURY} ; 20/01/2027", by: str = REPRESENTATIVE) -> None:
    cells: Cells = {results.SIGNED_BY: signed, results.VALIDATED_BY: by, results.VALIDATED_ON: at(VALIDATED_ON)}
    note(desk, cells, VALIDATED_ON)
