"""A date with its hour, as staff type it for a session."""

import re
from datetime import datetime

from tasks.intake.cells import BadCell
from tasks.workbook.values import CellValue

_TYPED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*(?:à|,)?\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?", re.IGNORECASE)
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
        raise BadCell("la date et l’heure de la séance sont attendues", "écrivez par exemple 02/12/2026 14:30")
    if found.year not in PLAUSIBLE_YEARS:
        raise BadCell(f"l’année {found.year} n’est pas plausible", "corrigez la date de la séance")
    return found.replace(second=0, microsecond=0)


def _typed(cell: CellValue) -> datetime | None:
    match = _TYPED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None
