"""The pedagogy referent: sessions with trainers, grades, second sessions; and whom the OF proposes instead."""

from datetime import date
from typing import Any

from domain.evaluation import Aspect, Grade
from domain.trainer import TrainerState
from flows.simulation.desk import Desk, as_day, at
from flows.simulation.season import Scene
from tasks.tabs import replacements
from tasks.tabs import trainers as tab
from tasks.tabs.columns import DOSSIER, REF, TYPED_BY
from tasks.workbook.protocol import Row

_CASE = "https://pieces.example/cas.pdf"
_OPEN = (TrainerState.TO_EVALUATE, TrainerState.TO_REWORK, TrainerState.SECOND_SESSION)


def evaluate(scene: Scene, desk: Desk) -> None:
    labels = [state.label for state in _OPEN]
    for row in desk.rows(tab.TRAINERS):
        if row.cells.get("Statut") in labels and not row.cells.get(TYPED_BY):
            _meet(scene, desk, row)
        elif row.cells.get("Statut") == TrainerState.SET_ASIDE.label:
            _replace(scene, desk, row)


def _meet(scene: Scene, desk: Desk, row: Row) -> None:
    """A session is planned, then held; a corrected file is read without one."""
    key, planned = row.cells[REF], as_day(row.cells.get(tab.SESSION_AT))
    needs_session = row.cells.get(tab.EXPECTED) != tab.CORRECTED_FILE
    if needs_session and planned is None:
        if desk.is_time(("meets", key), scene.habits.slow, scene.habits.forgets):
            day = scene.config.calendar.add(desk.on, 2)
            email = f"formateur{row.number}@organismes.example"
            desk.type(tab.TRAINERS, row, {
                tab.EMAIL: email, tab.SESSION_AT: at(day, 14), tab.LINK: f"https://visio.example/{row.number}",
            })  # fmt: skip
    elif (planned is None or planned <= desk.on) and desk.is_time(("grades", key), 2):
        desk.type(tab.TRAINERS, row, _graded(scene, row, planned or desk.on))


def _graded(scene: Scene, row: Row, held: date) -> dict[str, Any]:
    key, habits = row.cells[REF], scene.habits
    is_first = row.cells.get(tab.EXPECTED) == tab.SESSION
    drawn = scene.chance.draw("grade", key)
    worst = Grade.CONFORMING
    if is_first:
        worst = Grade.MAJOR if drawn < habits.major else Grade.MINOR if drawn < habits.major + habits.minor else worst
    elif drawn < habits.hopeless:
        worst = Grade.MAJOR
    grades = {aspect.label: Grade.CONFORMING.label for aspect in Aspect} | {Aspect.REFERENCE.label: worst.label}
    points = None if worst is Grade.CONFORMING else "Revoir les compétences 2 et 3 du référentiel."
    return grades | {
        tab.HELD_ON: at(held), tab.PRESENT: "Oui", tab.CASE: _CASE, tab.POINTS: points,
        tab.EVALUATOR: scene.season.who("Référent pédagogique"), TYPED_BY: scene.season.who("Référent pédagogique"),
    }  # fmt: skip


def _replace(scene: Scene, desk: Desk, row: Row) -> None:
    key, dossier = row.cells[REF], row.cells[DOSSIER]
    if (replacements.REPLACEMENTS, key) in desk.memory.rows or not desk.is_time(("replaces", key), 6, 0.4):
        return
    names, number = scene.season.names, row.number
    who = f"{scene.chance.pick(names.first, 'instead', number)} {scene.chance.pick(names.family, 'instead', number)}"
    desk.add(replacements.REPLACEMENTS, {
        DOSSIER: dossier, replacements.REPLACED: row.cells[tab.TRAINER], replacements.NAME: who,
        replacements.YEARS: 7, replacements.CV: f"https://pieces.example/cv-{number}.pdf",
        replacements.EMAIL: f"remplacant{number}@organismes.example",
        TYPED_BY: scene.season.who("Responsable des partenariats"),
    }, key)  # fmt: skip
