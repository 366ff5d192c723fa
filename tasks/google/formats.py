"""The looks of tabs and columns as Google's requests: the same colours as the .xlsx workbook."""

from typing import Any

from openpyxl.utils import get_column_letter

from tasks.workbook import palette
from tasks.workbook.layout import Column, Mode, Owner, Tab, TextLine, TextStyle, Tone
from tasks.workbook.values import Kind

Request = dict[str, Any]
YES_NO = ("Oui", "Non")
TEXT, DATE, DATETIME = "TEXT", "DATE", "DATE_TIME"
_PATTERNS = {TEXT: "@", DATE: "dd/mm/yyyy", DATETIME: "dd/mm/yyyy hh:mm"}
_NUMBER_TYPES = {Kind.NUMBER: "", Kind.BOOLEAN: "", Kind.DATE: DATE, Kind.DATETIME: DATETIME}
_CENTRED = {Kind.DATE, Kind.DATETIME, Kind.BOOLEAN, Kind.NUMBER}
_BODY = (
    "userEnteredFormat(numberFormat,horizontalAlignment,verticalAlignment,wrapStrategy,backgroundColorStyle,textFormat)"
)
_TEXT_SIZES = {TextStyle.TITLE: 20, TextStyle.HEADING: 13, TextStyle.BODY: 11}
_LETTER = 7  # pixels
_PROSE = 760  # pixels


def colour(rgb: str) -> Request:
    """RRGGBB as Google's ColorStyle."""
    return {"rgbColor": {name: int(rgb[at : at + 2], 16) / 255 for name, at in (("red", 0), ("green", 2), ("blue", 4))}}


def number_type(column: Column) -> str:
    """Google's type of number format, "" for the automatic one."""
    return _NUMBER_TYPES.get(column.kind, TEXT)


def number_format(column: Column) -> Request:
    kind = number_type(column)
    return {"type": kind, "pattern": _PATTERNS[kind]} if kind else {}


def validation(tab: Tab, column: Column) -> Request | None:
    """The rule of a column's cells: a drop-down, a checkbox or a date; only staff are held to it strictly.

    A form's answers are never refused: the intake judges them.
    """
    if tab.mode is not Mode.ROWS:
        return None
    strict = column.owner is Owner.STAFF
    if column.kind is Kind.BOOLEAN and column.owner is not Owner.FORM:
        return {"condition": {"type": "BOOLEAN"}, "strict": strict}
    choices = YES_NO if column.kind is Kind.BOOLEAN else column.choices
    if choices:
        values = [{"userEnteredValue": choice} for choice in choices]
        return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": strict, "showCustomUi": True}
    if strict and column.kind is Kind.DATE:
        message = "Tapez une date qui existe, sous la forme jj/mm/aaaa."
        return {"condition": {"type": "DATE_IS_VALID"}, "strict": True, "inputMessage": message}
    return None


def body(tab: Tab, column: Column, place: Request) -> list[Request]:
    """The look and the rule of a column's cells, over any rows of it."""
    wrapped = column.kind is Kind.LONG_TEXT or tab.mode is Mode.MIRROR
    look: Request = {
        "numberFormat": number_format(column),
        "horizontalAlignment": "CENTER" if column.kind in _CENTRED else "LEFT",
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP" if wrapped else "CLIP",
    }
    if tab.mode is Mode.ROWS and column.owner in palette.BODY_FILL:
        look["backgroundColorStyle"] = colour(palette.BODY_FILL[column.owner])
    requests: list[Request] = [{"repeatCell": {"range": place, "cell": {"userEnteredFormat": look}, "fields": _BODY}}]
    rule = validation(tab, column)
    if rule is not None:
        requests.append({"setDataValidation": {"range": place, "rule": rule}})
    return requests


def header(tab: Tab, column: Column, sheet_id: int, at: int) -> list[Request]:
    """The header of the column at index `at`, its note, its width and the colours of its values."""
    mirror = tab.mode is Mode.MIRROR
    fill = palette.MIRROR_FILL if mirror else palette.HEADER_FILL[column.owner]
    ink = "FFFFFF" if mirror else palette.HEADER_INK[column.owner]
    look = {
        "backgroundColorStyle": colour(fill),
        "textFormat": {"bold": True, "foregroundColorStyle": colour(ink)},
        "verticalAlignment": "MIDDLE",
        "wrapStrategy": "WRAP",
        "numberFormat": {"type": TEXT, "pattern": "@"},
    }
    cell: Request = {"userEnteredValue": {"stringValue": column.header}, "userEnteredFormat": look}
    if column.help:
        cell["note"] = column.help
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": at}
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    width = {"range": span, "properties": {"pixelSize": column.width * _LETTER + 12}, "fields": "pixelSize"}
    fields = "userEnteredValue,userEnteredFormat,note"
    return [
        {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}},
        {"updateDimensionProperties": width},
        *(_tone(tab, sheet_id, at, value, tone) for value, tone in column.tones.items()),
    ]


def _tone(tab: Tab, sheet_id: int, at: int, value: str, tone: Tone) -> Request:
    fill, ink = palette.TONE_COLOURS[tone]
    quoted = value.replace('"', '""')
    whole_row = {"startColumnIndex": 0, "endColumnIndex": len(tab.columns)}
    place = whole_row if tab.mode is Mode.MIRROR else {"startColumnIndex": at, "endColumnIndex": at + 1}
    formula = f'=${get_column_letter(at + 1)}1="{quoted}"'
    rule = {
        "ranges": [{"sheetId": sheet_id, **place}],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": {
                "backgroundColorStyle": colour(fill),
                "textFormat": {"foregroundColorStyle": colour(ink)},
            },
        },
    }
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def prose(tab: Tab, sheet_id: int) -> list[Request]:
    """The paragraphs of a TEXT tab and the legend of the colours, in column B."""
    rows = [{"values": [_paragraph(line)]} for line in (*tab.text, TextLine("Les couleurs", TextStyle.HEADING))]
    for owner, sentence in palette.LEGEND.items():
        look = {
            "backgroundColorStyle": colour(palette.HEADER_FILL[owner]),
            "textFormat": {"bold": True, "foregroundColorStyle": colour(palette.HEADER_INK[owner])},
            "numberFormat": {"type": TEXT, "pattern": "@"},
        }
        rows.append({"values": [{"userEnteredValue": {"stringValue": sentence}, "userEnteredFormat": look}]})
    start = {"sheetId": sheet_id, "rowIndex": 1, "columnIndex": 1}
    return [
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,userEnteredFormat"}},
        *(_width(sheet_id, at, pixels) for at, pixels in ((0, 24), (1, _PROSE))),
    ]


def _width(sheet_id: int, at: int, pixels: int) -> Request:
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    return {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": pixels}, "fields": "pixelSize"}}


def _paragraph(line: TextLine) -> Request:
    text = {"fontSize": _TEXT_SIZES[line.style], "bold": line.style is not TextStyle.BODY}
    look = {"textFormat": text, "wrapStrategy": "WRAP", "numberFormat": {"type": TEXT, "pattern": "@"}}
    return {"userEnteredValue": {"stringValue": line.text}, "userEnteredFormat": look}
