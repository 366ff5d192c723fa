"""The tab « Formateurs »: sessions planned, moved and cancelled, evaluations recorded, and what they led to.

Each evaluation that is due has its row, F-2026-0001/1 then /2: a row of the past keeps what was typed (MIK-71 to
MIK-80).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.conformity import Meeting
from domain.dossier import Dossier
from domain.evaluation import Evaluation
from domain.process import Command
from domain.refusal import Refusal
from domain.trainer import TRAINER, Trainer, TrainerEvent, TrainerState, outcome
from domain.vocabulary import Labelled
from tasks.conformity.evaluations import evaluation_command, key_of, read_evaluation
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import moment
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_subjects
from tasks.ledger.workstreams import SHOWN, Streams
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.presenting.frame import points
from tasks.tabs import trainers as tab
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, STATUS, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

#: what is expected of a trainer in each state that is not an end
_EXPECTED: Mapping[Labelled, str] = {
    TrainerState.TO_EVALUATE: tab.SESSION,
    TrainerState.TO_REWORK: tab.CORRECTED_FILE,
    TrainerState.SECOND_SESSION: tab.SECOND_SESSION,
}
_OPEN = frozenset(state for state in TrainerState if state in _EXPECTED)
_LEADS_TO = {row.event: row.target for row in TRAINER.transitions if row.source is TrainerState.TO_EVALUATE}


def trainer_facts(
    dossier: Dossier, name: str, years: float | None, cv_url: str, on: date, email: str = "", replaces: str = ""
) -> dict[str, Any]:
    """What is known of a trainer when his evaluation opens (MIK-39), all but his number. `on`: the day it opens."""
    return {
        "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
        "parent": dossier.ref, "partner": dossier.partner, "opened_on": on,
        "trainer": name, "email": email, "years": years, "cv_url": cv_url, "replaces": replaces,
    }  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One evaluation, and its row: recorded (`found`, `event`), or still due."""

    key: str
    expected: str
    found: Evaluation | None = None
    event: TrainerEvent | None = None


def steps_of(view: View[Trainer]) -> Iterator[Step]:
    """The evaluations that took place, then the one that is due unless the last one ended it."""
    state: Labelled = TrainerState.TO_EVALUATE
    had_second = False
    for number, found in enumerate(view.facts.evaluations, start=1):
        event = outcome(view.facts.with_update({"had_second": had_second}), found)
        yield Step(f"{view.ref}/{number}", _EXPECTED[state], found, event)
        state, had_second = _LEADS_TO[event], had_second or found.is_major
    if state in _EXPECTED:
        yield Step(key_of(view), _EXPECTED[state])


def take_trainers(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The sessions first, so that an evaluation finds the session it belongs to."""
    found = KeyedTab(pull, feedback, tab.TRAINERS, "MIK-72")
    found.judge()
    _refuse_strangers(office, found, feedback)
    for command_of in (_session, _evaluation):
        commands: list[Command] = []
        rows: dict[str, Row] = {}
        for view, row in _open_rows(office, found, feedback):
            reading = RowReading(row)
            try:
                command = command_of(view, reading, pull)
            except BadCell as error:
                command = Refusal(f"{error.reason} ; {error.cure}.", "MIK-72", reading.header)
            if isinstance(command, Refusal):
                feedback.refuse(tab.TRAINERS, row, command)
            elif command is not None:
                commands.append(command)
                rows[command.ref] = row
        feedback.take(tab.TRAINERS, apply_commands(office, pull.team, commands, TRAINER), rows)


def _open_rows(office: Office, found: KeyedTab, feedback: Feedback) -> list[tuple[View[Trainer], Row]]:
    """The row of the evaluation that each trainer is due, unless something in it was refused already."""
    with office.ledger.reading() as connection:
        views = {key_of(view): view for view in read_subjects(connection, TRAINER, _OPEN)}
    refused = feedback.of(tab.TRAINERS)
    return [(views[key], row) for key, row in found.known(views) if row.number not in refused]


def _refuse_strangers(office: Office, found: KeyedTab, feedback: Feedback) -> None:
    """A signed row that no expected evaluation has: certiflow makes the rows of this tab."""
    with office.ledger.reading() as connection:
        known = {step.key for view in read_subjects(connection, TRAINER) for step in steps_of(view)}
    for row in found.all_rows:
        if row.cells.get(TYPED_BY) and row.key not in known:
            message = (
                f"aucune évaluation attendue ne porte la référence « {(row.key or '')[:40]} ». Remplissez la ligne que "
                "certiflow a faite ; un nouveau formateur se propose dans « Remplacements »."
            )
            feedback.refuse(tab.TRAINERS, row, Refusal(message, "MIK-72", REF))


def _session(view: View[Trainer], reading: RowReading, pull: Pull) -> Command | None:
    """The session planned, moved or cancelled; None when it is as the ledger has it (MIK-72)."""
    known, starts = view.facts.session, reading.read(tab.SESSION_AT, moment)
    email = reading.read(tab.EMAIL, cells.email) or view.facts.email
    running = known if known and not known.cancelled else None
    sequence = known.sequence + 1 if known else 0
    if starts is None:
        if running is None:
            return None
        cancelled = running.model_copy(update={"cancelled": True, "sequence": sequence})
        return _session_command(view, reading, pull, TrainerEvent.SESSION_CANCELLED, {"session": cancelled})
    typed = Meeting(starts=starts, link=reading.read(tab.LINK, cells.url) or "")
    if typed.same_as(known) and email == view.facts.email:
        return None
    if starts.date() <= pull.on and (reading.row.cells.get(tab.HELD_ON) or (running and running.starts == starts)):
        return None  # it was held: nobody is invited to it again
    update = {"session": typed.model_copy(update={"sequence": sequence}), "email": email}
    return _session_command(view, reading, pull, TrainerEvent.SESSION_PLANNED, update)


def _session_command(
    view: View[Trainer], reading: RowReading, pull: Pull, event: TrainerEvent, update: dict[str, Any]
) -> Command:
    """The sequence makes it one command: the same date typed again after another is news."""
    typed_by = reading.read(TYPED_BY, cells.line)
    by = f"onglet {tab.TRAINERS} : {typed_by}" if typed_by else f"onglet {tab.TRAINERS}"
    return Command(f"trainer:{key_of(view)}:{update['session'].sequence}", view.ref, event, pull.on, by, update)


def _evaluation(view: View[Trainer], reading: RowReading, pull: Pull) -> Command | Refusal | None:
    """None while « Tenue le » and « Saisi par » are not both filled."""
    if not (reading.row.cells.get(tab.HELD_ON) and reading.row.cells.get(TYPED_BY)):
        return None
    return evaluation_command(view, read_evaluation(reading), pull.team, pull.on)


def show_trainers(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams]
) -> None:
    """A row for each evaluation that took place or is due; rows that ended are asserted as long as they are there."""
    found = KeyedTab(pull, feedback, tab.TRAINERS, "MIK-72")
    with office.ledger.reading() as connection:
        clocks = {deadline.subject: deadline for deadline in read_deadlines(connection, TRAINER)}
    keys: list[str] = []
    for item in streams.values():
        for view in item.trainers:
            for step in steps_of(view):
                keys.append(step.key)
                is_live = item.dossier.state in SHOWN and (step.found or view.state in _OPEN)
                if is_live or step.key in found.rows:
                    shown = _cells(view, step, clocks.get(view.ref))
                    found.put(changes, step.key, shown, _answer(view, step), _first(view, step))
    found.answer_others(changes, keys)


def _cells(view: View[Trainer], step: Step, clock: RunningDeadline | None) -> Cells:
    years = view.facts.years
    return {
        REF: step.key, DOSSIER: view.facts.parent, ORGANISATION: view.facts.partner.name,
        tab.TRAINER: view.facts.trainer, tab.EXPECTED: step.expected,
        tab.EXPERIENCE: "non indiquée" if years is None else f"{points(years)} {'ans' if years >= 2 else 'an'}",
        STATUS: (_LEADS_TO[step.event] if step.event else view.state).label,
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock and not step.found else "",
    }  # fmt: skip


def _answer(view: View[Trainer], step: Step) -> str:
    """In the words of the run that took it, so that the next run has nothing to write."""
    session = view.facts.session
    if step.event:
        return f"{step.event.label}."
    if view.state is TrainerState.CLOSED:
        return f"{TrainerEvent.CLOSED.label}."
    if session is not None:
        return f"{(TrainerEvent.SESSION_CANCELLED if session.cancelled else TrainerEvent.SESSION_PLANNED).label}."
    if view.state is TrainerState.TO_REWORK:
        return "À réception du dossier corrigé, évaluez-le ; planifiez une session s’il en faut une. [MIK-77]"
    delivered = f"{TrainerEvent.DOCUMENTS_DELIVERED.label}. " if view.facts.delivered else ""
    return f"{delivered}Planifiez la session : e-mail du formateur, date et heure, lien. [MIK-72]"


def _first(view: View[Trainer], step: Step) -> Cells:
    """What staff had typed, when a row that was lost is made again: a blank date would cancel the session."""
    facts, found = view.facts, step.found
    if found is None:
        session = facts.session if facts.session and not facts.session.cancelled else None
        return {tab.EMAIL: facts.email} | ({tab.SESSION_AT: session.starts, tab.LINK: session.link} if session else {})
    return {
        tab.HELD_ON: found.held_on, tab.PRESENT: tab.YES if found.present else tab.NO, tab.CASE: found.case_url,
        **{item.aspect.label: item.grade.label for item in found.grades}, tab.POINTS: "\n".join(found.points),
        tab.ADVICE: found.advice, tab.EVALUATOR: found.evaluator,
    }  # fmt: skip
