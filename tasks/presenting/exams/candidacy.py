"""The presenter of the candidacies: registration, convocation, result."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.candidacy import Candidacy
from tasks.presenting.exams import convocation_letters, registration_letters, result_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters


class CandidacyPresenter(ExamPresenter[Candidacy]):
    """Every e-mail goes to the candidate, but what his OF is asked for (M2I-36)."""

    audiences: ClassVar[dict[Mail, Audience]] = dict.fromkeys(
        (*registration_letters.LETTERS, *convocation_letters.LETTERS, *result_letters.LETTERS), Audience.CANDIDATE
    ) | {Mail.IN_COURSE_DUE: Audience.PARTNER}
    documents_of: ClassVar[DocumentWriters[Candidacy]] = {
        **registration_letters.DOCUMENTS, **convocation_letters.DOCUMENTS, **result_letters.DOCUMENTS,
    }  # fmt: skip
    letters_of: ClassVar[LetterWriters[Candidacy]] = {
        **registration_letters.LETTERS, **convocation_letters.LETTERS, **result_letters.LETTERS,
    }  # fmt: skip
    invitations = convocation_letters.INVITATIONS
