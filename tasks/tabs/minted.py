"""A tab where staff add rows of their own: certiflow takes a row that « Saisi par » signs, then writes its « Réf. »."""

from collections.abc import Collection

from tasks.feedback import Feedback
from tasks.ledger.queries import subjects_made
from tasks.office import Office, Pull
from tasks.tabs.columns import TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row


class MintedTab(KeyedTab):
    """Rows by key; a row without one is the subject that it made, when a run was cut before its key was written.

    Args:
        new_rows: signed rows that made no subject yet; each has its `ref_of` for the command that will.
        void: subjects that count no more: the words that made them make another one.
    """

    def __init__(
        self, office: Office, pull: Pull, feedback: Feedback, name: str, rule: str, void: Collection[str] = ()
    ) -> None:
        super().__init__(pull, feedback, name, rule)
        keyless = [row for row in self.all_rows if not row.key and row.cells.get(TYPED_BY)]
        self._refs = {row.fingerprint: f"{name}:{row.fingerprint}" for row in keyless}
        with office.ledger.reading() as connection:
            made = subjects_made(connection, self._refs.values())
            while again := {key: f"{ref}:{made[ref]}" for key, ref in self._refs.items() if made.get(ref) in void}:
                self._refs |= again
                made |= subjects_made(connection, again.values())
        for row in keyless:
            subject = made.get(self.ref_of(row))
            if subject is not None:
                self.rows.setdefault(subject, row)
        self.new_rows = [row for row in keyless if self.ref_of(row) not in made]

    def ref_of(self, row: Row) -> str:
        """Of the command that makes the subject of this row: the same words twice are one."""
        return self._refs[row.fingerprint]
