"""The presenter of the certificates."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.certificate import Certificate
from tasks.presenting.exams import certificate_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters


class CertificatePresenter(ExamPresenter[Certificate]):
    """Every e-mail goes to the holder."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.CERTIFICATE_DELIVERED: Audience.CANDIDATE,
        Mail.CERTIFICATE_WITHDRAWN: Audience.CANDIDATE,
    }
    documents_of: ClassVar[DocumentWriters[Certificate]] = certificate_letters.DOCUMENTS
    letters_of: ClassVar[LetterWriters[Certificate]] = certificate_letters.LETTERS
