"""The `values.*` methods: reading and writing what cells hold."""

from collections.abc import Sequence
from typing import Any

from tests.sheets_server.book import Book, put_entered
from tests.sheets_server.errors import ApiError, Json, invalid
from tests.sheets_server.ranges import Box, a1
from tests.sheets_server.rendering import rendered
from tests.sheets_server.sheet import Sheet, Value

Place = tuple[Sheet, Box, bool]
Table = list[list[Value]]
Query = dict[str, list[str]]

RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
DIMENSIONS = ("ROWS", "COLUMNS")
INPUTS = ("RAW", "USER_ENTERED")


def get(book: Book, query: Query, text: str) -> Json:
    return value_range(book, book.place(text), query)


def batch_get(book: Book, query: Query) -> Json:
    ranges = [value_range(book, book.place(text), query) for text in query.get("ranges", [])]
    return {"spreadsheetId": book.id, "valueRanges": ranges}


def update(book: Book, query: Query, text: str, body: Json) -> Json:
    entry = _option(query, "valueInputOption", INPUTS, "")
    table = _table(body, "data")
    place = book.place(text)
    return _write(book, place, table, entry) | _echo(book, query, place)


def batch_update(book: Book, body: Json) -> Json:
    """Every range is resolved and every value checked before the first one is written."""
    entry = body.get("valueInputOption")
    if entry not in INPUTS:
        raise ApiError(400, "'valueInputOption' is required but not specified")
    parts = body.get("data")
    if not isinstance(parts, list):
        raise invalid("data", "Invalid value at 'data'")
    work = [(book.place(part.get("range", "")), _table(part, f"data[{at}]")) for at, part in enumerate(parts)]
    for place, table in work:
        _check_room(place, table)
    replies = [_write(book, place, table, entry) for place, table in work]
    rows = {(place[0].id, place[1].top + at) for place, table in work for at, row in enumerate(table) if row}
    columns = {(place[0].id, place[1].left + at) for place, table in work for row in table for at, _ in enumerate(row)}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(reply.get("updatedCells", 0) for reply in replies),
        "totalUpdatedSheets": len({place[0].id for place, _ in work}),
    }
    return {"spreadsheetId": book.id, **_without_zeros(totals), "responses": replies}


def append(book: Book, query: Query, text: str, body: Json) -> Json:
    """Under the last table found in the range, or at its start when the range is blank; the grid grows as needed."""
    entry = _option(query, "valueInputOption", INPUTS, "")
    insert = _option(query, "insertDataOption", ("OVERWRITE", "INSERT_ROWS"), "OVERWRITE")
    sheet, box, _ = book.place(text)
    table = _table(body, "data")
    found = _last_table(sheet, box)
    row, column = (found.bottom, found.left) if found else (box.top, box.left)
    if insert == "INSERT_ROWS":
        sheet.insert("ROWS", min(row, len(sheet.rows)), len(table))
    width = max((len(line) for line in table), default=0)
    sheet.resize(max(len(sheet.rows), row + len(table)), max(sheet.column_count, column + width))
    place = (sheet, Box(row, column, row + 1, column + 1), True)
    reply: Json = {"spreadsheetId": book.id}
    if found:
        reply["tableRange"] = a1(sheet.title, found)
    updates = _write(book, place, table, entry)
    written = (sheet, Box(row, column, row + max(len(table), 1), column + max(width, 1)), False)
    return reply | {"updates": updates | _echo(book, query, written)}


def clear(book: Book, text: str) -> Json:
    return {"spreadsheetId": book.id, "clearedRange": _cleared(book.place(text))}


def batch_clear(book: Book, body: Json) -> Json:
    places = [book.place(text) for text in body.get("ranges", [])]
    return {"spreadsheetId": book.id, "clearedRanges": [_cleared(place) for place in places]}


def _cleared(place: Place) -> str:
    sheet, _, _ = place
    box = _inside(place)
    for row, column in list(sheet.filled(box)):
        sheet.put(row, column, sheet.at(row, column).typed(None))
    return a1(sheet.title, box)


def _last_table(sheet: Sheet, box: Box) -> Box | None:
    """The block of filled cells that touch, one by one, the last filled cell of the range."""
    filled = set(sheet.filled())
    last = max((spot for spot in filled if box.holds(*spot)), default=None)
    if last is None:
        return None
    block, edge = Box(last[0], last[1], last[0] + 1, last[1] + 1), [last]
    while edge:
        row, column = edge.pop()
        near = {(r, c) for r in range(row - 1, row + 2) for c in range(column - 1, column + 2)} & filled
        filled -= near
        edge.extend(near)
        block = Box(
            min(block.top, row), min(block.left, column), max(block.bottom, row + 1), max(block.right, column + 1)
        )
    return block


def value_range(book: Book, place: Place, query: Query) -> Json:
    """A ValueRange: clipped to the grid, without trailing blanks, and without `values` when all is blank."""
    render = _option(query, "valueRenderOption", RENDERS, "FORMATTED_VALUE")
    dates = _option(query, "dateTimeRenderOption", DATES, "SERIAL_NUMBER")
    dimension = _option(query, "majorDimension", DIMENSIONS, "ROWS")
    sheet, _, _ = place
    box = _inside(place)
    table: Table = []
    for row in box.rows:
        cells = sheet.rows[row]
        last = max((c for c, cell in cells.items() if c in box.columns and cell.value is not None), default=-1)
        columns = range(box.left, last + 1)
        table.append([rendered(cells[c], render, dates, book.locale) if c in cells else "" for c in columns])
    if dimension == "COLUMNS":
        table = [[row[at] if at < len(row) else "" for row in table] for at in range(len(box.columns))]
        table = [_trimmed(column) for column in table]
    while table and not table[-1]:
        table.pop()
    found: Json = {"range": a1(sheet.title, box), "majorDimension": dimension}
    return {**found, "values": table} if table else found


def _trimmed(values: list[Value]) -> list[Value]:
    end = len(values)
    while end and values[end - 1] == "":
        end -= 1
    return values[:end]


def _inside(place: Place) -> Box:
    """The box cut to the grid; 400 when it starts outside."""
    sheet, box, _ = place
    if box.top >= len(sheet.rows) or box.left >= sheet.column_count:
        raise _outside(sheet, box)
    return Box(box.top, box.left, min(box.bottom, len(sheet.rows)), min(box.right, sheet.column_count))


def _outside(sheet: Sheet, box: Box) -> ApiError:
    limits = f"Max rows: {len(sheet.rows)}, max columns: {sheet.column_count}"
    return ApiError(400, f"Range ({a1(sheet.title, box)}) exceeds grid limits. {limits}")


def _check_room(place: Place, table: Table) -> Box:
    """Where the table goes; 400 when it is larger than its range or than the grid."""
    sheet, box, single = place
    _inside(place)
    height, width = len(table), max((len(row) for row in table), default=0)
    target = Box(box.top, box.left, box.top + max(height, 1), box.left + max(width, 1))
    named = a1(sheet.title, box)
    if not single and height > len(box.rows):
        raise ApiError(400, f"Requested writing within range [{named}], but tried writing to row [{box.bottom + 1}]")
    if not single and width > len(box.columns):
        raise ApiError(400, f"Requested writing within range [{named}], but tried writing to column [{box.right + 1}]")
    if target.bottom > len(sheet.rows) or target.right > sheet.column_count:
        raise _outside(sheet, target)
    return target


def _write(book: Book, place: Place, table: Table, entry: str) -> Json:
    sheet, target, count = place[0], _check_room(place, table), 0
    for row, values in enumerate(table, target.top):
        for column, value in enumerate(values, target.left):
            if value is None:
                continue
            count += 1
            if entry == "RAW":
                sheet.put(row, column, sheet.at(row, column).typed(value))
            else:
                put_entered(sheet, row, column, value, book.locale)
    width = max((len(row) for row in table), default=0)
    counts = {"updatedRows": len(table) if width else 0, "updatedColumns": width, "updatedCells": count}
    return {"spreadsheetId": book.id, "updatedRange": a1(sheet.title, target), **_without_zeros(counts)}


def _without_zeros(counts: Json) -> Json:
    return {key: value for key, value in counts.items() if value}


def _echo(book: Book, query: Query, place: Place) -> Json:
    if query.get("includeValuesInResponse", ["false"])[0].lower() != "true":
        return {}
    option = query.get("responseValueRenderOption", ["FORMATTED_VALUE"])
    return {"updatedData": value_range(book, place, {"valueRenderOption": option})}


def _option(query: Query, name: str, known: Sequence[str], default: str) -> str:
    chosen = query.get(name, [default])[0]
    if not chosen:
        raise ApiError(400, f"'{name}' is required but not specified")
    if chosen not in known:
        raise invalid(name, f"Invalid value at '{name}' (type.googleapis.com/google.apps.sheets.v4), \"{chosen}\"")
    return chosen


def _table(part: Json, field: str) -> Table:
    """The rows of a ValueRange, turned when its major dimension is COLUMNS; 400 for what is not cells."""
    values: Any = part.get("values") or []
    if not isinstance(values, list):
        kind = "(type.googleapis.com/google.protobuf.ListValue)"
        raise invalid(f"{field}.values", f"Invalid value at '{field}.values' {kind}, \"{values}\"")
    for row in values:
        if not isinstance(row, list):
            raise invalid(f"{field}.values", f"Invalid value at '{field}.values'")
        for value in row:
            if not isinstance(value, Value):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise ApiError(400, f"Invalid {field}.values: {kind} is not a value that a cell holds")
    if part.get("majorDimension") == "COLUMNS":
        height = max((len(column) for column in values), default=0)
        return [[column[at] if at < len(column) else None for column in values] for at in range(height)]
    table: Table = values
    return table
