"""The presenter of the examiners' habilitation."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.examiner import Examiner
from tasks.presenting.exams import examiner_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters


class ExaminerPresenter(ExamPresenter[Examiner]):
    """Every e-mail goes to the examiner."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.EXAMINER_HABILITATED: Audience.EXAMINER,
        Mail.EXAMINER_TO_CONFIRM: Audience.EXAMINER,
        Mail.EXAMINER_ENDED: Audience.EXAMINER,
    }
    documents_of: ClassVar[DocumentWriters[Examiner]] = examiner_letters.DOCUMENTS
    letters_of: ClassVar[LetterWriters[Examiner]] = examiner_letters.LETTERS
