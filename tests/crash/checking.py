"""What a day must have left, however often it was killed: exactly what the day that nobody killed has left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import text

from tasks.integrity import defects_of
from tasks.tabs import layout
from tasks.tabs.audit import AUDIT
from tasks.tabs.conformity import CONFORMITY
from tasks.tabs.signatures import SIGNATURES
from tasks.tabs.trainers import TRAINERS
from tests.season.desk import Desk

#: table → the columns that every road to the same end writes alike
_LEDGER = {
    "subjects": "ref, state, changed_on, owner, facts",
    "journal": "seq, ref, subject, event, source, target, rule, on_date",
    "deadlines": "subject, time_limit, start, due_on, said, next_on, closed_on, closed_by",
    "documents": "number, kind, title, subject, seq, dated, status, path",
    "outbox": "message_id, subject_ref, template, recipient, subject, text, attachments, on_date, status",
    "submissions": "row_ref, subject, declared, sha256, received_on, accepted",
    "counters": "name, value",
}
_TABS = (layout.APPLICATIONS, layout.SCORING, layout.COMMISSION, layout.DIRECTION, CONFORMITY, AUDIT, TRAINERS,
         SIGNATURES, layout.DOSSIERS, layout.DEADLINES, layout.TO_DO, layout.ANOMALIES)  # fmt: skip


@dataclass
class Deaths:
    """What was seen after each kill.

    Args:
        progress: (events in the journal, documents made, e-mails sent).
        doubtful: Message-IDs that the outbox calls « sending ».
        unmarked: those that the mail server has had in that life and that the outbox does not call « sent ».
    """

    progress: list[tuple[int, ...]] = field(default_factory=list)
    doubtful: list[set[str]] = field(default_factory=list)
    unmarked: list[set[str]] = field(default_factory=list)

    def witness(self, home: Path, delivered: list[str]) -> None:
        """Look at the ledger as the killed process left it; `delivered` is what arrived during its life."""
        fates = fates_of(home)
        self.progress.extend(_rows(home, _PROGRESS))
        self.doubtful.append({mail for mail, status in fates.items() if status == "sending"})
        self.unmarked.append({mail for mail in delivered if fates[mail] != "sent"})


_PROGRESS = """
    SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM documents WHERE status = 'made'),
           (SELECT count(*) FROM outbox WHERE status = 'sent')
"""


def fates_of(home: Path) -> dict[str, str]:
    """Message-ID → status."""
    return dict(_rows(home, "SELECT message_id, status FROM outbox"))


def differences(home: Path, control: Path, folders: Iterable[str]) -> Iterator[str]:
    """What the day left otherwise than the day that was not killed: in the ledger, in `folders`, in the workbook."""
    for table, columns in _LEDGER.items():
        query = f"SELECT {columns} FROM {table}"  # noqa: S608 — the names above
        yield from _compared(table, _rows(home, query), _rows(control, query))
    for name in folders:
        yield from _compared(name, _files(home / name), _files(control / name))
    shown, expected = _tabs(home), _tabs(control)
    yield from (f"workbook: « {tab} » differs" for tab in _TABS if shown[tab] != expected[tab])
    with Desk.at(home).office() as office:
        yield from (f"verify: {sentence}" for sentence in defects_of(office))


def wrong_copies(due: set[str], delivered: list[str], deaths: Deaths) -> Iterator[str]:
    """What the mail server has had that it should not: see the promise in `tasks.ledger.outbox`.

    Args:
        due: Message-IDs of the day.
    """
    copies = Counter(delivered)
    yield from (f"mail: never arrived {mail}" for mail in sorted(due - copies.keys()))
    yield from (f"mail: unknown {mail}" for mail in sorted(copies.keys() - due))
    extra = sum(copies.values()) - len(copies)
    if extra > len(deaths.unmarked):
        yield f"mail: {extra} copies too many for {len(deaths.unmarked)} kills"
    for rank, unmarked in enumerate(deaths.unmarked):
        if len(unmarked) > 1:
            yield f"mail: kill {rank} left {len(unmarked)} delivered e-mails unmarked"
        if not unmarked <= deaths.doubtful[rank]:
            yield f"mail: kill {rank} left a delivered e-mail that the outbox would send as new"
    certain = copies.keys() - set().union(*deaths.unmarked)
    yield from (f"mail: twice without a kill {mail}" for mail in sorted(certain) if copies[mail] > 1)


def folder_doubles(home: Path) -> list[str]:
    """Message-IDs that the .eml folder holds more than once."""
    files = [path.read_bytes() for path in (home / "courriels").rglob("*") if path.is_file()]
    found = Counter(str(message_from_bytes(content)["Message-ID"]) for content in files)
    return [mail for mail, times in found.items() if times > 1]


def _rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with Desk.at(home).ledger() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def _tabs(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The tabs as a person reads them."""
    book = openpyxl.load_workbook(Desk.at(home).path, data_only=True)
    return {tab: list(book[tab].iter_rows(values_only=True)) for tab in _TABS}


def _files(folder: Path) -> list[str]:
    """Every file, the half-written ones that should not be there included."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def _compared(title: str, found: Iterable[object], expected: Iterable[object]) -> Iterator[str]:
    """Each row that only one side has, as often as it is too much or missing."""
    here, there = Counter(found), Counter(expected)
    yield from (f"{title}: missing {str(row)[:200]}" for row in there - here)
    yield from (f"{title}: too much {str(row)[:200]}" for row in here - there)
