"""Verdicts of an audit of communication, as the tests give them."""

from typing import Any

from domain.audit import Judgement
from domain.communication import Communication, CommunicationEvent, CommunicationState, Pass
from tests import builders_conformity as good
from tests.domain.deciding import attempt

S, E = CommunicationState, CommunicationEvent
SECOND_VERDICTS = (E.RECHECK_PASSED, E.RECHECK_FAILED)


def tried(event: CommunicationEvent, facts: Communication, **update: Any) -> Any:
    state = S.CORRECTIONS_REQUESTED if event in SECOND_VERDICTS else S.TO_AUDIT
    return attempt(state, event, facts, good.RECHECKED_ON, **update)


def judged(made: Pass, *judgements: Judgement) -> Pass:
    return made.model_copy(update={"judgements": judgements, "judged_on": good.AUDITED_ON})
