"""What every e-mail and document of the exams is made with: one writer a document, one a letter, by its slug."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from domain.correspondence import Mail, Paper, Pv
from domain.facts import Facts
from domain.team import Person
from tasks.ledger.drafts import Moment, Registered
from tasks.presenting.frame import Data, Frame
from tasks.presenting.letters import Context, Letter
from tasks.presenting.presenter import ProcessPresenter

E = TypeVar("E", bound=Facts)


class ExamFrame(Frame[E]):
    """One subject of the exams at one moment, for the functions that write its documents.

    The functions return what `templates/documents/record.typ` is given beside the frame; another template is named by
    the key « template ».
    """

    def card(self) -> list[list[str]]:
        return [["Certification", f"{self.figures.code} – {self.figures.title}"], ["Référence", self.facts.ref]]


class ExamLetter(Letter[E]):
    """One subject of the exams at one moment, for the functions that write its e-mails to one reader."""

    def common(self, *rules: str) -> Context:
        """Head, reader, attached documents and the rules quoted at the foot."""
        return self._common(*rules)

    def appeal(self) -> Context:
        """How to contest (O-14)."""
        return self._appeal()


DocumentWriters = Mapping[Pv | Paper, Callable[[ExamFrame[E]], Data]]
LetterWriters = Mapping[Mail, Callable[[ExamLetter[E]], Context]]


class ExamPresenter(ProcessPresenter[E]):
    """Each process of the exams lists its writers; an invitation is written by `invitations`.

    A writer of letters returns the whole context, `letter.common(…)` included.
    """

    documents_of: ClassVar[DocumentWriters]  # type: ignore[type-arg]
    letters_of: ClassVar[LetterWriters]  # type: ignore[type-arg]
    invitations: ClassVar[Mapping[Mail, Callable[[ProcessPresenter, Moment, Person], str]]] = {}  # type: ignore[type-arg]

    def data(self, moment: Moment[E], kind: Pv | Paper) -> Data:
        frame = ExamFrame(moment, self.config)
        return frame.frame(kind) | self.documents_of[kind](frame)

    def context(self, moment: Moment[E], mail: Mail, documents: Sequence[Registered], reader: Person) -> Context:
        return self.letters_of[mail](ExamLetter(self.config, moment, documents, reader.name))

    def invitation(self, moment: Moment[E], mail: Mail, reader: Person) -> str:
        write = self.invitations.get(mail)
        return write(self, moment, reader) if write else ""
