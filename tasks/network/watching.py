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
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.network.certifications import some_certifications
from tasks.network.staff_rows import StaffRows, Update
from tasks.office import Office, Pull
from tasks.tabs import watch as tab
from tasks.workbook.protocol import Cells, Changes


class WatchRows(StaffRows[WatchNote]):
    """A note, then the day that its action is done."""

    tab: ClassVar[str] = tab.WATCH
    rule: ClassVar[str] = "NET-20"
    process: ClassVar[Process[WatchNote]] = WATCH_NOTE

    def read(self, reading: RowReading) -> Update | Refusal:
        concerned = some_certifications(reading, tab.CONCERNED, self.office.config)
        action = self._action(reading)
        if isinstance(action, Refusal):
            return action
        return {
            "certification": concerned[0],
            "concerned": concerned,
            "source": self._source(reading),
            "noted_on": reading.required(NOTED_ON, cells.day),
            "found": reading.required(FOUND, cells.any_text),
            "impact": reading.required(IMPACT, cells.any_text),
            "action": action,
            "owner": action.owner if action else "",
        }

    def _source(self, reading: RowReading) -> str:
        typed = reading.required(tab.SOURCE, cells.line)
        if typed not in {source.name for source in self.office.config.registration.sources}:
            raise BadCell(
                f"« {typed[:60]} » n’est pas une source de référence",
                "choisissez-en une dans la liste, ou ajoutez-la à registration.toml",
            )
        return typed

    def _action(self, reading: RowReading) -> Action | Refusal | None:
        what = reading.read(tab.ACTION, cells.any_text)
        if what is None:
            return None
        named = reading.required(tab.IN_CHARGE, cells.line)
        person = self.pull.team.find(named)
        if person is None:
            message = f"« {named[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne."
            return Refusal(message, "REF-30", tab.IN_CHARGE)
        return Action(what=what, owner=person.name, due_on=reading.required(ACTION_DUE, cells.day))

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
        }  # fmt: skip
        if facts.action is None:
            return said
        return {
            **said,
            tab.ACTION: facts.action.what,
            tab.IN_CHARGE: facts.action.owner,
            ACTION_DUE: facts.action.due_on,
        }


def take_watch(office: Office, pull: Pull, feedback: Feedback) -> None:
    WatchRows(office, pull, feedback).take()


def show_watch(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    WatchRows(office, pull, feedback).show(changes)
