"""Requests on cells: their formats, notes, validations and values, sorting and merging."""

from dataclasses import replace

from tests.sheets_server.book import Book, sort_rows
from tests.sheets_server.canonical import canonical
from tests.sheets_server.entering import calculated
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.masks import Mask, merged, parsed
from tests.sheets_server.ranges import Box
from tests.sheets_server.sheet import Cell, Sheet

CELL_FIELDS = {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "*"}


def repeat_cell(book: Book, spec: Json, user: str) -> Json:
    """The same cell data over a range; one object is shared by the cells that were alike before."""
    sheet, box = _box(book, spec["range"])
    mask = _mask(spec)
    made: dict[int, Json] = {}
    for row in box.rows:
        for column in box.columns:
            sheet.put(row, column, _changed(sheet.at(row, column), spec["cell"], mask, made))
    return {}


def update_cells(book: Book, spec: Json, user: str) -> Json:
    """Cell by cell; in a `range`, the cells that the rows do not reach lose the masked fields."""
    mask = _mask(spec)
    rows = spec.get("rows", [])
    if "start" in spec:
        start = spec["start"]
        sheet = book.by_id(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values", [])) for row in rows), default=0)
        box = Box(top, left, top + len(rows), left + width)
    else:
        sheet, box = _box(book, spec["range"])
    if box.bottom > len(sheet.rows) or box.right > sheet.column_count:
        raise ApiError(400, "Attempting to write outside the grid.")
    for row in box.rows:
        line = rows[row - box.top].get("values", []) if row - box.top < len(rows) else []
        for column in box.columns:
            data = line[column - box.left] if column - box.left < len(line) else {}
            sheet.put(row, column, _changed(sheet.at(row, column), data, mask, {}))
    return {}


def _changed(cell: Cell, data: Json, mask: Mask, made: dict[int, Json]) -> Cell:
    """The cell with the masked fields taken from `data`; `made` keeps the formats already merged."""
    every = "*" in mask
    if every or "userEnteredFormat" in mask:
        key = id(cell.format)
        if key not in made:
            wanted = data.get("userEnteredFormat") or {}
            made[key] = canonical(merged(cell.format or {}, wanted, mask.get("userEnteredFormat", {})))
        cell = replace(cell, format=made[key] or None)
    if every or "note" in mask:
        cell = replace(cell, note=data.get("note") or "")
    if every or "dataValidation" in mask:
        cell = replace(cell, validation=canonical(data.get("dataValidation")) or None)
    if every or "userEnteredValue" in mask:
        value = data.get("userEnteredValue") or {}
        formula = value.get("formulaValue", "")
        typed = calculated(formula[1:]) if formula else next(iter(value.values()), None)
        cell = cell.typed(typed, formula)
    return cell


def set_validation(book: Book, spec: Json, user: str) -> Json:
    sheet, box = _box(book, spec["range"])
    rule = spec.get("rule")
    if rule is not None and not rule.get("condition", {}).get("type"):
        raise ApiError(400, "rule.condition.type is required")
    kept = {key: value for key, value in canonical(rule).items() if value is not False} if rule else None
    for row in box.rows:
        for column in box.columns:
            sheet.put(row, column, replace(sheet.at(row, column), validation=kept))
    return {}


def sort_range(book: Book, spec: Json, user: str) -> Json:
    sheet, box = _box(book, spec["range"])
    orders = [(order.get("dimensionIndex", 0), order.get("sortOrder") == "DESCENDING") for order in spec["sortSpecs"]]
    sort_rows(sheet, box, orders)
    return {}


def merge_cells(book: Book, spec: Json, user: str) -> Json:
    sheet, box = _box(book, spec["range"])
    kind = spec.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_COLUMNS":
        boxes = [Box(box.top, column, box.bottom, column + 1) for column in box.columns]
    elif kind == "MERGE_ROWS":
        boxes = [Box(row, box.left, row + 1, box.right) for row in box.rows]
    else:
        boxes = [box]
    for part in boxes:
        sheet.merge(part)
    return {}


def unmerge_cells(book: Book, spec: Json, user: str) -> Json:
    sheet, box = _box(book, spec["range"])
    sheet.unmerge(box)
    return {}


def _box(book: Book, grid: Json) -> tuple[Sheet, Box]:
    sheet = book.by_id(grid.get("sheetId", 0))
    box = sheet.box(grid)
    if box.top >= box.bottom or box.left >= box.right:
        raise ApiError(400, f"range is empty or outside the grid: {grid}")
    return sheet, box


def _mask(spec: Json) -> Mask:
    mask = parsed(spec.get("fields", ""))
    if mask.keys() - CELL_FIELDS:
        raise ApiError(501, f"The test server does not know the cell field « {min(mask.keys() - CELL_FIELDS)} ».")
    return mask
