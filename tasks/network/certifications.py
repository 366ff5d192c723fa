"""The certifications that a row is about, as people type them."""

from collections.abc import Iterable

from config.loader import Config
from domain.refusal import Refusal
from tasks.intake import cells
from tasks.intake.cells import RowReading

_ALL = "toutes"


def some_certifications(reading: RowReading, header: str, config: Config) -> tuple[str, ...]:
    """The codes typed under `header`, « toutes » for all of today's, each once. Raises BadCell."""
    typed = reading.required(header, lambda cell: cells.words(cell) or None)
    return tuple(config.certifications) if is_all(reading, header) else tuple(dict.fromkeys(map(str.upper, typed)))


def is_all(reading: RowReading, header: str) -> bool:
    """Whether « toutes » is typed: what it stands for changes with the configuration."""
    return [word.casefold() for word in reading.read(header, cells.words)] == [_ALL]


def unknown_certification(codes: Iterable[str], config: Config, rule: str, header: str) -> Refusal | None:
    """The refusal of a code that is not of the configuration."""
    code = next((code for code in codes if code not in config.certifications), None)
    if code is None:
        return None
    known = ", ".join(config.certifications)
    message = f"« {code[:40]} » n’est pas une certification connue ; choisissez parmi : {known}."
    return Refusal(message, rule, header)
