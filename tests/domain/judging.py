"""Evaluates a trainer through `decide`, on the day LATER."""

from typing import Any

from domain.evaluation import Evaluation, Grade
from domain.trainer import Trainer, TrainerEvent, TrainerState, outcome
from tests import builders_conformity as good
from tests.domain.deciding import attempt
from tests.domain.workstream_rows import LATER

CLEAN, MINOR, MAJOR = (good.evaluation(worst=worst) for worst in Grade)


def judge(found: Evaluation, facts: Trainer | None = None, state: TrainerState = TrainerState.TO_EVALUATE,
          event: TrainerEvent | None = None) -> Any:  # fmt: skip
    """What an evaluation leads to, by the event that it calls for unless another is tried."""
    known = facts or good.trainer()
    evaluations = (*known.evaluations, found)
    return attempt(state, event or outcome(known, found), known, LATER, evaluations=evaluations)


def again(*evaluations: Evaluation, **over: Any) -> Trainer:
    """A trainer who was evaluated, and is invited once more."""
    return good.trainer(session=good.meeting(LATER), evaluations=evaluations, **over)
