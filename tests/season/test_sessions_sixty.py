"""A day of sixty candidates, by the workbook: planned, two jurors away the day before, planned again."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from domain.exams import session_guards as cell
from domain.exams.vocabulary import CandidacyState
from tasks.tabs import juries
from tasks.tabs import registrations as registrations_tab
from tasks.tabs import sessions as tab
from tests.exams import ADVISER, ADVISER_MAIL, EXAM_OFFICE, EXAM_OFFICE_MAIL
from tests.season import registrations
from tests.season import sessions as hands
from tests.season.answers import Cells
from tests.season.desk import Desk
from tests.season.reading import mails
from tests.season.sessions import CONVENED_ON, PLANNED_ON, SESSION

EVE = date(2027, 1, 15)
JURORS = [f"E-2026-{number:04}" for number in range(1, 7)]
ABSENT, SUBSTITUTE = JURORS[4:], "E-2026-0007"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: a run of this size, on a machine that others load
SECONDS = 120


def a_large_session(desk: Desk) -> None:
    """Six jurors, one more who could replace them, two lecture halls and six small rooms; then sixty registrations."""
    desk.add_rows("Équipe", [
        {"Nom": EXAM_OFFICE, "E-mail": EXAM_OFFICE_MAIL, "Rôle": "Responsable des examens"},
        {"Nom": ADVISER, "E-mail": ADVISER_MAIL, "Rôle": "Conseiller formation"},
    ])  # fmt: skip
    people = [{"person": f"Juré {LETTERS[rank]}", "email": f"jure{rank}@jurys.example"} for rank in range(7)]
    hands.habilitate(desk, *people)
    rooms = ["Amphi A ; 30", "Amphi B ; 30", *(f"Salle {number} ; 4" for number in range(1, 7))]
    desk.add_row(tab.SESSIONS, hands.planned({
        cell.ROOMS: "\n".join(rooms), cell.OPENS: "8 h 30", cell.CLOSES: "18 h 30",
        tab.INVIGILATORS: "Gaël Roy ; gael@surveillants.example\nInès Roy ; ines@surveillants.example",
    }))  # fmt: skip
    hands.organise(desk, PLANNED_ON)
    desk.add_rows(juries.JURIES, [hands.juror(ref) for ref in JURORS])
    desk.add_rows(registrations_tab.REGISTRATIONS, [_registration(rank) for rank in range(60)])


def _registration(rank: int) -> Cells:
    name = f"{LETTERS[rank % 26]}{LETTERS[rank // 26]}"
    return registrations.registration(SESSION, {
        registrations_tab.FIRST_NAMES: f"Prénom{name}", registrations_tab.BIRTH_NAME: f"Nom{name}",
        registrations_tab.BORN: datetime(1980, 1, 1) + timedelta(days=97 * rank),
        registrations_tab.EMAIL: f"candidat{rank}@candidats.example",
        registrations_tab.PHONE: f"06 00 00 01 {rank:02}", **registrations.validated(PLANNED_ON),
    })  # fmt: skip


def starts(desk: Desk) -> dict[str, list[tuple[datetime, str]]]:
    return {view.ref: [(slot.starts, slot.room) for slot in view.facts.slots] for view in hands.candidacies(desk)}


@dataclass
class Watch:
    """How long each run took, with what the machine was doing."""

    runs: list[tuple[str, float, float]] = field(default_factory=list)

    def organise(self, name: str, desk: Desk, on: date) -> None:
        began = time.perf_counter()
        hands.organise(desk, on)
        self.runs.append((name, round(time.perf_counter() - began, 1), os.getloadavg()[0]))


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Every run of the season ends in time."""
    found = Watch()
    yield found
    assert [run for run in found.runs if run[1] > SECONDS] == [], found.runs


@pytest.mark.slow
@pytest.mark.rule("M2I-12", "M2I-17", "M2I-18", "REF-05", "M2I-52")
def test_sixty_candidates_six_jurors_two_absences(desk: Desk, watch: Watch) -> None:
    """No plan with four jurors, which is said; with one replacement, the ten whom nobody else could hear move."""
    a_large_session(desk)
    watch.organise("60 registrations", desk, PLANNED_ON)
    desk.type_rows(tab.SESSIONS, {SESSION: {tab.CONVENE: "Oui"}})
    watch.organise("convened", desk, CONVENED_ON)
    assert {view.state for view in hands.candidacies(desk)} == {CandidacyState.CONVENED}
    assert (len(mails(desk, "convocation")), len(mails(desk, "jury_convocation"))) == (60, 6)
    assert hands.answer(desk).startswith("Convoquée. 60 candidats, 180 passages, du 18/01/2027 à 8 h 35 au 18/01/2027")
    before = starts(desk)

    desk.type_rows(juries.JURIES, {f"{SESSION}/{ref}": {juries.ABSENT: "Oui"} for ref in ABSENT})
    watch.organise("two away", desk, EVE)
    watch.organise("two away, again", desk, EVE)
    assert "Aucun plan n’a été trouvé dans le temps de calcul accordé" in hands.answer(desk)
    assert "remplaçants possibles : 1. Juré G (E-2026-0007, extérieur, aucune autre session)." in hands.answer(desk)
    assert starts(desk) == before

    desk.add_row(juries.JURIES, hands.juror(SUBSTITUTE))
    watch.organise("one replacement", desk, EVE)
    assert "170 passages à l’heure annoncée, 10 à une autre heure." in hands.answer(desk)
    now = starts(desk)
    moved = {ref for ref in now if now[ref] != before[ref]}
    assert sorted(mail.dossier for mail in mails(desk, "convocation") if mail.on == EVE) == sorted(moved)
    assert len(moved) == 10
    assert {ref for slot in hands.slots(desk) for ref in slot.jurors} == {*JURORS[:4], SUBSTITUTE}
