"""The requests that make new rows: in one go with their content, so that nobody's row can be under them."""

from collections.abc import Mapping, Sequence

from tasks.google import formats
from tasks.google.cells import Raw
from tasks.google.formats import Request
from tasks.google.spreadsheet import SheetTab
from tasks.workbook.grid import Grid, locate_columns
from tasks.workbook.layout import Tab


def inserted_rows(
    tab: Tab, sheet: SheetTab, grid: Grid, first: int, rows: Sequence[Mapping[int, Raw]]
) -> list[Request]:
    """Insert rows at row number `first`, push down whatever is there, and fill them.

    Args:
        grid: the tab as read: where its columns are.
        rows: column number → value, a row each.
    """
    last = max(column for row in rows for column in row)
    place = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": first - 1, "endIndex": first - 1 + len(rows)}
    like_above = first > 2 or sheet.rows < first  # never like the header, unless there is nothing else
    filled = [{"values": [_entered(row.get(column)) for column in range(1, last + 1)]} for row in rows]
    start = {"sheetId": sheet.id, "rowIndex": first - 1, "columnIndex": 0}
    return [
        {"insertDimension": {"range": place, "inheritFromBefore": like_above}},
        {"updateCells": {"start": start, "rows": filled, "fields": "userEnteredValue"}},
        *_dressed(tab, sheet, grid, first - 1, first - 1 + len(rows)),
    ]


def more_rows(tab: Tab, sheet: SheetTab, grid: Grid, count: int) -> list[Request]:
    """Room at the end of a tab for `count` rows in all; nothing when there is."""
    if count <= sheet.rows:
        return []
    more = {"sheetId": sheet.id, "dimension": "ROWS", "length": count - sheet.rows}
    return [{"appendDimension": more}, *_dressed(tab, sheet, grid, sheet.rows, count)]


def _dressed(tab: Tab, sheet: SheetTab, grid: Grid, start: int, end: int) -> list[Request]:
    """The formats and rules of new rows, said rather than hoped from their neighbours."""
    requests: list[Request] = []
    for header, at in locate_columns(tab, grid)[0].items():
        rows = {"sheetId": sheet.id, "startRowIndex": start, "endRowIndex": end}
        requests += formats.body(tab, tab.column(header), {**rows, "startColumnIndex": at - 1, "endColumnIndex": at})
    return requests


def _entered(raw: Raw) -> Request:
    if raw is None or raw == "":
        return {}
    kind = "boolValue" if isinstance(raw, bool) else "stringValue" if isinstance(raw, str) else "numberValue"
    return {"userEnteredValue": {kind: raw}}
