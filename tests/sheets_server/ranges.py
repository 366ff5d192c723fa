"""Places in a sheet: A1 notation as people write it, GridRange as requests carry it, and the box that both mean."""

import re
from typing import NamedTuple

from tests.sheets_server.errors import ApiError, Json

SPLIT = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))(?:!(.*))?", re.DOTALL)
CELLS = re.compile(r"([A-Za-z]{1,3})?(\d+)?(?::([A-Za-z]{1,3})?(\d+)?)?")
BARE_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


class Box(NamedTuple):
    """Rows and columns from 0, the ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        return range(self.left, self.right)

    def holds(self, row: int, column: int) -> bool:
        return row in self.rows and column in self.columns


def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name = chr(ord("A") + rest) + name
        column -= 1
    return name


def column_of(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def split_title(text: str) -> tuple[str | None, str]:
    """The tab's title, or None when the text names none, and the cells, or nothing for the whole tab."""
    found = SPLIT.fullmatch(text)
    if found is None:
        raise ApiError(400, f"Unable to parse range: {text}")
    quoted, bare, cells = found.groups()
    if quoted is not None:
        return quoted.replace("''", "'"), cells or ""
    if cells is None and _cells(bare) is not None and bare:
        return None, bare
    return bare, cells or ""


def _cells(text: str) -> re.Match[str] | None:
    found = CELLS.fullmatch(text)
    if found is None or (":" not in text and not (found[1] and found[2])):
        return None
    return found


def box_of(cells: str, rows: int, columns: int) -> tuple[Box, bool]:
    """The box that the cells name in a sheet of that size, and whether they name one single cell."""
    if not cells:
        return Box(0, 0, rows, columns), False
    found = _cells(cells)
    if found is None:
        raise ApiError(400, f"Unable to parse range: {cells}")
    first_column, first_row, last_column, last_row = found.groups()
    if ":" not in cells:
        row, column = int(first_row) - 1, column_of(first_column)
        return Box(row, column, row + 1, column + 1), True
    tops = sorted((int(first_row) - 1 if first_row else 0, int(last_row) - 1 if last_row else rows - 1))
    lefts = sorted(
        (column_of(first_column) if first_column else 0, column_of(last_column) if last_column else columns - 1)
    )
    return Box(tops[0], lefts[0], tops[1] + 1, lefts[1] + 1), False


def a1(title: str, box: Box) -> str:
    """The box as Google writes it back: the title quoted when it must be, one cell without a colon."""
    plain = BARE_TITLE.fullmatch(title) and not LIKE_A_CELL.fullmatch(title)
    name = title if plain else "'" + title.replace("'", "''") + "'"
    first = f"{letters(box.left)}{box.top + 1}"
    last = f"{letters(box.right - 1)}{box.bottom}"
    return f"{name}!{first}" if first == last else f"{name}!{first}:{last}"


def grid_box(grid: Json, rows: int, columns: int) -> Box:
    """A GridRange in a sheet of that size: a missing bound is the edge."""
    return Box(
        grid.get("startRowIndex", 0),
        grid.get("startColumnIndex", 0),
        min(grid.get("endRowIndex", rows), rows),
        min(grid.get("endColumnIndex", columns), columns),
    )


def grid_range(sheet_id: int, box: Box) -> Json:
    grid = {
        "sheetId": sheet_id,
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }
    return without_sheet_zero(grid)


def without_sheet_zero(grid: Json) -> Json:
    """A GridRange as Google sends it: `sheetId` 0 is left out."""
    return {key: value for key, value in grid.items() if key != "sheetId" or value}


def shifted(grid: Json, dimension: str, at: int, count: int) -> Json | None:
    """The GridRange after `count` rows or columns came in at `at` (negative: went away); None when nothing is left."""
    word = "Row" if dimension == "ROWS" else "Column"
    moved = dict(grid)
    for key in (f"start{word}Index", f"end{word}Index"):
        if key not in grid:
            continue
        past = grid[key] >= at if key.startswith("start") else grid[key] > at
        if past:
            moved[key] = max(grid[key] + count, at)
    start, end = moved.get(f"start{word}Index", 0), moved.get(f"end{word}Index")
    return None if end is not None and end <= start else moved
