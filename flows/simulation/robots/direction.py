"""Direction: the commission of Tuesdays, responsables de l'évaluation, extensions, withdrawals, assurances."""

from typing import Any

from domain.vocabulary import Factor, Opinion, State
from flows.simulation.desk import Desk, as_day, at, plain
from flows.simulation.robots.manager import owner_of
from flows.simulation.season import Scene
from tasks.tabs import conformity as tab
from tasks.tabs.columns import DOSSIER, MOTIVE, TYPED_BY
from tasks.tabs.layout import (
    ACCEPT,
    ATTENDEES,
    COMMISSION,
    DAYS,
    DECIDED_BY,
    DECIDED_ON,
    DECISION,
    DEROGATION,
    DIRECTION,
    EVIDENCE,
    EXTEND,
    HELD_ON,
    REFUSE,
    WITHDRAW,
    opinion_of,
)

_TUESDAY = 1


def direct(scene: Scene, desk: Desk) -> None:
    if desk.on.weekday() == _TUESDAY:
        _commission(scene, desk)
    director, manager = scene.season.who("Direction"), scene.season.who("Responsable des partenariats")
    for row in desk.rows(tab.CONFORMITY):
        ref, cells, signed = row.cells[DOSSIER], row.cells, {TYPED_BY: manager}
        if cells.get(tab.MANAGER) and not cells.get(tab.MANAGER_DECISION) and desk.is_time(("habilitates", ref), 4):
            decided = {tab.MANAGER_DECISION: tab.HABILITATE, tab.DECIDED_BY: director, tab.DECIDED_ON: at(desk.on)}
            desk.type(tab.CONFORMITY, row, signed | decided)
        if cells.get("Statut") == State.READY_TO_SIGN.label and not cells.get(tab.GRANTED_BY):
            yes = {tab.RESPECTS: "Oui", tab.MEANS: "Oui", tab.GRANTED_BY: director}
            desk.type(tab.CONFORMITY, row, signed | yes)
        _decide(scene, desk, str(ref), cells, director)


def _commission(scene: Scene, desk: Desk) -> None:
    """An alert asks for a derogation, which people think of the week after (O-07)."""
    director = scene.season.who("Direction")
    for row in desk.rows(COMMISSION, State.IN_COMMISSION.label):
        ref, manager = row.cells[DOSSIER], owner_of(scene, desk, row.cells[DOSSIER])
        refused = scene.chance.happens(scene.habits.refused, "refused", ref)
        opinions = {opinion_of(factor): Opinion.FAVOURABLE.label for factor in Factor}
        cells: dict[str, Any] = opinions | {
            HELD_ON: at(desk.on), DECISION: ACCEPT, ATTENDEES: f"{director}\n{manager}", TYPED_BY: manager,
        }  # fmt: skip
        if refused:
            cells |= {opinion_of(Factor.CANDIDATE_SELECTION): Opinion.UNFAVOURABLE.label, DECISION: REFUSE}
            cells |= {MOTIVE: "Le processus de sélection des candidats n’est pas décrit."}
        if plain(row.cells.get("Alertes")) and row.cells.get(DECISION):
            cells |= {DEROGATION: "Équipe issue d’un organisme habilité depuis 2018 ; suivi renforcé."}
        desk.type(COMMISSION, row, cells)


def _decide(scene: Scene, desk: Desk, ref: str, cells: Any, director: str) -> None:
    running = cells.get("Statut") in (State.PRE_HABILITATED.label, State.IN_CONFORMITY.label)
    if not running:
        return
    decided = {DOSSIER: ref, DECIDED_BY: director, DECIDED_ON: at(desk.on), TYPED_BY: director}
    margin, ends = cells.get(tab.MARGIN), as_day(cells.get(tab.ENDS))
    is_short = isinstance(margin, (int, float)) and margin < 0 and ends is not None and ends > desk.on
    if is_short and _first(desk, "extends", ref) and scene.chance.happens(scene.habits.extended, "extends", ref):
        motive = {DECISION: EXTEND, MOTIVE: "Congés du formateur, certificat joint.", DAYS: 10}
        desk.add(DIRECTION, decided | motive, ("extends", ref))
    if scene.chance.happens(scene.habits.withdrawn, "withdraws", ref) and _first(desk, "withdraws", ref):
        motive = {DECISION: WITHDRAW, MOTIVE: "Fausse déclaration.", EVIDENCE: "Attestation"}
        desk.add(DIRECTION, decided | motive, ("withdraws", ref))


def _first(desk: Desk, what: str, ref: str) -> bool:
    return (DIRECTION, (what, ref)) not in desk.memory.rows
