"""What a phase has to say: refusals row by row, and what took effect. The projection writes it where people look."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.refusal import Refusal
from tasks.ledger.advance import Applied, Outcome, Refused
from tasks.workbook.protocol import Row


def unsigned(rule: str) -> Refusal:
    """A decision that nobody signs as typed: the forms know no user."""
    return Refusal("indiquez votre prénom et votre nom : la saisie est signée.", rule, "Saisi par")


@dataclass(frozen=True)
class Note:
    """A refusal, tied to the row that has to be cured; `row` is None when the whole tab is concerned."""

    tab: str
    row: Row | None
    refusal: Refusal

    @property
    def place(self) -> str:
        """How people find the row: its reference when it has one, else its number as it was read."""
        if self.row is None:
            return "onglet"
        return self.row.key or f"ligne {self.row.number}"


@dataclass
class Feedback:
    """Gathered over the phases of one run.

    Args:
        judged: tabs whose every row was judged in this run: an anomaly of theirs that is not noted again is cured.
        answers: (tab, number of the row) → what was done with it, now or before.
    """

    notes: list[Note] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)
    answers: dict[tuple[str, int], str] = field(default_factory=dict)

    def refuse(self, tab: str, row: Row | None, refusals: Refusal | Iterable[Refusal]) -> None:
        listed = [refusals] if isinstance(refusals, Refusal) else list(refusals)
        self.notes.extend(Note(tab, row, refusal) for refusal in listed)

    def take(self, tab: str, outcomes: Iterable[Outcome], rows: dict[str, Row]) -> None:
        """Sort the outcomes of `advance`; `rows` gives the row of each command, by its ref."""
        for outcome in outcomes:
            row = rows.get(outcome.command.ref)
            if isinstance(outcome, Refused):
                self.refuse(tab, row, outcome.refusal)
                continue
            if isinstance(outcome, Applied):
                self.applied.append(outcome)
            if row is not None:
                self.answers[tab, row.number] = f"{outcome.command.event.label}."

    def of(self, tab: str) -> dict[int, list[Refusal]]:
        """Number of the row in this reading → its refusals, for one tab."""
        found: dict[int, list[Refusal]] = {}
        for note in self.notes:
            if note.tab == tab and note.row is not None:
                found.setdefault(note.row.number, []).append(note.refusal)
        return found
