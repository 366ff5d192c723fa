"""The presenter of the fraud cases."""

from collections.abc import Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.fraud import FraudCase
from tasks.ledger.drafts import MailDraft, Moment, Registered
from tasks.presenting.exams import fraud_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters


class FraudPresenter(ExamPresenter[FraudCase]):
    """The alert stays inside; each person hears of the decision."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.FRAUD_ALERT: Audience.SESSION_AND_DIRECTION,
        Mail.SANCTION_NOTIFIED: Audience.ACCUSED,
        Mail.FRAUD_DISMISSED: Audience.ACCUSED,
    }
    documents_of: ClassVar[DocumentWriters[FraudCase]] = fraud_letters.DOCUMENTS
    letters_of: ClassVar[LetterWriters[FraudCase]] = fraud_letters.LETTERS

    def mails(self, moment: Moment[FraudCase], documents: Sequence[Registered]) -> Sequence[MailDraft]:
        """Without the minutes, which name every person of the case: each reads what concerns him."""
        return super().mails(moment, ())
