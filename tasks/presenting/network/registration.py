"""The presenters of the registration: its file, the demands of the authorities, the watch."""

from typing import ClassVar

from domain.correspondence import Audience, Mail
from domain.network.demand import LIMITS, Demand
from domain.network.registration import RegistrationFile
from domain.network.registration_vocabulary import DemandEvent
from domain.network.watch import WatchNote
from domain.vocabulary import TimeLimit
from tasks.presenting.exams.letter import DocumentWriters, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.letters import Context, explained


class RegistrationFilePresenter(ExamPresenter[RegistrationFile]):
    """Its deadlines speak for it."""

    documents_of: ClassVar[DocumentWriters[RegistrationFile]] = {}
    letters_of: ClassVar[LetterWriters[RegistrationFile]] = {}


class WatchPresenter(ExamPresenter[WatchNote]):
    """Its deadline speaks for it."""

    documents_of: ClassVar[DocumentWriters[WatchNote]] = {}
    letters_of: ClassVar[LetterWriters[WatchNote]] = {}


def _received(letter: ExamLetter[Demand]) -> Context:
    facts = letter.facts
    is_final = letter.moment.decision.transition.event is DemandEvent.FINAL_TERM
    limit = TimeLimit.FC_NOTICE_FINAL if is_final else LIMITS[facts.nature]
    return letter.common(facts.rule) | {
        "deadline": explained(limit, letter.moment.after[limit]), "nature": facts.nature.value, "what": facts.what,
        "received_on": facts.received_on, "final": is_final,
    }  # fmt: skip


class DemandPresenter(ExamPresenter[Demand]):
    """Direction and the partner managers hear of it the same day."""

    audiences: ClassVar[dict[Mail, Audience]] = {Mail.DEMAND_RECEIVED: Audience.DIRECTION_AND_MANAGERS}
    documents_of: ClassVar[DocumentWriters[Demand]] = {}
    letters_of: ClassVar[LetterWriters[Demand]] = {Mail.DEMAND_RECEIVED: _received}
