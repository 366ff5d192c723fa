"""The e-mails of a royalty to the partner that owes it: called, reminded, waived (NET-29)."""

from typing import ClassVar

from domain.correspondence import Mail
from domain.network.royalty import Royalty
from domain.vocabulary import TimeLimit
from tasks.presenting.exams.letter import DocumentWriters, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.letters import Context, explained
from tasks.presenting.network.royalty_charge import charge_of

_RULES = ("NET-29", "QUA-04")


def _called(letter: ExamLetter[Royalty]) -> Context:
    due = explained(TimeLimit.ROYALTY, letter.moment.after[TimeLimit.ROYALTY])
    return letter.common(*_RULES) | charge_of(letter.facts.charge) | {"deadline": due}


def _overdue(letter: ExamLetter[Royalty]) -> Context:
    due = explained(TimeLimit.ROYALTY_OVERDUE, letter.moment.after[TimeLimit.ROYALTY_OVERDUE])
    return letter.common(*_RULES) | charge_of(letter.facts.charge) | {"deadline": due, "overdue": True, "days_left": 0}


def _waived(letter: ExamLetter[Royalty]) -> Context:
    waiver = letter.facts.waiver
    return letter.common("QUA-04") | charge_of(letter.facts.charge) | {"reasons": waiver.motive if waiver else ""}


class RoyaltyPresenter(ExamPresenter[Royalty]):
    """Every e-mail goes to the partner."""

    documents_of: ClassVar[DocumentWriters[Royalty]] = {}
    letters_of: ClassVar[LetterWriters[Royalty]] = {
        Mail.ROYALTY_CALLED: _called, Mail.ROYALTY_REMINDER: _overdue, Mail.ROYALTY_WAIVED: _waived,
    }  # fmt: skip
