"""Requests that copy or move what is there: a tab, or a block of cells; and the groups that fold rows and columns."""

from tests.sheets_server.book import Book
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.ranges import Box
from tests.sheets_server.sheet import BLANK, Cell, Sheet

PASTES = ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT")


def duplicate_sheet(book: Book, spec: Json, user: str) -> Json:
    source = book.by_id(spec.get("sourceSheetId", 0))
    title = spec.get("newSheetName") or f"Copy of {source.title}"
    if book.find(title) is not None:
        raise ApiError(400, f'A sheet with the name "{title}" already exists. Please enter another name.')
    twin, index = source.copy(), spec.get("insertSheetIndex", 0)
    twin.properties.update(sheetId=spec.get("newSheetId") or book.free_id(), title=title)
    book.sheets.insert(index, twin)
    return {"duplicateSheet": {"properties": {**twin.properties, "index": index}}}


def copy_paste(book: Book, spec: Json, user: str) -> Json:
    """Over the destination, repeated as often as it fits, once at least."""
    if spec.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise ApiError(501, "The test server does not turn what it pastes.")
    _, source, taken = _taken(book, spec["source"])
    target = book.by_id(spec["destination"].get("sheetId", 0))
    box = target.box(spec["destination"])
    height, width = len(source.rows), len(source.columns)
    for row in range(box.top, box.top + max(len(box.rows) // height, 1) * height):
        for column in range(box.left, box.left + max(len(box.columns) // width, 1) * width):
            cell = taken[(row - box.top) % height][(column - box.left) % width]
            _paste(target, row, column, cell, spec.get("pasteType", "PASTE_NORMAL"))
    return {}


def cut_paste(book: Book, spec: Json, user: str) -> Json:
    sheet, source, taken = _taken(book, spec["source"])
    start = spec["destination"]
    target = book.by_id(start.get("sheetId", 0))
    kind = spec.get("pasteType", "PASTE_NORMAL")
    for row in source.rows:
        for column in source.columns:
            _paste(sheet, row, column, BLANK, kind)
    for row, line in enumerate(taken, start.get("rowIndex", 0)):
        for column, cell in enumerate(line, start.get("columnIndex", 0)):
            _paste(target, row, column, cell, kind)
    return {}


def fold(book: Book, spec: Json, user: str) -> Json:
    """Groups of rows or columns show nothing in what the server answers: they are taken, and forgotten."""
    book.by_id(spec["range"].get("sheetId", 0))
    return {}


def _taken(book: Book, grid: Json) -> tuple[Sheet, Box, list[list[Cell]]]:
    sheet = book.by_id(grid.get("sheetId", 0))
    box = sheet.box(grid)
    return sheet, box, [[sheet.at(row, column) for column in box.columns] for row in box.rows]


def _paste(sheet: Sheet, row: int, column: int, cell: Cell, kind: str) -> None:
    if kind not in PASTES:
        raise ApiError(501, f"The test server does not know {kind}.")
    if row >= len(sheet.rows) or column >= sheet.column_count:
        raise ApiError(400, "Attempting to paste outside the grid.")
    there = sheet.at(row, column)
    if kind == "PASTE_VALUES":
        cell = there.typed(cell.value)
    elif kind == "PASTE_FORMAT":
        cell = Cell(there.value, there.formula, cell.format, there.note, there.validation)
    sheet.put(row, column, cell)
