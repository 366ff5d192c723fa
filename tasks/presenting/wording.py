"""Small wordings that e-mails, lists and the command line share."""

from collections.abc import Mapping
from datetime import date

from domain.calendar import format_date
from domain.vocabulary import Level
from tasks.mail.typography import french

#: notice code → the day it was sent (ISO), None for one that came too late to be worth sending
Said = Mapping[str, str | None]


def worded(text: str, **values: object) -> str:
    """`text` with its French typography, then its fields: what somebody typed is neither retouched nor read again."""
    return french(text).format(**values)


def said_in_words(said: Said) -> list[str]:
    """What a deadline really sent, oldest first: « Rappel à 10 jours ouvrés de l’échéance, le 24/12/2026 »."""
    sent = sorted((day, code) for code, day in said.items() if day)
    return [f"{_label(code)}, le {format_date(date.fromisoformat(day))}" for day, code in sent]


def _label(code: str) -> str:
    if code in set(Level):
        return Level(code).label
    days = code.lstrip("J+-")
    unit = "jour ouvré" if days == "1" else "jours ouvrés"
    if code.startswith("J-"):
        return f"Rappel à {days} {unit} de l’échéance"
    return f"Rappel après {days} {unit}"
