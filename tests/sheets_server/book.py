"""One spreadsheet in memory: its tabs, who may open it, and the hands of the people who work in it."""

import random
import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from threading import RLock

from tests.sheets_server.entering import EPOCH, entered, serial
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.ranges import Box, box_of, split_title
from tests.sheets_server.rendering import is_moment, plain
from tests.sheets_server.sheet import Cell, Sheet, Value

Typed = Value | date | time
"""What staff see and type: a date is a date here, and the number of days in the cell."""
FIRST_TABS = {"fr": "Feuille 1", "en": "Sheet1"}
MOMENT_FORMATS = {"DATE": "dd/mm/yyyy", "DATE_TIME": "dd/mm/yyyy hh:mm:ss", "TIME": "hh:mm:ss"}


class Book:
    """`lock` is the server's: a person's gesture is never seen half done by a request, nor the reverse."""

    def __init__(self, title: str, locale: str, zone: str, lock: RLock) -> None:
        self.id = "1" + secrets.token_urlsafe(33)[:43]
        self.title, self.locale, self.zone = title, locale, zone
        self.sheets = [Sheet(0, FIRST_TABS.get(locale[:2], "Sheet1"))]
        self.named_ranges: list[Json] = []
        self.roles: dict[str, str] = {}
        self.created = self.modified = datetime.now(UTC)
        self._lock = lock

    # What the API's methods ask.

    def find(self, title: str) -> Sheet | None:
        """The tab of that title, whatever its capitals, as Sheets compares them."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def by_id(self, sheet_id: int) -> Sheet:
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise ApiError(400, f"No grid with id: {sheet_id}")

    def free_id(self) -> int:
        taken = {sheet.id for sheet in self.sheets}
        return next(number for _ in range(1000) if (number := random.randrange(1, 2**31)) not in taken)

    def place(self, text: str) -> tuple[Sheet, Box, bool]:
        """The tab and the box of an A1 range or of a named range, and whether it is one single cell."""
        named = next((named for named in self.named_ranges if named["name"] == text), None)
        if named is not None:
            sheet = self.by_id(named["range"].get("sheetId", 0))
            return sheet, sheet.box(named["range"]), False
        title, cells = split_title(text)
        found = self.sheets[0] if title is None else self.find(title)
        if found is None:
            raise ApiError(400, f"Unable to parse range: {text}")
        box, single = box_of(cells, len(found.rows), found.column_count)
        return found, box, single

    def saved(self) -> Json:
        """Everything that a refused batch must put back."""
        return {
            "title": self.title,
            "locale": self.locale,
            "zone": self.zone,
            "sheets": [sheet.copy() for sheet in self.sheets],
            "named_ranges": list(self.named_ranges),
        }

    def restore(self, saved: Json) -> None:
        self.__dict__.update(saved)

    # The hands of staff: what they see and type, whatever the API does meanwhile.

    def sheet(self, tab: str) -> Sheet:
        """The tab, for its formats, validations, protections, frozen rows; KeyError when there is none."""
        found = self.find(tab)
        if found is None:
            raise KeyError(tab)
        return found

    @property
    def tabs(self) -> list[str]:
        return [sheet.title for sheet in self.sheets]

    def table(self, tab: str) -> list[list[Typed]]:
        """The tab as staff see it, header row first, up to the last filled row and column; blank cells are None."""
        with self._lock:
            sheet = self.sheet(tab)
            places = list(sheet.filled())
            width = 1 + max((column for _, column in places), default=-1)
            height = 1 + max((row for row, _ in places), default=-1)
            return [[_seen(sheet.at(row, column)) for column in range(width)] for row in range(height)]

    def type_table(self, tab: str, rows: Sequence[Sequence[Typed]]) -> None:
        """Replace what every cell of the tab holds by these; formats, notes and validations stay where they are."""
        with self._lock:
            sheet = self.sheet(tab)
            for row, column in list(sheet.filled()):
                sheet.put(row, column, sheet.at(row, column).typed(None))
            width = max((len(row) for row in rows), default=1)
            sheet.resize(max(len(sheet.rows), len(rows), 1), max(sheet.column_count, width, 1))
            for number, values in enumerate(rows):
                for column, value in enumerate(values):
                    self._type(sheet, number, column, value)

    def type(self, tab: str, a1: str, value: Typed) -> None:
        """Type into the cell « B2 »: text stays the text that it is (see `enter`)."""
        with self._lock:
            sheet = self.sheet(tab)
            box, _ = box_of(a1, len(sheet.rows), sheet.column_count)
            self._type(sheet, box.top, box.left, value)

    def enter(self, tab: str, a1: str, text: str) -> None:
        """Type on the keyboard: Sheets makes a number, a date or a formula of the text when it can."""
        with self._lock:
            sheet = self.sheet(tab)
            box, _ = box_of(a1, len(sheet.rows), sheet.column_count)
            put_entered(sheet, box.top, box.left, text, self.locale)

    def sort(self, tab: str, header: str, *, descending: bool = False) -> None:
        """Sort every row under the headers by one column: values, formats and notes travel together."""
        with self._lock:
            sheet = self.sheet(tab)
            column = [sheet.at(0, at).value for at in range(sheet.column_count)].index(header)
            sort_rows(sheet, Box(1, 0, len(sheet.rows), sheet.column_count), [(column, descending)])

    def insert_row(self, tab: str, at: int, values: Sequence[Typed] = ()) -> None:
        """A row of these values that becomes row `at`, counted from 1 as staff do."""
        with self._lock:
            sheet = self.sheet(tab)
            sheet.insert("ROWS", at - 1, 1)
            for column, value in enumerate(values):
                self._type(sheet, at - 1, column, value)

    def delete_row(self, tab: str, at: int) -> None:
        with self._lock:
            self.sheet(tab).delete("ROWS", at - 1, 1)

    def insert_column(self, tab: str, at: int, values: Sequence[Typed] = ()) -> None:
        """A column of these values that becomes column `at`, counted from 1."""
        with self._lock:
            sheet = self.sheet(tab)
            sheet.insert("COLUMNS", at - 1, 1)
            for row, value in enumerate(values):
                self._type(sheet, row, at - 1, value)

    def delete_column(self, tab: str, at: int) -> None:
        with self._lock:
            self.sheet(tab).delete("COLUMNS", at - 1, 1)

    def add_tab(self, tab: str, rows: Sequence[Sequence[Typed]] = ()) -> None:
        with self._lock:
            self.sheets.append(Sheet(self.free_id(), tab))
            self.type_table(tab, rows)

    def rename_tab(self, tab: str, title: str) -> None:
        with self._lock:
            self.sheet(tab).properties["title"] = title

    def delete_tab(self, tab: str) -> None:
        with self._lock:
            self.sheets.remove(self.sheet(tab))

    def _type(self, sheet: Sheet, row: int, column: int, value: Typed) -> None:
        cell = sheet.at(row, column)
        if isinstance(value, date | time):
            kind = "TIME" if isinstance(value, time) else "DATE_TIME" if isinstance(value, datetime) else "DATE"
            if cell.number_format.get("type") not in MOMENT_FORMATS:
                cell = formatted(cell, {"type": kind, "pattern": MOMENT_FORMATS[kind]})
            value = serial(value)
        sheet.put(row, column, cell.typed(value))


def _seen(cell: Cell) -> Typed:
    value = plain(cell.value)
    if not is_moment(cell) or not isinstance(value, int | float):
        return value
    moment = EPOCH + timedelta(seconds=round(value * 86400))
    kind = cell.number_format["type"]
    if kind == "TIME":
        return moment.time()
    return moment.date() if kind == "DATE" and isinstance(value, int) else moment


def formatted(cell: Cell, number_format: Json) -> Cell:
    return Cell(
        cell.value, cell.formula, {**(cell.format or {}), "numberFormat": number_format}, cell.note, cell.validation
    )


def put_entered(sheet: Sheet, row: int, column: int, value: Value, locale: str) -> None:
    """One cell under USER_ENTERED: a format that the typing brings goes in only where there was none."""
    cell = sheet.at(row, column)
    entry = entered(value, locale, as_text=cell.number_format.get("type") == "TEXT")
    if entry.number_format is not None and not cell.number_format:
        cell = formatted(cell, entry.number_format)
    sheet.put(row, column, cell.typed(entry.value, entry.formula))


def sort_rows(sheet: Sheet, box: Box, columns: Sequence[tuple[int, bool]]) -> None:
    """Sort the box's rows by those columns, the first weighing most; blanks last either way (stable)."""
    lines = [{c: cell for c, cell in sheet.rows[row].items() if c in box.columns} for row in box.rows]
    for column, descending in reversed(columns):
        full = [line for line in lines if column in line and line[column].value is not None]
        blank = [line for line in lines if column not in line or line[column].value is None]
        full.sort(key=lambda line: _rank(line[column].value), reverse=descending)
        lines = full + blank
    for row, line in zip(box.rows, lines, strict=True):
        kept = {c: cell for c, cell in sheet.rows[row].items() if c not in box.columns}
        sheet.rows[row] = kept | line


def _rank(value: Value) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, value, ""
    if isinstance(value, int | float):
        return 0, value, ""
    return 1, 0, str(value).casefold()
