"""`{id}:batchUpdate`: the requests in their order, all of them or none; a request that we do not know is a 501."""

from collections.abc import Callable
from typing import Any

from tests.sheets_server import cell_changes, copy_changes, rule_changes, shape_changes
from tests.sheets_server.book import Book
from tests.sheets_server.errors import ApiError, Json

Handler = Callable[[Book, Json, str], Json]

HANDLERS: dict[str, tuple[Handler, frozenset[str]]] = {
    name: (handler, frozenset(fields.split()))
    for name, handler, fields in (
        ("updateSpreadsheetProperties", shape_changes.update_spreadsheet, "properties fields"),
        ("addSheet", shape_changes.add_sheet, "properties"),
        ("deleteSheet", shape_changes.delete_sheet, "sheetId"),
        ("updateSheetProperties", shape_changes.update_sheet, "properties fields"),
        ("appendDimension", shape_changes.append_dimension, "sheetId dimension length"),
        ("insertDimension", shape_changes.insert_dimension, "range inheritFromBefore"),
        ("deleteDimension", shape_changes.delete_dimension, "range"),
        ("updateDimensionProperties", shape_changes.update_dimension, "range properties fields"),
        ("autoResizeDimensions", shape_changes.auto_resize, "dimensions"),
        ("repeatCell", cell_changes.repeat_cell, "range cell fields"),
        ("updateCells", cell_changes.update_cells, "rows fields start range"),
        ("setDataValidation", cell_changes.set_validation, "range rule filteredRowsIncluded"),
        ("sortRange", cell_changes.sort_range, "range sortSpecs"),
        ("mergeCells", cell_changes.merge_cells, "range mergeType"),
        ("unmergeCells", cell_changes.unmerge_cells, "range"),
        ("duplicateSheet", copy_changes.duplicate_sheet, "sourceSheetId insertSheetIndex newSheetId newSheetName"),
        ("copyPaste", copy_changes.copy_paste, "source destination pasteType pasteOrientation"),
        ("cutPaste", copy_changes.cut_paste, "source destination pasteType"),
        ("addDimensionGroup", copy_changes.fold, "range"),
        ("deleteDimensionGroup", copy_changes.fold, "range"),
        ("addNamedRange", rule_changes.add_named_range, "namedRange"),
        ("deleteNamedRange", rule_changes.delete_named_range, "namedRangeId"),
        ("addProtectedRange", rule_changes.add_protection, "protectedRange"),
        ("updateProtectedRange", rule_changes.update_protection, "protectedRange fields"),
        ("deleteProtectedRange", rule_changes.delete_protection, "protectedRangeId"),
        ("addConditionalFormatRule", rule_changes.add_conditional, "rule index"),
        ("updateConditionalFormatRule", rule_changes.update_conditional, "index sheetId rule newIndex"),
        ("deleteConditionalFormatRule", rule_changes.delete_conditional, "index sheetId"),
        ("setBasicFilter", rule_changes.set_filter, "filter"),
        ("clearBasicFilter", rule_changes.clear_filter, "sheetId"),
    )
}


def batch_update(book: Book, body: Json, user: str) -> Json:
    """The replies, one a request; a refused one puts everything back and says which it was."""
    requests = body.get("requests")
    if not isinstance(requests, list) or not requests:
        raise ApiError(400, "Must specify at least one request.")
    work = [_known(request, at) for at, request in enumerate(requests)]
    saved = book.saved()
    replies = []
    for at, (name, spec) in enumerate(work):
        try:
            replies.append(HANDLERS[name][0](book, spec, user))
        except ApiError as refusal:
            book.restore(saved)
            raise ApiError(400, f"Invalid requests[{at}].{name}: {refusal.message}") from refusal
    return {"spreadsheetId": book.id, "replies": replies}


def _known(request: Any, at: int) -> tuple[str, Json]:
    if not isinstance(request, dict) or len(request) != 1:
        raise ApiError(400, f"Invalid requests[{at}]: exactly one request is set in each.")
    name, spec = next(iter(request.items()))
    if name not in HANDLERS:
        raise ApiError(501, f"The test server does not know the request « {name} ».")
    unknown = spec.keys() - HANDLERS[name][1]
    if unknown:
        field = f"Unknown name \"{min(unknown)}\" at 'requests[{at}].{name}': Cannot find field."
        raise ApiError(400, f"Invalid JSON payload received. {field}")
    return name, spec
