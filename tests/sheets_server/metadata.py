"""`spreadsheets.get`: the spreadsheet without its cells, or with those that are asked."""

from tests.sheets_server.book import Book
from tests.sheets_server.errors import Json
from tests.sheets_server.masks import Mask, checked, parsed, picked
from tests.sheets_server.ranges import Box
from tests.sheets_server.rendering import plain, shown
from tests.sheets_server.sheet import BLANK, Cell, Sheet
from tests.sheets_server.values import Query

DEFAULT_HEIGHT = 21  # pixels
SHEET_FIELDS = frozenset(
    [
        "properties",
        "data",
        "merges",
        "conditionalFormats",
        "filterViews",
        "protectedRanges",
        "basicFilter",
        "charts",
        "bandedRanges",
        "developerMetadata",
        "rowGroups",
        "columnGroups",
        "slicers",
        "tables",
    ]
)
PROPERTIES = frozenset(
    ["title", "locale", "autoRecalc", "timeZone", "defaultFormat", "iterativeCalculationSettings", "spreadsheetTheme"]
)
FIELDS = {
    "spreadsheetId": frozenset[str](),
    "properties": PROPERTIES,
    "sheets": SHEET_FIELDS,
    "namedRanges": frozenset({"namedRangeId", "name", "range"}),
    "spreadsheetUrl": frozenset[str](),
    "developerMetadata": frozenset[str](),
    "dataSources": frozenset[str](),
}


def get(book: Book, query: Query) -> Json:
    """The spreadsheet, cut by `fields`; `ranges` keeps only the tabs that they name, and their cells."""
    mask = checked(parsed(query["fields"][0]), FIELDS) if "fields" in query else {}
    grid_data = query.get("includeGridData", ["false"])[0].lower() == "true"
    asked = mask.get("sheets", {})
    if mask:
        grid_data = "data" in asked or ("sheets" in mask and not asked)
    places = [book.place(text) for text in query.get("ranges", [])]
    kept = [sheet for sheet in book.sheets if not places or any(sheet is place[0] for place in places)]
    sheets = []
    for sheet in kept:
        shown_sheet = described(sheet, book.sheets.index(sheet))
        if grid_data:
            boxes = [place[1] for place in places if place[0] is sheet] or [sheet.whole]
            shown_sheet["data"] = [_data(book, sheet, box, asked.get("data", {})) for box in boxes]
        sheets.append(shown_sheet)
    reply: Json = {"spreadsheetId": book.id, "properties": properties(book), "sheets": sheets}
    if book.named_ranges:
        reply["namedRanges"] = book.named_ranges
    reply["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    result: Json = picked(reply, mask)
    return result


def properties(book: Book) -> Json:
    return {"title": book.title, "locale": book.locale, "autoRecalc": "ON_CHANGE", "timeZone": book.zone}


def described(sheet: Sheet, index: int) -> Json:
    """A tab without its cells: empty lists are left out, as Google does."""
    parts: Json = {
        "properties": {**sheet.properties, "index": index},
        "merges": sheet.merges,
        "protectedRanges": sheet.protections,
        "conditionalFormats": sheet.conditional_formats,
        "basicFilter": sheet.basic_filter,
    }
    return {key: part for key, part in parts.items() if part}


def _data(book: Book, sheet: Sheet, box: Box, mask: Mask) -> Json:
    data: Json = {}
    if box.top:
        data["startRow"] = box.top
    if box.left:
        data["startColumn"] = box.left
    if not mask or "rowData" in mask:
        wanted = mask.get("rowData", {}).get("values", {})
        rows = _rows(book, sheet, box, wanted)
        if rows:
            data["rowData"] = rows
    if not mask or "columnMetadata" in mask:
        data["columnMetadata"] = sheet.column_metadata[box.left : box.right]
    if not mask or "rowMetadata" in mask:
        data["rowMetadata"] = [{"pixelSize": sheet.row_sizes.get(row, DEFAULT_HEIGHT)} for row in box.rows]
    return data


def _rows(book: Book, sheet: Sheet, box: Box, wanted: Mask) -> list[Json]:
    rows: list[Json] = []
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        cells = {c: cell for c, cell in sheet.rows[row].items() if c in box.columns}
        line = [_cell(book, cells.get(c, BLANK), wanted) for c in range(box.left, max(cells, default=-1) + 1)]
        while line and not line[-1]:
            line.pop()
        rows.append({"values": line} if line else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(book: Book, cell: Cell, wanted: Mask) -> Json:
    """A CellData, of the asked fields only: what the cell lacks is left out."""
    data: Json = {}
    if cell.value is not None:
        kind = {bool: "boolValue", str: "stringValue"}.get(type(cell.value), "numberValue")
        data["effectiveValue"] = {kind: plain(cell.value)}
        data["userEnteredValue"] = {"formulaValue": cell.formula} if cell.formula else data["effectiveValue"]
        if not wanted or "formattedValue" in wanted:
            data["formattedValue"] = shown(cell, book.locale)
    if cell.format:
        data["userEnteredFormat"] = data["effectiveFormat"] = cell.format
    if cell.note:
        data["note"] = cell.note
    if cell.validation:
        data["dataValidation"] = cell.validation
    return {key: value for key, value in data.items() if not wanted or key in wanted or "*" in wanted}
