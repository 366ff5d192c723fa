"""The hands of the registrations: what staff type in « Inscriptions » and « Examinateurs », as it happens."""

from datetime import date, datetime
from typing import Any

from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionState
from tasks import steps
from tasks.ledger.queries import read_subjects
from tasks.tabs import columns
from tasks.tabs import examiners as examiners_tab
from tasks.tabs import registrations as tab
from tasks.tabs.layout import TEAM
from tests import exams
from tests.exams_ledger import place
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR, Desk
from tests.season.reading import plain

RECEIVED, DECIDED = date(2026, 11, 23), date(2026, 11, 24)
REF_1, REF_2 = "I-2026-0001", "I-2026-0002"
REFERENT, REFERENT_MAIL = "Ugo Ferrand", "ugo.ferrand@certificateur.example"


def office_of(desk: Desk) -> Desk:
    """« Équipe » is complete, and two sessions are planned: of 18 January and of 9 February 2027."""
    team_up(desk)
    plan(desk)
    plan(desk, starts_on=date(2027, 2, 9), ends_on=date(2027, 2, 10))
    return desk


def team_up(desk: Desk) -> None:
    """An adviser, the exam office and the disability referent join « Équipe »."""
    people = (
        (exams.ADVISER, exams.ADVISER_MAIL, "Conseiller formation"),
        (exams.EXAM_OFFICE, exams.EXAM_OFFICE_MAIL, "Responsable des examens"),
        (REFERENT, REFERENT_MAIL, "Référent handicap"),
    )
    desk.add_rows(TEAM, [dict(zip(("Nom", "E-mail", "Rôle"), person, strict=True)) for person in people])


def at(day: date) -> datetime:
    """A day as a spreadsheet keeps it."""
    return datetime(day.year, day.month, day.day)


def registration(session: str, over: Cells | None = None) -> dict[str, Any]:
    """A free candidate to the whole of `session`, complete and signed; nothing is decided."""
    return {
        tab.SESSION: session, tab.FIRST_NAMES: "Maëlys Anne", tab.BIRTH_NAME: "d’Œuvrard", tab.SEX: "Féminin",
        tab.BORN: datetime(1991, 3, 1), tab.PLACE: "Sélestat", tab.POSTAL_CODE: 67600,
        tab.EMAIL: "maelys@candidats.example", tab.PHONE: "06 00 00 00 01",
        tab.ROUTE: "Candidat libre : expérience équivalente", tab.PROOF: "https://pieces.example/attestation.pdf",
        columns.TYPED_BY: exams.ADVISER, **(over or {}),
    }  # fmt: skip


def validated(on: date) -> dict[str, Any]:
    """The adviser has verified the prerequisites and validates."""
    return {
        tab.CHECKED: "Oui", tab.CHECKED_BY: exams.ADVISER, tab.CHECKED_ON: at(on), tab.DECISION: tab.VALIDATE,
        tab.DECIDED_BY: exams.ADVISER,
    }  # fmt: skip


def examiner(on: date, over: Cells | None = None) -> dict[str, Any]:
    """A designer from outside, eight years in, habilitated for every bloc until the end of October 2028."""
    return {
        examiners_tab.CERTIFICATION: exams.BLOCS_CODE, examiners_tab.NAME: "Irène Vasseur",
        examiners_tab.EMAIL: "irene@jurys.example", examiners_tab.SEX: "Féminin",
        examiners_tab.QUALITY: "Directrice artistique, Studio Kiosque", examiners_tab.EMPLOYER: "Studio Kiosque",
        examiners_tab.EXTERNAL: "Oui", examiners_tab.YEARS: 8, examiners_tab.STARTS_ON: at(on),
        examiners_tab.ENDS_ON: datetime(2028, 10, 31), examiners_tab.DECIDED_BY: DIRECTOR,
        examiners_tab.DECIDED_ON: at(on), columns.TYPED_BY: exams.EXAM_OFFICE, **(over or {}),
    }  # fmt: skip


def answers(desk: Desk, name: str = tab.REGISTRATIONS) -> list[tuple[str, str, str]]:
    """(reference, status, answer) of each row of a tab, in its order."""
    return [
        (line.get(columns.REF, ""), line.get(columns.STATUS, ""), plain(line.get(columns.ANSWER, "")))
        for line in desk.rows(name)
    ]


def plan(desk: Desk, state: SessionState = SessionState.PLANNED, **over: Any) -> ExamSession:
    facts = exams.a_session(**over)
    with desk.office() as office:
        return facts.with_update({"ref": place(office, EXAM_SESSION, facts, state, on=date(2026, 11, 2))})


def register(desk: Desk, session: str = "S-2026-0001", over: dict[str, Any] | None = None) -> None:
    desk.add_row(tab.REGISTRATIONS, registration(session, over))
    organise(desk, RECEIVED)


def organise(desk: Desk, on: date) -> None:
    """The phase of the sessions alone: what « session_organisation » plays."""
    desk.day(on, steps=steps.phase(steps.organise_sessions))


def candidacies(desk: Desk) -> list[Any]:
    with desk.ledger() as connection:
        return list(read_subjects(connection, CANDIDACY))
