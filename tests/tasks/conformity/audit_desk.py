"""The audit at a desk: a real ledger, a real workbook with « Audit », and a web site of this machine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from domain.audit import Check, Finding, Support, SupportType, Verdict
from domain.communication import COMMUNICATION, Communication, CommunicationEvent
from domain.conformity import Partner
from domain.process import Command
from domain.team import Person, Team
from domain.vocabulary import Role
from tasks.conformity.audit import show_audit, take_audit
from tasks.conformity.reading import read_supports
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_deadlines, read_register, read_subjects
from tasks.ledger.schema import journal, outbox
from tasks.ledger.workstreams import Streams
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import audit as tab
from tasks.tabs.audit import AUDIT, audit_tab
from tasks.tabs.columns import ANSWER, REF, STATUS
from tasks.workbook.layout import Layout
from tasks.workbook.protocol import Changes
from tasks.workbook.xlsx import XlsxWorkbook
from tests.builders import OWNER, dossier, shipped_certification, shipped_config
from tests.builders_conformity import AUDITOR, SESSION_ON, partner
from tests.season.reading import plain
from tests.tasks.web.hostile_server import Site

PAGES = Path(__file__).parents[1] / "audit" / "pages"
CONFORMING = (PAGES / "dev-01-wordpress.html").read_bytes()
TEAM = Team((
    Person(OWNER, "ines.moreau@certificateur.example", Role.PARTNER_MANAGER),
    Person(AUDITOR, "nora.diallo@certificateur.example", Role.COMMUNICATION_AUDITOR),
))  # fmt: skip
#: public too early, and its duration left to be written
WRONG = CONFORMING.replace(b"noindex, nofollow", b"index").replace(
    "35 heures réparties sur 5 jours".encode(), "À venir".encode()
)
FIRST = "A-2026-0001/1/1"
JUDGED_ON = date(2026, 12, 14)
#: the day the OF says it is ready, and the end of its 15 working days
READY_ON, DUE_ON = date(2026, 12, 4), date(2026, 12, 11)
HOST = "127.0.0.1"
JUDGED = [item.code for item in shipped_config().checklist.items if item.check is Check.JUDGED]

Cells = Mapping[str, Any]


def afternoon_of(on: date) -> Callable[[tzinfo], datetime]:
    return lambda zone: datetime(on.year, on.month, on.day, 14, 32, tzinfo=zone)


@dataclass
class AuditDesk:
    """What a run does with the tab, and what people type there between two runs."""

    office: Office
    site: Site
    team: Team = TEAM
    feedback: Feedback = field(default_factory=Feedback)

    def __post_init__(self) -> None:
        allowed = {"audit_allowed_hosts": f"{HOST}:{self.site.port}"}
        self.office = replace(self.office, settings=self.office.settings.model_copy(update=allowed))
        self.path = self.office.settings.home / "audit.xlsx"
        self.workbook = XlsxWorkbook(self.path, Layout((audit_tab(),)))
        self.workbook.create()

    def serve(self, path: str, body: bytes, head: str = "Content-Type: text/html") -> str:
        """Put a page on line; returns its address."""
        self.site.serve(path, body, head)
        return self.site.url(path, HOST)

    def open(self, *supports: tuple[SupportType, str], partner: Partner | None = None) -> str:
        """The audit of one more partner. Returns its reference."""
        number = len(self.views()) + 1
        facts = communication_facts(supports, f"D-2026-{number:04d}", partner)
        self.apply(Command(f"open:{number}", "", CommunicationEvent.OPENED, SESSION_ON, "essai", facts))
        return f"A-2026-{number:04d}"

    def read(self, body: bytes = CONFORMING) -> None:
        """One site, read on the last day."""
        self.open((SupportType.WEBSITE, self.serve("/", body)))
        self.run(DUE_ON)

    def says_ready(self, on: date = READY_ON, *, corrected: bool = False, ref: str = "A-2026-0001") -> None:
        said = "corrected_on" if corrected else "ready_on"
        self.apply(Command(f"said:{ref}:{said}", ref, CommunicationEvent.DECLARED, on, "essai", {said: on}))

    def apply(self, command: Command) -> None:
        apply_commands(self.office, self.team, [command], COMMUNICATION)

    def run(self, on: date, now: Callable[[tzinfo], datetime] | None = None) -> list[tuple[str, str, str]]:
        """Pages read, verdicts taken, tab written. Returns (row, field, rule) of each refusal."""
        pull, self.feedback = Pull(self.workbook.read(), self.team, on), Feedback()
        read_supports(self.office, pull, self.feedback, now or afternoon_of(on))
        take_audit(self.office, pull, self.feedback)
        changes = Changes()
        show_audit(changes, self.office, pull, self.feedback, self._streams())
        report = self.workbook.write(changes)
        assert (report.unplaced, report.postponed) == ((), None)
        self.changed_cells = report.changed_cells
        return [(note.place, note.refusal.field, note.refusal.rule) for note in self.feedback.notes]

    def _streams(self) -> Mapping[str, Streams]:
        return {view.facts.parent: Streams(None, communication=view) for view in self.views()}  # type: ignore[arg-type]

    def views(self) -> list[View[Communication]]:
        with self.office.ledger.reading() as connection:
            return list(read_subjects(connection, COMMUNICATION))

    @property
    def facts(self) -> Communication:
        return self.views()[0].facts

    @property
    def read_on(self) -> list[date]:
        return [made.read_on for made in self.facts.passes]

    @property
    def state(self) -> str:
        return str(self.views()[0].state.value)

    def type(self, cells_of: Mapping[str, Cells]) -> None:
        """Type in the rows of these keys."""
        book = openpyxl.load_workbook(self.path)
        sheet = book[AUDIT]
        headers = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
        numbers = {sheet.cell(row, headers[REF]).value: row for row in range(2, sheet.max_row + 1)}
        for key, cells in cells_of.items():
            for header, value in cells.items():
                sheet.cell(numbers[key], headers[header]).value = value
        book.save(self.path)

    def copy(self, key: str, over: Cells) -> None:
        """Copy the row of that key at the end of the tab."""
        book = openpyxl.load_workbook(self.path)
        sheet = book[AUDIT]
        headers = [cell.value for cell in sheet[1]]
        line = next(line for line in sheet.iter_rows(min_row=2, values_only=True) if line[headers.index(REF)] == key)
        sheet.append([over.get(str(header), value) for header, value in zip(headers, line, strict=True)])
        book.save(self.path)

    def remove(self, number: int) -> None:
        book = openpyxl.load_workbook(self.path)
        book[AUDIT].delete_rows(number)
        book.save(self.path)

    def sign(self, number: int = 1, verdicts: Mapping[str, Cells] | None = None, ref: str = "A-2026-0001") -> None:
        """Sign every row of one pass: the proposals stand, what was left blank conforms, `verdicts` say otherwise."""
        typed: dict[str, Cells] = {}
        for row in self.workbook.read().tabs[AUDIT].rows:
            if (row.key or "").startswith(f"{ref}/{number}/"):
                verdict = row.cells[tab.VERDICT] or Verdict.CONFORMING.label
                over = (verdicts or {}).get((row.key or "").split("/", 2)[2], {})
                typed[row.key or ""] = {tab.VERDICT: verdict, tab.AUDITOR: AUDITOR, **over}
        self.type(typed)

    def shown(self, *headers: str, of: str = "A-2026-0001/") -> list[tuple[str, ...]]:
        """The cells under `headers` of the rows whose key begins so, with plain spaces."""
        rows = self.workbook.read().tabs[AUDIT].rows
        return [
            tuple(plain(str("" if row.cells[header] is None else row.cells[header])) for header in headers)
            for row in rows
            if (row.key or "").startswith(of)
        ]

    def row(self, key: str) -> dict[str, str]:
        (found,) = [row for row in self.workbook.read().tabs[AUDIT].rows if row.key == key]
        return {header: plain(str(value)) for header, value in found.cells.items() if value is not None}

    def answers(self, of: str = "A-2026-0001/") -> set[tuple[str, ...]]:
        return set(self.shown(STATUS, ANSWER, of=of))

    def findings(self, support: int = 1) -> dict[str, str]:
        """Item → proposal of the last pass."""
        current = self.facts.current
        read = current.read(support) if current else None
        return {found.item: found.finding.value for found in read.proposals} if read else {}

    def events(self) -> list[str]:
        with self.office.ledger.reading() as connection:
            return list(connection.scalars(select(journal.c.event).order_by(journal.c.seq)))

    def mails(self) -> list[tuple[str, str]]:
        with self.office.ledger.reading() as connection:
            found = connection.execute(select(outbox).order_by(outbox.c.id)).mappings()
            return [(row["template"], row["text"]) for row in found]

    def minutes(self) -> list[str]:
        with self.office.ledger.reading() as connection:
            return [row["kind"] for row in read_register(connection)]

    def clocks(self) -> list[tuple[str, date]]:
        with self.office.ledger.reading() as connection:
            return [(item.limit.value, item.dates.due_on) for item in read_deadlines(connection, COMMUNICATION)]


def communication_facts(
    supports: Sequence[tuple[SupportType, str]], parent: str = "D-2026-0001", of: Partner | None = None
) -> dict[str, Any]:
    """What the information session opens: its 15 working days end on DUE_ON."""
    numbered = tuple(Support(number=n, type=kind, url=url) for n, (kind, url) in enumerate(supports, start=1))
    return {
        "certification": dossier().certification, "grid_version": shipped_certification().grid.version,
        "owner": OWNER, "parent": parent, "partner": of or partner(), "opened_on": SESSION_ON, "supports": numbered,
    }  # fmt: skip


FOUND, NOT_FOUND, CONTRADICTS, TO_SEE = (finding.value for finding in Finding)
