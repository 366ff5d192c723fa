"""The looks of a workbook: colours by owner and by tone, drop-downs, notes, print set-up. openpyxl objects only."""

from math import ceil
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tasks.workbook.layout import Column, Mode, Owner, Tab, TextStyle
from tasks.workbook.palette import BODY_FILL, HEADER_FILL, HEADER_INK, LEGEND, MIRROR_FILL, TAB_COLOURS, TONE_COLOURS
from tasks.workbook.stylesheet import DATE_FORMAT, DATETIME_FORMAT
from tasks.workbook.values import Kind

LAST_ROW = 10_000  # drop-downs, filters and colours reach down to here
_ROW_HEIGHT, _LINE_HEIGHT = 30, 15
_A4 = 9
_NUMBER_FORMATS = {Kind.NUMBER: "General", Kind.DATE: DATE_FORMAT, Kind.DATETIME: DATETIME_FORMAT}
_CENTRED = {Kind.DATE, Kind.DATETIME, Kind.BOOLEAN, Kind.NUMBER}
_GRID_LINE = Border(bottom=Side("thin", color="DDE2E7"), right=Side("thin", color="ECEFF2"))


def _font(**look: Any) -> Font:
    return Font(name="Calibri", **{"size": 11, **look})


_HEADER_FONT = {owner: _font(bold=True, italic=owner is Owner.SYSTEM, color=ink) for owner, ink in HEADER_INK.items()}
_BODY_FONT = {Owner.SYSTEM: _font(color="3F4A55")}
_MIRROR_FONT = _font(bold=True, color="FFFFFF")
_TEXT_WIDTH = 95  # characters of a line of « Lisez-moi »
_TEXT_FONTS = {
    TextStyle.TITLE: _font(bold=True, size=20, color="22364D"),
    TextStyle.HEADING: _font(bold=True, size=13, color="3D5A78"),
    TextStyle.BODY: _font(size=11),
}


def shape_tab(sheet: Worksheet, tab: Tab) -> None:
    """Everything but the columns: panes, filter, heights, print set-up, the tongue's colour."""
    sheet.sheet_properties.tabColor = tab.colour or TAB_COLOURS[tab.mode]
    _set_up_print(sheet)
    if tab.mode is Mode.TEXT:
        _write_text(sheet, tab)
        return
    sheet.freeze_panes = f"{get_column_letter(tab.frozen + 1)}2"
    sheet.sheet_view.zoomScale = 100
    sheet.print_title_rows = "1:1"
    if tab.mode is Mode.ROWS:
        sheet.sheet_format.defaultRowHeight = _ROW_HEIGHT
        sheet.sheet_format.customHeight = True


def add_column(sheet: Worksheet, tab: Tab, column: Column, at: int) -> None:
    """The header and the look of one column. Its cells take the column's style: cheap at any number of rows."""
    _style_header(sheet.cell(1, at), tab, column)
    _style_body(sheet, tab, column, get_column_letter(at))
    _colour_values(sheet, tab, column, get_column_letter(at))
    if column.owner is Owner.STAFF and column.kind is Kind.DATE:
        _ask_for_date(sheet, get_column_letter(at))
    lines = ceil(len(column.header) * 1.2 / column.width)
    sheet.row_dimensions[1].height = max(sheet.row_dimensions[1].height or 0, _LINE_HEIGHT * max(lines, 2) + 6)


def set_filter(sheet: Worksheet, last_column: int) -> None:
    """Filter buttons on every header; criteria that staff have set stay."""
    known = range_boundaries(sheet.auto_filter.ref or "A1:A1")
    last_column = max(last_column, known[2] or 0)
    sheet.auto_filter.ref = f"{get_column_letter(known[0] or 1)}1:{get_column_letter(last_column)}{LAST_ROW}"


def add_drop_down(sheet: Worksheet, at: int, source: str, *, strict: bool) -> None:
    """A list to choose from.

    Args:
        at: column number.
        source: the range that holds the choices.
        strict: refuse anything else; a form's answers are only flagged, the intake judges them.
    """
    letter = get_column_letter(at)
    choice = DataValidation(type="list", formula1=source, allow_blank=True, sqref=f"{letter}2:{letter}{LAST_ROW}")
    choice.errorStyle = "stop" if strict else "warning"
    choice.showErrorMessage = True
    choice.errorTitle = "Valeur inattendue"
    choice.error = "Choisissez une valeur dans la liste déroulante de la cellule (flèche à droite)."
    sheet.add_data_validation(choice)


def _style_header(cell: Cell | MergedCell, tab: Tab, column: Column) -> None:
    cell.value = column.header
    mirror = tab.mode is Mode.MIRROR
    cell.fill = _solid(MIRROR_FILL if mirror else HEADER_FILL[column.owner])
    cell.font = _MIRROR_FONT if mirror else _HEADER_FONT[column.owner]
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    cell.border = Border(bottom=Side("medium", color="22364D"), right=Side("thin", color="FFFFFF"))
    cell.number_format = "@"
    if column.help:
        lines = ceil(len(column.help) / 40)
        cell.comment = Comment(column.help, "certiflow", width=300, height=24 + 18 * lines)


def _style_body(sheet: Worksheet, tab: Tab, column: Column, letter: str) -> None:
    look = sheet.column_dimensions[letter]
    look.width = column.width
    look.number_format = _NUMBER_FORMATS.get(column.kind, "@")
    look.border = _GRID_LINE
    wrapped = column.kind is Kind.LONG_TEXT or tab.mode is Mode.MIRROR
    side, indent = ("center", 0) if column.kind in _CENTRED else ("left", 1)
    look.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrapped, indent=indent)
    if column.owner in BODY_FILL and tab.mode is Mode.ROWS:
        look.fill = _solid(BODY_FILL[column.owner])
    look.font = _BODY_FONT.get(column.owner, _font()) if tab.mode is Mode.ROWS else _font()


def _colour_values(sheet: Worksheet, tab: Tab, column: Column, letter: str) -> None:
    last = get_column_letter(len(tab.columns))
    cells = f"A2:{last}{LAST_ROW}" if tab.mode is Mode.MIRROR else f"{letter}2:{letter}{LAST_ROW}"
    for value, tone in column.tones.items():
        fill, ink = TONE_COLOURS[tone]
        quoted = value.replace('"', '""')
        look = DifferentialStyle(font=Font(color=ink), fill=PatternFill("solid", bgColor=fill))
        rule = Rule(type="expression", formula=[f'${letter}2="{quoted}"'], dxf=look)
        sheet.conditional_formatting.add(cells, rule)


def _ask_for_date(sheet: Worksheet, letter: str) -> None:
    dates = DataValidation(type="date", operator="greaterThan", formula1="36525", allow_blank=True)
    dates.sqref = f"{letter}2:{letter}{LAST_ROW}"
    dates.showErrorMessage = True
    dates.errorTitle = "Date attendue"
    dates.error = "Tapez une date qui existe, sous la forme jj/mm/aaaa."
    sheet.add_data_validation(dates)


def _set_up_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.6, header=0.2, footer=0.3)
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "Page &P sur &N"
    sheet.HeaderFooter.oddFooter = footer


def _write_text(sheet: Worksheet, tab: Tab) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = _TEXT_WIDTH + 10
    number = 1
    for line in tab.text:
        number += 1
        cell = sheet.cell(number, 2, line.text)
        cell.data_type = "s"
        cell.font = _TEXT_FONTS[line.style]
        cell.alignment = Alignment(wrap_text=True, vertical="bottom" if line.style is TextStyle.HEADING else "top")
        lines = -(-len(line.text) // _TEXT_WIDTH)  # a wrapped row does not grow by itself everywhere
        sheet.row_dimensions[number].height = 36 if line.style is not TextStyle.BODY else 6 + _LINE_HEIGHT * lines
    _write_legend(sheet, number + 1)


def _write_legend(sheet: Worksheet, start: int) -> None:
    title = sheet.cell(start, 2, "Les couleurs")
    title.font, title.alignment = _TEXT_FONTS[TextStyle.HEADING], Alignment(vertical="bottom")
    sheet.row_dimensions[start].height = 36
    for number, (owner, sentence) in enumerate(LEGEND.items(), start + 1):
        cell = sheet.cell(number, 2, sentence)
        cell.fill, cell.font = _solid(HEADER_FILL[owner]), _HEADER_FONT[owner]
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet.row_dimensions[number].height = 24


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)
