"""The certifications that a row is about, as people type them."""

from config.loader import Config
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading

_ALL = "toutes"


def one_certification(reading: RowReading, header: str, config: Config) -> str:
    """The code typed under `header`. Raises BadCell."""
    code = reading.required(header, cells.line).upper()
    return _known(code, config)


def some_certifications(reading: RowReading, header: str, config: Config) -> tuple[str, ...]:
    """The codes typed under `header`, « toutes » for all of them, each once. Raises BadCell."""
    typed = reading.required(header, lambda cell: cells.words(cell) or None)
    if [word.casefold() for word in typed] == [_ALL]:
        return tuple(config.certifications)
    return tuple(dict.fromkeys(_known(word.upper(), config) for word in typed))


def _known(code: str, config: Config) -> str:
    if code in config.certifications:
        return code
    known = ", ".join(config.certifications)
    raise BadCell(f"« {code[:40]} » n’est pas une certification connue", f"choisissez parmi : {known}")
