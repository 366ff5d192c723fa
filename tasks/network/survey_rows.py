"""One row of « Réponses aux enquêtes » → what it answers, and to which survey (NET-18, NET-19, NET-28)."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from domain.network.survey import Answer
from domain.network.survey_guards import (
    ANSWERED_ON,
    CONTRACT,
    IN_TRADE,
    SALARY,
    SITUATION,
    SOURCE,
    USED,
    USEFULNESS,
)
from domain.network.survey_vocabulary import AnswerSource, Contract, Situation
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.tabs import surveys as tab
from tasks.tabs.columns import TYPED_BY
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue

Choice = TypeVar("Choice", bound=Labelled)
_RULE = "NET-18"


class TypedAnswer(BaseModel):
    """A row as somebody typed it.

    Args:
        code: of the form; empty when staff name the survey by its number.
        answer: None when the row only says not to be solicited any more.
    """

    code: str
    survey: str
    answered_on: date
    answer: Answer | None
    declines: bool
    typed_by: str


def read_answer(row: Row, on: date) -> TypedAnswer | Refusal:
    """What the row says. Nothing that it holds is quoted back but what is wrong in it."""
    reading = RowReading(row)
    try:
        typed = _typed(reading, on)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)
    return _by_whom(typed, reading)


def answered_on(row: Row, on: date) -> date:
    """The day of the form's Horodateur; `on` when the row has none. Raises BadCell."""
    return cells.day(row.cells.get(ANSWERED_ON)) or on


def _typed(reading: RowReading, on: date) -> TypedAnswer:
    day = reading.read(ANSWERED_ON, cells.day) or on
    code = "".join((reading.read(tab.CODE, cells.line) or "").split()).upper()
    by = reading.read(TYPED_BY, cells.line) or ""
    answer = Answer(
        source=reading.read(SOURCE, _one_of(AnswerSource)) or AnswerSource.HOLDER, answered_on=day,
        situation=reading.read(SITUATION, _one_of(Situation)), in_trade=reading.read(IN_TRADE, cells.yes_no),
        contract=reading.read(CONTRACT, _one_of(Contract)), salary=reading.read(SALARY, cells.whole),
        usefulness=reading.read(USEFULNESS, cells.whole), used=reading.read(USED, cells.yes_no), given_by=by,
    )  # fmt: skip
    said = answer.model_dump(exclude={"source", "answered_on", "given_by"}).values()
    return TypedAnswer(
        code=code, survey=(reading.read(tab.SURVEY_REF, cells.line) or "").upper(), answered_on=day,
        answer=answer if any(value is not None for value in said) else None,
        declines=reading.read(tab.STOP, cells.yes_no) or False, typed_by=by,
    )  # fmt: skip


def _by_whom(typed: TypedAnswer, reading: RowReading) -> TypedAnswer | Refusal:
    """A holder is known by the code alone; whoever answers for one says his name and where he has it from."""
    source = typed.answer.source if typed.answer else AnswerSource.HOLDER
    if typed.code and (typed.survey or source is not AnswerSource.HOLDER):
        message = "un code vient du formulaire : effacez-le pour saisir vous-même une réponse par son numéro d’enquête."
        return Refusal(message, "NET-28", tab.CODE)
    if typed.code:
        return typed
    if not typed.survey:
        message = "ni code ni numéro d’enquête. Indiquez le numéro de l’onglet « Enquêtes », ou supprimez la ligne."
        return Refusal(message, _RULE, tab.SURVEY_REF)
    if not typed.typed_by:
        return Refusal("indiquez votre prénom et votre nom : la saisie est signée.", _RULE, TYPED_BY)
    if typed.answer and source is AnswerSource.HOLDER:
        message = "indiquez d’où vient cette réponse : Téléphone ou Partenaire."
        return Refusal(message, "NET-28", SOURCE)
    return typed


def _one_of(words: type[Choice]) -> Callable[[CellValue], Choice | None]:
    """A choice whatever its apostrophes: the certifier types those of the form."""

    def parse(cell: CellValue) -> Choice | None:
        return cells.choice(cell.replace("'", "’") if isinstance(cell, str) else cell, words)

    return parse
