"""The exam office: examiners, sessions, juries, convocations, the checklist, the opening; away jurors, other dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from domain.exams import session_guards as cell
from domain.exams.vocabulary import ExaminerState, JuryRole, SessionKind, SessionState, Sex
from domain.vocabulary import Modality, Scope, State
from flows.simulation.desk import Desk, as_day, at
from flows.simulation.season import Planned, Scene
from tasks.tabs import examiners, juries
from tasks.tabs import sessions as tab
from tasks.tabs.columns import DOSSIER, MOTIVE, REF, TYPED_BY
from tasks.tabs.layout import DOSSIERS
from tasks.tabs.registrations import REGISTRATIONS
from tasks.workbook.protocol import Row

_ROLE = "Responsable des examens"
_PLACE = "12, quai des Arts, 69001 Lyon"
_INVIGILATORS = "Gaël Roy ; gael@surveillants.example\nInès Roy ; ines@surveillants.example"
#: examiners of each certification; minutes that a jury hears in a day
_POOL, _DAILY = 16, 300
#: calendar days before the first day: convocations, a juror who cannot come, another date
_CONVENES, _AWAY, _CHANGES = 26, 4, 6


def organise(scene: Scene, desk: Desk) -> None:
    _habilitate(scene, desk)
    for planned in scene.sessions:
        if planned.planned_on > desk.on:
            continue
        if (tab.SESSIONS, planned.rank) not in desk.memory.rows:
            desk.add(tab.SESSIONS, _session(scene, desk, planned), planned.rank)
        row = desk.added(tab.SESSIONS, planned.rank)
        if row is not None:
            _prepare(scene, desk, planned, row)


def days_of(row: Row) -> tuple[date, date]:
    """First and last day of a session as it stands, postponed or not."""
    first = as_day(row.cells.get(cell.NEW_FIRST_DAY)) or as_day(row.cells[cell.FIRST_DAY])
    last = as_day(row.cells.get(tab.NEW_LAST_DAY)) or as_day(row.cells.get(cell.LAST_DAY)) or first
    assert first is not None  # noqa: S101 — robots plan no session without a day
    return first, last or first


def jury_rows(desk: Desk, session: str) -> list[Row]:
    """Who is expected at that session."""
    rows = desk.rows(juries.JURIES)
    return [row for row in rows if row.cells.get(juries.SESSION) == session and not row.cells.get(juries.ABSENT)]


def _habilitate(scene: Scene, desk: Desk) -> None:
    """Once, on the first day, for the certifications that hold sessions: half of them from outside."""
    office = scene.season.who(_ROLE)
    for code in sorted({planned.certification for planned in scene.sessions}):
        until = min(desk.on + timedelta(days=720), scene.config.certifications[code].registration_end)
        for rank in range(_POOL):
            if (examiners.EXAMINERS, (code, rank)) in desk.memory.rows:
                continue
            names, name = scene.season.names, (code, rank)
            first, family = names.first[rank % len(names.first)], scene.chance.pick(names.family, "juror", *name)
            desk.add(examiners.EXAMINERS, {
                examiners.CERTIFICATION: code, examiners.NAME: f"{first} {family}", examiners.YEARS: 12,
                examiners.EMAIL: f"jure-{code.lower()}-{rank}@jurys.example", examiners.SEX: list(Sex)[rank % 2].label,
                examiners.QUALITY: "Professionnel du secteur", examiners.EXTERNAL: "Non" if rank % 2 else "Oui",
                examiners.STARTS_ON: at(desk.on), examiners.ENDS_ON: at(until), examiners.DECIDED_BY: office,
                examiners.DECIDED_ON: at(desk.on), TYPED_BY: office,
            }, name)  # fmt: skip


def _session(scene: Scene, desk: Desk, planned: Planned) -> dict[str, Any]:
    office = scene.season.who(_ROLE)
    rooms = ["Amphi A ; 30", "Amphi B ; 30", *(f"Salle {rank + 1} ; 4" for rank in range(_juries(scene, planned) + 1))]
    return {
        tab.CERTIFICATION: planned.certification, tab.KIND: SessionKind.FULL.label, cell.PLACE: _PLACE,
        cell.ORGANISER: _partner(scene, desk, planned), tab.MODALITY: Modality.ON_SITE.label,
        cell.ROOMS: "\n".join(rooms), cell.FIRST_DAY: at(planned.first_day), cell.LAST_DAY: at(planned.last_day),
        cell.MANAGER: office, tab.INVIGILATORS: _INVIGILATORS, TYPED_BY: office,
    }  # fmt: skip


def _partner(scene: Scene, desk: Desk, planned: Planned) -> str | None:
    """The dossier of a partner that assesses, if there is one and chance has it."""
    able = [
        str(row.cells[DOSSIER])
        for row in desk.rows(DOSSIERS, State.HABILITATED.label)
        if row.cells["Certification"] == planned.certification and row.cells["Portée"] == Scope.PREPARE_AND_ASSESS.label
    ]
    is_theirs = able and scene.chance.happens(scene.habits.partner_organises, "organises", planned.rank)
    return scene.chance.pick(able, "organiser", planned.rank) if is_theirs else None


def _juries(scene: Scene, planned: Planned) -> int:
    """How many juries hear the candidates one by one, in the days that are left to that."""
    epreuves = scene.config.certifications[planned.certification].referentiel.epreuves
    minutes = planned.size * sum(epreuve.minutes for epreuve in epreuves if epreuve.individual)
    days = max((planned.last_day - planned.first_day).days, 1)
    return max(ceil(minutes / (_DAILY * days)), 1)


def _prepare(scene: Scene, desk: Desk, planned: Planned, row: Row) -> None:
    state, (first, _) = row.cells.get("Statut"), days_of(row)
    signed = {TYPED_BY: scene.season.who(_ROLE)}
    if state == SessionState.PLANNED.label:
        _name_jury(scene, desk, planned, row)
        if row.cells.get(tab.CONVENE) and (first - desk.on).days < _CHANGES and not row.cells.get(tab.DECISION):
            motive = {tab.DECISION: tab.CANCEL, MOTIVE: "Aucun planning n’a pu être établi à temps."}
            desk.type(tab.SESSIONS, row, signed | motive | {tab.DECIDED_BY: scene.season.who(_ROLE)})
        if not row.cells.get(tab.CONVENE) and desk.on >= first - timedelta(days=_CONVENES) and _all_came(desk, planned):
            desk.type(tab.SESSIONS, row, signed | {tab.CONVENE: "Oui"})
    elif state == SessionState.CONVENED.label:
        _disturb(scene, desk, planned, row, first)
        if desk.on >= scene.config.calendar.add(first, -1):
            checked: dict[str, Any] = dict.fromkeys(tab.CHECKLIST.values(), "Oui")
            by = {cell.SIGNED_BY: scene.season.who(_ROLE), cell.SIGNED_ON: at(desk.on)}
            desk.type(tab.SESSIONS, row, signed | checked | by)
    elif state == SessionState.READY.label and desk.on >= first and not row.cells.get(cell.OPENED_ON):
        for member in jury_rows(desk, str(row.cells[REF])):
            desk.type(juries.JURIES, member, {juries.PRESENT_ON: at(desk.on)})
        desk.type(tab.SESSIONS, row, {cell.OPENED_ON: at(desk.on)})


def _all_came(desk: Desk, planned: Planned) -> bool:
    """Whether the registrations are closed: everybody has sent his own, and staff have had a day to decide."""
    rows = desk.memory.rows
    if any((REGISTRATIONS, (planned.rank, place)) not in rows for place in range(planned.size)):
        return False
    return desk.is_time(("convenes", planned.rank), 3, least=3)


def _name_jury(scene: Scene, desk: Desk, planned: Planned, row: Row) -> None:
    """Jurors in turn, one more than needed for what must be watched."""
    figures = scene.config.certifications[planned.certification]
    seats = max((epreuve.examiners for epreuve in figures.referentiel.epreuves if epreuve.individual), default=1)
    wanted = max(_juries(scene, planned) * seats, figures.jury.min_members) + seats % 2
    able = list(_able(desk, planned.certification))
    for place in range(min(wanted, len(able))):
        _add_juror(scene, desk, row, able[(planned.rank * 2 + place) % len(able)], (planned.rank, place))


def _able(desk: Desk, code: str) -> Iterator[str]:
    for row in desk.rows(examiners.EXAMINERS, ExaminerState.HABILITATED.label):
        if row.cells[examiners.CERTIFICATION] == code:
            yield str(row.cells[REF])


def _add_juror(scene: Scene, desk: Desk, row: Row, examiner: str, name: tuple[int, int]) -> None:
    if (juries.JURIES, name) in desk.memory.rows:
        return
    role = JuryRole.MEMBER if name[1] else JuryRole.PRESIDENT
    desk.add(juries.JURIES, {
        juries.SESSION: row.cells[REF], juries.EXAMINER: examiner, juries.ROLE: role.label,
        juries.DECLARED_ON: at(desk.on), TYPED_BY: scene.season.who(_ROLE),
    }, name)  # fmt: skip


def _disturb(scene: Scene, desk: Desk, planned: Planned, row: Row, first: date) -> None:
    """A juror who cannot come, with a substitute; another date; no session at all."""
    chance, habits, left, rank = scene.chance, scene.habits, (first - desk.on).days, planned.rank
    decided = {tab.DECIDED_BY: scene.season.who(_ROLE), MOTIVE: "Salle inondée."}
    if 0 < left <= _AWAY and chance.happens(habits.juror_away, "away", rank):
        members = jury_rows(desk, str(row.cells[REF]))
        seated = {member.cells[juries.EXAMINER] for member in members}
        others = [ref for ref in _able(desk, planned.certification) if ref not in seated]
        if others and (juries.JURIES, (rank, -1)) not in desk.memory.rows:
            desk.type(juries.JURIES, members[-1], {juries.ABSENT: "Oui"})
            _add_juror(scene, desk, row, chance.pick(others, "substitute", rank), (rank, -1))
    if not 0 < left <= _CHANGES or row.cells.get(tab.DECISION):
        return
    if chance.happens(habits.cancelled, "cancelled", rank):
        desk.type(tab.SESSIONS, row, decided | {tab.DECISION: tab.CANCEL})
    elif chance.happens(habits.postponed, "postponed", rank):
        length, new = planned.last_day - planned.first_day, first + timedelta(days=21)
        while not all(scene.config.calendar.is_working_day(new + timedelta(day)) for day in range(length.days + 1)):
            new += timedelta(days=7)
        dates = {cell.NEW_FIRST_DAY: at(new), tab.NEW_LAST_DAY: at(new + length)}
        desk.type(tab.SESSIONS, row, decided | {tab.DECISION: tab.POSTPONE} | dates)
