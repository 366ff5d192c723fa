"""Subjects of the network that staff add to a tab and complete later in the same row."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic

from domain.process import Command, F, Process
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.exams.outcomes import take_outcomes
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_some, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.columns import DEADLINE, REF, STATUS, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes, Row

Asked = Command | Refusal | None
Update = Mapping[str, Any]


def judged(row: Row, rule: str, read: Callable[[RowReading], Asked]) -> Asked:
    """What `read` makes of one row; a cell that cannot be used is a refusal of its column."""
    reading = RowReading(row)
    try:
        return read(reading)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", rule, reading.header)


def apply_asked(
    office: Office, pull: Pull, feedback: Feedback, tab: str, process: Process[Any], asked: list[tuple[Row, Asked]]
) -> None:
    """Commands through the one door; refusals to their rows."""
    for row, found in asked:
        if isinstance(found, Refusal):
            feedback.refuse(tab, row, found)
    rows = {found.ref: row for row, found in asked if isinstance(found, Command)}
    commands = [found for _, found in asked if isinstance(found, Command)]
    take_outcomes(feedback, tab, apply_commands(office, pull.team, commands, process), rows)


def clock_of(clock: RunningDeadline | None) -> str:
    """What « Échéance » says of a subject."""
    return french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else ""


class StaffRows(Generic[F]):
    """One tab and its process.

    Args:
        tab, rule: name of the tab, and the rule of its refusals.
        process: of its subjects.
    """

    tab: ClassVar[str]
    rule: ClassVar[str]
    process: ClassVar[Process[Any]]

    def __init__(self, office: Office, pull: Pull, feedback: Feedback) -> None:
        self.office, self.pull, self.feedback = office, pull, feedback

    def read(self, reading: RowReading) -> Update:
        """The facts that a new row brings: they change no more. Raises BadCell."""
        raise NotImplementedError

    def objection(self, update: Update) -> Refusal | None:
        """Why a new row cannot be taken, for what may change later: the configuration, the team."""
        return None

    def loose(self, reading: RowReading) -> frozenset[str]:
        """The facts that the same words may stand for otherwise another day."""
        return frozenset()

    def besides(self, update: Update) -> Update:
        """What a new row also sets, and later events change."""
        return {}

    def event_of(self, update: Update) -> Labelled:
        """What a new row is for the process."""
        raise NotImplementedError

    def completed(self, view: View[F], reading: RowReading) -> tuple[Labelled, Update] | Refusal | None:
        """What the row says that the subject does not know yet. Raises BadCell."""
        raise NotImplementedError

    def first(self, facts: F) -> Cells:
        """What staff had typed, when a row that was lost is made again."""
        raise NotImplementedError

    def more(self, view: View[F]) -> Cells:
        """What certiflow writes of a subject beside its reference, its status and its deadline."""
        return {}

    def said(self, view: View[F]) -> str:
        """What « Retour » says when nothing is refused."""
        return f"{view.state.label}."

    def take(self) -> None:
        """The rows that are new, then what has been added to the others."""
        found = self._found()
        found.judge()
        self._apply([(row, judged(row, self.rule, self._make(found.ref_of(row)))) for row in found.new_rows])
        refused = self.feedback.of(self.tab)
        signed = {
            key: row for key, row in self._found().rows.items() if row.cells.get(TYPED_BY) and row.number not in refused
        }
        if signed:
            with self.office.ledger.reading() as connection:
                views = read_some(connection, self.process, list(signed))
            self._apply([(row, judged(row, self.rule, self._change(views.get(key)))) for key, row in signed.items()])

    def show(self, changes: Changes) -> None:
        """A row for each subject, those that are over included."""
        found = self._found()
        with self.office.ledger.reading() as connection:
            views = list(read_subjects(connection, self.process))
            clocks = {item.subject: item for item in reversed(read_deadlines(connection, self.process))}
        for view in views:
            clock = clock_of(clocks.get(view.ref))
            shown: Cells = {REF: view.ref, STATUS: view.state.label, DEADLINE: clock, **self.more(view)}
            found.put(changes, view.ref, shown, self.said(view), self.first(view.facts))
        found.answer_others(changes, [view.ref for view in views])

    def _found(self) -> MintedTab:
        return MintedTab(self.office, self.pull, self.feedback, self.tab, self.rule)

    def _apply(self, asked: list[tuple[Row, Asked]]) -> None:
        apply_asked(self.office, self.pull, self.feedback, self.tab, self.process, asked)

    def _by(self, reading: RowReading) -> str:
        return f"onglet {self.tab} : {reading.required(TYPED_BY, cells.line)}"

    def _make(self, ref: str) -> Callable[[RowReading], Asked]:
        def make(reading: RowReading) -> Asked:
            update = self.read(reading)
            refusal = self.objection(update)
            if refusal is not None:
                return refusal
            return Command(
                ref, "", self.event_of(update), self.pull.on, self._by(reading), {**update, **self.besides(update)}
            )

        return make

    def _change(self, view: View[F] | None) -> Callable[[RowReading], Asked]:
        def change(reading: RowReading) -> Asked:
            if view is None:
                key = (reading.row.key or "")[:40]
                message = f"rien ne porte la référence « {key} ». Effacez-la : certiflow numérote lui-même."
                return Refusal(message, self.rule, REF)
            typed, loose = self.read(reading), self.loose(reading)
            if any(getattr(view.facts, name) != value for name, value in typed.items() if name not in loose):
                message = "ce qui est enregistré ne change plus. Rétablissez la ligne ; un autre fait a la sienne."
                return Refusal(message, self.rule)
            asked = self.completed(view, reading)
            if asked is None or isinstance(asked, Refusal):
                return asked
            event, update = asked
            ref = f"{event.value}:{view.ref}:{view.version}"
            return Command(ref, view.ref, event, self.pull.on, self._by(reading), update)

        return change
