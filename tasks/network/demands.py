"""The tab « Demandes » → complements and mises en demeure, then their answers (REF-32, LAW-07, LAW-10)."""

from typing import ClassVar

from domain.network.demand import ANSWER, ANSWERED_ON, DEMAND, DUE_ON, RECEIVED_ON, WHAT, Demand, DemandAnswer
from domain.network.registration_vocabulary import DemandEvent, DemandNature, DemandState
from domain.process import Process
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.ledger.queries import View
from tasks.network.certifications import unknown_certification
from tasks.network.revocable_rows import RevocableRows, motive_cell
from tasks.network.staff_rows import Update
from tasks.office import Office, Pull
from tasks.tabs import demands as tab
from tasks.workbook.protocol import Cells, Changes


class DemandRows(RevocableRows[Demand]):
    """A demand as it was received, then its answer."""

    tab: ClassVar[str] = tab.DEMANDS
    rule: ClassVar[str] = "REF-32"
    process: ClassVar[Process[Demand]] = DEMAND
    mistaken: ClassVar[tuple[Labelled, Labelled]] = DemandEvent.MISTAKEN, DemandState.MISTAKEN

    def read(self, reading: RowReading) -> Update:
        return {
            "certification": reading.required(tab.CERTIFICATION, cells.line).upper(),
            "nature": reading.required(tab.NATURE, lambda cell: cells.choice(cell, DemandNature)),
            "received_on": reading.required(RECEIVED_ON, cells.day),
            "what": reading.required(WHAT, cells.any_text),
            "due_on": reading.read(DUE_ON, cells.day),
        }

    def objection(self, update: Update) -> Refusal | None:
        return unknown_certification([update["certification"]], self.office.config, self.rule, tab.CERTIFICATION)

    def event_of(self, update: Update) -> Labelled:
        return DemandEvent.RECEIVED

    def completed(self, view: View[Demand], reading: RowReading) -> tuple[Labelled, Update] | Refusal | None:
        if reading.read(ANSWER, cells.any_text) is None:
            return None
        answer = DemandAnswer(
            text=reading.required(ANSWER, cells.any_text), answered_on=reading.required(ANSWERED_ON, cells.day),
            proof=reading.read(tab.PROOF, cells.line) or "",
        )  # fmt: skip
        if view.state is not DemandState.ANSWERED:
            return DemandEvent.ANSWERED, {"answer": answer}
        if answer == view.facts.answer:
            return None
        return Refusal("il a été répondu : la réponse ne change plus. Rétablissez la ligne.", view.facts.rule, ANSWER)

    def first(self, facts: Demand) -> Cells:
        said: Cells = {
            tab.CERTIFICATION: facts.certification, tab.NATURE: facts.nature.label, RECEIVED_ON: facts.received_on,
            WHAT: facts.what, DUE_ON: facts.due_on, **motive_cell(facts),
        }  # fmt: skip
        if facts.answer is None:
            return said
        return {**said, ANSWER: facts.answer.text, ANSWERED_ON: facts.answer.answered_on, tab.PROOF: facts.answer.proof}


def take_demands(office: Office, pull: Pull, feedback: Feedback) -> None:
    DemandRows(office, pull, feedback).take()


def show_demands(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    DemandRows(office, pull, feedback).show(changes)
