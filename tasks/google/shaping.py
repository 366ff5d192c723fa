"""Making the spreadsheet's tabs, headers and rules, and adding those that it lacks: one change, or none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from tasks.google import formats
from tasks.google.api import Json, SheetsApi
from tasks.google.cells import quoted
from tasks.google.failures import Cure, GoogleFailure
from tasks.google.formats import Request
from tasks.google.spreadsheet import SheetTab, Spreadsheet, read_grids, read_spreadsheet
from tasks.workbook.grid import Grid, locate_columns
from tasks.workbook.layout import Column, Layout, Mode, Owner, Tab
from tasks.workbook.palette import TAB_COLOURS
from tasks.workbook.protocol import Completion
from tasks.workbook.shaping import Gaps, find_gaps

_LOCALE = "fr_FR"
_ROWS = 1000
_FAILURES = 6
_SECOND_ROW = "data(rowData(values(userEnteredFormat(numberFormat),dataValidation)))"
_STATE = f"properties(locale,timeZone),sheets(properties(sheetId),protectedRanges(description),{_SECOND_ROW})"


@dataclass(slots=True)
class _State:
    """What cannot be told from the values: settings, protections, and the rules of each tab's second row."""

    locale: str
    zone: str
    protected: Mapping[int, set[str]]
    cells: Mapping[int, list[Json]]


@dataclass(slots=True)
class _Work:
    requests: list[Request] = field(default_factory=list)
    lists: bool = False
    looks: bool = False
    settings: bool = False


def shape(api: SheetsApi, layout: Layout, zone: str, editor: str) -> Completion:
    """Look, then add what is missing in one go; a change that ends in doubt is looked at again before it is repeated.

    Args:
        zone: IANA time zone of the spreadsheet.
        editor: who alone may edit what is protected; "" protects with a warning only.

    Raises:
        GoogleFailure: nothing was changed, or nobody can tell.
    """
    added: tuple[str, ...] = ()
    for failures in range(1, _FAILURES + 1):
        try:
            gaps, work = _Shaper(api, layout, zone, editor).work()
            if not work.requests:
                return Completion(added, tuple(gaps.problems))
            added = _sentences(gaps, work, zone)
            api.change(work.requests)
            return Completion(added, tuple(gaps.problems))
        except GoogleFailure as failure:
            if failure.cure is Cure.PERSON or failures == _FAILURES:
                raise
            api.wait(failure, failures)
    raise AssertionError


def _sentences(gaps: Gaps, work: _Work, zone: str) -> tuple[str, ...]:
    said = list(gaps.sentences())
    said += ["Listes déroulantes mises à jour."] if work.lists else []
    said += ["Formats et protections mis en place."] if work.looks else []
    said += [f"Classeur réglé en français, fuseau {zone}."] if work.settings else []
    return tuple(said)


class _Shaper:
    """One look at the spreadsheet and the requests that complete it."""

    def __init__(self, api: SheetsApi, layout: Layout, zone: str, editor: str) -> None:
        self.layout, self.zone, self.editor = layout, zone, editor
        self.book = read_spreadsheet(api)
        self.grids = self._read_grids(api)
        self.state = _read_state(api, self.book, layout)
        self.made = _Work()

    def work(self) -> tuple[Gaps, _Work]:
        gaps = find_gaps(self.layout, self.grids, None)
        gaps.lists = False  # those of the .xlsx's hidden tab
        self._settings()
        for tab in gaps.tabs:
            self._add_tab(tab)
        for tab in self.layout.tabs:
            missing = [column for of, column in gaps.columns if of is tab]
            if tab.columns and tab not in gaps.tabs:
                self._complete_tab(tab, missing)
        return gaps, self.made

    def _read_grids(self, api: SheetsApi) -> dict[str, Grid | None]:
        with_columns = [tab.name for tab in self.layout.tabs if tab.columns]
        texts: dict[str, Grid | None] = {
            tab.name: {} if self.book.has(tab.name) else None for tab in self.layout.tabs if not tab.columns
        }
        return {**read_grids(api, self.book, with_columns), **texts}

    def _settings(self) -> None:
        if (self.state.locale, self.state.zone) != (_LOCALE, self.zone):
            self.made.settings = True
            properties = {"locale": _LOCALE, "timeZone": self.zone}
            self.made.requests.append(
                {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
            )

    def _add_tab(self, tab: Tab) -> None:
        made = sum("addSheet" in request for request in self.made.requests)
        sheet_id = max([1000, *(known.id for known in self.book.tabs.values())]) + 1 + made  # the same at every try
        width = max(len(tab.columns), 2)
        grid = {"rowCount": _ROWS, "columnCount": width}
        if tab.columns:
            grid |= {"frozenRowCount": 1, "frozenColumnCount": min(tab.frozen, width - 1)}
        properties = {
            "sheetId": sheet_id,
            "title": tab.name,
            "index": min(self.layout.tabs.index(tab), len(self.book.tabs) + made),
            "gridProperties": grid if tab.columns else {**grid, "hideGridlines": True},
            "tabColorStyle": formats.colour(tab.colour or TAB_COLOURS[tab.mode]),
        }
        self.made.requests.append({"addSheet": {"properties": properties}})
        if tab.mode is Mode.TEXT:
            self.made.requests += formats.prose(tab, sheet_id)
        for at, column in enumerate(tab.columns):
            self._dress(tab, column, sheet_id, at)
        self._protect(tab, sheet_id, {column.header: at for at, column in enumerate(tab.columns)})

    def _complete_tab(self, tab: Tab, missing: list[Column]) -> None:
        grid, sheet = self.grids[tab.name] or {}, self.book.tab(tab.name)
        places, problem = locate_columns(tab, grid)
        if problem and not missing:
            return  # a person must put it right first
        indexes = {header: at - 1 for header, at in places.items()}
        for column in tab.columns:
            if column.header in indexes:
                self._check(tab, column, sheet, indexes[column.header])
        end = max((at for row in grid.values() for at in row), default=0)
        for at, column in enumerate(missing, end):
            place = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
            self.made.requests.append({"insertDimension": {"range": place, "inheritFromBefore": at > 0}})
            self._dress(tab, column, sheet.id, at)
            indexes[column.header] = at
        self._protect(tab, sheet.id, indexes)

    def _dress(self, tab: Tab, column: Column, sheet_id: int, at: int) -> None:
        self.made.requests += formats.header(tab, column, sheet_id, at)
        self.made.requests += formats.body(tab, column, _below(sheet_id, at))

    def _check(self, tab: Tab, column: Column, sheet: SheetTab, at: int) -> None:
        """The number format and the rule of a column that exists, judged on its second row; never its values."""
        if sheet.rows < 2:
            return
        cells = self.state.cells.get(sheet.id, [])
        cell = cells[at] if at < len(cells) else {}
        kind = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "")
        if formats.number_type(column) not in ("", kind):
            self.made.looks = True
            look = {"userEnteredFormat": {"numberFormat": formats.number_format(column)}}
            place = {"range": _below(sheet.id, at), "cell": look, "fields": "userEnteredFormat.numberFormat"}
            self.made.requests.append({"repeatCell": place})
        rule = formats.validation(tab, column)
        if rule is not None and _essence(rule) != _essence(cell.get("dataValidation", {})):
            self.made.lists = True
            self.made.requests.append({"setDataValidation": {"range": _below(sheet.id, at), "rule": rule}})

    def _protect(self, tab: Tab, sheet_id: int, indexes: Mapping[str, int]) -> None:
        for label, place in _protections(tab, indexes):
            if label in self.state.protected.get(sheet_id, ()):
                continue
            self.made.looks = self.made.looks or sheet_id in self.state.cells
            # Google lets nobody sort or delete rows across cells that they may not edit: on rows that people own, a
            # warning is all that leaves them free.
            closed = tab.mode is Mode.MIRROR and self.editor
            how = {"editors": {"users": [self.editor]}} if closed else {"warningOnly": True}
            protected = {"range": {"sheetId": sheet_id, **place}, "description": label, **how}
            self.made.requests.append({"addProtectedRange": {"protectedRange": protected}})


def _protections(tab: Tab, indexes: Mapping[str, int]) -> Iterator[tuple[str, Request]]:
    """What is the system's: label and place in the tab."""
    if tab.mode is Mode.MIRROR:
        yield f"certiflow : {tab.name}", {}
    elif tab.mode is Mode.ROWS:
        for column in tab.columns:
            if column.owner is Owner.SYSTEM and column.header in indexes:
                at = indexes[column.header]
                yield f"certiflow : {column.header}", {"startColumnIndex": at, "endColumnIndex": at + 1}


def _below(sheet_id: int, at: int) -> Request:
    return {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}


def _essence(rule: Json) -> tuple[str, list[str], bool]:
    condition = rule.get("condition", {})
    values = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    return condition.get("type", ""), values, bool(rule.get("strict"))


def _read_state(api: SheetsApi, book: Spreadsheet, layout: Layout) -> _State:
    """1 read."""
    tabs = [book.tab(tab.name) for tab in layout.tabs if tab.columns and book.has(tab.name)]
    ranges = [f"{quoted(tab.title)}!A2:{get_column_letter(tab.columns)}2" for tab in tabs if tab.rows > 1]
    found = api.properties(_STATE if ranges else "properties(locale,timeZone)", ranges)
    protected, cells = {}, {}
    for sheet in found.get("sheets", []):
        sheet_id = sheet.get("properties", {}).get("sheetId", 0)
        protected[sheet_id] = {one.get("description", "") for one in sheet.get("protectedRanges", [])}
        rows = sheet.get("data", [{}])[0].get("rowData", [])
        cells[sheet_id] = rows[0].get("values", []) if rows else []
    properties = found.get("properties", {})
    return _State(properties.get("locale", ""), properties.get("timeZone", ""), protected, cells)
