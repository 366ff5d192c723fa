"""The tab « Veille » → notes, their impact and their action (NET-20, REF-30, REF-33)."""

from typing import ClassVar

from domain.network.registration import Action
from domain.network.registration_vocabulary import WatchEvent, WatchState
from domain.network.watch import ACTION_DUE, DONE_ON, FOUND, IMPACT, NOTED_ON, WATCH_NOTE, WatchNote
from domain.process import Process
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.ledger.queries import View
from tasks.network.certifications import is_all, some_certifications, unknown_certification
from tasks.network.revocable_rows import RevocableRows, motive_cell
from tasks.network.staff_rows import Update
from tasks.office import Office, Pull
from tasks.tabs import watch as tab
from tasks.workbook.protocol import Cells, Changes


class WatchRows(RevocableRows[WatchNote]):
    """A note, then the day that its action is done."""

    tab: ClassVar[str] = tab.WATCH
    rule: ClassVar[str] = "NET-20"
    process: ClassVar[Process[WatchNote]] = WATCH_NOTE
    mistaken: ClassVar[tuple[Labelled, Labelled]] = WatchEvent.MISTAKEN, WatchState.MISTAKEN

    def read(self, reading: RowReading) -> Update:
        concerned = some_certifications(reading, tab.CONCERNED, self.office.config)
        return {
            "certification": concerned[0],
            "concerned": concerned,
            "source": reading.required(tab.SOURCE, cells.line),
            "noted_on": reading.required(NOTED_ON, cells.day),
            "found": reading.required(FOUND, cells.any_text),
            "impact": reading.required(IMPACT, cells.any_text),
            "action": _action(reading),
        }

    def objection(self, update: Update) -> Refusal | None:
        """A source of the list (REF-33), an action for somebody of the team (REF-30)."""
        source, action = update["source"], update["action"]
        if source not in {known.name for known in self.office.config.registration.sources}:
            message = (
                f"« {source[:60]} » n’est pas une source de référence. Choisissez-en une dans la liste, ou ajoutez-la"
            )
            return Refusal(f"{message} à registration.toml.", "REF-33", tab.SOURCE)
        if action is not None and self.pull.team.find(action.owner) is None:
            message = f"« {action.owner[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne."
            return Refusal(message, "REF-30", tab.IN_CHARGE)
        return unknown_certification(update["concerned"], self.office.config, self.rule, tab.CONCERNED)

    def loose(self, reading: RowReading) -> frozenset[str]:
        return frozenset({"concerned", "certification"} if is_all(reading, tab.CONCERNED) else ())

    def besides(self, update: Update) -> Update:
        """Who is in charge, as the team spells it."""
        person = self.pull.team.find(update["action"].owner) if update["action"] else None
        return {"owner": person.name if person else ""}

    def event_of(self, update: Update) -> Labelled:
        return WatchEvent.NOTED if update["action"] else WatchEvent.FILED

    def completed(self, view: View[WatchNote], reading: RowReading) -> tuple[Labelled, Update] | None:
        done_on = reading.read(DONE_ON, cells.day)
        if view.state is WatchState.CLOSED or done_on is None:
            return None
        return WatchEvent.DONE, {"done_on": done_on}

    def first(self, facts: WatchNote) -> Cells:
        said: Cells = {
            tab.SOURCE: facts.source, NOTED_ON: facts.noted_on, FOUND: facts.found, IMPACT: facts.impact,
            tab.CONCERNED: ", ".join(facts.concerned), DONE_ON: facts.done_on,
            **motive_cell(facts),
        }  # fmt: skip
        if facts.action is None:
            return said
        return {
            **said,
            tab.ACTION: facts.action.what,
            tab.IN_CHARGE: facts.action.owner,
            ACTION_DUE: facts.action.due_on,
        }


def _action(reading: RowReading) -> Action | None:
    what = reading.read(tab.ACTION, cells.any_text)
    if what is None:
        return None
    return Action(
        what=what, owner=reading.required(tab.IN_CHARGE, cells.line), due_on=reading.required(ACTION_DUE, cells.day)
    )


def take_watch(office: Office, pull: Pull, feedback: Feedback) -> None:
    WatchRows(office, pull, feedback).take()


def show_watch(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    WatchRows(office, pull, feedback).show(changes)
