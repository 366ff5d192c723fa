"""The presenter of the accrochage."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.network.passage import Passage
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters
from tasks.presenting.network import passage_letters


class PassagePresenter(ExamPresenter[Passage]):
    """A rejection that the holder can cure goes to him, any other to the office."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.PASSAGE_REJECTED: Audience.CANDIDATE,
        Mail.PASSAGE_TO_STUDY: Audience.EXAM_OFFICE,
    }
    documents_of: ClassVar[DocumentWriters[Passage]] = {}
    letters_of: ClassVar[LetterWriters[Passage]] = passage_letters.LETTERS
