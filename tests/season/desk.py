"""A desk to play a season at: a real ledger, a real .xlsx that the form and staff type into, a folder of .eml files.

`day` plays every step of the flow `daily`, without Prefect's server; the rest are the hands and eyes of people.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from config.settings import ROOT, Settings
from domain.vocabulary import Factor, Opinion
from flows.daily import STEPS
from tasks.ledger.database import open_ledger
from tasks.office import Office, open_office
from tasks.run import Run, open_run
from tasks.steps import bare
from tasks.tabs import columns, layout
from tasks.workbook.typing_hands import TypedBook, TypedSheet
from tests.season.answers import Cells, answers

MANAGER, DIRECTOR = "Claire Martin", "Hélène Dubois"
MANAGER_MAIL, DIRECTOR_MAIL = "claire.martin@certificateur.example", "helene.dubois@certificateur.example"
TEAM = (
    (MANAGER, MANAGER_MAIL, "Responsable des partenariats"),
    (DIRECTOR, DIRECTOR_MAIL, "Direction"),
)

Step = Callable[[Run], object]
Points = Sequence[float | str | None]


def daily_steps() -> tuple[Step, ...]:
    """The steps of the flow `daily`, in its own order."""
    return STEPS


def play(step: Step, run: Run) -> None:
    """A Prefect task is played as the function that it wraps."""
    bare(step)(run)


@dataclass(frozen=True)
class Desk:
    """One home folder, its workbook and the configuration it runs with.

    Args:
        stages: where homes are kept as they stand at the end of a stretch of road, to be copied instead of played
            again; None when this desk is not like the others.
    """

    settings: Settings
    stages: Path | None = None

    @classmethod
    def at(
        cls, home: Path, *, config: Path = ROOT / "config", workbook: Path | None = None, stages: Path | None = None
    ) -> "Desk":
        return cls(Settings(home=home, config_folder=config, workbook=workbook, mail_transport="eml"), stages)

    @property
    def path(self) -> Path:
        return self.settings.workbook_path

    def set_up(self, team: Sequence[tuple[str, str, str]] = TEAM) -> None:
        """What `certiflow init` makes, and the people in « Équipe »."""
        with self.office() as office:
            office.workbook.create()
        self.add_rows(layout.TEAM, [dict(zip(("Nom", "E-mail", "Rôle"), person, strict=True)) for person in team])

    @contextmanager
    def office(self) -> Iterator[Office]:
        with open_office(self.settings) as office:
            yield office

    @contextmanager
    def ledger(self) -> Iterator[Connection]:
        """The ledger, to be read."""
        ledger = open_ledger(self.settings.database_url)
        with ledger.reading() as connection:
            yield connection
        ledger.close()

    def day(self, on: date, *, steps: Sequence[Step] = ()) -> Run:
        """A run of the day `on`: all the steps of `daily`, or those given."""
        with open_run(self.settings, on) as run:
            for step in steps or daily_steps():
                play(step, run)
        return run

    @contextmanager
    def book(self) -> Iterator[Workbook]:
        """The workbook opened by somebody, saved at the end."""
        book = openpyxl.load_workbook(self.path)
        yield book
        book.save(self.path)

    @contextmanager
    def _typing_in(self, tab: str) -> Iterator[TypedSheet]:
        """One tab, saved at the end."""
        book = TypedBook(self.path)
        yield book.sheet(tab)
        book.save()

    def apply(self, rank: int = 1, over: Cells | None = None) -> None:
        """One more response of the online form."""
        self.add_row(layout.APPLICATIONS, answers(rank, over))

    def apply_all(self, responses: Sequence[Cells]) -> None:
        self.add_rows(layout.APPLICATIONS, responses)

    def add_row(self, tab: str, cells: Cells) -> None:
        self.add_rows(tab, [cells])

    def add_rows(self, tab: str, rows: Sequence[Cells]) -> None:
        with self._typing_in(tab) as sheet:
            for number, cells in enumerate(rows, start=sheet.first_free_row):
                sheet.fill(number, cells)

    def type(self, tab: str, name: str, cells: Cells) -> None:
        """Type in the row of the organisation `name`, as staff do."""
        self.type_all(tab, {name: cells})

    def type_all(self, tab: str, by_name: Mapping[str, Cells]) -> None:
        with self._typing_in(tab) as sheet:
            for name, cells in by_name.items():
                sheet.fill(sheet.row_of(name, "Raison sociale", "Organisme"), cells)

    def type_rows(self, tab: str, by_key: Mapping[str, Cells]) -> None:
        """Type in the rows of those references."""
        with self._typing_in(tab) as sheet:
            for key, cells in by_key.items():
                sheet.fill(sheet.row_of(key, columns.REF), cells)

    def score(self, name: str, points: Points, by: str | None = MANAGER) -> None:
        """Give the points of the four judged lines (G3, G6, G7, G8), and sign."""
        self.type(layout.SCORING, name, scoring_cells(points, by))

    def decide(self, name: str, decision: str, on: date, over: Cells | None = None) -> None:
        """Fill the row of « Commission », complete and signed unless `over` changes it."""
        self.type(layout.COMMISSION, name, commission_cells(decision, on, over))

    def rows(self, tab: str) -> list[dict[str, Any]]:
        """The rows of a tab as a person reads them: header → value, blank cells left out."""
        head, *lines = CalamineWorkbook.from_path(self.path).get_sheet_by_name(tab).to_python()
        found = [{str(h): _seen(v) for h, v in zip(head, line, strict=False) if h and v != ""} for line in lines]
        return [row for row in found if row]

    def deadlines(self) -> list[dict[str, Any]]:
        """The rows of « Échéances »; those of the files of the certifications, which every desk has, are left out."""
        return [row for row in self.rows(layout.DEADLINES) if not row[columns.DOSSIER].startswith("ENR-")]

    def row(self, tab: str, name: str) -> dict[str, Any]:
        """The only row of the organisation `name`."""
        named = [row for row in self.rows(tab) if name in (row.get("Raison sociale"), row.get("Organisme"))]
        assert len(named) == 1, f"{len(named)} rows for {name} in {tab}"
        return named[0]

    def states(self) -> dict[str, str]:
        """Organisation → status, as « Dossiers » shows it."""
        return {row["Organisme"]: row[columns.STATUS] for row in self.rows(layout.DOSSIERS)}

    def ref(self, name: str) -> str:
        return str(self.row(layout.DOSSIERS, name)[columns.DOSSIER])


def _seen(value: Any) -> Any:
    """A file has one kind of number, and days are moments in it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return datetime(value.year, value.month, value.day) if type(value) is date else value


def scoring_cells(points: Points, by: str | None = MANAGER) -> dict[str, Any]:
    return {**dict(zip(("G3", "G6", "G7", "G8"), points, strict=True)), layout.VALIDATED_BY: by}


def commission_cells(decision: str, on: date, over: Cells | None = None) -> dict[str, Any]:
    """Direction and the owner, five favourable opinions."""
    opinions = {layout.opinion_of(factor): Opinion.FAVOURABLE.label for factor in Factor}
    return {
        **opinions, layout.HELD_ON: datetime(on.year, on.month, on.day), layout.DECISION: decision,
        layout.ATTENDEES: f"{DIRECTOR}\n{MANAGER}", columns.TYPED_BY: MANAGER, **(over or {}),
    }  # fmt: skip


def row_of(sheet: Worksheet, name: str) -> int:
    """The number of the row of an organisation."""
    columns = headers(sheet)
    column = columns.get("Raison sociale") or columns["Organisme"]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == name)


def headers(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}
