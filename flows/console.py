"""What every command shares: its two consoles, its exit codes, and how it stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console

from config.settings import load_settings
from flows.stoppers import STOPPERS
from tasks.mail.typography import french
from tasks.office import Office, open_office

out, err = Console(highlight=False), Console(stderr=True, highlight=False)

TO_SEE, BAD_USAGE, CANNOT_WORK = 1, 2, 3


@contextmanager
def the_office(**over: object) -> Iterator[Office]:
    """The office, or one French sentence and exit code 3. `over`: settings to have another value this once."""
    try:
        with open_office(load_settings().model_copy(update=over)) as office:
            yield office
    except STOPPERS as error:
        stop(str(error))


def stop(message: str, code: int = CANNOT_WORK) -> NoReturn:
    err.print(french(message), style="red", markup=False)
    raise typer.Exit(code)
