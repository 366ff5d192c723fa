"""A tab whose rows the system makes and staff fill, found again by their key: read once, answered once."""

from collections.abc import Iterable, Iterator

from domain.refusal import Refusal
from tasks.feedback import Feedback
from tasks.mail.typography import french
from tasks.office import Pull
from tasks.tabs.columns import ANSWER, REF, TYPED_BY
from tasks.workbook.protocol import Cells, Changes, Row


class KeyedTab:
    """The rows of one tab, by key.

    A key that two rows carry (somebody copied a row) is refused on both until one is removed: nobody knows which of
    two entries counts, and both are kept.
    """

    def __init__(self, pull: Pull, feedback: Feedback, name: str, rule: str) -> None:
        self.name, self._feedback = name, feedback
        content = pull.content.tabs[name]
        self._doubled = {key for key, _ in content.doubled_keys.items()}
        self.all_rows = content.rows
        self.rows = {row.key: row for row in content.rows if row.key and row.key not in self._doubled}
        self.is_readable = content.problem is None
        self._rule = rule

    def judge(self) -> None:
        """This run answers for every row of the tab."""
        if self.is_readable:
            self._feedback.judged.add(self.name)
        for row in self.all_rows:
            if row.key in self._doubled:
                message = f"la ligne {row.key} figure deux fois. Gardez-en une : les deux saisies sont conservées ici."
                self._feedback.refuse(self.name, row, Refusal(message, self._rule, "Réf."))

    def refuse_keyless(self) -> None:
        """A signed row whose reference was erased is nobody's; its line is made again at the end of the tab."""
        for row in self.all_rows:
            if not row.key and row.cells.get(TYPED_BY):
                message = "la référence de cette ligne est effacée : remplissez celle que certiflow a refaite à la fin."
                self._feedback.refuse(self.name, row, Refusal(message, self._rule, REF))

    def known(self, keys: Iterable[str]) -> Iterator[tuple[str, Row]]:
        """The rows of `keys` that are in the tab."""
        for key in keys:
            row = self.rows.get(key)
            if row is not None:
                yield key, row

    def put(self, changes: Changes, key: str, cells: Cells, answer: str, first: Cells | None = None) -> None:
        """Assert the system's cells of one row again, made when it is not there yet.

        Args:
            answer: what « Retour » says when nothing of the row was refused.
            first: cells of staff's own columns, for a row that is made; never written again.
        """
        row = self.rows.get(key)
        if row is None:
            if key not in self._doubled:
                changes.append(self.name, {**(first or {}), **cells, ANSWER: french(answer)})
            return
        if self.name in self._feedback.judged:
            cells = {**cells, ANSWER: self._answer(row, answer)}
        changes.update(self.name, cells, key=key, fingerprint=row.fingerprint)

    def retire(self, changes: Changes, key: str) -> None:
        """A row of what is over leaves the tab, unless something typed there was refused and nobody has it."""
        row = self.rows.get(key)
        if row is not None and row.number not in self._feedback.of(self.name):
            changes.retire(self.name, key)

    def answer_others(self, changes: Changes, known: Iterable[str]) -> None:
        """Rows refused for a reason of their own: doubled, or of a subject that does not exist."""
        seen = set(known)
        refused = self._feedback.of(self.name)
        for row in self.all_rows:
            if row.number in refused and (row.key is None or row.key not in seen or row.key in self._doubled):
                said = "\n".join(french(str(refusal)) for refusal in refused[row.number])
                changes.update(self.name, {ANSWER: said}, key=row.key, fingerprint=row.fingerprint)

    def _answer(self, row: Row, otherwise: str) -> str:
        refused = self._feedback.of(self.name).get(row.number, [])
        if refused:
            return "\n".join(french(str(refusal)) for refusal in refused)
        return french(self._feedback.answers.get((self.name, row.number), "") or otherwise)
