"""French typography, dates and figures for the mails' own words; what a person typed is never retouched."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

NARROW = "\u202f"  # espace fine insécable
NO_BREAK = "\u00a0"

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_BEFORE = re.compile(r" +(?=[;:!?%»])")
_AFTER = re.compile(r"« +")
_STRAIGHT_QUOTES = re.compile(r'"([^"\n]+)"')


def french(text: str) -> str:
    """« l'avis : "oui" » with its apostrophe, its guillemets and its narrow no-break spaces."""
    text = _STRAIGHT_QUOTES.sub(r"« \1 »", text.replace("'", "’"))
    return _AFTER.sub(f"«{NARROW}", _BEFORE.sub(NARROW, text))


def cited(quote: str) -> str:
    """A rule as quoted between « »: its typography, “ ” inside, and « […] » where it begins inside a sentence."""
    inside = _STRAIGHT_QUOTES.sub(r"“\1”", quote.replace("oeuvre", "œuvre"))
    return french(f"[…] {inside}" if quote[:1].islower() else inside)


def date_fr(day: date) -> str:
    """« lundi 2 novembre 2026 », kept on one line; the first of a month is « 1er »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{_WEEKDAYS[day.weekday()]} {number}{NO_BREAK}{_MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def hour_fr(moment: datetime) -> str:
    """« 14 h 30 », « 9 h », kept on one line."""
    return f"{moment.hour}{NO_BREAK}h" + (f"{NO_BREAK}{moment:%M}" if moment.minute else "")


def duration(minutes: int) -> str:
    """« 45 minutes », « 1 heure », « 1 h 30 »."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return count(left, "minute")
    return f"{hours}{NO_BREAK}h{NO_BREAK}{left:02}" if left else count(hours, "heure")


def short_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def points(value: Decimal) -> str:
    """10.5 → « 10,5 » and 11.0 → « 11 »."""
    return f"{value.normalize():f}".replace(".", ",")


def euros(amount: Decimal) -> str:
    """1080 → « 1 080 € », 59.9 → « 59,90 € », kept on one line."""
    whole = f"{amount:,.2f}".replace(",", NARROW).replace(".", ",").removesuffix(",00")
    return f"{whole}{NO_BREAK}€"


def siret(number: str) -> str:
    """73282932000074 → « 732 829 320 00074 »; anything else comes back as it is."""
    if len(number) != 14 or not number.isdigit():
        return number
    return NO_BREAK.join((number[:3], number[3:6], number[6:9], number[9:]))


def count(number: int, word: str) -> str:
    """« 1 jour ouvré », « 2 jours ouvrés », « 0 jour ouvré »; the number sticks to its word."""
    words = word if abs(number) < 2 else " ".join(part + "s" for part in word.split())
    return f"{number}{NO_BREAK}{words}"


class FrenchTypography(Extension):
    """Applies `french` to the literal words of a mail when it is compiled: no cost at run time, values untouched.

    The files of the folder « html » are left alone: quotes and spaces mean something in HTML and CSS.
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        is_markup = Path(stream.filename or "").parent.name == "html"
        return stream if is_markup else _french_words(stream)


def _french_words(stream: TokenStream) -> Iterator[Token]:
    for token in stream:
        literal = token.type in ("data", "string")
        yield Token(token.lineno, token.type, french(token.value)) if literal else token
