"""What follows a certificate: royalties paid or not, identities for the CPF flux, surveys answered by telephone."""

from typing import Any

from domain.network import survey_guards as answer
from domain.network.passage_guards import DEPOSITED_ON
from domain.network.passage_identity import INSEE
from domain.network.passage_vocabulary import PassageState
from domain.network.royalty import PAID, PAID_ON, REFERENCE
from domain.network.royalty_vocabulary import RoyaltyState
from domain.network.survey_vocabulary import AnswerSource, Contract, Situation, SurveyState
from flows.simulation.desk import Desk, at
from flows.simulation.season import Scene
from tasks.tabs import passages, royalties, surveys
from tasks.tabs.columns import REF, TYPED_BY


def pay(scene: Scene, desk: Desk) -> None:
    for row in desk.rows(royalties.ROYALTIES):
        is_due = row.cells.get("Statut") in (RoyaltyState.DUE.label, RoyaltyState.OVERDUE.label)
        if is_due and not row.cells.get(PAID_ON) and desk.is_time(("pays", row.cells[REF]), 60, scene.habits.forgets):
            desk.type(royalties.ROYALTIES, row, {
                PAID_ON: at(desk.on), PAID: row.cells[royalties.AMOUNT], REFERENCE: f"VIR {row.number}",
                TYPED_BY: scene.season.who("Direction"),
            })  # fmt: skip


def declare(scene: Scene, desk: Desk) -> None:
    """The commune of birth of those that lack it; the day that a file was deposited."""
    signed = {TYPED_BY: scene.season.who("Représentant du certificateur")}
    for row in desk.rows(passages.PASSAGES):
        state = row.cells.get("Statut")
        if state == PassageState.INCOMPLETE.label and not row.cells.get(INSEE):
            if desk.is_time(("identity", row.cells[REF]), 10, scene.habits.forgets):
                desk.type(passages.PASSAGES, row, signed | {INSEE: "67462"})
        elif state == PassageState.EXPORTED.label and not row.cells.get(DEPOSITED_ON):
            desk.type(passages.PASSAGES, row, signed | {DEPOSITED_ON: at(desk.on)})


def respond(scene: Scene, desk: Desk) -> None:
    """Half of the holders, when somebody calls them."""
    for row in desk.rows(surveys.SURVEYS, SurveyState.SENT.label):
        ref = str(row.cells[REF])
        answers = scene.chance.happens(scene.habits.answers, "answers", ref)
        if answers and (surveys.ANSWERS, ref) not in desk.memory.rows and desk.is_time(("answers", ref), 30):
            desk.add(surveys.ANSWERS, _answered(scene, desk, ref, str(row.cells["Certification"])), ref)


def _answered(scene: Scene, desk: Desk, ref: str, certification: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        answer.ANSWERED_ON: at(desk.on, 10), surveys.SURVEY_REF: ref, answer.SOURCE: AnswerSource.PHONE.label,
        TYPED_BY: scene.season.who("Conseiller formation"),
    }  # fmt: skip
    if certification.startswith("RS"):
        return said | {answer.USEFULNESS: scene.chance.whole(3, 10, "usefulness", ref), answer.USED: surveys.YES}
    if scene.chance.happens(0.2, "seeks", ref):
        return said | {answer.SITUATION: Situation.SEEKING.label}
    employed = {answer.SITUATION: Situation.EMPLOYED.label, answer.CONTRACT: Contract.PERMANENT.label}
    return (
        said | employed | {answer.IN_TRADE: surveys.YES, answer.SALARY: scene.chance.whole(19, 40, "pay", ref) * 1000}
    )
