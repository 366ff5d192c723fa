"""The partner managers: owners, grids, information sessions, supports, signing, declarations."""

from datetime import date

from domain.communication import CommunicationState
from domain.vocabulary import State
from flows.simulation.desk import Desk, as_day, at, plain
from flows.simulation.season import Scene
from tasks.tabs import conformity as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION, OWNER, TYPED_BY
from tasks.tabs.layout import APPLICATIONS, DOSSIERS, SCORING, VALIDATED_BY
from tasks.workbook.protocol import Row

_ROLE = "Responsable des partenariats"
_PIECES = "https://pieces.example"


def manage(scene: Scene, desk: Desk) -> None:
    _own(scene, desk)
    _score(scene, desk)
    for row in desk.rows(tab.CONFORMITY):
        if row.cells.get("Statut") == State.PRE_HABILITATED.label:
            _inform(scene, desk, row)
        elif row.cells.get("Statut") in (State.IN_CONFORMITY.label, State.READY_TO_SIGN.label):
            _follow(scene, desk, row)
        elif row.cells.get("Statut") == State.HABILITATED.label:
            _declare(scene, desk, row)


def _own(scene: Scene, desk: Desk) -> None:
    for row in desk.rows(APPLICATIONS):
        ref = row.cells.get(DOSSIER)
        if ref and not row.cells.get(OWNER) and desk.is_time(("owns", ref), scene.habits.slow):
            desk.type(APPLICATIONS, row, {OWNER: scene.season.who(_ROLE, row.number)})


def owner_of(scene: Scene, desk: Desk, dossier: object) -> str:
    """Who is in charge of it; somebody else signs now and then, which is refused (MIK-16)."""
    named = (row.cells.get(OWNER) for row in desk.rows(DOSSIERS) if row.cells[DOSSIER] == dossier)
    is_another = scene.chance.happens(scene.habits.mistypes, "owner", dossier, desk.on)
    return scene.season.who(_ROLE) if is_another else str(next(named, None) or scene.season.who(_ROLE))


def _score(scene: Scene, desk: Desk) -> None:
    """A weak application gets no point of judgement; staff forget some grids for a long while."""
    for row in desk.rows(SCORING, State.COMPLETE.label):
        ref = row.cells[DOSSIER]
        if desk.is_time(("scores", ref), 2 * scene.habits.slow):
            is_weak = float(str(row.cells.get("Points automatiques") or 0)) < 10
            points = {"G3": 0, "G6": 0, "G7": 0, "G8": 0.5} if is_weak else {"G3": 1, "G6": 1, "G7": 2, "G8": 0.5}
            desk.type(SCORING, row, points | {VALIDATED_BY: owner_of(scene, desk, ref)})


def _inform(scene: Scene, desk: Desk, row: Row) -> None:
    ref, held = row.cells[DOSSIER], as_day(row.cells.get(tab.INFO_AT))
    if held is None and desk.is_time(("informs", ref), scene.habits.slow, scene.habits.forgets):
        day = scene.config.calendar.add(desk.on, 2)
        _sign(scene, desk, row, {tab.INFO_AT: at(day, 10), tab.INFO_LINK: f"https://visio.example/{ref}"})
    elif held and held <= desk.on and not row.cells.get(tab.INFO_HELD) and desk.is_time(("held", ref), 2):
        _sign(scene, desk, row, {tab.INFO_HELD: at(held), tab.INFO_PRESENT: "Camille Roussel\nAda Noor"})


def _follow(scene: Scene, desk: Desk, row: Row) -> None:
    """Each step as it comes; what nobody does, the clock ends."""
    ref, cells, steps = row.cells[DOSSIER], row.cells, plain(row.cells.get(tab.STEPS))
    slow, forgets = scene.habits.slow, scene.habits.forgets
    if not cells.get(tab.READY_ON) and desk.is_time(("ready", ref), 3 * slow, forgets):
        _sign(scene, desk, row, {tab.READY_ON: at(desk.on)})
    asked = CommunicationState.CORRECTIONS_REQUESTED.label in steps
    if asked and not cells.get(tab.CORRECTED_ON) and desk.is_time(("corrected", ref), 3, forgets):
        if not scene.chance.happens(scene.habits.uncorrected, "corrects", ref):
            scene.pages.correct(_page_of(row))
        _sign(scene, desk, row, {tab.CORRECTED_ON: at(desk.on)})
    if "évaluation : à désigner" in steps and desk.is_time(("designates", ref), 2 * slow, forgets):
        _sign(scene, desk, row, _designated(scene, row, desk.on))
    if cells.get("Statut") == State.READY_TO_SIGN.label and not cells.get(tab.SIGNING_AT):
        day = scene.config.calendar.add(desk.on, 1)
        _sign(scene, desk, row, {tab.SIGNING_AT: at(day, 14), tab.SIGNING_PLACE: "12, quai des Arts, Lyon"})


def _page_of(row: Row) -> str:
    """The rank of an organisation ends its name."""
    return f"{int(str(row.cells[ORGANISATION]).split()[-1]) - 1}/{row.cells['Certification']}"


def _designated(scene: Scene, row: Row, on: date) -> dict[str, object]:
    number, names, chance = row.number, scene.season.names, scene.chance
    who = f"{chance.pick(names.first, 'manager', number)} {chance.pick(names.family, 'manager', number)}"
    return {
        tab.MANAGER: who, tab.MANAGER_EMAIL: f"evaluation{number}@organismes.example",
        tab.MANAGER_CV: f"{_PIECES}/responsable-{number}.pdf", tab.DESIGNATED_ON: at(on),
    }  # fmt: skip


def _declare(scene: Scene, desk: Desk, row: Row) -> None:
    """To France compétences, some days before or after the two months."""
    ref = row.cells[DOSSIER]
    if not row.cells.get(tab.DECLARED_ON) and desk.is_time(("declares", ref), 65):
        _sign(scene, desk, row, {tab.DECLARED_ON: at(desk.on), tab.PROOF: f"{_PIECES}/declaration-{ref}.pdf"})


def _sign(scene: Scene, desk: Desk, row: Row, cells: dict[str, object]) -> None:
    desk.type(tab.CONFORMITY, row, cells | {TYPED_BY: scene.season.who(_ROLE, row.number)})
