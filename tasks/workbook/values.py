"""Cell values and their one normal form, the same whichever backend they come from."""

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

NOT_CALCULATED = "formule non calculée"
LONGEST_TEXT = 32_767  # UTF-16 units that a cell of Excel holds; Google Sheets holds more

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = datetime(1899, 12, 30)
# A serial below this (1908-03-18) is far more likely a year or a count typed in a date column: left as a number.
_FIRST_SERIAL, _LAST_SERIAL = 3_000, 2_958_466
_LARGEST_EXACT_FLOAT = 2**53
_FIRST_YEAR = 1901  # earlier dates have no serial number that all spreadsheets agree on
_CUT = " […]"
_YES, _NO = {"oui", "vrai", "true"}, {"non", "faux", "false"}


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula failed (« #REF! ») or was never calculated."""

    text: str

    def __str__(self) -> str:
        return self.text


CellValue = str | int | float | bool | date | datetime | CellError | None


def header_key(header: object) -> str:
    """A header as compared: NFC, single plain spaces, no case, straight apostrophes."""
    return "" if header is None else _header_key(str(header))


@lru_cache(maxsize=4096)
def _header_key(header: str) -> str:
    """Made once a header: a run compares the same thousand of them a hundred times."""
    text = unicodedata.normalize("NFC", header).replace("’", "'")
    return _SPACES.sub(" ", text).strip().casefold()


def row_key(value: CellValue) -> str | None:
    """The text of a key cell, None when it is blank or in error."""
    if value is None or isinstance(value, CellError):
        return None
    return _SPACES.sub(" ", unicodedata.normalize("NFC", as_text(value))).strip() or None


def as_text(value: CellValue) -> str:
    """A value as one would type it: 73282932000074, 03/11/2026, Oui."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def clean_text(text: str) -> str:
    """Text without what no workbook can hold: control characters, lone surrogates, carriage returns."""
    if text.isprintable():
        return text
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def coerce(raw: CellValue, kind: Kind) -> CellValue:
    """A raw cell in the normal form of its column.

    Blank text is None; an integral number is an int, so that 73282932000074.0 loses no digit; a serial number in a
    date column is a date; « Oui » in a BOOLEAN column is True. What does not fit the kind is handed on as it is,
    for the domain to refuse in words.
    """
    if raw is None or isinstance(raw, CellError):
        return raw
    if isinstance(raw, str):
        return _coerce_text(raw, kind)
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return _coerce_number(raw, kind)
    return _coerce_date(raw, kind)


@lru_cache(maxsize=50_000)
def _coerce_text(raw: str, kind: Kind) -> CellValue:
    text = clean_text(unicodedata.normalize("NFC", raw))
    if not text or _SPACES.fullmatch(text):
        return None
    if kind is Kind.BOOLEAN and header_key(text) in _YES | _NO:
        return header_key(text) in _YES
    return text


def _coerce_number(raw: float, kind: Kind) -> CellValue:
    if not math.isfinite(raw):
        return CellError("#NUM!")
    if kind in (Kind.DATE, Kind.DATETIME) and _FIRST_SERIAL <= raw < _LAST_SERIAL:
        moment = _EPOCH + timedelta(seconds=round(raw * 86_400))
        return moment.date() if kind is Kind.DATE else moment
    if isinstance(raw, int):
        return int(raw)
    return int(raw) if raw.is_integer() and abs(raw) < _LARGEST_EXACT_FLOAT else float(raw)


def _coerce_date(raw: date | datetime, kind: Kind) -> date | datetime:
    if not isinstance(raw, datetime):
        return datetime(raw.year, raw.month, raw.day) if kind is Kind.DATETIME else raw
    moment = (raw + timedelta(milliseconds=500)).replace(microsecond=0)  # a serial number is not exact to the second
    if kind is Kind.DATETIME:
        return moment
    at_midnight = moment.time() == datetime.min.time()
    return moment.date() if kind is Kind.DATE or at_midnight else moment


def writable(value: CellValue, kind: Kind) -> CellValue:
    """A value in the form in which it will be read again, so that writing it twice changes nothing.

    Text is cut to what a cell holds, with « […] »; dates that no spreadsheet counts, and yes or no outside a
    BOOLEAN column, become text.
    """
    coerced = coerce(value, kind)
    if isinstance(coerced, str):
        return _fitting(coerced)
    is_old = isinstance(coerced, date) and coerced.year < _FIRST_YEAR
    is_stray = isinstance(coerced, bool) and kind is not Kind.BOOLEAN
    return as_text(coerced) if is_old or is_stray else coerced


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


def same(one: CellValue, other: CellValue) -> bool:
    """True when both are the same cell to a reader: 1 and 1.0, but not 1 and True nor 1 and "1"."""
    return (type(one) is type(other) and one == other) or canonical(one) == canonical(other)


def canonical(value: CellValue) -> list[object] | None:
    """A coerced value as JSON of one form: type tag and content, None for a blank cell."""
    if isinstance(value, str):
        return ["text", value.strip()]
    if value is None:
        return None
    if isinstance(value, CellError):
        return ["error", value.text]
    if isinstance(value, bool):
        return ["yes-no", value]
    if isinstance(value, (int, float)):
        return ["number", int(value) if float(value).is_integer() else value]
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    return ["date", value.isoformat()]


def fingerprint(values: Iterable[CellValue]) -> str:
    """SHA-256 of the canonical JSON of some cells, in the order given."""
    content = json.dumps([canonical(value) for value in values], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()
