"""A home folder on the eve of a full day: dossiers in every phase, and everything of that day typed, nothing played.

Ten sorts of dossiers, `each` of every sort: incomplete for ever, cured, scored high, scored low, accepted, refused,
pre-habilitated and reminded, pre-habilitated and withdrawn (or extended), pre-habilitated and informed, new.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.tabs import columns, layout
from tasks.tabs import conformity as tab
from tests.season.answers import KBIS, SUBMITTED, Cells, answers
from tests.season.desk import DIRECTOR, MANAGER, Desk, commission_cells, headers, row_of

RECEPTION, SCORING, COMMISSION, TODAY = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 10), date(2026, 12, 2)
LAPSED, CURED, HIGH, LOW, ACCEPTED, REFUSED, REMINDED, ENDED, INFORMED, NEW = range(10)
ALL_POINTS, NO_POINT = (1, 1, 2, 1), (0, 0, 0, 0)
_INFORMED: Cells = {
    tab.INFO_AT: datetime(2026, 12, 2, 10), tab.INFO_LINK: "https://visio.example/salle-1",
    tab.INFO_HELD: datetime(2026, 12, 2), tab.INFO_PRESENT: "Maëlle Le Goff-Kœnig", columns.TYPED_BY: MANAGER,
}  # fmt: skip
WEAK: Cells = {"Certification Qualiopi": "Non", "Sessions dans le domaine (24 derniers mois)": 0}


def eve(home: Path, each: int) -> Desk:
    """Play the days before, then type all of TODAY."""
    desk = Desk.at(home)
    desk.set_up()
    desk.apply_all([answers(rank, _declared(sort)) for sort in range(NEW) for rank in ranks(sort, each)])
    desk.day(RECEPTION)
    with desk.book() as book:
        _score(
            book,
            [name for sort in (ACCEPTED, REFUSED, REMINDED, ENDED, INFORMED) for name in names(sort, each)],
            ALL_POINTS,
        )
    desk.day(SCORING)
    with desk.book() as book:
        accepted = [name for sort in (REMINDED, ENDED, INFORMED) for name in names(sort, each)]
        _decide(book, accepted, layout.ACCEPT, COMMISSION)
    desk.day(COMMISSION)
    _type_today(desk, each)
    return desk


def ranks(sort: int, each: int) -> range:
    return range(sort * each + 1, (sort + 1) * each + 1)


def names(sort: int, each: int) -> list[str]:
    return [f"Atelier n° {rank}" for rank in ranks(sort, each)]


def _declared(sort: int) -> Cells:
    return {KBIS: None} if sort in (LAPSED, CURED) else WEAK if sort == LOW else {}


def _type_today(desk: Desk, each: int) -> None:
    refs = {name: desk.ref(name) for name in names(ENDED, each)}
    desk.apply_all([answers(rank, {SUBMITTED: datetime(2026, 12, 2, 7)}) for rank in ranks(NEW, each)])
    with desk.book() as book:
        for name in names(CURED, each):
            _type(book[layout.APPLICATIONS], name, {KBIS: "https://pieces.example/kbis.pdf"})
        _score(book, names(HIGH, each), ALL_POINTS)
        _score(book, names(LOW, each), NO_POINT)
        _decide(book, names(ACCEPTED, each), layout.ACCEPT, TODAY)
        _decide(book, names(REFUSED, each), layout.REFUSE, TODAY)
        for name in names(INFORMED, each):
            _type(book[tab.CONFORMITY], name, _INFORMED)
        for rank, ref in enumerate(refs.values()):
            _direct(book[layout.DIRECTION], rank + 2, ref, layout.EXTEND if rank % 2 else layout.WITHDRAW)


def _score(book: Workbook, organisations: Iterable[str], points: tuple[int, ...]) -> None:
    for name in organisations:
        judged = dict(zip(("G3", "G6", "G7", "G8"), points, strict=True))
        _type(book[layout.SCORING], name, {**judged, layout.VALIDATED_BY: MANAGER})


def _decide(book: Workbook, organisations: Iterable[str], decision: str, on: date) -> None:
    for name in organisations:
        _type(book[layout.COMMISSION], name, commission_cells(decision, on, {columns.MOTIVE: "Examen du projet."}))


def _direct(sheet: Worksheet, row: int, ref: str, decision: str) -> None:
    cells: Cells = {
        columns.DOSSIER: ref, layout.DECISION: decision, columns.MOTIVE: "Travaux.", layout.DECIDED_BY: DIRECTOR,
        layout.DAYS: 5 if decision == layout.EXTEND else None, layout.DECIDED_ON: datetime(2026, 12, 2),
        columns.TYPED_BY: DIRECTOR,
    }  # fmt: skip
    _fill(sheet, row, cells)


def _type(sheet: Worksheet, name: str, cells: Cells) -> None:
    _fill(sheet, row_of(sheet, name), cells)


def _fill(sheet: Worksheet, row: int, cells: Cells) -> None:
    columns = headers(sheet)
    for header, value in cells.items():
        column = next(number for name, number in columns.items() if name == header or name.startswith(f"{header} – "))
        sheet.cell(row, column, value)
