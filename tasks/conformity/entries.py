"""One signed row of « Conformité », with the dossier that it speaks of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.process import Command
from domain.refusal import Refusal
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.ledger.queries import View
from tasks.ledger.workstreams import Streams
from tasks.office import Office, Pull
from tasks.tabs.columns import TYPED_BY
from tasks.workbook.protocol import Row

#: what a part of a row asks for, or why it cannot be
Found = Iterator[Command | Refusal]


@dataclass(frozen=True)
class Entry:
    """One signed row, with its dossier."""

    row: Row
    reading: RowReading
    item: Streams
    office: Office
    pull: Pull

    @property
    def by(self) -> str:
        return f"onglet Conformité : {self.typed_by}"

    @property
    def typed_by(self) -> str:
        return self.reading.required(TYPED_BY, cells.line)

    def command(self, name: str, view: View[Any], event: Any, update: dict[str, Any]) -> Command:
        """The version makes it one command: the same words typed again after others are news."""
        ref = f"{name}:{view.ref}:{view.version}"
        return Command(ref, view.ref, event, self.pull.on, self.by, update)
