"""The tab « Questions » → what trainers ask, then the answers (MIK-51)."""

from collections.abc import Mapping
from typing import ClassVar

from domain.calendar import format_date
from domain.dossier import Dossier
from domain.network.question import (
    ANSWER,
    ANSWERED_BY,
    ANSWERED_ON,
    ASKED_ON,
    ASKING,
    QUESTION,
    QUESTION_ASKED,
    TRAINER,
    Question,
    QuestionAnswer,
    QuestionEvent,
    QuestionState,
)
from domain.partnership import PARTNERSHIP
from domain.partnership_guards import same_person
from domain.process import Process
from domain.refusal import Refusal
from domain.trainer import TRAINER as TRAINERS
from domain.trainer import Trainer
from domain.vocabulary import Labelled, Role
from tasks.exams.deciders import person_with
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_children, read_some
from tasks.network.staff_rows import StaffRows, Update
from tasks.office import Office, Pull
from tasks.tabs import questions as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION, TYPED_BY
from tasks.workbook.protocol import Cells, Changes, Row
from tasks.workbook.values import CellValue


class QuestionRows(StaffRows[Question]):
    """A question, then its answer."""

    tab: ClassVar[str] = tab.QUESTIONS
    rule: ClassVar[str] = "MIK-51"
    process: ClassVar[Process[Question]] = QUESTION

    dossiers: Mapping[str, View[Dossier]]
    trainers: list[Trainer]

    def take(self) -> None:
        """With the dossiers that the signed rows name, and their trainers, in one query each."""
        named = {ref for row in self._found().all_rows if row.cells.get(TYPED_BY) and (ref := _dossier(row))}
        with self.office.ledger.reading() as connection:
            self.dossiers = read_some(connection, PARTNERSHIP, named)
            self.trainers = [view.facts for view in read_children(connection, TRAINERS, named)]
        super().take()

    def read(self, reading: RowReading) -> Update:
        return {
            "parent": reading.required(DOSSIER, _reference),
            "trainer": reading.required(TRAINER, cells.line),
            "question": reading.required(QUESTION_ASKED, cells.any_text),
            "opened_on": reading.required(ASKED_ON, cells.day),
        }

    def objection(self, update: Update) -> Refusal | None:
        """A partner that is one, since the question."""
        view = self.dossiers.get(update["parent"])
        if view is None:
            return unknown_subject(update["parent"])
        if view.state not in ASKING:
            message = f"le dossier est à l’état « {view.state.label} » : seul un partenaire pré-habilité ou habilité "
            return Refusal(f"{message}a des formateurs qui questionnent. Vérifiez le numéro.", self.rule, DOSSIER)
        since = view.facts.notified_on or view.facts.received_on
        if update["opened_on"] < since:
            message = f"l’organisme est partenaire depuis le {format_date(since)}. Corrigez la date."
            return Refusal(message, self.rule, ASKED_ON)
        return None

    def besides(self, update: Update) -> Update:
        dossier = self.dossiers[update["parent"]].facts
        return {
            "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
            "partner": dossier.partner,
        }  # fmt: skip

    def event_of(self, update: Update) -> Labelled:
        return QuestionEvent.ASKED

    def completed(self, view: View[Question], reading: RowReading) -> tuple[Labelled, Update] | Refusal | None:
        if reading.read(ANSWER, cells.any_text) is None and view.facts.answer is None:
            return None
        said = QuestionAnswer(
            text=reading.required(ANSWER, cells.any_text), answered_on=reading.required(ANSWERED_ON, cells.day),
            answered_by=reading.required(ANSWERED_BY, cells.line),
        )  # fmt: skip
        known = view.facts.answer
        if known is not None:
            if (said.text, said.answered_on) == (known.text, known.answered_on) and same_person(
                said.answered_by, known.answered_by
            ):
                return None
            return Refusal("la réponse est partie : elle ne change plus. Rétablissez la ligne.", self.rule, ANSWER)
        person = person_with(self.pull.team, said.answered_by, tuple(Role), self.rule, ANSWERED_BY)
        if isinstance(person, Refusal):
            return person
        answer = said.model_copy(update={"answered_by": person.name})
        return QuestionEvent.ANSWERED, {"answer": answer, "email": self._email(view.facts)}

    def _email(self, asked: Question) -> str:
        """The address of the trainer of the dossier who has that name; empty when nobody knows it."""
        found = (
            trainer.email
            for trainer in self.trainers
            if trainer.parent == asked.parent and same_person(trainer.trainer, asked.trainer)
        )
        return next((email for email in found if email), "")

    def first(self, facts: Question) -> Cells:
        said: dict[str, CellValue] = {
            DOSSIER: facts.parent, TRAINER: facts.trainer, QUESTION_ASKED: facts.question, ASKED_ON: facts.opened_on,
        }  # fmt: skip
        if facts.answer is not None:
            answer = facts.answer
            said |= {ANSWER: answer.text, ANSWERED_ON: answer.answered_on, ANSWERED_BY: answer.answered_by}
        return said

    def more(self, view: View[Question]) -> Cells:
        return {ORGANISATION: view.facts.name, tab.DELAY: view.facts.delay(self.office.config.calendar)}

    def said(self, view: View[Question]) -> str:
        if view.state is QuestionState.ASKED:
            return f"{view.state.label}. Écrivez la réponse, sa date et qui répond, puis signez la ligne."
        whom = "au formateur" if view.facts.email else "à son organisme, à lui transmettre"
        return f"{view.state.label}. La réponse est envoyée {whom}."


def _reference(cell: CellValue) -> str | None:
    typed = cells.line(cell)
    return typed.upper() if typed else None


def _dossier(row: Row) -> str | None:
    try:
        return _reference(row.cells.get(DOSSIER))
    except BadCell:
        return None  # its row is refused when it is read


def take_questions(office: Office, pull: Pull, feedback: Feedback) -> None:
    QuestionRows(office, pull, feedback).take()


def show_questions(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    QuestionRows(office, pull, feedback).show(changes)
