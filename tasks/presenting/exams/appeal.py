"""The presenter of the recours."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.appeal import Appeal
from tasks.presenting.exams import appeal_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters


class AppealPresenter(ExamPresenter[Appeal]):
    """Both e-mails go to the claimant."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.APPEAL_RECEIVED: Audience.CLAIMANT,
        Mail.APPEAL_ANSWERED: Audience.CLAIMANT,
    }
    documents_of: ClassVar[DocumentWriters[Appeal]] = appeal_letters.DOCUMENTS
    letters_of: ClassVar[LetterWriters[Appeal]] = appeal_letters.LETTERS
