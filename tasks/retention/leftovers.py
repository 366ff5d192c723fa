"""Rows that staff typed about what was erased: no longer read, and their « Retour » asks for them to be removed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from domain.calendar import format_date
from tasks.feedback import Feedback
from tasks.intake.declaration import snapshot
from tasks.intake.recognition import sha_of
from tasks.ledger.queries import Submission, read_submissions
from tasks.ledger.schema import subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.retention.erasing import GONE
from tasks.tabs.columns import ANSWER, DOSSIER, STATUS
from tasks.tabs.layout import APPLICATIONS
from tasks.workbook.layout import Mode, Owner, Tab
from tasks.workbook.protocol import Cells, Changes, Row, WorkbookContent

_REFERENCE = re.compile(r"[A-Z]{1,5}-\d{4}-\d{4,}")


def set_aside(office: Office, pull: Pull) -> Pull:
    """What was read without the rows of what was erased, which are kept beside: (tab, row, day of the erasure)."""
    query = select(subjects.c.ref, subjects.c.erased_on).where(subjects.c.erased_on.is_not(None))
    with office.ledger.reading() as connection:
        gone: dict[str, date] = {row.ref: row.erased_on for row in connection.execute(query)}
        declared = read_submissions(connection, erased=True) if gone else []
    if not gone:
        return pull
    gone |= {item.row_ref: gone[item.subject] for item in declared}
    typed = {tab.name for tab in office.workbook.layout.tabs if tab.mode is Mode.ROWS}
    aside = tuple(item for item in _of_erased(pull.content, gone, declared) if item[0] in typed)
    taken = {(name, row.number) for name, row, _ in aside}
    tabs = {
        name: replace(tab, rows=tuple(row for row in tab.rows if (name, row.number) not in taken))
        for name, tab in pull.content.tabs.items()
    }
    return replace(pull, content=WorkbookContent(tabs), aside=(*pull.aside, *aside))


def _of_erased(
    content: WorkbookContent, gone: Mapping[str, date], declared: list[Submission]
) -> Iterator[tuple[str, Row, date]]:
    """By their key, whose start is a reference; without one by « Dossier », or an answer by its own words."""
    words = {item.sha256: gone[item.subject] for item in declared}
    for name, tab in content.tabs.items():
        for row in tab.rows:
            found = _REFERENCE.match((row.key or str(row.cells.get(DOSSIER) or "")).strip().upper())
            day = gone.get(found[0]) if found else None
            if day is None and name == APPLICATIONS and row.key is None and words:
                day = words.get(sha_of(snapshot(row)))
            if day is not None:
                yield name, row, day


def show_leftovers(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """The cells of certiflow are blank in them; those of staff are staff's to remove."""
    layout = office.workbook.layout
    for name, row, day in pull.aside:
        said = f"{GONE} le {format_date(day)}, au terme de sa durée de conservation : supprimez cette ligne. [RGPD]"
        changes.update(name, _blank(layout.tab(name), french(said)), key=row.key, fingerprint=row.fingerprint)


def _blank(tab: Tab, said: str) -> Cells:
    own = [column.header for column in tab.columns if column.owner is Owner.SYSTEM and column.header != tab.key]
    answers = {STATUS: GONE, ANSWER: said}
    return {header: answers.get(header) for header in own}
