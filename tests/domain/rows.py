"""One row of a process table as a test pins it, with good facts to fire it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.correspondence import Mail, Paper, Pv
from domain.facts import Facts
from domain.vocabulary import Labelled, TimeLimit
from tests.builders import TODAY


@dataclass(frozen=True)
class Row:
    """In `source`, `event` with `update` on the day `on` leads to `target`; `facts` is what was known before.

    Args:
        opens: deadlines that these facts open, which may be fewer than the table says.
    """

    source: Labelled | None
    event: Labelled
    facts: Callable[[], Facts]
    target: Labelled
    rule: str
    update: Mapping[str, Any] = field(default_factory=dict)
    on: date = TODAY
    pv: Pv | None = None
    papers: tuple[Paper, ...] = ()
    mails: tuple[Mail, ...] = ()
    opens: tuple[TimeLimit, ...] = ()
    closes: tuple[TimeLimit, ...] = ()

    def __str__(self) -> str:
        return f"{self.source}-{self.event}"
