"""The cell formats of a workbook: which of them show dates, and one more where a date needs it."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from tasks.workbook.package import parse_xml, to_xml

DATE_FORMAT = "dd/mm/yyyy"
DATETIME_FORMAT = "dd/mm/yyyy hh:mm"
_FIRST_CUSTOM_FORMAT = 164


@dataclass(slots=True)
class Stylesheet:
    """styles.xml.

    Args:
        xml: the part.
    """

    xml: bytes
    changed: bool = False
    dates: set[int] = field(default_factory=set)
    durations: set[int] = field(default_factory=set)
    wrapped: set[int] = field(default_factory=set)
    _root: etree._Element = field(init=False)
    _added: dict[tuple[int, bool], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._root = parse_xml(self.xml)
        codes = BUILTIN_FORMATS | {
            int(fmt.get("numFmtId", "0")): fmt.get("formatCode", "")
            for fmt in self._root.iterfind("{*}numFmts/{*}numFmt")
        }
        for index, xf in enumerate(self._root.iterfind("{*}cellXfs/{*}xf")):
            if (
                xf.find("{*}alignment[@wrapText='1']") is not None
                or xf.find("{*}alignment[@wrapText='true']") is not None
            ):
                self.wrapped.add(index)
            code = codes.get(int(xf.get("numFmtId", "0")), "General")
            if is_timedelta_format(code):
                self.durations.add(index)
            elif is_date_format(code):
                self.dates.add(index)

    def dated(self, style: int, *, with_time: bool) -> int:
        """`style` if it shows dates, else one that is the same and does."""
        formats = self._root.find("{*}cellXfs")
        if style in self.dates or formats is None:
            return style
        if (style, with_time) not in self._added:
            xf = deepcopy(formats[style])
            xf.set("numFmtId", str(self._number_format(DATETIME_FORMAT if with_time else DATE_FORMAT)))
            xf.set("applyNumberFormat", "1")
            formats.append(xf)
            formats.set("count", str(len(formats)))
            self._added[style, with_time] = len(formats) - 1
            self.dates.add(len(formats) - 1)
            self.changed = True
        return self._added[style, with_time]

    def to_bytes(self) -> bytes:
        return to_xml(self._root)

    def _number_format(self, code: str) -> int:
        """The number of a format code, added to the workbook when it lacks it."""
        space = f"{{{etree.QName(self._root).namespace}}}"
        known = self._root.find(f"{space}numFmts")
        if known is None:
            known = etree.Element(f"{space}numFmts")
            self._root.insert(0, known)
        for fmt in known:
            if fmt.get("formatCode", "").lower() == code:
                return int(fmt.get("numFmtId", "0"))
        number = max((int(fmt.get("numFmtId", "0")) for fmt in known), default=0)
        number = max(number + 1, _FIRST_CUSTOM_FORMAT)
        etree.SubElement(known, f"{space}numFmt", numFmtId=str(number), formatCode=code)
        known.set("count", str(len(known)))
        return number
