"""From a grid of raw cells to a tab's rows. The same for every backend."""

from collections.abc import Iterable, Iterator, Mapping

from openpyxl.utils import get_column_letter

from tasks.workbook.layout import Mode, Tab
from tasks.workbook.protocol import Row, TabContent
from tasks.workbook.values import CellValue, coerce, fingerprint, header_key, row_key

# Row number → column number → raw value, both from 1; blank cells may be absent.
Grid = Mapping[int, Mapping[int, CellValue]]
HEADER_ROW = 1


def read_tab(tab: Tab, grid: Grid | None) -> TabContent:
    """The tab's rows, or its problem; `grid` is None when the workbook has no such tab."""
    if tab.mode is Mode.TEXT:
        return TabContent(tab.name)
    columns, problem = locate_columns(tab, grid)
    if grid is None or problem:
        return TabContent(tab.name, problem=problem)
    return TabContent(tab.name, rows=tuple(rows_of(tab, columns, grid)))


def locate_columns(tab: Tab, grid: Grid | None) -> tuple[dict[str, int], str | None]:
    """Where each of the tab's headers stands, or the French sentence that says why it cannot be told."""
    if grid is None:
        return {}, f"L’onglet « {tab.name} » est absent : rétablissez-le, ou relancez « certiflow init »."
    at: dict[str, list[int]] = {}
    for number, raw in sorted(grid.get(HEADER_ROW, {}).items()):
        at.setdefault(header_key(raw), []).append(number)
    places = {column.header: at.get(header_key(column.header), []) for column in tab.columns}
    problem = _doubled(tab, places) or _missing(tab, places)
    return {header: numbers[0] for header, numbers in places.items() if numbers}, problem


def _doubled(tab: Tab, places: Mapping[str, list[int]]) -> str | None:
    for header, numbers in places.items():
        if len(numbers) > 1:
            letters = " et ".join(get_column_letter(number) for number in numbers)
            return (
                f"L’onglet « {tab.name} » a plusieurs colonnes « {header} » ({letters}) : "
                "renommez ou supprimez celle qui est de trop, puis relancez."
            )
    return None


def _missing(tab: Tab, places: Mapping[str, list[int]]) -> str | None:
    missing = [header for header, numbers in places.items() if not numbers]
    if not missing:
        return None
    if len(missing) == len(places):
        return f"L’onglet « {tab.name} » n’a pas ses en-têtes en ligne 1 : rétablissez cette ligne, puis relancez."
    names = ", ".join(f"« {header} »" for header in missing)
    what = "la colonne" if len(missing) == 1 else "les colonnes"
    return (
        f"L’onglet « {tab.name} » n’a plus {what} {names} : rétablissez l’en-tête en ligne 1 "
        "(ou relancez « certiflow init » s’il a été supprimé), puis relancez."
    )


def rows_of(tab: Tab, columns: Mapping[str, int], grid: Grid) -> Iterator[Row]:
    placed = [(column.header, columns[column.header], column.kind) for column in tab.columns]
    typed = [column.header for column in tab.typed_columns]
    for number in sorted(grid):
        if number <= HEADER_ROW:
            continue
        raw = grid[number]
        cells = {header: coerce(raw.get(at), kind) for header, at, kind in placed}
        if is_blank(cells.values()):
            continue
        key = row_key(cells[tab.column(tab.key).header]) if tab.key else None
        yield Row(number, key, cells, fingerprint(cells[header] for header in typed))


def is_blank(cells: Iterable[CellValue]) -> bool:
    """An unticked checkbox counts as blank: Google Sheets fills whole columns with them."""
    return all(value is None or value is False or value == "" for value in cells)
