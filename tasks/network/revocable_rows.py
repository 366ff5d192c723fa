"""Rows of staff that are taken back when they should not have been typed: they count no more, and stay (QUA-09)."""

from collections.abc import Callable, Collection
from typing import ClassVar, TypeVar

from domain.calendar import format_date
from domain.dossier import Attendee
from domain.network.mistake import MISTAKE, RULE, SIGNATORIES, SIGNED_BY, Mistake, Revocable
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.exams.deciders import person_with
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.network.staff_rows import Asked, StaffRows, judged
from tasks.tabs.columns import TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells

R = TypeVar("R", bound=Revocable)


class RevocableRows(StaffRows[R]):
    """One tab and its process.

    Args:
        mistaken: the event that takes a row back, and the state where it leads.
    """

    mistaken: ClassVar[tuple[Labelled, Labelled]]

    def take(self) -> None:
        """The rows that are taken back first: the right one may be typed in the same run."""
        signed = {key: row for key, row in self._found().rows.items() if row.cells.get(TYPED_BY)}
        if signed:
            with self.office.ledger.reading() as connection:
                views = read_some(connection, self.process, list(signed))
            known = [(row, views[key]) for key, row in signed.items() if key in views]
            self._apply([(row, judged(row, RULE, self._taking_back(view))) for row, view in known])
        super().take()

    def said(self, view: View[R]) -> str:
        mistake = view.facts.mistake
        if mistake is None:
            return super().said(view)
        return (
            f"{view.state.label} : {mistake.signed_by.name}, le {format_date(view.changed_on)}. Cette ligne ne compte "
            "plus ; une saisie juste a la sienne."
        )

    def _found(self) -> MintedTab:
        return MintedTab(self.office, self.pull, self.feedback, self.tab, self.rule, self._void())

    def _void(self) -> Collection[str]:
        """What was taken back: the same words may be typed again."""
        _, state = self.mistaken
        with self.office.ledger.reading() as connection:
            return {view.ref for view in read_subjects(connection, self.process, {state})}

    def _make(self, ref: str) -> Callable[[RowReading], Asked]:
        make = super()._make(ref)

        def made(reading: RowReading) -> Asked:
            if reading.read(MISTAKE, cells.any_text) is None:
                return make(reading)
            message = "seule une ligne que certiflow a numérotée se reprend ainsi. Videz cette cellule ou la ligne."
            return Refusal(message, RULE, MISTAKE)

        return made

    def _change(self, view: View[R] | None) -> Callable[[RowReading], Asked]:
        """Nothing more is added to a row that was taken back."""
        return super()._change(view) if view is None or view.facts.mistake is None else lambda reading: None

    def _taking_back(self, view: View[R]) -> Callable[[RowReading], Asked]:
        def taking_back(reading: RowReading) -> Asked:
            motive, known = reading.read(MISTAKE, cells.any_text), view.facts.mistake
            if motive == (known.motive if known else None):
                return None
            if motive is None or known is not None:
                message = "cette ligne a été reprise : cela ne change plus. Rétablissez le motif."
                return Refusal(message, RULE, MISTAKE)
            typed = reading.required(TYPED_BY, cells.line)
            person = person_with(self.pull.team, typed, SIGNATORIES, RULE, SIGNED_BY)
            if isinstance(person, Refusal):
                return person
            mistake = Mistake(motive=motive, signed_by=Attendee(name=person.name, role=person.role))
            event, _ = self.mistaken
            by = f"onglet {self.tab} : {person.name}"
            return Command(f"{event.value}:{view.ref}", view.ref, event, self.pull.on, by, {"mistake": mistake})

        return taking_back


def motive_cell(facts: Revocable) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    return {MISTAKE: facts.mistake.motive} if facts.mistake else {}
