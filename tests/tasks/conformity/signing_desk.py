"""The end of the road at a desk: a real ledger, a real workbook with the tab « Signatures », a dossier to sign."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from domain.agreements import AgreementKind
from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.signing import Assurances
from domain.team import Person, Team
from domain.vocabulary import Role, State, TimeLimit
from tasks.conformity.habilitation import grant
from tasks.conformity.issuing import issue_agreements
from tasks.conformity.signatures import show_signatures, take_signatures
from tasks.feedback import Feedback
from tasks.ledger.batch import Batch
from tasks.ledger.queries import View, as_view
from tasks.ledger.schema import journal, subjects
from tasks.ledger.workstreams import read_streams
from tasks.office import Office, Pull
from tasks.tabs.columns import ANSWER, REF, STATUS, TYPED_BY
from tasks.tabs.signatures import (
    CERTIFIER_SIGNATORY,
    CERTIFIER_SIGNED_ON,
    PARTNER_SIGNATORY,
    PARTNER_SIGNED_ON,
    SIGNATURES,
    row_key,
    signatures_tab,
)
from tasks.workbook.layout import Layout
from tasks.workbook.protocol import Changes, Row
from tasks.workbook.xlsx import XlsxWorkbook
from tests.builders import CODE, DIRECTOR, OWNER, shipped_config
from tests.builders_conformity import NOTIFIED_ON, REPRESENTATIVE, in_conformity

ISSUED_ON, SIGNED_ON = date(2026, 12, 18), date(2026, 12, 22)
REF_1 = "D-2026-0001"
TEAM = Team((
    Person(OWNER, "ines.moreau@certificateur.example", Role.PARTNER_MANAGER),
    Person(DIRECTOR, "paul.lefevre@certificateur.example", Role.DIRECTION),
))  # fmt: skip


def ready(office: Office, **over: Any) -> str:
    """A dossier whose gates are open, put in the ledger as the first steps leave it. Returns its reference."""
    facts = in_conformity(**over)
    known = {name: getattr(facts, name) for name in Dossier.model_fields if name != "ref"}
    with office.ledger.writing() as connection:
        batch = Batch(connection, PARTNERSHIP, office.config)
        subject = batch.draft(known, NOTIFIED_ON)
        batch.set_state(subject, batch.admit(subject, subject.facts, NOTIFIED_ON), State.READY_TO_SIGN, ISSUED_ON)
        span = PARTNERSHIP.span(
            TimeLimit.CONFORMITY, subject.facts, office.config.certifications[CODE], NOTIFIED_ON, office.config.calendar
        )
        assert span is not None
        batch.open_deadline(subject, TimeLimit.CONFORMITY, span)
        batch.flush()
    return subject.facts.ref


@dataclass
class SigningDesk:
    """What a run does with the tab « Signatures », and what people type there between two runs."""

    office: Office
    team: Team = TEAM
    assurances: dict[str, Assurances] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.path: Path = self.office.settings.home / "signatures.xlsx"
        self.workbook = XlsxWorkbook(self.path, Layout((signatures_tab(),)))
        self.workbook.create()

    def run(self, on: date) -> Feedback:
        """Issue, take the signatures, habilitate, show."""
        pull, feedback = Pull(self.workbook.read(), self.team, on), Feedback()
        issue_agreements(self.office, pull, feedback)
        take_signatures(self.office, pull, feedback)
        grant(self.office, pull, feedback, self.assurances, {ref: conformity_row(ref) for ref in self.assurances})
        changes = Changes()
        with self.office.ledger.reading() as connection:
            streams = read_streams(connection)
        show_signatures(changes, self.office, pull, feedback, streams)
        assert self.workbook.write(changes).unplaced == ()
        return feedback

    def sign(self, *kinds: AgreementKind, dossier: str = REF_1, **over: Any) -> None:
        """Report the signatures of these documents, all of them when none is named; `over` by English name."""
        for kind in kinds or AgreementKind:
            self.type(row_key(dossier, kind), typed(**over))

    def type(self, key: str, cells: Mapping[str, Any]) -> None:
        """Type in the row of that key, or in a new one."""
        book = openpyxl.load_workbook(self.path)
        sheet = book[SIGNATURES]
        headers = {str(cell.value): column for column, cell in enumerate(sheet[1], start=1)}
        keys = {sheet.cell(row, headers[REF]).value: row for row in range(2, sheet.max_row + 1)}
        number = keys.get(key) or max([1, *(row for found, row in keys.items() if found)]) + 1
        for header, value in ({REF: key} | dict(cells)).items():
            sheet.cell(number, headers[header]).value = value
        book.save(self.path)

    def shown(self, header: str = STATUS) -> dict[str, Any]:
        """Key → what the tab says, with plain spaces."""
        rows = self.workbook.read().tabs[SIGNATURES].rows
        return {row.key or "": plain(row.cells[header]) for row in rows}

    def answers(self) -> dict[str, Any]:
        return self.shown(ANSWER)

    def dossier(self, ref: str = REF_1) -> View[Dossier]:
        with self.office.ledger.reading() as connection:
            row = connection.execute(subjects.select().where(subjects.c.ref == ref)).mappings().one()
        return as_view(row, PARTNERSHIP)

    def change(self, **over: Any) -> None:
        """Another configuration from now on: `agreements`, `certifications`."""
        self.office = replace(self.office, config=replace(self.office.config, **over))


def typed(**over: Any) -> dict[str, Any]:
    """A complete row, as people report it."""
    values = {
        "partner": REPRESENTATIVE, "partner_on": datetime(2026, 12, 21), "certifier": DIRECTOR,
        "certifier_on": datetime(2026, 12, 22), "typed_by": OWNER, **over,
    }  # fmt: skip
    headers = (PARTNER_SIGNATORY, PARTNER_SIGNED_ON, CERTIFIER_SIGNATORY, CERTIFIER_SIGNED_ON, TYPED_BY)
    return dict(zip(headers, values.values(), strict=True))


def conformity_row(ref: str) -> Row:
    return Row(2, ref, {}, "0" * 64)


def without_clause(kind: AgreementKind, clause: str) -> dict[AgreementKind, Any]:
    """The shipped agreements, less one article."""
    agreements = dict(shipped_config().agreements)
    kept = tuple(article for article in agreements[kind].articles if article.clause != clause)
    return agreements | {kind: agreements[kind].model_copy(update={"articles": kept})}


def refusals(feedback: Feedback) -> list[tuple[str, str, str, str]]:
    """(tab, place, field, rule) of what was refused."""
    return [(note.tab, note.place, note.refusal.field, note.refusal.rule) for note in feedback.notes]


def plain(text: Any) -> Any:
    return text.replace("\u202f", " ").replace("\u00a0", " ") if isinstance(text, str) else text


def events(desk: SigningDesk) -> list[str]:
    with desk.office.ledger.reading() as connection:
        return list(connection.scalars(select(journal.c.event).order_by(journal.c.seq)))
