"""Requests on what covers ranges: names, protections, conditional formats, the filter."""

import random

from tests.sheets_server.book import Book
from tests.sheets_server.canonical import canonical
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.masks import merged, parsed
from tests.sheets_server.ranges import without_sheet_zero
from tests.sheets_server.sheet import Sheet


def add_named_range(book: Book, spec: Json, user: str) -> Json:
    wanted = spec["namedRange"]
    book.by_id(wanted["range"].get("sheetId", 0))
    if any(named["name"] == wanted["name"] for named in book.named_ranges):
        raise ApiError(400, f'A named range called "{wanted["name"]}" already exists.')
    made = {
        "namedRangeId": str(random.randrange(1, 2**31)),
        "name": wanted["name"],
        "range": without_sheet_zero(wanted["range"]),
    }
    book.named_ranges = [*book.named_ranges, made]
    return {"addNamedRange": {"namedRange": made}}


def delete_named_range(book: Book, spec: Json, user: str) -> Json:
    kept = [named for named in book.named_ranges if named["namedRangeId"] != spec["namedRangeId"]]
    if len(kept) == len(book.named_ranges):
        raise ApiError(400, f"No named range with id: {spec['namedRangeId']}")
    book.named_ranges = kept
    return {}


def add_protection(book: Book, spec: Json, user: str) -> Json:
    """Who asks can always edit; Google adds them to the editors, but says so only when the sheet is read."""
    wanted = spec["protectedRange"]
    sheet = book.by_id(wanted["range"].get("sheetId", 0))
    made = _protection(random.randrange(1, 2**31), wanted)
    editors = canonical(wanted.get("editors") or {})
    listed = [*editors.get("users", []), *([] if user in editors.get("users", []) else [user])]
    sheet.protections.append({**made, "editors": {**_filled(editors), "users": listed}})
    return {"addProtectedRange": {"protectedRange": {**made, "editors": _filled(editors)}}}


def update_protection(book: Book, spec: Json, user: str) -> Json:
    wanted = spec["protectedRange"]
    sheet, at = _find_protection(book, wanted.get("protectedRangeId"))
    merged_range = merged(sheet.protections[at], wanted, parsed(spec["fields"]))
    sheet.protections[at] = {
        **_protection(wanted["protectedRangeId"], merged_range),
        "editors": merged_range.get("editors", {"users": [user]}),
    }
    return {}


def delete_protection(book: Book, spec: Json, user: str) -> Json:
    sheet, at = _find_protection(book, spec.get("protectedRangeId"))
    del sheet.protections[at]
    return {}


def _protection(number: int, wanted: Json) -> Json:
    made: Json = {"protectedRangeId": number, "range": without_sheet_zero(wanted["range"])}
    for key in ("description", "warningOnly", "unprotectedRanges"):
        if wanted.get(key):
            made[key] = wanted[key]
    return {**made, "requestingUserCanEdit": True}


def _filled(editors: Json) -> Json:
    return {key: value for key, value in editors.items() if value}


def _find_protection(book: Book, number: object) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for at, protection in enumerate(sheet.protections):
            if protection["protectedRangeId"] == number:
                return sheet, at
    raise ApiError(400, f"No protected range with id: {number}")


def add_conditional(book: Book, spec: Json, user: str) -> Json:
    sheet, rule = _rule(book, spec["rule"])
    sheet.conditional_formats.insert(spec.get("index", 0), rule)
    return {}


def update_conditional(book: Book, spec: Json, user: str) -> Json:
    if "rule" not in spec:
        raise ApiError(501, "The test server does not move conditional formats.")
    sheet, rule = _rule(book, spec["rule"])
    at = _conditional_at(sheet, spec)
    old, sheet.conditional_formats[at] = sheet.conditional_formats[at], rule
    return {"updateConditionalFormatRule": {"oldRule": old, "newRule": rule}}


def delete_conditional(book: Book, spec: Json, user: str) -> Json:
    sheet = book.by_id(spec.get("sheetId", 0))
    gone = sheet.conditional_formats.pop(_conditional_at(sheet, spec))
    return {"deleteConditionalFormatRule": {"rule": gone}}


def _conditional_at(sheet: Sheet, spec: Json) -> int:
    at = int(spec.get("index", 0))
    if at >= len(sheet.conditional_formats):
        raise ApiError(400, f"No conditional format on sheet: {sheet.id} at index: {at}")
    return at


def _rule(book: Book, wanted: Json) -> tuple[Sheet, Json]:
    if not wanted.get("ranges") or not ({"booleanRule", "gradientRule"} & wanted.keys()):
        raise ApiError(400, "rule.ranges and rule.booleanRule are required")
    sheet = book.by_id(wanted["ranges"][0].get("sheetId", 0))
    return sheet, {**canonical(wanted), "ranges": [without_sheet_zero(grid) for grid in wanted["ranges"]]}


def set_filter(book: Book, spec: Json, user: str) -> Json:
    wanted = spec["filter"]
    book.by_id(wanted["range"].get("sheetId", 0)).basic_filter = {
        **wanted,
        "range": without_sheet_zero(wanted["range"]),
    }
    return {}


def clear_filter(book: Book, spec: Json, user: str) -> Json:
    book.by_id(spec.get("sheetId", 0)).basic_filter = None
    return {}
