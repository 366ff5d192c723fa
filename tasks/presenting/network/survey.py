"""The presenter of the surveys: one e-mail to the holder, and its reminders (NET-18, NET-19)."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.network.survey import Survey
from domain.vocabulary import TimeLimit
from tasks.presenting.exams.letter import DocumentWriters, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.letters import Context, explained
from tasks.presenting.network.survey_letters import survey_context


def _sent(letter: ExamLetter[Survey]) -> Context:
    deadline = explained(TimeLimit.SURVEY, letter.moment.after[TimeLimit.SURVEY])
    return letter.common(letter.facts.rule) | survey_context(letter.facts) | {"deadline": deadline}


class SurveyPresenter(ExamPresenter[Survey]):
    """Every e-mail goes to the holder."""

    audiences: ClassVar[dict[Mail, Audience]] = {
        Mail.SURVEY: Audience.CANDIDATE,
        Mail.SURVEY_REMINDER: Audience.CANDIDATE,
    }
    documents_of: ClassVar[DocumentWriters[Survey]] = {}
    letters_of: ClassVar[LetterWriters[Survey]] = {Mail.SURVEY: _sent}
