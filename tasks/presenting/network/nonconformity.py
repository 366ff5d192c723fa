"""The presenter of the dysfunctions: to whoever leads the action, at the partner or in the office."""

from collections.abc import Sequence
from typing import ClassVar

from domain.correspondence import Audience
from domain.network.nonconformity import Nonconformity
from domain.team import Person
from tasks.presenting.exams.letter import DocumentWriters, ExamPresenter, LetterWriters
from tasks.presenting.network import nonconformity_letters


class NonconformityPresenter(ExamPresenter[Nonconformity]):
    documents_of: ClassVar[DocumentWriters[Nonconformity]] = nonconformity_letters.DOCUMENTS
    letters_of: ClassVar[LetterWriters[Nonconformity]] = nonconformity_letters.LETTERS

    def _readers(self, facts: Nonconformity, audience: Audience) -> Sequence[Person]:
        """Somebody of the office who leads the action hears of it in the partner's place."""
        colleague = self.team.find(facts.action.owner) if facts.action and audience is Audience.PARTNER else None
        return [colleague] if colleague else super()._readers(facts, audience)
