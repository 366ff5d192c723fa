"""Making a workbook's tabs, headers and drop-downs, and adding those that an existing one lacks, through openpyxl."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tasks.workbook import styling
from tasks.workbook.charting import add_charts
from tasks.workbook.grid import HEADER_ROW, Grid, is_blank, locate_columns
from tasks.workbook.layout import LISTS_TAB, Column, Layout, Mode, Owner, Tab
from tasks.workbook.package import Package, parse_xml, to_xml
from tasks.workbook.sheetread import Sheet
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import Kind, header_key

_YES_NO = ("Oui", "Non")
# What the schema puts after ignoredErrors in a sheet.
_AFTER_IGNORED = ("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
                  "webPublishItems", "tableParts", "extLst")  # fmt: skip


@dataclass(slots=True)
class Gaps:
    """What a workbook lacks, and what only a person can put right."""

    tabs: list[Tab] = field(default_factory=list)
    columns: list[tuple[Tab, Column]] = field(default_factory=list)
    charts: list[Tab] = field(default_factory=list)
    lists: bool = False
    problems: list[str] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        added = [f"Onglet « {tab.name} » ajouté." for tab in self.tabs]
        added += [f"Onglet « {tab.name} » : colonne « {column.header} » ajoutée." for tab, column in self.columns]
        added += [f"Onglet « {tab.name} » : graphiques ajoutés." for tab in self.charts]
        return (*added, *(["Listes déroulantes mises à jour."] if self.lists and not added else []))


def find_gaps(layout: Layout, grids: Mapping[str, Grid | None], lists: Grid | None) -> Gaps:
    """Compare a workbook with its layout. `lists` is the grid of the hidden tab of choices."""
    gaps = Gaps(lists=_listed(lists) != list(_lists(layout).items()))
    for tab in layout.tabs:
        grid = grids[tab.name]
        if grid is None:
            gaps.tabs.append(tab)
        elif tab.mode is not Mode.TEXT:
            _find_column_gaps(tab, grid, gaps)
    return gaps


def _find_column_gaps(tab: Tab, grid: Grid, gaps: Gaps) -> None:
    columns, problem = locate_columns(tab, grid)
    missing = [column for column in tab.columns if column.header not in columns]
    if problem is None:
        return
    has_rows = any(number > HEADER_ROW and not is_blank(row.values()) for number, row in grid.items())
    if not missing or (has_rows and (not columns or any(column.owner is Owner.FORM for column in missing))):
        # An answer's column that vanished was renamed: an empty one beside it would blank every application.
        gaps.problems.append(problem)
        return
    gaps.columns.extend((tab, column) for column in missing)


def new_workbook(layout: Layout) -> bytes:
    """A whole workbook without rows."""
    book = Book()
    book.remove(book.worksheets[0])
    for tab in layout.tabs:
        _add_tab(book, tab)
    _rebuild_drop_downs(book, layout)
    book.properties.creator = "certiflow"
    return _saved(book)


def completed_workbook(data: bytes, name: str, layout: Layout, gaps: Gaps) -> bytes:
    """The workbook with its gaps filled; formulas keep their calculated values."""
    with warnings.catch_warnings(action="ignore"):  # of what openpyxl leaves behind: a copy of the file is kept
        book = load_workbook(BytesIO(data), rich_text=True)
    for tab in gaps.tabs:
        _add_tab(book, tab, min(layout.tabs.index(tab), len(book.sheetnames)))
    for tab, column in gaps.columns:
        sheet = _sheet_of(book, tab.name)
        styling.add_column(sheet, tab, column, _first_free_column(sheet))
        styling.set_filter(sheet, _first_free_column(sheet) - 1)
    for tab in gaps.charts:
        add_charts(_sheet_of(book, tab.name), tab)
    _rebuild_drop_downs(book, layout)
    return _with_formula_values(_saved(book), Package(data, name))


def _add_tab(book: Book, tab: Tab, index: int | None = None) -> None:
    sheet = book.create_sheet(tab.name, index)
    styling.shape_tab(sheet, tab)
    for at, column in enumerate(tab.columns, 1):
        styling.add_column(sheet, tab, column, at)
    if tab.columns:
        styling.set_filter(sheet, len(tab.columns))
    add_charts(sheet, tab)


def _rebuild_drop_downs(book: Book, layout: Layout) -> None:
    """Write every list of choices in the hidden tab and point the columns at them, wherever they are by now."""
    lists = _sheet_of(book, LISTS_TAB) if LISTS_TAB in book.sheetnames else book.create_sheet(LISTS_TAB)
    lists.sheet_state = "hidden"
    lists.delete_rows(1, lists.max_row)
    sources = {}
    for at, (title, choices) in enumerate(_lists(layout).items(), 1):
        for number, text in enumerate((title, *choices), 1):
            lists.cell(number, at, text).data_type = "s"
        letter = get_column_letter(at)
        sources[title] = f"{LISTS_TAB}!${letter}$2:${letter}${len(choices) + 1}"
    for tab in layout.tabs:
        _point_at_lists(_sheet_of(book, tab.name), tab, sources)


def _point_at_lists(sheet: Worksheet, tab: Tab, sources: Mapping[str, str]) -> None:
    rules = sheet.data_validations
    rules.dataValidation = [
        rule for rule in rules.dataValidation if not (rule.formula1 or "").startswith(f"{LISTS_TAB}!")
    ]
    at = {header_key(cell.value): cell.column for cell in sheet[HEADER_ROW]}
    for column in tab.columns:
        source, number = sources.get(_list_title(tab, column)), at.get(header_key(column.header))
        if source and number and tab.mode is Mode.ROWS:
            styling.add_drop_down(sheet, number, source, strict=column.owner is Owner.STAFF)


def _lists(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Title → choices of every drop-down, in layout order."""
    return {
        _list_title(tab, column): _YES_NO if column.kind is Kind.BOOLEAN else column.choices
        for tab in layout.tabs
        if tab.mode is Mode.ROWS
        for column in tab.columns
        if column.choices or column.kind is Kind.BOOLEAN
    }


def _list_title(tab: Tab, column: Column) -> str:
    return "Oui ou non" if column.kind is Kind.BOOLEAN else f"{tab.name} · {column.header}"


def _listed(lists: Grid | None) -> list[tuple[str, tuple[str, ...]]]:
    """What the hidden tab holds now, in the form of `_lists`."""
    columns: dict[int, list[str]] = {}
    for number in sorted(lists or {}):
        for at, value in sorted((lists or {})[number].items()):
            columns.setdefault(at, []).append(str(value))
    return [(texts[0], tuple(texts[1:])) for _, texts in sorted(columns.items())]


def _sheet_of(book: Book, name: str) -> Worksheet:
    return next(sheet for sheet in book.worksheets if header_key(sheet.title) == header_key(name))


def _first_free_column(sheet: Worksheet) -> int:
    used = (cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return max(used, default=0) + 1


def _saved(book: Book) -> bytes:
    target = BytesIO()
    book.save(target)
    package = Package(target.getvalue(), "nouveau classeur")
    for part in package.sheets.values():
        package.replace(part, _without_number_warnings(package.part(part)))
    return package.to_bytes()


def _without_number_warnings(xml: bytes) -> bytes:
    """No green corner on a SIRET, a postcode or a phone number stored as text, as it should be."""
    root = parse_xml(xml)
    space = f"{{{etree.QName(root).namespace}}}"
    ignored = etree.Element(f"{space}ignoredErrors")
    etree.SubElement(ignored, f"{space}ignoredError", sqref="A1:XFD1048576", numberStoredAsText="1")
    following = next((found for name in _AFTER_IGNORED if (found := root.find(f"{space}{name}")) is not None), None)
    if following is None:
        root.append(ignored)
    else:
        following.addprevious(ignored)
    return to_xml(root)


def _with_formula_values(data: bytes, before: Package) -> bytes:
    package = Package(data, "classeur complété")
    for name, part in before.sheets.items():
        values = Sheet(before.part(part), (), Stylesheet(before.styles)).formula_values()
        if values:
            sheet = Sheet(package.part(package.sheets[name]), (), Stylesheet(package.styles))
            sheet.restore_formula_values(values)
            package.replace(package.sheets[name], sheet.to_bytes())
    return package.to_bytes()
