"""The days of a session: who came, incidents, points of every criterion."""

import re
from datetime import date, datetime
from typing import Any

from domain.exams import attendance_guards as cell
from domain.exams import incident_guards
from domain.exams.marking import JUROR, POINTS
from domain.exams.vocabulary import CandidacyState, SessionState
from flows.simulation.desk import Desk, at, plain
from flows.simulation.robots.exam_office import days_of, jury_rows
from flows.simulation.season import Scene
from tasks.tabs import attendance, grids, incidents, juries
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.sessions import SESSIONS
from tasks.workbook.protocol import Row

_ROLE = "Responsable des examens"
_HELD = (SessionState.READY.label, SessionState.RUNNING.label)
_MARKED = (SessionState.RUNNING.label, SessionState.ENDED.label, SessionState.PIECES_RECEIVED.label)
_EXPECTED = (CandidacyState.CONVENED.label, CandidacyState.PRESENT.label)
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


def attend(scene: Scene, desk: Desk) -> None:
    """Every épreuve of the day, in the evening."""
    held = {
        row.cells[REF]: row
        for row in desk.rows(SESSIONS)
        if row.cells.get("Statut") in _HELD and days_of(row)[0] <= desk.on
    }
    for row in desk.rows(attendance.ATTENDANCE):
        is_due = row.cells.get(attendance.SESSION) in held and not row.cells.get(TYPED_BY)
        if is_due and row.cells.get("Statut") in _EXPECTED and _day_of(row) <= desk.on:
            desk.type(attendance.ATTENDANCE, row, _came(scene, str(row.cells[REF]).partition("/")[0]))
    for ref, row in held.items():
        _report(scene, desk, str(ref), days_of(row)[0])


def _day_of(row: Row) -> date:
    found = _DAY.search(plain(row.cells[attendance.TIMES]))
    return datetime.strptime(found.group(), "%d/%m/%Y").date() if found else date.max


def _came(scene: Scene, candidate: str) -> dict[str, Any]:
    chance, habits = scene.chance, scene.habits
    signed: dict[str, Any] = {TYPED_BY: scene.season.who(_ROLE)}
    if chance.happens(habits.absent, "absent", candidate):
        return signed | {cell.PRESENT: "Non"}
    identified = "Non" if chance.happens(habits.no_identity, "identity", candidate) else "Oui"
    signed |= {
        cell.PRESENT: "Oui", cell.CONVOCATION: "Oui", cell.IDENTITY: identified,
        cell.CHECKED_BY: scene.season.who(_ROLE), cell.CHECKED_AT: "08:45",
    }  # fmt: skip
    if chance.happens(habits.excluded, "excluded", candidate):
        signed |= {cell.EXCLUDED_AT: "17:30", cell.EXCLUSION_MOTIVE: "Téléphone consulté pendant l’épreuve."}
    return signed


def _report(scene: Scene, desk: Desk, session: str, first: date) -> None:
    if (incidents.INCIDENTS, session) in desk.memory.rows:
        return
    if scene.chance.happens(scene.habits.incident, "incident", session):
        office = scene.season.who(_ROLE)
        desk.add(incidents.INCIDENTS, {
            incidents.SESSION: session, incident_guards.WHAT: "Panne d’un poste informatique.",
            incident_guards.OCCURRED_AT: at(first, 10, 20), incident_guards.REPORTED_BY: office,
            incident_guards.TREATMENT: "Poste remplacé, temps rendu.", incident_guards.TREATED_BY: office,
            incident_guards.TREATED_ON: at(desk.on), TYPED_BY: office,
        }, session)  # fmt: skip


def mark(scene: Scene, desk: Desk) -> None:
    """Once the session is over, every line of its grids, by a juror who was there."""
    sessions = {row.cells[REF]: row for row in desk.rows(SESSIONS) if row.cells.get("Statut") in _MARKED}
    jurors = {ref: _juror(desk, str(ref)) for ref, row in sessions.items() if days_of(row)[1] < desk.on}
    for row in desk.rows(grids.GRIDS):
        juror = jurors.get(row.cells.get(grids.SESSION))
        if juror and not row.cells.get(TYPED_BY):
            signed = {POINTS: _points(scene, row), JUROR: juror, TYPED_BY: scene.season.who(_ROLE)}
            desk.type(grids.GRIDS, row, signed)


def _juror(desk: Desk, session: str) -> str:
    there = [row for row in jury_rows(desk, session) if row.cells.get(juries.PRESENT_ON)]
    return str(there[0].cells[juries.NAME]) if there else ""


def _points(scene: Scene, row: Row) -> float:
    """Those who fail have nothing; some lack one competence out of two; the others have all but a step."""
    candidate, competence = str(row.cells[REF]).partition("/")[0], plain(row.cells[grids.COMPETENCE]).partition(" ")[0]
    most = max(float(step.replace(",", ".")) for step in re.findall(r"(\d+(?:,\d+)?) :", plain(row.cells[grids.SCALE])))
    if scene.chance.happens(scene.habits.fails, "fails", candidate):
        return 0
    if scene.chance.happens(scene.habits.half_fails, "half", candidate) and int(re.sub(r"\D", "", competence) or 0) % 2:
        return 0
    return max(most - scene.chance.whole(0, 1, "points", row.cells[REF]), 0)
