"""The tab « Accrochage »: what staff add, correct and date (NET-21, LAW-10)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.network.passage import Correction, Passage, Supplement
from domain.network.passage_guards import ASKED_ON, DEPOSITED_ON, DONE_ON
from domain.network.passage_identity import BIRTH_NAME, BORN, COUNTRY, FIRST_NAMES, INSEE, PROOF, RULE, TRAINING_FILE
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import AccessMode, Initiative, PassageEvent, PassageState
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.outcomes import take_outcomes
from tasks.exams.registration_rows import birth_date
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import passages as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue

#: sex, year, month, department (2A and 2B are Corsica), commune and rank, without the key
_NIR = re.compile(r"[12]\d\d(0[1-9]|1[0-2]|[2-9]\d)(\d\d|2[AB])\d{6}")
_BETWEEN_DIGITS = re.compile(r"[\s.-]")
_S, _E = PassageState, PassageEvent
SENT = (_S.EXPORTED, _S.EXPORTED_AGAIN)
#: what a change of the data does, wherever it is still ours
_CHANGES = {
    _S.INCOMPLETE: _E.AMENDED, _S.TO_EXPORT: _E.AMENDED, _S.CORRECTED: _E.AMENDED,
    _S.REJECTED: _E.CORRECTED, _S.REJECTED_AGAIN: _E.CORRECTED,
}  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """One row as typed; a blank cell asks nothing."""

    supplement: Supplement
    deposited_on: date | None
    asked_on: date | None
    done_on: date | None
    typed_by: str


def take_passages(office: Office, pull: Pull, feedback: Feedback) -> None:
    """What the rows that « Saisi par » signs add, correct and date."""
    found = KeyedTab(pull, feedback, tab.PASSAGES, RULE)
    found.judge()
    found.refuse_keyless()
    signed = {key: row for key, row in found.rows.items() if row.cells.get(TYPED_BY)}
    if not signed:
        return
    with office.ledger.reading() as connection:
        views = read_some(connection, PASSAGE, list(signed))
        sent = {view.ref: view for view in read_subjects(connection, PASSAGE, SENT)}
    rows: dict[str, Row] = {}
    commands: list[Command] = []
    for key, row in signed.items():
        for command in _commands(views.get(key), row, pull, sent):
            if isinstance(command, Refusal):
                feedback.refuse(tab.PASSAGES, row, command)
            elif command.ref not in rows:
                rows[command.ref] = row
                commands.append(command)
    take_outcomes(feedback, tab.PASSAGES, apply_commands(office, pull.team, commands, PASSAGE), rows)


def _commands(
    view: View[Passage] | None, row: Row, pull: Pull, sent: Mapping[str, View[Passage]]
) -> Iterator[Command | Refusal]:
    if view is None:
        message = f"aucun accrochage ne porte la référence « {(row.key or '')[:40]} ». certiflow fait ces lignes."
        yield Refusal(message, RULE, REF)
        return
    reading = RowReading(row)
    try:
        typed = _typed(reading)
    except BadCell as error:
        yield Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header)
        return
    by = f"onglet {tab.PASSAGES} : {typed.typed_by}"
    yield from _changed(view, typed, pull.on, by)
    yield from _deposited(view, typed, pull.on, by, sent)
    yield from _corrected(view, typed, pull.on, by)


def _typed(reading: RowReading) -> Typed:
    return Typed(
        Supplement(
            insee_code=_insee(reading.read(INSEE, _without_nir)),
            country_code=(reading.read(COUNTRY, _without_nir) or "").upper(),
            training_file=reading.read(TRAINING_FILE, _without_nir) or "",
            access=reading.read(tab.ACCESS, lambda cell: cells.choice(cell, AccessMode)),
            initiative=reading.read(tab.INITIATIVE, lambda cell: cells.choice(cell, Initiative)),
            birth_name=reading.read(BIRTH_NAME, _without_nir) or "",
            first_names=reading.read(FIRST_NAMES, _without_nir) or "",
            birth=reading.read(BORN, birth_date), proof=reading.read(PROOF, _piece) or "",
        ),
        deposited_on=reading.read(DEPOSITED_ON, cells.day), asked_on=reading.read(ASKED_ON, cells.day),
        done_on=reading.read(DONE_ON, cells.day), typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def _insee(code: str | None) -> str:
    """A spreadsheet takes « 01004 » for a number."""
    typed = (code or "").replace(" ", "").upper()
    return typed.zfill(5) if typed.isdecimal() and len(typed) == 4 else typed


def _without_nir(cell: CellValue) -> str | None:
    """Raises BadCell for what looks like a NIR: it is kept nowhere but encrypted."""
    typed = cells.line(cell)
    if typed and _NIR.search(_BETWEEN_DIGITS.sub("", typed).upper()):
        raise _nir_typed()
    return typed


def _piece(cell: CellValue) -> str | None:
    """Raises BadCell, for so many figures too: a NIR may be cut by words."""
    typed = _without_nir(cell)
    if typed and sum(sign.isdecimal() for sign in typed) >= 13:
        raise _nir_typed()
    return typed


def _nir_typed() -> BadCell:
    reason = "cette cellule semble contenir un numéro de Sécurité sociale"
    return BadCell(reason, "effacez-le : il se confie à « certiflow nir »")


def _changed(view: View[Passage], typed: Typed, on: date, by: str) -> Iterator[Command | Refusal]:
    if typed.supplement == view.facts.supplement:
        return
    event = _CHANGES.get(PassageState(view.state))
    if event is None:
        message = f"le passage est « {view.state.label} » : ses données ne changent plus ici. Rétablissez la ligne."
        yield Refusal(message, RULE)
    else:
        ref = f"passage:{view.ref}:{view.version}"
        yield Command(ref, view.ref, event, on, by, {"supplement": typed.supplement})


def _deposited(
    view: View[Passage], typed: Typed, on: date, by: str, sent: Mapping[str, View[Passage]]
) -> Iterator[Command]:
    """The date of one row is that of its whole file; that of an earlier file is old news."""
    day = typed.deposited_on
    if day is None or view.ref not in sent or day in {item.deposited_on for item in view.facts.sent}:
        return
    for other in sent.values():
        if other.facts.flux == view.facts.flux:
            *before, last = other.facts.sent
            update = {"sent": (*before, last.model_copy(update={"deposited_on": day}))}
            yield Command(f"deposited:{last.flux}:{other.ref}:{day}", other.ref, _E.DEPOSITED, on, by, update)


def _corrected(view: View[Passage], typed: Typed, on: date, by: str) -> Iterator[Command | Refusal]:
    """A correction that the Caisse des dépôts asks for, and the day it is done."""
    known = view.facts.correction
    if typed.asked_on and view.state is _S.MATCHED and (known is None or known.asked_on < typed.asked_on):
        asked = Correction(asked_on=typed.asked_on)
        update = {"correction": asked}
        yield Command(f"cpf-asked:{view.ref}:{typed.asked_on}", view.ref, _E.CORRECTION_ASKED, on, by, update)
    elif typed.asked_on and view.facts.matched_on is None and view.state is not _S.CANCELLED:
        message = "ce passage n’est pas encore accroché : corrigez ses données plutôt que de noter une demande."
        yield Refusal(message, RULE, ASKED_ON)
    elif typed.done_on and known and view.state is _S.TO_CORRECT:
        event = _E.WITHDRAWAL_REPORTED if known.is_withdrawal else _E.CORRECTION_DONE
        update = {"correction": known.model_copy(update={"done_on": typed.done_on})}
        ref = f"cpf-done:{view.ref}:{known.asked_on}:{typed.done_on}"
        yield Command(ref, view.ref, event, on, by, update)
