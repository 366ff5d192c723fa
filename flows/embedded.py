"""Flows without a server to start: Prefect's own application, in this process, for as long as the block runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

from config.settings import load_settings
from flows.prefect_settings import PREFECT_FOLDER, embedded_prefect
from tasks.office import make_home


@contextmanager
def embedded(home: Path) -> Iterator[None]:
    """Prefect runs inside the block; its database is in `home`."""
    make_home(home)
    with embedded_prefect(home / PREFECT_FOLDER):
        yield


def play_flow(name: str, on: date | None) -> tuple[bool, str]:
    """Run one flow by name. Returns whether it completed, and its French state message."""
    from prefect.client.schemas.objects import State

    from flows.deployments import FLOWS
    from flows.report import RunReport

    state = cast(State[RunReport], FLOWS[name](as_of=on, return_state=True))
    return state.is_completed(), state.message or ""


def play_embedded(names: Sequence[str], on: date | None) -> list[tuple[str, bool, str]]:
    """Run flows one after the other on the embedded mode."""
    with embedded(load_settings().home):
        return [(name, *play_flow(name, on)) for name in names]
