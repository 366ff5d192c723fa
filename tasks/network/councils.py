"""The tab « Conseils » → minutes of each conseil de perfectionnement, then its actions one by one (NET-17)."""

from typing import ClassVar

from domain.calendar import format_date
from domain.network.council import ACTIONS, AGENDA, COUNCIL, DISCUSSED, DONE, HELD_ON, MEMBERS, Council
from domain.network.registration import Action
from domain.network.registration_vocabulary import CouncilEvent, CouncilState
from domain.process import Process
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.network.certifications import is_all, some_certifications, unknown_certification
from tasks.network.revocable_rows import RevocableRows, motive_cell
from tasks.network.staff_rows import Update
from tasks.network.typed_numbers import numbers
from tasks.office import Office, Pull
from tasks.tabs import councils as tab
from tasks.workbook.protocol import Cells, Changes
from tasks.workbook.values import CellValue


class CouncilRows(RevocableRows[Council]):
    """A meeting as it was held, then the numbers of the actions that are done."""

    tab: ClassVar[str] = tab.COUNCILS
    rule: ClassVar[str] = "NET-17"
    process: ClassVar[Process[Council]] = COUNCIL
    mistaken: ClassVar[tuple[Labelled, Labelled]] = CouncilEvent.MISTAKEN, CouncilState.MISTAKEN

    def read(self, reading: RowReading) -> Update:
        concerned = some_certifications(reading, tab.CONCERNED, self.office.config)
        return {
            "certification": concerned[0],
            "concerned": concerned,
            "held_on": reading.required(HELD_ON, cells.day),
            "agenda": reading.required(AGENDA, cells.any_text),
            "members": reading.required(MEMBERS, _members),
            "discussed": reading.required(DISCUSSED, cells.any_text),
            "actions": reading.read(ACTIONS, _actions),
            "chaired_by": reading.required(tab.CHAIRED_BY, cells.line),
        }

    def objection(self, update: Update) -> Refusal | None:
        return unknown_certification(update["concerned"], self.office.config, self.rule, tab.CONCERNED)

    def loose(self, reading: RowReading) -> frozenset[str]:
        return frozenset({"concerned", "certification"} if is_all(reading, tab.CONCERNED) else ())

    def besides(self, update: Update) -> Update:
        """Who carries the nearest action is reminded of it."""
        return {"owner": min(update["actions"], key=lambda one: one.due_on).owner if update["actions"] else ""}

    def event_of(self, update: Update) -> Labelled:
        return CouncilEvent.HELD if update["actions"] else CouncilEvent.HELD_WITHOUT_ACTION

    def completed(self, view: View[Council], reading: RowReading) -> tuple[Labelled, Update] | None:
        done = reading.read(DONE, numbers)
        if view.state is CouncilState.CLOSED or set(done) == set(view.facts.done):
            return None
        every = set(done) >= set(range(1, len(view.facts.actions) + 1))
        left = view.facts.with_update({"done": done}).left
        owner = left[0][1].owner if left else ""
        return CouncilEvent.ACTIONS_DONE if every else CouncilEvent.ACTION_DONE, {"done": done, "owner": owner}

    def first(self, facts: Council) -> Cells:
        return {
            tab.CONCERNED: ", ".join(facts.concerned), HELD_ON: facts.held_on, AGENDA: facts.agenda,
            MEMBERS: "\n".join(facts.members), DISCUSSED: facts.discussed, tab.CHAIRED_BY: facts.chaired_by,
            ACTIONS: "\n".join(f"{one.what} ; {one.owner} ; {format_date(one.due_on)}" for one in facts.actions),
            DONE: " ; ".join(map(str, facts.done)), **motive_cell(facts),
        }  # fmt: skip


def _members(cell: CellValue) -> tuple[str, ...] | None:
    lines = (cells.text(cell) or "").splitlines()
    return tuple(" ".join(line.split()) for line in lines if line.strip()) or None


def _actions(cell: CellValue) -> tuple[Action, ...]:
    lines = (cells.text(cell) or "").splitlines()
    return tuple(_action(line) for line in lines if line.strip())


def _action(line: str) -> Action:
    parts = [" ".join(part.split()) for part in line.split(";")]
    what, owner, day = parts if len(parts) == 3 else ("", "", "")
    due_on = cells.day(day)
    if not (what and owner) or due_on is None:
        raise BadCell(f"« {line[:60]} » n’est pas une action complète", "écrivez Action ; Responsable ; JJ/MM/AAAA")
    return Action(what=what, owner=owner, due_on=due_on)


def take_councils(office: Office, pull: Pull, feedback: Feedback) -> None:
    CouncilRows(office, pull, feedback).take()


def show_councils(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    CouncilRows(office, pull, feedback).show(changes)
