"""The presenter of the exam sessions: organisation, then the jury and its minutes."""

from collections.abc import Sequence
from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.exams.session import ExamSession
from domain.team import Person
from tasks.presenting.exams import jury_documents, jury_letters, session_documents, session_letters
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters
from tasks.presenting.exams.readers import outside_of_exams

_NOBODY_ELSE = (Audience.JURORS, Audience.CALLED_JURORS, Audience.OUTSIDE_ORGANISER)


class ExamSessionPresenter(ExamPresenter[ExamSession]):
    """Whom each e-mail of a session is for."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.SESSION_MISSION: Audience.SESSION_MANAGER,
        Mail.SESSION_READY: Audience.SESSION_MANAGER,
        Mail.JURY_CONVOCATION: Audience.CALLED_JURORS,
        Mail.JURY_POSTPONED: Audience.JURORS,
        Mail.JURY_CANCELLED: Audience.JURORS,
        Mail.SESSION_POSTPONED_DIRECTION: Audience.DIRECTION,
        Mail.SESSION_CANCELLED_DIRECTION: Audience.DIRECTION,
        Mail.SESSION_ENDING_PARTNER: Audience.OUTSIDE_ORGANISER,
        Mail.INCIDENT_ALERT: Audience.SESSION_AND_DIRECTION,
        Mail.DIRECTION_NOTE: Audience.DIRECTION,
        Mail.PIECES_DUE: Audience.ORGANISER,
        Mail.MINUTES_TO_SIGN: Audience.EVALUATORS,
        Mail.SESSION_VALIDATED: Audience.ORGANISER_AND_OFFICE,
    }
    documents_of: ClassVar[DocumentWriters[ExamSession]] = {**session_documents.DOCUMENTS, **jury_documents.DOCUMENTS}
    letters_of: ClassVar[LetterWriters[ExamSession]] = {**session_letters.LETTERS, **jury_letters.LETTERS}
    invitations = session_letters.INVITATIONS

    def _readers(self, facts: ExamSession, audience: Audience) -> Sequence[Person]:
        """Nobody else reads in the place of a jury not named yet, or of an organiser outside when there is none."""
        if audience in _NOBODY_ELSE and not outside_of_exams(facts, audience):
            return ()
        return super()._readers(facts, audience)
