"""The cells of one sheet, read from its XML: values, dates, errors, formulas with and without calculated value."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel

from tasks.workbook.package import decode, parse_xml, plain_text, to_xml
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import NOT_CALCULATED, CellError, CellValue


class Sheet:
    """One worksheet part.

    Args:
        xml: the part.
        strings: the workbook's shared strings.
        styles: the workbook's styles.
    """

    def __init__(self, xml: bytes, strings: Sequence[str], styles: Stylesheet) -> None:
        self.root = parse_xml(xml)
        self.strings, self.styles = strings, styles
        self.space = f"{{{etree.QName(self.root).namespace}}}"
        data = self.root.find(f"{self.space}sheetData")
        self.data = data if data is not None else etree.SubElement(self.root, f"{self.space}sheetData")

    def grid(self) -> dict[int, dict[int, CellValue]]:
        """Every cell that has a value: row number → column number → raw value."""
        rows: dict[int, dict[int, CellValue]] = {}
        for number, row in rows_of(self.data):
            values = ((at, self.value(cell)) for at, cell in cells_of(row))
            cells: dict[int, CellValue] = {at: value for at, value in values if value is not None}
            if cells:
                rows[number] = cells
        return rows

    def formula_values(self) -> dict[str, tuple[str | None, str]]:
        """Cell address → type and text of a formula's calculated value."""
        return {
            cell.get("r", ""): (cell.get("t"), value.text or "")
            for cell in self.formula_cells()
            if (value := cell.find(f"{self.space}v")) is not None
        }

    def restore_formula_values(self, values: dict[str, tuple[str | None, str]]) -> None:
        """Put back what a save through openpyxl dropped."""
        for cell in self.formula_cells():
            kind, text = values.get(cell.get("r", ""), (None, ""))
            value = cell.find(f"{self.space}v")
            if text and value is not None:
                value.text = text
                if kind is not None:
                    cell.set("t", kind)

    def value(self, cell: etree._Element) -> CellValue:
        kind, text, has_formula = cell.get("t"), None, False
        for child in cell:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                text = child.text
            elif name == "f":
                has_formula = True
            elif name == "is":
                return decode(plain_text(child)) or None
        if text is None:
            return CellError(NOT_CALCULATED) if has_formula and kind in (None, "n") else None
        return self._typed(kind, text, int(cell.get("s", "0")))

    def _typed(self, kind: str | None, text: str, style: int) -> CellValue:
        if kind == "s":
            return self.strings[int(text)] or None
        if kind == "str":
            return decode(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return datetime.fromisoformat(text)
        number = float(text)
        if style in self.styles.durations:
            return _as_duration(number)
        if style in self.styles.dates:
            return _as_moment(number)
        return int(text) if text.lstrip("-").isdigit() else number

    def formula_cells(self) -> Iterator[etree._Element]:
        for formula in self.data.iter(f"{self.space}f"):
            cell = formula.getparent()
            if cell is not None:
                yield cell

    def to_bytes(self) -> bytes:
        return to_xml(self.root)


def rows_of(data: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Rows and their numbers, which a file may leave implicit."""
    number = 0
    for row in data.iterchildren(data.tag.removesuffix("sheetData") + "row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        yield number, row


def cells_of(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren(row.tag.removesuffix("row") + "c"):
        address = cell.get("r")
        if address is None:
            column += 1
            cell.set("r", f"{get_column_letter(column)}{row.get('r')}")
        else:
            column = column_index_from_string(address.rstrip("0123456789"))
        yield column, cell


def _as_moment(number: float) -> CellValue:
    try:
        moment = from_excel(number)
    except (OverflowError, ValueError):
        return number
    return moment.strftime("%H:%M") if isinstance(moment, time) else moment


def _as_duration(number: float) -> str:
    minutes = round(number * 1_440)
    return f"{minutes // 60}:{minutes % 60:02}"
