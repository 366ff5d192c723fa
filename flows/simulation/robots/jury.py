"""The end of a session: its pieces, the jury, the signatures, the validation by the certifier's representative."""

from collections import defaultdict
from typing import Any

from domain.exams import results_guards as cell
from domain.exams.deliberation_guards import DECISION
from domain.exams.vocabulary import Piece, SessionState
from flows.simulation.desk import Desk, as_day, at
from flows.simulation.robots.exam_office import days_of, jury_rows
from flows.simulation.season import Scene
from tasks.tabs import deliberations, juries
from tasks.tabs import results as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.sessions import SESSIONS
from tasks.workbook.protocol import Row

_PIECES = "\n".join(piece.label for piece in Piece)


def deliberate(scene: Scene, desk: Desk) -> None:
    sessions = {row.cells[REF]: row for row in desk.rows(SESSIONS)}
    to_decide = defaultdict(list)
    for line in desk.rows(deliberations.DELIBERATIONS):
        if not line.cells.get(TYPED_BY):
            to_decide[line.cells[deliberations.SESSION]].append(line)
    signed = {TYPED_BY: scene.season.who("Responsable des examens")}
    for row in desk.rows(tab.RESULTS):
        ref, state = row.cells[REF], row.cells.get("Statut")
        last = days_of(sessions[ref])[1]
        if state == SessionState.RUNNING.label and last < desk.on and not row.cells.get(cell.ENDED_ON):
            desk.type(tab.RESULTS, row, signed | {cell.ENDED_ON: at(last)})
        elif state == SessionState.ENDED.label and desk.is_time(("pieces", ref), 4):
            desk.type(tab.RESULTS, row, signed | {cell.RECEIVED_ON: at(desk.on), cell.PIECES: _PIECES})
        elif state == SessionState.PIECES_RECEIVED.label:
            _decide(scene, desk, row, to_decide[ref])
        elif state == SessionState.DELIBERATED.label and desk.is_time(("signs", ref), 3):
            desk.type(tab.RESULTS, row, signed | _validated(scene, desk, row))


def _there(desk: Desk, ref: str) -> list[str]:
    return [str(row.cells[juries.NAME]) for row in jury_rows(desk, ref) if row.cells.get(juries.PRESENT_ON)]


def _decide(scene: Scene, desk: Desk, row: Row, lines: list[Row]) -> None:
    """As the grids propose; a bloc without a proposal waits for its marks."""
    ref, jurors = str(row.cells[REF]), _there(desk, str(row.cells[REF]))
    for line in lines:
        if line.cells.get(deliberations.PROPOSAL) and jurors:
            desk.type(deliberations.DELIBERATIONS, line, {
                DECISION: line.cells[deliberations.PROPOSAL], deliberations.PRESIDENT: jurors[0],
                TYPED_BY: scene.season.who("Responsable des examens"),
            })  # fmt: skip
    if not row.cells.get(cell.JURY_ON) and desk.is_time(("jury", ref), 3):
        desk.type(tab.RESULTS, row, {cell.JURY_ON: at(desk.on)})


def _validated(scene: Scene, desk: Desk, row: Row) -> dict[str, Any]:
    held = as_day(row.cells[cell.JURY_ON]) or desk.on
    names = _there(desk, str(row.cells[REF]))
    return {
        cell.SIGNED_BY: "\n".join(f"{name} ; {held:%d/%m/%Y}" for name in names), cell.VALIDATED_ON: at(desk.on),
        cell.VALIDATED_BY: scene.season.who("Représentant du certificateur"),
    }  # fmt: skip
