"""A row of « Sessions », part by part: what was typed, before anybody judges it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from domain.certification import ExamDay
from domain.exams import session_guards as field
from domain.exams.person import folded
from domain.exams.session import Contact, ExamRoom, Hours, Logistics, Site
from domain.exams.vocabulary import SessionKind
from domain.team import Team
from domain.vocabulary import Modality
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.tabs import sessions as tab
from tasks.tabs.columns import MOTIVE, TYPED_BY
from tasks.workbook.values import CellValue

_HOUR = re.compile(r"(\d{1,2})\s*(?:(?:h|:)\s*(\d{2})?(?::00)?)?", re.IGNORECASE)
_TWO_PEOPLE = re.compile(r"[;,/&+\n]|\bet\b", re.IGNORECASE)
MOST_ROOMS, MOST_PEOPLE, MOST_SEATS = 30, 30, 1000


@dataclass(frozen=True)
class TypedDecision:
    """« Reporter » or « Annuler », as somebody typed it in the tab or in a form."""

    postpone: bool
    motive: str
    decided_by: str
    typed_by: str
    first: date | None = None
    last: date | None = None


def read_details(reading: RowReading, team: Team, usual: ExamDay) -> dict[str, Any]:
    """Fields of the facts that the row gives, all but certification, référentiel, organiser and dates.

    Args:
        usual: the hours where the row says none.

    Raises:
        BadCell: `reading.header` names the cell.
    """
    return {
        "kind": reading.required(tab.KIND, lambda cell: cells.choice(cell, SessionKind)),
        "blocs": reading.read(field.BLOCS, cells.words),
        "site": _site(reading),
        "hours": _hours(reading, usual),
        "manager": _manager(reading, team),
        "invigilators": reading.read(tab.INVIGILATORS, _people),
    }  # fmt: skip


def read_days(reading: RowReading) -> tuple[date, date]:
    """First and last day as planned; one day when the last is blank."""
    first = reading.required(field.FIRST_DAY, cells.day)
    return first, reading.read(field.LAST_DAY, cells.day) or first


def read_decision(reading: RowReading) -> TypedDecision | None:
    """None while the cell « Décision » is blank."""
    chosen = reading.read(tab.DECISION, cells.line)
    if chosen is None:
        return None
    if chosen not in (tab.POSTPONE, tab.CANCEL):
        raise BadCell(f"« {chosen[:40]} » n’est pas un choix possible", "choisissez Reporter ou Annuler")
    first = reading.read(field.NEW_FIRST_DAY, cells.day)
    return TypedDecision(
        postpone=chosen == tab.POSTPONE, motive=reading.read(MOTIVE, cells.any_text) or "",
        decided_by=reading.required(tab.DECIDED_BY, cells.line),
        typed_by=reading.required(TYPED_BY, cells.line),
        first=first, last=reading.read(tab.NEW_LAST_DAY, cells.day) or first,
    )  # fmt: skip


def read_logistics(reading: RowReading) -> Logistics:
    """The checklist as it is ticked; who signed it, and when."""
    checked = {field: bool(reading.read(header, cells.yes_no)) for field, header in tab.CHECKLIST.items()}
    signed_by = reading.read(field.SIGNED_BY, cells.line) or ""
    signed_on = reading.required(field.SIGNED_ON, cells.day) if signed_by else None
    return Logistics(**checked, signed_by=signed_by, signed_on=signed_on)


def hour(cell: CellValue) -> time | None:
    """« 9 h », « 08:30 », or what a spreadsheet makes of it; None when blank."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:  # a spreadsheet's hour is a part of the day
        return time(*divmod(round(cell * 24 * 60) % (24 * 60), 60))
    typed = cells.line(cell)
    if typed is None:
        return None
    match = _HOUR.fullmatch(typed)
    hours, minutes = (int(part or 0) for part in match.groups()) if match else (24, 0)
    if hours > 23 or minutes > 59:
        raise BadCell(f"« {typed[:40]} » n’est pas une heure", "écrivez par exemple 9 h ou 08:30")
    return time(hours, minutes)


def _site(reading: RowReading) -> Site:
    modality = reading.read(tab.MODALITY, lambda cell: cells.choice(cell, Modality)) or Modality.ON_SITE
    return Site(
        place=reading.read(field.PLACE, cells.line) or ("À distance" if modality is Modality.REMOTE else ""),
        modality=modality, link=reading.read(field.LINK, cells.url) or "", rooms=reading.read(field.ROOMS, _rooms),
    )  # fmt: skip


def _hours(reading: RowReading, usual: ExamDay) -> Hours:
    opens, closes = reading.read(field.OPENS, hour), reading.read(field.CLOSES, hour)
    return Hours(
        opens=opens or usual.opens, closes=closes or usual.closes, lunch_starts=usual.lunch_starts,
        lunch_ends=usual.lunch_ends,
    )  # fmt: skip


def _manager(reading: RowReading, team: Team) -> Contact:
    """Exactly one person (M2I-14)."""
    name = reading.read(field.MANAGER, cells.text) or ""
    if _TWO_PEOPLE.search(name):
        raise BadCell(f"« {' '.join(name.split())[:80]} » nomme plusieurs personnes",
                      "désignez un seul responsable de session")  # fmt: skip
    name = " ".join(name.split())
    known = team.find(name)
    email = reading.read(tab.MANAGER_EMAIL, cells.email) or (known.email if known else "")
    return Contact(name=name, email=email)


def _rooms(cell: CellValue) -> tuple[ExamRoom, ...]:
    rows = _lines(cell, MOST_ROOMS, "salles")
    found = tuple(_room(number, row) for number, row in enumerate(rows, start=1))
    _each_once([room.name for room in found], "la salle")
    return found


def _room(number: int, row: str) -> ExamRoom:
    name, _, seats = (part.strip() for part in row.rpartition(";"))
    capacity = cells.whole(seats) if name and seats.isdigit() else None
    if capacity is None or not 0 < capacity <= MOST_SEATS:
        raise BadCell(f"la ligne {number} des salles n’a pas la forme attendue",
                      f"écrivez « Salle A ; 20 », avec 1 à {MOST_SEATS} places")  # fmt: skip
    return ExamRoom(name=cells.line(name) or "", capacity=capacity)


def _people(cell: CellValue) -> tuple[Contact, ...]:
    rows = _lines(cell, MOST_PEOPLE, "surveillants")
    found = []
    for number, row in enumerate(rows, start=1):
        name, _, address = (part.strip() for part in row.partition(";"))
        if not name or ";" in address:
            raise BadCell(f"la ligne {number} des surveillants n’a pas la forme attendue", "écrivez « Nom ; e-mail »")
        found.append(Contact(name=cells.line(name) or "", email=cells.email(address) or ""))
    _each_once([person.name for person in found], "le surveillant")
    return tuple(found)


def _lines(cell: CellValue, most: int, what: str) -> list[str]:
    rows = [row for row in (cells.text(cell) or "").splitlines() if row.strip()]
    if len(rows) > most:
        raise BadCell(f"{len(rows)} {what} sont listés", f"{most} au plus")
    return rows


def _each_once(names: list[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if folded(name) in seen:
            raise BadCell(f"{what} « {name[:60]} » figure deux fois", "gardez une seule ligne")
        seen.add(folded(name))
