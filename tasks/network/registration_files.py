"""The tab « Enregistrements » → pieces of the renewal, deposit, statistics (REF-06, REF-31, NET-22)."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from domain.network.registration import Deposit, FiledPiece, RegistrationFile, StatisticsSent
from domain.network.registration_process import DONE_ON, PROOF, REGISTRATION_FILE, SECTIONS
from domain.network.registration_vocabulary import RegistrationEvent, RegistrationState
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_refs, read_subjects
from tasks.mail.typography import french
from tasks.network.registration_lines import DEPOSIT, STATISTICS, Line, lines_of
from tasks.network.staff_rows import Asked, Update, apply_asked, judged
from tasks.network.typed_numbers import numbers
from tasks.office import Office, Pull
from tasks.tabs import registration_files as tab
from tasks.tabs.columns import REF, STATUS, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row
from tasks.workbook.values import CellValue

_RULE = "REF-31"
_LIVE = (RegistrationState.RUNNING, RegistrationState.DEPOSITED)
Lines = dict[str, tuple[View[RegistrationFile], Line]]


def take_registration_files(office: Office, pull: Pull, feedback: Feedback) -> None:
    """What has been typed, one row of each file at a time: each is judged on the facts that the one before left."""
    found = KeyedTab(pull, feedback, tab.FILES, _RULE)
    found.judge()
    found.refuse_keyless()
    waiting: dict[str, list[str]] = defaultdict(list)
    for key, (view, _) in _lines(office).items():
        row = found.rows.get(key)
        if row is not None and row.cells.get(TYPED_BY) and (row.cells.get(DONE_ON) or row.cells.get(PROOF)):
            waiting[view.ref].append(key)
    while waiting:
        lines, keys = _lines(office), [keys.pop(0) for keys in waiting.values()]
        asked = [(found.rows[key], _judged(found.rows[key], *lines[key], pull)) for key in keys]
        apply_asked(office, pull, feedback, tab.FILES, REGISTRATION_FILE, asked)
        waiting = {ref: keys for ref, keys in waiting.items() if keys}


def _lines(office: Office) -> Lines:
    with office.ledger.reading() as connection:
        return {
            line.key: (view, line)
            for view, clocks in _files(connection)
            for line in lines_of(view, office.config, clocks)
        }


def _files(
    connection: Connection,
) -> Iterable[tuple[View[RegistrationFile], dict[TimeLimit, RunningDeadline]]]:
    clocks: dict[str, dict[TimeLimit, RunningDeadline]] = defaultdict(dict)
    for item in read_deadlines(connection, REGISTRATION_FILE):
        clocks[item.subject][item.limit] = item
    for view in read_subjects(connection, REGISTRATION_FILE, _LIVE):
        yield view, clocks[view.ref]


def _judged(row: Row, view: View[RegistrationFile], line: Line, pull: Pull) -> Asked:
    def read(reading: RowReading) -> Asked:
        typed = (
            reading.required(DONE_ON, cells.day), reading.required(PROOF, cells.line),
            reading.read(SECTIONS, lambda cell: _sections(cell, line)),
        )  # fmt: skip
        if typed == line.done:
            return None
        if line.done is not None and line.code in (DEPOSIT, STATISTICS):
            message = "ce qui est parti ne change plus. Rétablissez la ligne."
            return Refusal(message, _RULE, DONE_ON)
        by = reading.required(TYPED_BY, cells.line)
        event, update = _recorded(view.facts, line, typed, by)
        ref = f"{event.value}:{line.key}:{view.version}"
        return Command(ref, view.ref, event, pull.on, f"onglet {tab.FILES} : {by}", update)

    return judged(row, _RULE, read)


def _recorded(facts: RegistrationFile, line: Line, typed: tuple, by: str) -> tuple[Labelled, Update]:  # type: ignore[type-arg]
    done_on, proof, covered = typed
    if line.code == DEPOSIT:
        return RegistrationEvent.DEPOSITED, {"deposit": Deposit(deposited_on=done_on, receipt=proof, filed_by=by)}
    if line.code == STATISTICS:
        sent = StatisticsSent(sent_on=done_on, proof=proof, filed_by=by)
        return RegistrationEvent.STATISTICS_SENT, {"statistics": (*facts.statistics, sent)}
    piece = FiledPiece(
        code=line.code, label=line.label, rule=line.rule, link=proof, filed_on=done_on, filed_by=by,
        expected=line.expected, covered=covered,
    )  # fmt: skip
    return RegistrationEvent.PIECE_FILED, {"pieces": facts.with_piece(piece)}


def _sections(cell: CellValue, line: Line) -> tuple[str, ...]:
    """The sections that the numbers typed stand for."""
    if isinstance(cell, str) and cell.strip().casefold() == "toutes":
        return line.expected
    found = numbers(cell)
    if any(not 1 <= number <= len(line.expected) for number in found):
        raise BadCell("un de ces numéros n’est pas celui d’une rubrique", f"ils vont de 1 à {len(line.expected)}")
    return tuple(line.expected[number - 1] for number in found)


def show_registration_files(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every row of every file; those of a term that is over are kept and say so."""
    found, lines = KeyedTab(pull, feedback, tab.FILES, _RULE), _lines(office)
    for key, (view, line) in lines.items():
        found.put(changes, key, _cells(view, line), _said(line), _first(line))
    with office.ledger.reading() as connection:
        refs = read_refs(connection, REGISTRATION_FILE)
    for key in found.rows:
        if key not in lines and key.partition("/")[0] in refs:
            found.put(changes, key, {REF: key, STATUS: tab.PAST}, "Ce terme est passé : la ligne est gardée.")
    found.answer_others(changes, lines)


def _cells(view: View[RegistrationFile], line: Line) -> Cells:
    status = tab.DONE if line.done else tab.OPTIONAL if line.optional else tab.TO_DO
    expected = "\n".join(f"{number}. {section}" for number, section in enumerate(line.expected, start=1))
    return {
        REF: line.key, tab.CERTIFICATION: view.facts.certification, tab.STEP: french(f"{line.label} [{line.rule}]"),
        tab.BEFORE: line.before, tab.EXPECTED: french(expected), STATUS: status,
    }  # fmt: skip


def _said(line: Line) -> str:
    if line.done is None:
        return "À faire, ou sans objet." if line.optional else "À faire."
    return f"Fait le {line.done[0]:%d/%m/%Y}."


def _first(line: Line) -> Cells:
    if line.done is None:
        return {}
    done_on, proof, covered = line.done
    found = [str(line.expected.index(section) + 1) for section in covered if section in line.expected]
    return {DONE_ON: done_on, PROOF: proof, SECTIONS: " ; ".join(found)}
