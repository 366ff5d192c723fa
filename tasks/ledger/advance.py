"""The one door: `advance` is the only way in which a state changes.

Each chunk of commands is one transaction: new state, journal event, deadlines opened and closed, documents asked for
and e-mails composed, all or nothing. A refusal is data and stops nobody else; a command already in the journal
changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import select

from config.loader import Config
from domain.process import Command, Decision, F, Process, decide, impossible
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.ledger.batch import Batch, Loaded
from tasks.ledger.database import Ledger
from tasks.ledger.drafts import Moment, Presenter
from tasks.ledger.schema import journal

CHUNK = 500


@dataclass(frozen=True)
class Applied:
    """The command took effect: `subject` is now in `state`."""

    command: Command
    subject: str
    state: Labelled


@dataclass(frozen=True)
class Refused:
    command: Command
    refusal: Refusal


@dataclass(frozen=True)
class Already:
    """The journal has this command: nothing changed."""

    command: Command


Outcome = Applied | Refused | Already


def advance(
    ledger: Ledger, process: Process[F], commands: Iterable[Command], config: Config, presenter: Presenter[F]
) -> list[Outcome]:
    """Apply commands in order, one transaction a chunk. Returns one outcome a command, in the same order."""
    outcomes: list[Outcome] = []
    remaining = iter(commands)
    while chunk := list(islice(remaining, CHUNK)):
        try:
            outcomes += _in_one_transaction(ledger, process, chunk, config, presenter)
        except ValidationError:  # a letter that cannot be composed holds back its own dossier only
            for command in chunk:
                outcomes += _alone(ledger, process, command, config, presenter)
    return outcomes


def _in_one_transaction(
    ledger: Ledger, process: Process[F], chunk: Sequence[Command], config: Config, presenter: Presenter[F]
) -> list[Outcome]:
    with ledger.writing() as connection:
        batch = Batch(connection, process, config)
        known = set(connection.scalars(select(journal.c.ref).where(journal.c.ref.in_([c.ref for c in chunk]))))
        batch.load(command.subject for command in chunk if command.ref not in known)
        outcomes = list(_apply_each(batch, chunk, known, presenter))
        batch.flush()
    return outcomes


def _alone(
    ledger: Ledger, process: Process[F], command: Command, config: Config, presenter: Presenter[F]
) -> list[Outcome]:
    try:
        return _in_one_transaction(ledger, process, [command], config, presenter)
    except ValidationError:
        message = "le courrier de cette décision ne peut pas être composé. Vérifiez les textes saisis."
        return [Refused(command, Refusal(message, "MIK-32"))]


def _apply_each(
    batch: Batch[F], chunk: Sequence[Command], known: set[str], presenter: Presenter[F]
) -> Iterator[Outcome]:
    for command in chunk:
        if command.ref in known:
            yield Already(command)
            continue
        outcome = _apply(batch, command, presenter)
        if isinstance(outcome, Applied):
            known.add(command.ref)
        yield outcome


def _apply(batch: Batch[F], command: Command, presenter: Presenter[F]) -> Outcome:
    if command.subject:
        subject = batch.loaded.get(command.subject)
        if subject is None:
            return Refused(command, unknown_subject(command.subject))
    elif batch.process.find(None, command.event) is None:
        return Refused(command, impossible(None, command, batch.process.noun))
    else:
        subject = batch.draft(command.update, command.on)
    figures = batch.config.figures_for(subject.facts.certification, subject.facts.grid_version)
    running = batch.deadlines_of(command.subject)
    decision = decide(batch.process, subject.state, subject.facts, command, figures, batch.config.calendar, running)
    if isinstance(decision, Refusal):
        return Refused(command, decision)
    if not command.subject:
        decision = replace(decision, facts=batch.admit(subject, decision.facts, command.on))
    _record(batch, subject, command, decision, presenter)
    return Applied(command, subject.row["ref"], decision.transition.target)


def _record(
    batch: Batch[F], subject: Loaded[F], command: Command, decision: Decision[F], presenter: Presenter[F]
) -> None:
    row, source, ref, known = decision.transition, subject.state, subject.row["ref"], subject.facts
    batch.set_state(subject, decision.facts, row.target, command.on)
    event = {"ref": command.ref, "event": row.event.value, "source": source.value if source else None,
             "target": row.target.value, "rule": row.rule, "on_date": command.on}  # fmt: skip
    seq = batch.record(subject, event, {"by": command.by, "update": journalled(command.update)})
    if command.snapshot:
        batch.keep_snapshot(command, ref)
    before = batch.deadlines_of(ref)
    closing = before if decision.closes_all else row.closes
    batch.close_deadlines(ref, closing, command.on, row.event.value)
    for limit, dates in decision.opens.items():
        batch.open_deadline(subject, limit, dates)
    moment = Moment(command, decision, source, batch.head, before, batch.deadlines_of(ref), known)
    kinds = [*((row.pv,) if row.pv else ()), *row.papers]
    registered = [batch.register(subject, presenter.document(moment, kind), seq, command.on) for kind in kinds]
    for mail in presenter.mails(moment, registered):
        batch.post(ref, command.ref, mail, command.on)


def journalled(update: Any) -> Any:
    """What the journal keeps of an update: plain JSON."""
    if isinstance(update, BaseModel):
        return update.model_dump(mode="json")
    if isinstance(update, dict):
        return {key: journalled(value) for key, value in update.items()}
    if isinstance(update, (list, tuple)):
        return [journalled(value) for value in update]
    return update.isoformat() if hasattr(update, "isoformat") else update


def unknown_subject(ref: str) -> Refusal:
    """What a mistyped dossier number is answered."""
    return Refusal(f"aucun dossier ne porte le numéro « {ref[:40]} ». Vérifiez-le dans l’onglet « Candidatures ».",
                   "MIK-02", "Dossier")  # fmt: skip
