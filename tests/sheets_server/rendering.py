"""How a cell's value leaves in a reply: as it shows, as it is, or as its formula."""

import re
from datetime import timedelta

from tests.sheets_server.entering import EPOCH
from tests.sheets_server.sheet import Cell, Value

DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
TOKENS = re.compile(r"y+|m+|d+|h+|s+|\"[^\"]*\"|.")


def rendered(cell: Cell, option: str, dates: str, locale: str) -> Value:
    """`option`: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA; `dates`: SERIAL_NUMBER or FORMATTED_STRING."""
    if cell.value is None:
        return ""
    if option == "FORMULA" and cell.formula:
        return cell.formula
    if option == "FORMATTED_VALUE" or (dates == "FORMATTED_STRING" and is_moment(cell)):
        return shown(cell, locale)
    return plain(cell.value)


def plain(value: Value) -> Value:
    """A whole number without its decimal point, as JSON from Google has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_moment(cell: Cell) -> bool:
    number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return number and cell.number_format.get("type") in DATE_TYPES


def shown(cell: Cell, locale: str) -> str:
    """The text that a person sees in the cell."""
    value, french = cell.value, locale.startswith("fr")
    if value is None:
        return ""
    if isinstance(value, bool):
        return (("VRAI" if value else "FAUX") if french else str(value)).upper()
    if isinstance(value, str):
        return value
    pattern = cell.number_format.get("pattern", "")
    if is_moment(cell):
        return _moment(value, pattern or _default_pattern(cell, french))
    return _localised(_number(value, pattern), french)


def _default_pattern(cell: Cell, french: bool) -> str:
    day = "dd/mm/yyyy" if french else "m/d/yyyy"
    return {"DATE": day, "TIME": "hh:mm:ss"}.get(cell.number_format["type"], f"{day} hh:mm:ss")


def _number(value: float, pattern: str) -> str:
    if pattern in ("", "@", "General"):
        return str(plain(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    decimals = len(re.sub(r"[^0]", "", pattern.partition(".")[2].partition("E")[0]))
    if "E" in pattern:
        return f"{value:.{decimals}E}"
    if "%" in pattern:
        return f"{value * 100:.{decimals}f}%"
    return f"{value:{',' if ',' in pattern else ''}.{decimals}f}"


def _localised(text: str, french: bool) -> str:
    if not french:
        return text
    return text.replace(",", "\u202f").replace(".", ",")


def _moment(value: float, pattern: str) -> str:
    moment = EPOCH + timedelta(seconds=round(value * 86400))
    tokens = TOKENS.findall(pattern)
    parts = []
    for at, token in enumerate(tokens):
        kind = token[0]
        if kind == "m" and _is_minute(tokens, at):
            kind = "M"
        number = {"y": moment.year, "m": moment.month, "d": moment.day}.get(kind)
        if number is None:
            number = {"h": moment.hour, "M": moment.minute, "s": moment.second}.get(kind)
        if number is None:
            parts.append(token.strip('"'))
        elif token == "yy":
            parts.append(f"{number % 100:02}")
        else:
            parts.append(f"{number:0{len(token)}}")
    return "".join(parts)


def _is_minute(tokens: list[str], at: int) -> bool:
    before = [token[0] for token in tokens[:at] if token[0] in "ymdhs"]
    after = [token[0] for token in tokens[at + 1 :] if token[0] in "ymdhs"]
    return before[-1:] == ["h"] or after[:1] == ["s"]
