"""What a spreadsheet makes of what is typed into a cell (USER_ENTERED): numbers, dates, booleans, formulas, text."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from tests.sheets_server.errors import Json
from tests.sheets_server.sheet import Value

EPOCH = datetime(1899, 12, 30)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
SHORT_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
HOUR = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
NUMBER = (
    r"[-+]?(?P<whole>\d{{1,3}}(?P<group>{group}\d{{3}})+|\d+)?(?P<part>{point}\d+)?"
    r"(?P<power>[eE][-+]?\d+)?(?P<hundred>[ \u00a0\u202f]?%)?"
)
ENGLISH_NUMBER = re.compile(NUMBER.format(group=",", point=r"\."))
FRENCH_NUMBER = re.compile(NUMBER.format(group="[ \u00a0\u202f]", point=","))
BOOLEANS = {"TRUE": True, "FALSE": False}
FRENCH_BOOLEANS = {**BOOLEANS, "VRAI": True, "FAUX": False}
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Entry:
    """What goes into the cell; `number_format` only when the typing brings one of its own."""

    value: Value
    formula: str = ""
    number_format: Json | None = None


def entered(typed: Value, locale: str, *, as_text: bool) -> Entry:
    """`typed` read as a person's typing in a spreadsheet of that locale; a cell in text format keeps it as it is."""
    if not isinstance(typed, str) or as_text:
        return Entry(typed)
    if typed.startswith("'"):
        return Entry(typed[1:])
    if typed.startswith("=") and len(typed) > 1:
        return Entry(calculated(typed[1:]), typed)
    text = typed.strip(" ")
    booleans = FRENCH_BOOLEANS if locale.startswith("fr") else BOOLEANS
    if text.upper() in booleans:
        return Entry(booleans[text.upper()])
    return _number(text, locale) or _moment(text, locale) or Entry(typed)


def serial(moment: date | time) -> float | int:
    """Days since 1899-12-30: what Sheets keeps for a date, a moment or an hour."""
    if isinstance(moment, time):
        return (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    if not isinstance(moment, datetime):
        return (moment - EPOCH.date()).days
    gap = moment - EPOCH
    return gap.days + gap.seconds / 86400


def _number(text: str, locale: str) -> Entry | None:
    french = locale.startswith("fr")
    found = (FRENCH_NUMBER if french else ENGLISH_NUMBER).fullmatch(text)
    if found is None or not (found["whole"] or found["part"]):
        return None
    plain = re.sub(r"[ \u00a0\u202f%]", "", text)
    plain = plain.replace(",", ".") if french else plain.replace(",", "")
    value = float(plain) / (100 if found["hundred"] else 1)
    pattern = _pattern(found)
    kind = "PERCENT" if found["hundred"] else "NUMBER"
    number: float | int = int(value) if value.is_integer() else value
    return Entry(number, number_format={"type": kind, "pattern": pattern} if pattern else None)


def _pattern(found: re.Match[str]) -> str | None:
    decimals = ".00" if found["part"] else ""
    if found["power"]:
        return "0.00E+00"
    if found["hundred"]:
        return f"0{decimals}%"
    return f"#,##0{decimals}" if found["group"] else None


def _moment(text: str, locale: str) -> Entry | None:
    if found := HOUR.fullmatch(text):
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour < 24 and minute < 60 and second < 60:
            return Entry(serial(time(hour, minute, second)), number_format={"type": "TIME", "pattern": "hh:mm:ss"})
        return None
    french = locale.startswith("fr")
    pattern = "dd/mm/yyyy" if french else "m/d/yyyy"
    found = SHORT_DAY.fullmatch(text)
    if found:
        day, month, year, *clock = (int(part or 0) for part in found.groups())
        if not french:
            day, month = month, day
    elif found := ISO_DAY.fullmatch(text):
        year, month, day, *clock = (int(part or 0) for part in found.groups())
        pattern = "yyyy-mm-dd"
    else:
        return None
    try:
        hour, minute, second = clock
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    if found[4] is None:
        return Entry(serial(moment.date()), number_format={"type": "DATE", "pattern": pattern})
    return Entry(serial(moment), number_format={"type": "DATE_TIME", "pattern": f"{pattern} hh:mm:ss"})


def calculated(formula: str) -> Value:
    """Arithmetic only: the server calculates no function, and says « #NAME? » as Sheets does of one it ignores."""
    try:
        result = _calculated(ast.parse(formula.strip(), mode="eval").body)
    except ZeroDivisionError:
        return "#DIV/0!"
    except (SyntaxError, ValueError):
        return "#NAME?"
    return int(result) if float(result).is_integer() else result


def _calculated(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_calculated(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_calculated(node.left), _calculated(node.right))
    raise ValueError(ast.unparse(node))
