"""The tab « Inscriptions »: registrations received, corrected, decided, moved, given up (M2I-24 to M2I-26, REF-20)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyState
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.identities import People, read_bans, read_void
from tasks.exams.reading import read_exams
from tasks.exams.registering import Registrar
from tasks.exams.registration_rows import Typed, read_registration
from tasks.exams.registration_steps import STEPS, received
from tasks.feedback import Feedback
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Applied, Refused
from tasks.ledger.queries import View, read_remains, read_some
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs import registrations as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Row

RULE = "M2I-26"
#: a row may still ask something of these; of those who succeeded, that their identity be put right on the parchemin
_READ = (
    CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED, CandidacyState.CONVENED, CandidacyState.PRESENT,
    CandidacyState.PASSED, CandidacyState.PARTLY,
)  # fmt: skip


@dataclass
class _Line:
    """A signed row that can be used; `ref` is empty until its registration has a number."""

    row: Row
    typed: Typed
    ref: str = ""


def take_registrations(office: Office, pull: Pull, feedback: Feedback) -> None:
    """New rows first; then each step over every row, so that one run does all that a row asks."""
    found = MintedTab(office, pull, feedback, tab.REGISTRATIONS, RULE)
    found.judge()
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        views, sessions, bans = exams.candidacies, exams.sessions, read_bans(connection, pull.on)
        people = People((*views.values(), *read_remains(connection, CANDIDACY)), read_void(connection))
    _refuse_strangers(found, views, feedback)
    live = [(row, ref) for ref, row in found.known(views) if views[ref].state in _READ and row.cells.get(TYPED_BY)]
    lines = list(_read([*live, *((row, "") for row in found.new_rows)], feedback))
    with office.ledger.reading() as connection:
        named = {line.typed.partner for line in lines} - {""}
        partners = read_some(connection, PROCESS, named) if named else {}
    registrar = Registrar(office, pull, sessions, partners, people, bans)
    _receive(registrar, [line for line in lines if not line.ref], found, feedback)
    _follow(registrar, [line for line in lines if line.ref], views, feedback)


def _read(rows: Iterable[tuple[Row, str]], feedback: Feedback) -> Iterable[_Line]:
    """The rows that can be used; the others are refused, with the cell that is wrong."""
    for row, ref in rows:
        reading = RowReading(row)
        try:
            yield _Line(row, read_registration(reading), ref)
        except BadCell as error:
            refusal = Refusal(f"{error.reason} ; {error.cure}.", "NET-10", reading.header)
            feedback.refuse(tab.REGISTRATIONS, row, refusal)


def _receive(registrar: Registrar, lines: list[_Line], found: MintedTab, feedback: Feedback) -> None:
    """Make the registrations of new rows; each line then has its number."""
    commands: dict[str, tuple[Command, _Line]] = {}
    for line in lines:
        asked = received(registrar, found.ref_of(line.row), line.typed)
        if isinstance(asked, Refusal):
            feedback.refuse(tab.REGISTRATIONS, line.row, asked)
        else:
            commands[asked.ref] = asked, line
    made = _apply(registrar, {ref: (command, line.row) for ref, (command, line) in commands.items()}, feedback)
    numbers = {outcome.command.ref: outcome.subject for outcome in made}
    for ref, (_, line) in commands.items():
        line.ref = numbers.get(ref, "")
        registrar.people.number(ref, line.ref)


def _follow(registrar: Registrar, lines: list[_Line], views: Mapping[str, View[Candidacy]], feedback: Feedback) -> None:
    """Every step, each on the registrations as the one before has left them."""
    office, views = registrar.office, dict(views)
    with office.ledger.reading() as connection:
        views |= read_some(connection, CANDIDACY, {line.ref for line in lines} - views.keys())
    for step in STEPS:
        asked: dict[str, tuple[Command, Row]] = {}
        refused = feedback.of(tab.REGISTRATIONS)
        for line in lines:
            view = views[line.ref]
            if line.row.number in refused or view.state not in _READ:
                continue
            found = step(registrar, view, line.typed)
            if isinstance(found, Refusal):
                feedback.refuse(tab.REGISTRATIONS, line.row, found)
            elif found is not None:
                asked[found.ref] = found, line.row
        changed = {outcome.subject for outcome in _apply(registrar, asked, feedback)}
        if changed:
            with office.ledger.reading() as connection:
                views |= read_some(connection, CANDIDACY, changed)


def _apply(registrar: Registrar, asked: Mapping[str, tuple[Command, Row]], feedback: Feedback) -> list[Applied]:
    commands = [command for command, _ in asked.values()]
    outcomes = apply_commands(registrar.office, registrar.pull.team, commands, CANDIDACY)
    # an answer tells what the state calls for, in this run as in the next: only a refusal belongs to the row
    refused = {one.command.ref: asked[one.command.ref][1] for one in outcomes if isinstance(one, Refused)}
    feedback.take(tab.REGISTRATIONS, outcomes, refused)
    return [outcome for outcome in outcomes if isinstance(outcome, Applied)]


def _refuse_strangers(found: MintedTab, known: Mapping[str, View[Candidacy]], feedback: Feedback) -> None:
    for row in found.all_rows:
        if row.key and row.key not in known and row.cells.get(TYPED_BY):
            message = (
                f"aucune inscription ne porte la référence « {row.key[:40]} ». Videz « Réf. » pour une nouvelle "
                "ligne : certiflow la numérote."
            )
            feedback.refuse(tab.REGISTRATIONS, row, Refusal(message, RULE, REF))
