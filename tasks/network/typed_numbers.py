"""Several numbers in one cell."""

import re

from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.workbook.values import CellValue

_SEPARATORS = re.compile(r"[\s,;/]+")


def numbers(cell: CellValue) -> tuple[int, ...]:
    """« 1 ; 3 », « 1 3 » or 1 alone, ascending, each once.

    Raises:
        BadCell: something else; « 1,3 », which a French spreadsheet reads as a decimal number, is one of them.
    """
    found = [cell] if isinstance(cell, int) else _SEPARATORS.split(cells.line(cell) or "")
    words = [str(word) for word in found if word != ""]
    if isinstance(cell, bool | float) or not all(word.isdecimal() for word in words):
        raise BadCell("ce ne sont pas des numéros", "séparez-les par un point-virgule : 1 ; 3")
    return tuple(sorted({int(word) for word in words}))
