"""A question of a partner's trainer to the certifier: asked, then answered within a time limit (MIK-51)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.conformity import WorkstreamFacts
from domain.correspondence import Mail
from domain.facts import Part
from domain.partnership import UNDER_THE_CLOCK
from domain.partnership_guards import too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import Labelled, State, TimeLimit

TRAINER, QUESTION_ASKED, ASKED_ON, ANSWER, ANSWERED_ON, ANSWERED_BY = (
    "Formateur", "Question", "Posée le", "Réponse", "Répondu le", "Répondu par"
)  # fmt: skip
#: the states of the dossiers whose trainers are answered: from the pre-habilitation to the end of the agreement
ASKING = (*UNDER_THE_CLOCK, State.HABILITATED, State.SUSPENDED)
_RULE = "MIK-51"


class QuestionState(Labelled):
    ASKED = "POSEE", "Posée, à répondre"
    ANSWERED = "REPONDUE", "Répondue"


class QuestionEvent(Labelled):
    ASKED = "question_asked", "Question d’un formateur posée"
    ANSWERED = "question_answered", "Question d’un formateur répondue"


class QuestionAnswer(Part):
    """What was answered, when and by whom of « Équipe »."""

    text: str
    answered_on: date
    answered_by: str


class Question(WorkstreamFacts):
    """One question; `opened_on` is the day that it was asked.

    Args:
        trainer: the name of who asks, as it was typed.
        email: his, when a trainer of the dossier has that name and an address; known once it is answered.
    """

    trainer: str
    question: str
    email: str = ""
    answer: QuestionAnswer | None = None

    def delay(self, calendar: WorkingCalendar) -> int | None:
        """Working days from the question to its answer; None while it waits."""
        return calendar.between(self.opened_on, self.answer.answered_on) if self.answer else None


def asked_in_order(asked: Question, on: date, figures: Certification, before: Question) -> Refusal | None:
    """In words, by somebody, today at the latest."""
    if not asked.trainer.strip():
        return Refusal("indiquez le formateur qui pose la question.", _RULE, TRAINER)
    if not asked.question.strip():
        return Refusal("écrivez la question.", _RULE, QUESTION_ASKED)
    if asked.opened_on > on:
        return Refusal("cette date est dans le futur. Corrigez-la.", _RULE, ASKED_ON)
    return too_long(QUESTION_ASKED, asked.question)


def answered_in_order(asked: Question, on: date, figures: Certification, before: Question) -> Refusal | None:
    """In words, by somebody, between the question and today."""
    answer = asked.answer
    if answer is None or not answer.text.strip():
        return Refusal("écrivez ce qui est répondu.", _RULE, ANSWER)
    if not answer.answered_by.strip():
        return Refusal("indiquez qui répond.", _RULE, ANSWERED_BY)
    if not asked.opened_on <= answer.answered_on <= on:
        return Refusal("la réponse se date entre la question et aujourd’hui. Corrigez la date.", _RULE, ANSWERED_ON)
    return too_long(ANSWER, answer.text)


_S, _E, _Row = QuestionState, QuestionEvent, Transition[Question]
# fmt: off
TRANSITIONS: tuple[Transition[Question], ...] = (
    _Row(source=None, event=_E.ASKED, target=_S.ASKED, rule=_RULE, guards=(asked_in_order,),
         opens=(TimeLimit.QUESTION,)),
    _Row(source=_S.ASKED, event=_E.ANSWERED, target=_S.ANSWERED, rule=_RULE, guards=(answered_in_order,),
         mails=(Mail.QUESTION_ANSWERED,)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Question, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """From the question, even when it is typed later."""
    return calendar.due(facts.opened_on, figures.time_limits[limit].length, figures.time_limits[limit].unit)


QUESTION = Process(
    kind="question", prefix="QF", noun="une question de formateur", facts=Question, states=QuestionState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
