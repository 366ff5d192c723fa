"""The e-mail of an answer, to the trainer who asked, or to his organisation when his address is unknown (MIK-51)."""

from collections.abc import Mapping
from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.network.question import Question
from tasks.presenting.exams.letter import DocumentWriters, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.letters import Context


def _answered(letter: ExamLetter[Question]) -> Context:
    asked, answer = letter.facts, letter.facts.answer
    if answer is None:
        return {}
    return letter.common("MIK-51") | {
        "trainer": asked.trainer, "asked_on": asked.opened_on, "question": asked.question, "answer": answer.text,
        "answered_on": answer.answered_on, "answered_by": answer.answered_by, "to_forward": not asked.email,
    }  # fmt: skip


class QuestionPresenter(ExamPresenter[Question]):
    audiences: ClassVar[Mapping[Mail, Audience]] = {Mail.QUESTION_ANSWERED: Audience.TRAINER}
    documents_of: ClassVar[DocumentWriters[Question]] = {}
    letters_of: ClassVar[LetterWriters[Question]] = {Mail.QUESTION_ANSWERED: _answered}
