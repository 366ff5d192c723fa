"""The workstreams of dossiers, read together: one query a process, grouped by dossier."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, or_, select

from domain.communication import COMMUNICATION, Communication
from domain.dossier import Dossier
from domain.evaluation_manager import EVALUATION_MANAGER, EvaluationManager, ManagerState
from domain.partnership import PARTNERSHIP, UNDER_THE_CLOCK
from domain.process import Process
from domain.processes import WORKSTREAMS
from domain.trainer import TRAINER, Trainer
from domain.vocabulary import Labelled, State
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.schema import subjects

#: states of a dossier whose workstreams are shown and worked on, and those that it may end in
SHOWN = (*UNDER_THE_CLOCK, State.HABILITATED, State.SUSPENDED)
ENDED = (State.WITHDRAWN, State.HABILITATION_LOST, State.EXPIRED, State.TERMINATED)
FROM_PRE_HABILITATION = (*SHOWN, *ENDED)


@dataclass
class Streams:
    """One dossier and its workstreams."""

    dossier: View[Dossier]
    communication: View[Communication] | None = None
    trainers: list[View[Trainer]] = field(default_factory=list)
    managers: list[View[EvaluationManager]] = field(default_factory=list)

    @property
    def manager(self) -> View[EvaluationManager] | None:
        """The responsable de l'évaluation in hand: the last one that was not refused."""
        return next((view for view in reversed(self.managers) if view.state is not ManagerState.REFUSED), None)


def read_streams(connection: Connection, states: Collection[Labelled] = FROM_PRE_HABILITATION) -> dict[str, Streams]:
    """The dossiers in `states` with their workstreams, by reference."""
    found = {
        view.ref: Streams(view)
        for view in read_subjects(connection, PARTNERSHIP, states)
        if view.facts.notified_on is not None
    }
    for view in read_subjects(connection, COMMUNICATION):
        if view.facts.parent in found:
            found[view.facts.parent].communication = view
    for trainer in read_subjects(connection, TRAINER):
        if trainer.facts.parent in found:
            found[trainer.facts.parent].trainers.append(trainer)
    for manager in read_subjects(connection, EVALUATION_MANAGER):
        if manager.facts.parent in found:
            found[manager.facts.parent].managers.append(manager)
    return found


def has_open_workstreams(connection: Connection, states: Collection[Labelled]) -> bool:
    """Whether a dossier in one of `states` has a workstream that can still move."""
    child, parent = subjects.alias(), subjects
    still = [
        (child.c.kind == process.kind)
        & child.c.state.in_([state.value for state in process.states if state not in process.terminal_states])
        for process in WORKSTREAMS
    ]
    query = select(child.c.ref).join(parent, parent.c.ref == child.c.parent).where(or_(*still)).limit(1)
    return connection.execute(query.where(parent.c.state.in_([state.value for state in states]))).first() is not None


def read_all(connection: Connection, processes: tuple[Process[Any], ...]) -> dict[str, View[Any]]:
    """Every subject of `processes`, by reference."""
    return {view.ref: view for process in processes for view in read_subjects(connection, process)}
