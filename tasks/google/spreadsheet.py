"""The spreadsheet as Google describes it: which tabs it has, where and how large they are, and what they hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tasks.google.api import SheetsApi
from tasks.google.cells import grid_of, quoted
from tasks.workbook.grid import Grid
from tasks.workbook.values import header_key

_FIELDS = "properties.title,sheets.properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount))"


@dataclass(frozen=True, slots=True)
class SheetTab:
    """A tab as it is.

    Args:
        id: Google's number, the same for ever.
        title: as people spell it now.
        rows, columns: the size of its grid.
    """

    id: int
    title: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    title: str
    tabs: Mapping[str, SheetTab]

    def tab(self, name: str) -> SheetTab:
        """The tab of the layout's name. Raises KeyError when there is none; see `has`."""
        return self.tabs[header_key(name)]

    def has(self, name: str) -> bool:
        return header_key(name) in self.tabs


def read_spreadsheet(api: SheetsApi) -> Spreadsheet:
    """1 read."""
    found = api.properties(_FIELDS)
    tabs: dict[str, SheetTab] = {}
    for sheet in found.get("sheets", []):
        properties = sheet["properties"]
        grid = properties.get("gridProperties")
        if grid:  # charts and data sources have none
            tab = SheetTab(
                properties.get("sheetId", 0), properties["title"], grid.get("rowCount", 0), grid.get("columnCount", 0)
            )
            tabs.setdefault(header_key(tab.title), tab)
    return Spreadsheet(found.get("properties", {}).get("title", ""), tabs)


def read_grids(api: SheetsApi, book: Spreadsheet, names: Collection[str]) -> dict[str, Grid | None]:
    """The cells of each tab, None for a tab that is absent: 1 read, whatever their number."""
    present = [name for name in names if book.has(name)]
    found = api.values([quoted(book.tab(name).title) for name in present])
    grids = {name: grid_of(rows) for name, rows in zip(present, found, strict=True)}
    return {name: grids.get(name) for name in names}
