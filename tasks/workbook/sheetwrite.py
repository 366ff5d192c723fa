"""Setting cells in a sheet's own XML, so that all that is not set stays as it was, to the byte."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from tasks.workbook.package import encode
from tasks.workbook.planning import CellWrite
from tasks.workbook.sheetread import Sheet, cells_of, rows_of
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import as_text

_EPOCH = datetime(1899, 12, 30)
_KEPT_ON_OVERWRITE = ("r", "s")
_CHARACTERS_PER_UNIT = 1.1  # a column's width counts zeros; letters are narrower
_LINE_HEIGHT, _MOST_LINES = 15, 6  # points; a 20,000-character answer must not fill the screen
_CUT_HEIGHT = _MOST_LINES * _LINE_HEIGHT + 3


class SheetEditor(Sheet):
    """One worksheet part that can be changed; `styles` may gain a format for a date that has none."""

    def __init__(self, xml: bytes, strings: Sequence[str], styles: Stylesheet) -> None:
        super().__init__(xml, strings, styles)
        self.formula_overwritten = False
        self._looks = [
            (int(col.get("min", "0")), int(col.get("max", "0")), col.get("style"), float(col.get("width") or 9))
            for col in self.root.iterfind(f"{self.space}cols/{self.space}col")
        ]

    def set(self, writes: Iterable[CellWrite]) -> None:
        """Set the cells. Rows and cells that exist keep their style, others take their column's."""
        rows = dict(rows_of(self.data))
        order = sorted(rows)
        by_row: dict[int, list[CellWrite]] = {}
        for write in writes:
            by_row.setdefault(write.row, []).append(write)
        for number in sorted(by_row):
            row = rows.get(number)
            if row is None:
                row = self._new_row(number, rows, order)
            self._set_in_row(row, number, by_row[number])
        self._widen_dimension(by_row)

    def forget_values(self, kept: Collection[int]) -> bool:
        """Drop the calculated values outside the `kept` columns; True when there were any.

        They may depend on cells just written, and a formula without value is the only one that LibreOffice
        calculates when it opens a file. The columns that are read keep theirs, or the next reading would miss them.
        """
        dropped = False
        for cell in self.formula_cells():
            value = cell.find(f"{self.space}v")
            if value is not None and _split(cell.get("r", ""))[0] not in kept:
                cell.remove(value)
                cell.attrib.pop("t", "")
                dropped = True
        return dropped

    def _new_row(self, number: int, rows: dict[int, etree._Element], order: list[int]) -> etree._Element:
        row = etree.Element(f"{self.space}row", r=str(number))
        place = bisect_left(order, number)
        if place == len(order):
            self.data.append(row)
        else:
            rows[order[place]].addprevious(row)
        rows[number] = row
        order.insert(place, number)
        return row

    def _set_in_row(self, row: etree._Element, number: int, writes: list[CellWrite]) -> None:
        cells = dict(cells_of(row))
        for write in writes:
            cell = cells.get(write.column)
            if write.value is None:
                self._blank(row, cell)
                continue
            if cell is None:
                cell = self._new_cell(row, number, write.column, cells)
            self._fill(cell, write)
        row.attrib.pop("spans", "")
        if len(row) == 0:
            self.data.remove(row)
        else:
            self._fit_height(row)

    def _new_cell(
        self, row: etree._Element, number: int, column: int, cells: dict[int, etree._Element]
    ) -> etree._Element:
        cell = etree.Element(f"{self.space}c", r=f"{get_column_letter(column)}{number}")
        style = self._look(column)[0]
        if style:
            cell.set("s", style)
        after = None if column > max(cells, default=0) else min(at for at in cells if at > column)
        if after is None:
            row.append(cell)
        else:
            cells[after].addprevious(cell)
        cells[column] = cell
        return cell

    def _blank(self, row: etree._Element, cell: etree._Element | None) -> None:
        if cell is None:
            return
        self._empty(cell)
        column, _ = _split(cell.get("r", "A1"))
        if cell.get("s", "0") == (self._look(column)[0] or "0"):
            row.remove(cell)

    def _empty(self, cell: etree._Element) -> None:
        formula = cell.find(f"{self.space}f")
        if formula is not None:
            self.formula_overwritten = True
            if formula.get("t") == "shared" and formula.text:
                self._free_followers(cell.get("r", ""), formula)
        for child in list(cell):
            cell.remove(child)
        for name in set(cell.attrib) - set(_KEPT_ON_OVERWRITE):
            del cell.attrib[name]

    def _fill(self, cell: etree._Element, write: CellWrite) -> None:
        self._empty(cell)
        value = write.value
        if isinstance(value, date):
            with_time = isinstance(value, datetime)
            cell.set("s", str(self.styles.dated(int(cell.get("s", "0")), with_time=with_time)))
            _add(cell, "v", _serial(value))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            _add(cell, "v", repr(value))
        else:
            cell.set("t", "inlineStr")
            text = _add(_add(cell, "is", None), "t", encode(as_text(value)))
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _free_followers(self, origin: str, master: etree._Element) -> None:
        """Give the cells that share a formula about to go their own copy of it."""
        for cell in self.formula_cells():
            formula = cell.find(f"{self.space}f")
            if formula is not None and formula.get("si") == master.get("si") and formula is not master:
                formula.text = Translator("=" + (master.text or ""), origin).translate_formula(cell.get("r"))[1:]
                for name in ("t", "si"):
                    formula.attrib.pop(name, "")

    def _fit_height(self, row: etree._Element) -> None:
        """The height that its wrapped texts need, which LibreOffice does not work out when it opens a file."""
        cut_before = abs(float(row.get("ht", "0")) - _CUT_HEIGHT) < 1
        if row.get("customHeight") in ("1", "true") and not cut_before:
            return  # someone chose it
        row.attrib.pop("customHeight", "")
        lines = max((self._lines(at, cell) for at, cell in cells_of(row)), default=1)
        if lines * _LINE_HEIGHT <= self._usual_height():
            row.attrib.pop("ht", "")
            return
        row.set("ht", str(min(lines * _LINE_HEIGHT + 3, _CUT_HEIGHT)))
        if lines > _MOST_LINES:
            row.set("customHeight", "1")

    def _lines(self, column: int, cell: etree._Element) -> int:
        value = self.value(cell) if int(cell.get("s", "0")) in self.styles.wrapped else None
        if not isinstance(value, str):
            return 1
        width = max(self._look(column)[1] * _CHARACTERS_PER_UNIT, 1)
        return sum(max(ceil(len(line) / width), 1) for line in value.split("\n"))

    def _usual_height(self) -> float:
        settings = self.root.find(f"{self.space}sheetFormatPr")
        return float(settings.get("defaultRowHeight", "15")) if settings is not None else 15

    def _look(self, column: int) -> tuple[str | None, float]:
        """A column's default style and its width in characters."""
        return next(((style, width) for first, last, style, width in self._looks if first <= column <= last), (None, 9))

    def _widen_dimension(self, by_row: dict[int, list[CellWrite]]) -> None:
        element = self.root.find(f"{self.space}dimension")
        if element is None or not by_row:
            return
        start, _, end = element.get("ref", "A1").partition(":")
        column, row = _split(end or start)
        column = max(column, *(write.column for writes in by_row.values() for write in writes))
        element.set("ref", f"{start}:{get_column_letter(column)}{max(row, *by_row)}")


def _split(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    return column_index_from_string(letters), int(address[len(letters) :])


def _add(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    child.text = text
    return child


def _serial(value: date) -> str:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    since = moment - _EPOCH
    return str(since.days) if not since.seconds else repr(since / timedelta(days=1))
