"""The evaluation of trainers at a desk: a real ledger, a real workbook with « Formateurs » and « Remplacements »."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from sqlalchemy import select

from domain.dossier import Dossier
from domain.evaluation import Aspect, Grade
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.team import Person, Team
from domain.trainer import TRAINER, Trainer, TrainerEvent
from domain.vocabulary import Role, State
from tasks.conformity.replacements import show_replacements, take_replacements
from tasks.conformity.trainers import show_trainers, take_trainers, trainer_facts
from tasks.feedback import Feedback
from tasks.ledger.batch import Batch
from tasks.ledger.queries import View, read_register, read_subjects
from tasks.ledger.schema import outbox
from tasks.ledger.workstreams import read_streams
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import replacements as new
from tasks.tabs import trainers as tab
from tasks.tabs.columns import ANSWER, DEADLINE, DOSSIER, REF, STATUS, TYPED_BY
from tasks.tabs.replacements import REPLACEMENTS, replacements_tab
from tasks.tabs.trainers import TRAINERS, trainers_tab
from tasks.workbook.layout import Layout
from tasks.workbook.protocol import Changes
from tasks.workbook.xlsx import XlsxWorkbook
from tests.builders import DIRECTOR, OWNER
from tests.builders_conformity import EVALUATOR, NOTIFIED_ON, in_conformity
from tests.season.reading import plain

ZOE, ZOE_MAIL, OF_MAIL = "Zoé Garnier", "zoe@atelier-lumieres.example", "contact@atelier-lumieres.example"
LINK, CASE = "https://visio.example/salle-7", "https://atelier-lumieres.example/cas.pdf"
PLANNED_ON, HELD_ON, HELD_AT = date(2026, 11, 16), date(2026, 11, 19), datetime(2026, 11, 19, 14, 30)
TEAM = Team((
    Person(OWNER, "ines.moreau@certificateur.example", Role.PARTNER_MANAGER),
    Person(DIRECTOR, "paul.lefevre@certificateur.example", Role.DIRECTION),
    Person(EVALUATOR, "marc.vidal@certificateur.example", Role.PEDAGOGY_REFERENT),
))  # fmt: skip

ROW_1, ROW_2, ROW_3 = "F-2026-0001/1", "F-2026-0001/2", "F-2026-0001/3"
MINOR, MAJOR = (Grade.CONFORMING, Grade.MINOR, Grade.CONFORMING, Grade.CONFORMING), (Grade.MAJOR,) * 4
SECOND_AT, REREAD_ON = datetime(2026, 11, 24, 9), date(2026, 11, 25)
SOME_MINOR = {Aspect.REFERENCE.label: Grade.MINOR.label}
POINTS = "Durée de l’épreuve à préciser\n\n  Barème   à joindre "
ASK_SESSION = "Planifiez la session : e-mail du formateur, date et heure, lien. [MIK-72]"

Cells = dict[str, Any]
Grades = Sequence[Grade | None]
CLEAN: Grades = (Grade.CONFORMING,) * 4


@dataclass
class TrainerDesk:
    """What a run does with both tabs, and what people type there between two runs."""

    office: Office
    team: Team = TEAM

    def __post_init__(self) -> None:
        self.path = self.office.settings.home / "formateurs.xlsx"
        self.workbook = XlsxWorkbook(self.path, Layout((trainers_tab(), replacements_tab())))
        self.workbook.create()
        self.dossier = _put(self.office)
        facts = trainer_facts(self.dossier, ZOE, 8, f"{CASE}?cv", NOTIFIED_ON)
        apply_commands(
            self.office, TEAM, [Command("trainer:1", "", TrainerEvent.PROPOSED, NOTIFIED_ON, "essai", facts)], TRAINER
        )
        self.run(NOTIFIED_ON)

    def run(self, on: date, *, write: bool = True) -> list[tuple[str, str]]:
        """A run of the day `on`, cut before it writes the workbook unless `write`. Returns (field, rule) refused."""
        feedback = self.take(on)
        pull = Pull(self.workbook.read(), self.team, on)
        changes = Changes()
        with self.office.ledger.reading() as connection:
            streams = read_streams(connection)
        show_trainers(changes, self.office, pull, feedback, streams)
        show_replacements(changes, self.office, pull, feedback, streams)
        if write:
            report = self.workbook.write(changes)
            assert (report.unplaced, report.postponed) == ((), None)
            self.changed_cells = report.changed_cells
        return [(note.refusal.field, note.refusal.rule) for note in feedback.notes]

    def take(self, on: date) -> Feedback:
        pull, feedback = Pull(self.workbook.read(), self.team, on), Feedback()
        take_trainers(self.office, pull, feedback)
        take_replacements(self.office, pull, feedback)
        return feedback

    def type(self, key: str, cells: Cells) -> None:
        """Type in the row of that key of « Formateurs »."""
        self._write(TRAINERS, cells, self._numbers(key)[0])

    def add(self, name: str, cells: Cells) -> None:
        """Type a new row at the end of a tab."""
        self._write(name, cells, len(self.workbook.read().tabs[name].rows) + 2)

    def remove(self, key: str) -> None:
        """Delete the last row of that key."""
        book = openpyxl.load_workbook(self.path)
        book[TRAINERS].delete_rows(self._numbers(key)[-1])
        book.save(self.path)

    def _numbers(self, key: str) -> list[int]:
        return [row.number for row in self.workbook.read().tabs[TRAINERS].rows if row.key == key]

    def _write(self, name: str, cells: Cells, number: int) -> None:
        book = openpyxl.load_workbook(self.path)
        headers = {cell.value: number for number, cell in enumerate(book[name][1], start=1)}
        for header, value in cells.items():
            book[name].cell(number, headers[header]).value = value
        book.save(self.path)

    def shown(self, *headers: str, of: str = TRAINERS) -> list[tuple[str, ...]]:
        """The cells of each row under `headers`, with plain spaces."""
        rows = self.workbook.read().tabs[of].rows
        return [tuple(plain(str(row.cells[header] or "")) for header in headers) for row in rows]

    def rows(self) -> list[tuple[str, ...]]:
        return self.shown(REF, tab.EXPECTED, STATUS, ANSWER)

    def deadlines(self) -> list[tuple[str, ...]]:
        return self.shown(REF, DEADLINE)

    def trainers(self) -> list[View[Trainer]]:
        with self.office.ledger.reading() as connection:
            return list(read_subjects(connection, TRAINER))

    @property
    def zoe(self) -> View[Trainer]:
        return self.trainers()[0]

    def mails(self) -> list[tuple[str, str, str]]:
        """(day, template, recipient) of every e-mail, in order."""
        with self.office.ledger.reading() as connection:
            found = connection.execute(select(outbox).order_by(outbox.c.id)).mappings()
            return [(f"{row['on_date']:%d/%m}", row["template"], row["recipient"]) for row in found]

    def minutes(self) -> list[str]:
        with self.office.ledger.reading() as connection:
            return [row["kind"] for row in read_register(connection)]

    def evaluate(
        self, number: int = 1, starts: datetime = HELD_AT, grades: Grades = CLEAN, typed: Cells | None = None
    ) -> None:
        """Plan the session of the row F-2026-0001/`number`, hold it that day and type its evaluation."""
        key = f"F-2026-0001/{number}"
        self.type(key, session(starts))
        self.run(PLANNED_ON if number == 1 else HELD_ON)
        self.type(key, evaluation(starts.date(), grades) | (typed or {}))
        self.run(starts.date())


def _put(office: Office, state: State = State.IN_CONFORMITY) -> Dossier:
    """A dossier as the information session leaves it."""
    facts = in_conformity()
    known = {name: getattr(facts, name) for name in Dossier.model_fields if name != "ref"}
    with office.ledger.writing() as connection:
        batch = Batch(connection, PARTNERSHIP, office.config)
        subject = batch.draft(known, NOTIFIED_ON)
        batch.set_state(subject, batch.admit(subject, subject.facts, NOTIFIED_ON), state, NOTIFIED_ON)
        batch.flush()
    return subject.facts


def session(starts: datetime | str | None = HELD_AT, email: str | None = ZOE_MAIL, link: str | None = LINK) -> Cells:
    return {tab.EMAIL: email, tab.SESSION_AT: starts, tab.LINK: link}


def evaluation(held_on: date = HELD_ON, grades: Grades = CLEAN) -> Cells:
    """An evaluation with its four grades and the whole case."""
    return {
        tab.HELD_ON: held_on, tab.PRESENT: "Oui", tab.CASE: CASE, tab.EVALUATOR: EVALUATOR, TYPED_BY: OWNER,
        **{aspect.label: grade and grade.label for aspect, grade in zip(Aspect, grades, strict=True)},
    }  # fmt: skip


def proposal() -> Cells:
    """Anna Roy instead of Zoé Garnier."""
    return {
        DOSSIER: "D-2026-0001", new.REPLACED: ZOE, new.NAME: "Anna Roy", new.YEARS: 5,
        new.CV: "https://atelier-lumieres.example/roy.pdf", new.EMAIL: "anna@atelier-lumieres.example",
        TYPED_BY: OWNER,
    }  # fmt: skip


def replacement_rows(desk: TrainerDesk) -> list[tuple[str, ...]]:
    return desk.shown(STATUS, ANSWER, of=REPLACEMENTS)
