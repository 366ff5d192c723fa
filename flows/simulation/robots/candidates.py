"""Candidates, with or without a partner, and the adviser who decides on their registrations."""

from datetime import date, timedelta
from typing import Any

from domain.exams.vocabulary import CandidacyState, Route, SessionState, Sex
from domain.vocabulary import State
from flows.simulation.desk import Desk, at
from flows.simulation.season import Planned, Scene
from tasks.tabs import registrations as tab
from tasks.tabs.columns import DOSSIER, MOTIVE, REF, TYPED_BY
from tasks.tabs.layout import DOSSIERS
from tasks.tabs.sessions import SESSIONS
from tasks.workbook.protocol import Row

#: calendar days before the first day: nobody registers after
_CLOSES = 29
_BIRTHS = date(1962, 1, 1)


def register(scene: Scene, desk: Desk) -> None:
    """Those of each planned session come one after the other until it closes."""
    for planned in scene.sessions:
        row = desk.added(SESSIONS, planned.rank)
        if row is None or row.cells.get("Statut") != SessionState.PLANNED.label:
            continue
        window = max((planned.first_day - planned.planned_on).days - _CLOSES, 0)
        for place in range(planned.size):
            due, name = planned.planned_on + timedelta(days=window * place // planned.size), (planned.rank, place)
            if due <= desk.on and (tab.REGISTRATIONS, name) not in desk.memory.rows:
                desk.add(tab.REGISTRATIONS, _request(scene, desk, planned, place, str(row.cells[REF])), name)


def _request(scene: Scene, desk: Desk, planned: Planned, place: int, session: str) -> dict[str, Any]:
    chance, names, who = scene.chance, scene.season.names, (planned.rank, place)
    sex = chance.pick(list(Sex), "sex", *who)
    found = {
        tab.SESSION: session, tab.SEX: sex.label, tab.EMAIL: f"candidat-{planned.rank}-{place}@candidats.example",
        tab.FIRST_NAMES: f"{chance.pick(names.first, 'first', *who)} {chance.pick(names.first, 'second', *who)}",
        tab.BIRTH_NAME: chance.pick(names.family, "family", *who), tab.PLACE: chance.pick(names.town, "born", *who),
        tab.BORN: f"{_BIRTHS + timedelta(days=chance.whole(0, 15_000, 'birth', *who)):%d/%m/%Y}",
        tab.POSTAL_CODE: "67600", tab.PROOF: "https://pieces.example/preuve.pdf", TYPED_BY: _adviser(scene),
    }  # fmt: skip
    partners = [
        str(row.cells[DOSSIER])
        for row in desk.rows(DOSSIERS, State.HABILITATED.label)
        if row.cells["Certification"] == planned.certification
    ]
    if not partners or chance.happens(0.3, "alone", *who):
        return found | {tab.ROUTE: Route.EXPERIENCE.label}
    return found | {
        tab.ROUTE: Route.TRAINING.label, tab.PARTNER: chance.pick(partners, "partner", *who), tab.FUNDING: "CPF",
        tab.TRAINERS: "Jeanne Kaplan", tab.IN_COURSE: "Moyenne de 14 sur 20",
        tab.IN_COURSE_URL: "https://pieces.example/resultats.pdf", tab.IN_COURSE_ON: at(desk.on),
    }  # fmt: skip


def advise(scene: Scene, desk: Desk) -> None:
    """Each registration is decided in a day or two; some candidates give up once they are registered."""
    habits = scene.habits
    for row in desk.rows(tab.REGISTRATIONS):
        ref, state = row.cells.get(REF), row.cells.get("Statut")
        if state == CandidacyState.TO_VALIDATE.label and not row.cells.get(tab.DECISION):
            if desk.is_time(("advises", ref), 2, habits.unverified):
                desk.type(tab.REGISTRATIONS, row, _decided(scene, desk, row))
        elif state in (CandidacyState.REGISTERED.label, CandidacyState.CONVENED.label):
            gives_up = scene.chance.happens(habits.gives_up, "gives up", ref)
            if gives_up and not row.cells.get(tab.GAVE_UP) and desk.is_time(("gives up", ref), 20):
                desk.type(tab.REGISTRATIONS, row, {tab.GAVE_UP: tab.YES})


def _decided(scene: Scene, desk: Desk, row: Row) -> dict[str, Any]:
    ref, adviser = row.cells[REF], _adviser(scene)
    if scene.chance.happens(scene.habits.refused_registration, "refused", ref):
        return {tab.DECISION: tab.REFUSE, tab.DECIDED_BY: adviser, MOTIVE: "Aucune preuve du parcours."}
    checked: dict[str, Any] = {
        tab.CHECKED: tab.YES, tab.CHECKED_BY: adviser, tab.CHECKED_ON: at(desk.on), tab.DECISION: tab.VALIDATE,
        tab.DECIDED_BY: adviser,
    }  # fmt: skip
    if scene.chance.happens(scene.habits.accommodated, "accommodated", ref):
        checked |= {
            tab.ACCOMMODATION: tab.GRANTED, tab.MEASURES: "Temps majoré d’un tiers", tab.EXTRA_TIME: 33,
            tab.ACCOMMODATED_BY: scene.season.who("Référent handicap"),
        }  # fmt: skip
    return checked


def _adviser(scene: Scene) -> str:
    return scene.season.who("Conseiller formation")
