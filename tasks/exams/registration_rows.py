"""One row of « Inscriptions » as typed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.exams.candidacy import Eligibility, InCourseResults
from domain.exams.person import Birth, Person
from domain.exams.vocabulary import Route, Sex
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.tabs import registrations as tab
from tasks.tabs.columns import MOTIVE, TYPED_BY
from tasks.workbook.values import CellValue

_YEARS = range(1900, 2100)
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
#: a day of a spreadsheet that lost its format, counted from the end of 1899
_FIRST_SERIAL, _EPOCH = 3_000, date(1899, 12, 30)


@dataclass(frozen=True)
class Asked:
    """What the row asks of a candidacy besides describing it; a blank cell asks nothing."""

    decision: str
    motive: str
    decided_by: str
    accommodation: str
    measures: str
    extra_time: int
    accommodated_by: str
    gave_up: bool
    new_session: str
    late: bool
    in_course: InCourseResults | None
    homonym: str


@dataclass(frozen=True)
class Typed:
    """A row as typed: who presents himself to what, by which route, and what is asked.

    Args:
        blocs: none stands for all that are left to acquire.
        received_on: None when the cell is blank.
    """

    session: str
    blocs: tuple[str, ...]
    received_on: date | None
    person: Person
    eligibility: Eligibility
    partner: str
    trainers: tuple[str, ...]
    funding: str
    asked: Asked
    typed_by: str


def read_registration(reading: RowReading) -> Typed:
    """Raises BadCell for the first cell that cannot be used."""
    return Typed(
        session=reading.required(tab.SESSION, cells.line),
        blocs=reading.read(tab.BLOCS, cells.words),
        received_on=reading.read(tab.RECEIVED_ON, cells.day),
        person=_person(reading),
        eligibility=Eligibility(
            route=reading.required(tab.ROUTE, lambda cell: cells.choice(cell, Route)),
            proof_url=reading.read(tab.PROOF, cells.url) or "",
            prerequisites_checked=bool(reading.read(tab.CHECKED, cells.yes_no)),
            checked_by=reading.read(tab.CHECKED_BY, cells.line) or "",
            checked_on=reading.read(tab.CHECKED_ON, cells.day),
        ),
        partner=reading.read(tab.PARTNER, cells.line) or "",
        trainers=reading.read(tab.TRAINERS, names),
        funding=reading.read(tab.FUNDING, cells.line) or "",
        asked=_asked(reading),
        typed_by=reading.required(TYPED_BY, cells.line),
    )


def _person(reading: RowReading) -> Person:
    year, month, day = reading.required(tab.BORN, birth_date)
    country = reading.read(tab.COUNTRY, cells.line) or "France"
    postal_code = reading.read(tab.POSTAL_CODE, cells.line) or ""
    if country == "France" and postal_code.isdigit():
        postal_code = postal_code.zfill(5)  # a spreadsheet takes « 01000 » for a number
    return Person(
        first_names=reading.required(tab.FIRST_NAMES, cells.line),
        birth_name=reading.required(tab.BIRTH_NAME, cells.line),
        usage_name=reading.read(tab.USAGE_NAME, cells.line) or "",
        sex=reading.required(tab.SEX, lambda cell: cells.choice(cell, Sex)),
        birth=Birth(
            year=year, month=month, day=day, place=reading.required(tab.PLACE, cells.line), postal_code=postal_code,
            country=country,
        ),
        email=reading.required(tab.EMAIL, cells.email),
        phone=reading.read(tab.PHONE, cells.line) or "",
    )  # fmt: skip


def _asked(reading: RowReading) -> Asked:
    summary = reading.read(tab.IN_COURSE, cells.any_text)
    url, received_on = reading.read(tab.IN_COURSE_URL, cells.url), reading.read(tab.IN_COURSE_ON, cells.day)
    if summary and received_on is None:
        raise BadCell("la cellule est vide", "datez la réception des résultats")
    results = (
        InCourseResults(summary=summary, url=url or "", received_on=received_on) if summary and received_on else None
    )
    return Asked(
        decision=reading.read(tab.DECISION, one_of(tab.VALIDATE, tab.REFUSE)) or "",
        motive=reading.read(MOTIVE, cells.any_text) or "",
        decided_by=reading.read(tab.DECIDED_BY, cells.line) or "",
        accommodation=reading.read(tab.ACCOMMODATION, one_of(tab.GRANTED, tab.DENIED)) or "",
        measures=reading.read(tab.MEASURES, cells.any_text) or "",
        extra_time=reading.read(tab.EXTRA_TIME, cells.whole) or 0,
        accommodated_by=reading.read(tab.ACCOMMODATED_BY, cells.line) or "",
        gave_up=bool(reading.read(tab.GAVE_UP, cells.yes_no)),
        new_session=reading.read(tab.NEW_SESSION, cells.line) or "",
        late=bool(reading.read(tab.LATE, cells.yes_no)),
        in_course=results,
        homonym=reading.read(tab.HOMONYM, cells.line) or "",
    )


def one_of(*choices: str) -> Callable[[CellValue], str | None]:
    """A parser of one of these words, whatever its case."""

    def parse(cell: CellValue) -> str | None:
        typed = cells.line(cell)
        found = next((choice for choice in choices if typed and choice.casefold() == typed.casefold()), None)
        if typed and found is None:
            raise BadCell(f"« {typed[:40]} » n’est pas un choix possible", f"choisissez parmi : {', '.join(choices)}")
        return found

    return parse


def names(cell: CellValue) -> tuple[str, ...]:
    """One name a line."""
    return tuple(" ".join(line.split()) for line in (cells.text(cell) or "").splitlines() if line.strip())


def birth_date(cell: CellValue) -> tuple[int, int | None, int | None] | None:
    """Year, month, day; « 03/1991 » or « 1991 » when the rest is unknown (domain.md §7).

    Raises:
        BadCell: no such date, or a year that nobody alive was born in.
    """
    if cell is None or isinstance(cell, date):
        return _dated(cells.day(cell))
    typed = cells.line(cell)
    if typed is None:
        return None
    month = _MONTH.fullmatch(typed)
    if month and 1 <= int(month[1]) <= 12:
        return _plausible(int(month[2])), int(month[1]), None
    if not typed.isdecimal():
        return _dated(cells.day(typed))
    number = int(typed)
    if len(typed) <= 5 and number >= _FIRST_SERIAL:
        return _dated(_EPOCH + timedelta(days=number))
    return _plausible(number), None, None


def _dated(day: date | None) -> tuple[int, int | None, int | None] | None:
    return (_plausible(day.year), day.month, day.day) if day else None


def _plausible(year: int) -> int:
    if year not in _YEARS:
        raise BadCell(
            f"l’année {str(year)[:20]} n’est pas celle d’une naissance", "écrivez JJ/MM/AAAA, MM/AAAA ou l’année seule"
        )
    return year
