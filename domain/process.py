"""A process is a table of transitions; `decide` reads one row of it. Pure: dates and figures are passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Paper, Pv
from domain.facts import Facts
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit


@dataclass(frozen=True)
class Command:
    """Something that someone, or the sweep, wants to happen to one subject.

    Args:
        ref: stable and unique in the journal: the same command twice changes nothing.
        subject: reference of the subject, such as D-2026-0001.
        on: the day of the command.
        by: who acts, as the journal shows it.
        update: fields of the facts that this command brings.
        snapshot: what the command was read from, word for word, kept for ever when given (MIK-16).
        origin: reference of the form row of the snapshot; empty when it has none yet.
    """

    ref: str
    subject: str
    event: Labelled
    on: date
    by: str
    update: Mapping[str, Any] = field(default_factory=dict)
    snapshot: str = ""
    origin: str = ""


F = TypeVar("F", bound=Facts)
Guard = Callable[[F, date, Certification, F], Refusal | None]


@dataclass(frozen=True)
class Transition(Generic[F]):
    """One row of the process: in `source`, `event` leads to `target`, because `rule` says so.

    A terminal target closes every open deadline; `closes` names those that another target closes. A limit both closed
    and opened is extended. `within`: the limit that must not be over (O-05); `after`: the one that must be (LAW-06).
    """

    source: Labelled | None
    event: Labelled
    target: Labelled
    rule: str
    guards: tuple[Guard[F], ...] = ()
    pv: Pv | None = None
    papers: tuple[Paper, ...] = ()
    mails: tuple[Mail, ...] = ()
    opens: tuple[TimeLimit, ...] = ()
    closes: tuple[TimeLimit, ...] = ()
    within: TimeLimit | None = None
    after: TimeLimit | None = None


@dataclass(frozen=True)
class Process(Generic[F]):
    """The whole life of one kind of subject.

    Args:
        kind: slug stored with each subject.
        prefix: of the subjects' numbers, as D in D-2026-0001.
        noun: how a refusal names a subject, with its article.
        facts: the model of what is known of it.
        span: the explained due date of a time limit that opens, or None when the facts do not call for it.
    """

    kind: str
    prefix: str
    noun: str
    facts: type[F]
    states: type[Labelled]
    transitions: tuple[Transition[F], ...]
    span: Callable[[TimeLimit, F, Certification, date, WorkingCalendar], ExplainedDate | None]

    @property
    def terminal_states(self) -> frozenset[Labelled]:
        """States that nothing leaves; an event may still be noted in them."""
        return frozenset(self.states) - {row.source for row in self.transitions if row.source not in (None, row.target)}

    def find(self, state: Labelled | None, event: Labelled) -> Transition[F] | None:
        return next((row for row in self.transitions if row.source == state and row.event == event), None)


@dataclass(frozen=True)
class Decision(Generic[F]):
    """What a transition changes: the new facts and the deadlines that open and close."""

    transition: Transition[F]
    facts: F
    opens: Mapping[TimeLimit, ExplainedDate]
    closes_all: bool


def decide(
    process: Process[F],
    state: Labelled | None,
    facts: F,
    command: Command,
    figures: Certification,
    calendar: WorkingCalendar,
    running: Mapping[TimeLimit, ExplainedDate] = MappingProxyType({}),
) -> Decision[F] | Refusal:
    """Apply `command` to a subject in `state` (None when it does not exist yet).

    Args:
        running: the time limits of the subject that are open.

    Returns:
        the decision, or the refusal of the first guard that objects. The process cannot be bypassed (MIK-02): an
        event that the table does not give for this state is refused.
    """
    row = process.find(state, command.event)
    if row is None:
        return impossible(state, command, process.noun)
    updated = facts.with_update(command.update)
    for guard in row.guards:
        refusal = guard(updated, command.on, figures, facts)
        if refusal is not None:
            return refusal
    spans = {limit: process.span(limit, updated, figures, command.on, calendar) for limit in row.opens}
    opens = {limit: span for limit, span in spans.items() if span is not None}
    untimely = _early(row, running, command.on) or _late(row, opens, running, command.on)
    return untimely or Decision(
        transition=row, facts=updated, opens=opens, closes_all=row.target in process.terminal_states
    )


def _early(row: Transition[Any], running: Mapping[TimeLimit, ExplainedDate], on: date) -> Refusal | None:
    """The last day of a time that was left to somebody still belongs to him (LAW-06)."""
    if row.after is None or row.after not in running or on > running[row.after].due_on:
        return None
    ends = format_date(running[row.after].due_on)
    message = f"« {row.after.label} » : le délai court jusqu’au {ends}. Attendez sa fin."
    return Refusal(message, "LAW-06")


def _late(
    row: Transition[Any], opens: Mapping[TimeLimit, ExplainedDate], running: Mapping[TimeLimit, ExplainedDate], on: date
) -> Refusal | None:
    """A time limit is hard: nothing that it bounds comes after it, and it is not extended into the past (O-05)."""
    if row.within is not None and row.within in running and running[row.within].due_on < on:
        ended = format_date(running[row.within].due_on)
        message = f"« {row.within.label} » : le délai a pris fin le {ended}. La direction le prolonge, ou retire "
        return Refusal(f"{message}la pré-habilitation.", "O-05")
    for limit in set(row.closes) & set(opens):
        if opens[limit].due_on < on:
            ended = format_date(opens[limit].due_on)
            return Refusal(f"même prolongé, le délai aurait pris fin le {ended}. Il ne se prolonge plus.", "O-05")
    return None


def impossible(state: Labelled | None, command: Command, noun: str) -> Refusal:
    """The refusal of an event that the table does not give for this state (MIK-02)."""
    where = f"à l’état « {state.label} »" if state is not None else "qui n’existe pas"
    return Refusal(
        f"« {command.event.label} » est impossible pour {noun} {where} : "
        "le processus ne saute aucune étape. Vérifiez le numéro et l’état du dossier.",
        rule="MIK-02",
    )
