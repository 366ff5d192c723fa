"""A date with its hour, or an hour alone, as staff type them for a session."""

import re
from datetime import datetime, time, timedelta

from tasks.intake.cells import BadCell
from tasks.workbook.values import CellValue

_TYPED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*(?:à|,)?\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?(?::\d{2})?", re.IGNORECASE)
PLAUSIBLE_YEARS = range(2000, 2100)


def moment(cell: CellValue) -> datetime | None:
    """A date and an hour, wall clock of the office: a spreadsheet's own, or « 02/12/2026 14 h 30 »; None when blank.

    Raises:
        BadCell: no such day or hour, or no hour at all.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    found = cell if isinstance(cell, datetime) else _typed(cell)
    if found is None or found.time() == datetime.min.time():
        raise BadCell("la date et l’heure sont attendues", "écrivez par exemple 02/12/2026 14:30")
    if found.year not in PLAUSIBLE_YEARS:
        raise BadCell(f"l’année {found.year} n’est pas plausible", "corrigez la date")
    return found.replace(second=0, microsecond=0)


def clock(cell: CellValue) -> time | None:
    """An hour of the day: « 09:05 », « 9 h 05 », or the part of a day that a spreadsheet keeps; None when blank.

    Raises:
        BadCell: no such hour.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        return (datetime.min + timedelta(minutes=round(cell * 1440))).time()
    match = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    hour, minute = (int(part or 0) for part in match.groups()) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise BadCell("l’heure n’est pas lisible", "écrivez par exemple 09:05")
    return time(hour, minute)


def _typed(cell: CellValue) -> datetime | None:
    match = _TYPED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None
