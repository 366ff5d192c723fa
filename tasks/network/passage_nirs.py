"""NIR handed over in a file, encrypted at once; erased after the acceptance, or a long wait (LAW-10, domain.md §6).

A number is never shown: a refusal names its line and its passage.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from stdnum.exceptions import ValidationError
from stdnum.fr import nir as nir_number

from config.cpf import CpfRules
from domain.network.passage import Passage
from domain.network.passage_process import HELD_BACK, PASSAGE
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Command
from tasks.cpf.keys import load_nir_key
from tasks.feedback import Feedback
from tasks.ledger.advance import Refused
from tasks.ledger.nirs import erase_nirs, keep_nirs
from tasks.ledger.queries import View, as_view, read_subjects
from tasks.ledger.schema import nirs, subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.passages import PASSAGES

_S = PassageState
_SENT = (_S.EXPORTED, _S.EXPORTED_AGAIN)
_SIGNS, _SIGNS_WITH_KEY = 13, 15
_DIGITS_OF_REFERENCE = 10
LONGEST_FILE = 5_000_000


class NirFileUnreadable(Exception):
    """The file is not read; the message is French, with its cure."""


@dataclass
class Stored:
    """What became of a file: how many NIR were kept, and the reason of each line that was not."""

    kept: int = 0
    refused: list[str] = field(default_factory=list)


def store_nirs(office: Office, pull: Pull, content: bytes) -> Stored:
    """Keep the NIR of a CSV file with the columns « passage » (or « certificat ») and « nir ».

    Raises:
        NirFileUnreadable: it has no such columns, or a cell that never ends.
        NirKeyUnavailable: nothing can be encrypted.
    """
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, PASSAGE))
    known = {view.ref: view for view in views} | {view.facts.certificate: view for view in views}
    stored, numbers = Stored(), dict[str, tuple[View[Passage], str]]()
    for line, (about, typed) in enumerate(_rows(content), 2):
        view = known.get(about.strip().upper())
        number, reason = _number(view, typed)
        if view is None or reason:
            stored.refused.append(f"ligne {line}, {_named(about)} : {reason}.")
        else:
            numbers[view.ref] = view, number
    key = load_nir_key(office.settings.nir_key_path)
    with office.ledger.writing() as connection:
        keep_nirs(connection, {ref: key.encrypted(number) for ref, (_, number) in numbers.items()}, pull.on)
    commands = [
        Command(f"nir:{ref}:{view.version}", ref, PassageEvent.NIR_STORED, pull.on, "certiflow nir",
                {"nir_on": pull.on, "nir_purged_on": None})
        for ref, (view, _) in numbers.items()
    ]  # fmt: skip
    outcomes = apply_commands(office, pull.team, commands, PASSAGE)
    stored.refused += [str(outcome.refusal) for outcome in outcomes if isinstance(outcome, Refused)]
    stored.kept = sum(not isinstance(outcome, Refused) for outcome in outcomes)
    return stored


def _rows(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    headers = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    about = headers.get("passage") or headers.get("certificat")
    if about is None or "nir" not in headers:
        raise NirFileUnreadable("Le fichier doit avoir les colonnes « passage » (ou « certificat ») et « nir ».")
    try:
        for row in reader:
            yield row.get(about) or "", row.get(headers["nir"]) or ""
    except csv.Error:
        raise NirFileUnreadable("Le fichier n’est pas un CSV lisible : une cellule n’a pas de fin.") from None


def _named(about: str) -> str:
    """What the line is about, as typed; nothing of what may be a NIR, for columns get swapped."""
    digits = sum(sign.isdecimal() for sign in about)
    return about.strip()[:20] if about.strip() and digits <= _DIGITS_OF_REFERENCE else "–"


def _number(view: View[Passage] | None, typed: str) -> tuple[str, str]:
    """The 13 signs that the flux sends, or why not."""
    if view is None:
        return "", "aucun accrochage ni certificat ne porte ce numéro"
    if view.state not in HELD_BACK:
        return "", f"le passage est « {view.state.label} », son NIR ne sert plus ou attend le retour"
    number = nir_number.compact(typed).upper().replace("\u202f", "").replace("\u00a0", "")
    try:
        if len(number) == _SIGNS:
            number += nir_number.calc_check_digits(number)
        nir_number.validate(number)
    except (ValidationError, ValueError):
        return "", f"le NIR n’a pas {_SIGNS} signes, ou {_SIGNS_WITH_KEY} avec une clé juste"
    if number[1:3] != f"{view.facts.birth.year % 100:02d}":
        return "", "le NIR n’est pas de l’année de naissance du titulaire : une ligne est sans doute décalée"
    return number[:_SIGNS], ""


def follow_nirs(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Erase the NIR that have served, or waited too long, and journal it without the number.

    What is still in the table is what is left to erase: a run cut between the two erases at the next one.
    """
    query = select(subjects, nirs.c.stored_on).join(nirs, nirs.c.passage == subjects.c.ref)
    with office.ledger.reading() as connection:
        kept = [(as_view(row, PASSAGE), row["stored_on"]) for row in connection.execute(query).mappings()]
    over = [view for view, stored_on in kept if _is_over(view, stored_on, office.config.cpf, pull.on)]
    if not over:
        return
    event, update = PassageEvent.NIR_PURGED, {"nir_purged_on": pull.on}
    commands = [
        Command(f"nir-purged:{view.ref}:{view.version}", view.ref, event, pull.on, "certiflow", update)
        for view in over
        if view.facts.has_nir
    ]
    feedback.take(PASSAGES, apply_commands(office, pull.team, commands, PASSAGE), {})
    with office.ledger.writing() as connection:
        erase_nirs(connection, [view.ref for view in over])


def _is_over(view: View[Passage], stored_on: date, rules: CpfRules, on: date) -> bool:
    """A file that waits for its deposit keeps its NIR: without them it would never be taken."""
    facts = view.facts
    if view.state is _S.CANCELLED:
        return True
    if facts.matched_on is not None:
        return on >= facts.matched_on + timedelta(days=rules.nir_days)
    moved = [stored_on, *(reply.on for reply in facts.replies)]
    if view.state in _SENT:
        deposited_on = facts.sent[-1].deposited_on
        if deposited_on is None:
            return False
        moved.append(deposited_on)
    return on >= max(moved) + timedelta(days=rules.nir_days_unmatched)
