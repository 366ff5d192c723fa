"""Requests on the shape of a spreadsheet: its properties, its tabs, their rows and columns."""

from tests.sheets_server.book import Book
from tests.sheets_server.canonical import canonical
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.masks import Mask, merged, parsed
from tests.sheets_server.metadata import properties
from tests.sheets_server.sheet import Sheet

PIXELS_PER_CHARACTER = 7  # autoResizeDimensions measures a font; here every letter is as wide as a digit


def update_spreadsheet(book: Book, spec: Json, user: str) -> Json:
    mask = _mask(spec)
    unknown = mask.keys() - {"title", "locale", "timeZone", "autoRecalc", "*"}
    if unknown:
        raise ApiError(400, f"Invalid field: {min(unknown)}")
    wanted = merged(properties(book), spec["properties"], mask)
    if not wanted.get("title"):
        raise ApiError(400, "The title of a spreadsheet cannot be blank.")
    book.title, book.locale, book.zone = wanted["title"], wanted["locale"], wanted["timeZone"]
    return {}


def add_sheet(book: Book, spec: Json, user: str) -> Json:
    wanted: Json = canonical(spec.get("properties", {}))
    grid = wanted.get("gridProperties", {})
    title = wanted.get("title") or f"Sheet{len(book.sheets) + 1}"
    if book.find(title) is not None:
        raise ApiError(400, f'A sheet with the name "{title}" already exists. Please enter another name.')
    sheet = Sheet(wanted.get("sheetId") or book.free_id(), title, 0, 0)
    sheet.resize(grid.get("rowCount", 1000), grid.get("columnCount", 26))
    for key, value in wanted.items():
        if key not in ("sheetId", "title", "index", "gridProperties"):
            sheet.properties[key] = value
    sheet.grid.update({key: value for key, value in grid.items() if key.startswith("frozen") and value})
    index = wanted.get("index", len(book.sheets))
    book.sheets.insert(index, sheet)
    return {"addSheet": {"properties": {**sheet.properties, "index": index}}}


def delete_sheet(book: Book, spec: Json, user: str) -> Json:
    sheet = book.by_id(spec["sheetId"])
    if len(book.sheets) == 1:
        raise ApiError(400, "You can't remove all the sheets in a document.")
    book.sheets.remove(sheet)
    book.named_ranges = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.id]
    return {}


def update_sheet(book: Book, spec: Json, user: str) -> Json:
    sheet = book.by_id(spec["properties"].get("sheetId", 0))
    mask = _mask(spec)
    before = {**sheet.properties, "index": book.sheets.index(sheet)}
    wanted: Json = canonical(
        merged(before, {**before, **spec["properties"]} if "*" in mask else spec["properties"], mask)
    )
    wanted["sheetId"] = sheet.id
    _check_sheet(book, sheet, wanted)
    grid = wanted.pop("gridProperties", {})
    sheet.resize(grid.get("rowCount", len(sheet.rows)), grid.get("columnCount", sheet.column_count))
    _move(book, sheet, wanted.pop("index", 0))
    if not wanted.get("hidden"):
        wanted.pop("hidden", None)
    size = {"rowCount": len(sheet.rows), "columnCount": sheet.column_count}
    sheet.properties = {**wanted, "gridProperties": {key: value for key, value in (grid | size).items() if value}}
    return {}


def _move(book: Book, sheet: Sheet, index: int) -> None:
    """`index` is counted before the move, as Google documents: the tab's own and the next one change nothing."""
    now = book.sheets.index(sheet)
    if index not in (now, now + 1):
        book.sheets.remove(sheet)
        book.sheets.insert(index - (index > now), sheet)


def _check_sheet(book: Book, sheet: Sheet, wanted: Json) -> None:
    title = wanted.get("title", "")
    twin = book.find(title)
    if not title:
        raise ApiError(400, "The title of a sheet cannot be blank.")
    if twin not in (None, sheet):
        raise ApiError(400, f'A sheet with the name "{title}" already exists. Please enter another name.')
    visible = [other for other in book.sheets if other is not sheet and not other.properties.get("hidden")]
    if wanted.get("hidden") and not visible:
        raise ApiError(400, "You can't hide all the sheets in a document.")
    grid = wanted.get("gridProperties", {})
    if grid.get("frozenRowCount", 0) >= grid.get("rowCount", 1) > 0:
        raise ApiError(400, "You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= grid.get("columnCount", 1) > 0:
        raise ApiError(400, "You can't freeze all visible columns on the sheet.")


def append_dimension(book: Book, spec: Json, user: str) -> Json:
    sheet = book.by_id(spec.get("sheetId", 0))
    dimension, length = spec["dimension"], spec["length"]
    if length < 1:
        raise ApiError(400, "length must be positive")
    sheet.insert(dimension, len(sheet.rows) if dimension == "ROWS" else sheet.column_count, length)
    return {}


def insert_dimension(book: Book, spec: Json, user: str) -> Json:
    sheet, dimension, start, end = _span(book, spec["range"])
    sheet.insert(dimension, start, end - start)
    return {}


def delete_dimension(book: Book, spec: Json, user: str) -> Json:
    sheet, dimension, start, end = _span(book, spec["range"])
    size = len(sheet.rows) if dimension == "ROWS" else sheet.column_count
    if end - start >= size:
        raise ApiError(400, f"You can't delete all the {dimension.lower()} on the sheet.")
    sheet.delete(dimension, start, end - start)
    return {}


def update_dimension(book: Book, spec: Json, user: str) -> Json:
    """Widths, heights and hidden columns; the height of a row is kept, its hiding is not."""
    sheet, dimension, start, end = _span(book, spec["range"])
    mask = _mask(spec)
    for at in range(start, end):
        if dimension == "COLUMNS":
            wanted = merged(sheet.column_metadata[at], spec["properties"], mask)
            sheet.column_metadata[at] = {"pixelSize": 100, **wanted}
        else:
            sheet.row_sizes[at] = spec["properties"].get("pixelSize", 21)
    return {}


def auto_resize(book: Book, spec: Json, user: str) -> Json:
    sheet, dimension, start, end = _span(book, spec["dimensions"])
    if dimension == "COLUMNS":
        for column in range(start, end):
            texts = [str(sheet.at(row, column).value) for row, at in sheet.filled() if at == column]
            if texts:
                sheet.column_metadata[column] = {"pixelSize": PIXELS_PER_CHARACTER * max(map(len, texts))}
    return {}


def _span(book: Book, span: Json) -> tuple[Sheet, str, int, int]:
    sheet = book.by_id(span.get("sheetId", 0))
    dimension = span["dimension"]
    size = len(sheet.rows) if dimension == "ROWS" else sheet.column_count
    start, end = span.get("startIndex", 0), span.get("endIndex", size)
    if not 0 <= start < end or start > size:
        raise ApiError(400, f"range must start inside the grid and hold something: {start} to {end}")
    return sheet, dimension, start, end


def _mask(spec: Json) -> Mask:
    if not spec.get("fields"):
        raise ApiError(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parsed(spec["fields"])
