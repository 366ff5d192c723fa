"""Sessions postponed, fixed to another day or cancelled by a motivated decision; candidates told (M2I-18, M2I-41)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.exams.candidacy import Candidacy, SessionCard
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import Ending, ExamSession, Logistics
from domain.exams.session_guards import dates_usable
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionEvent, SessionState
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from tasks.exams.deciders import EXAM_OFFICE, person_with
from tasks.exams.reading import read_exams
from tasks.exams.session_rows import TypedDecision, read_decision
from tasks.feedback import Feedback, unsigned
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import sessions as tab
from tasks.workbook.protocol import Row

_LIVE = (SessionState.PLANNED, SessionState.CONVENED, SessionState.READY, SessionState.RUNNING, SessionState.POSTPONED)
_NOT_CONVENED = (CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED)
_TOLD = (*_NOT_CONVENED, CandidacyState.CONVENED, CandidacyState.PRESENT)


def take_decisions_on_sessions(
    office: Office, pull: Pull, feedback: Feedback, rows: Sequence[tuple[View[ExamSession], Row]]
) -> None:
    """« Reporter » and « Annuler »; then the new date of what is postponed, which the same row may give."""
    for step in (_ending_commands, _rescheduling):
        with office.ledger.reading() as connection:
            known = read_exams(connection).sessions
        commands: list[Command] = []
        by_ref: dict[str, Row] = {}
        for view, row in rows:
            reading = RowReading(row)
            try:
                typed = read_decision(reading)
                found = list(step(known[view.ref], typed, pull)) if typed else []
            except BadCell as error:
                found = [Refusal(f"{error.reason} ; {error.cure}.", "M2I-41", reading.header)]
            refusals = [one for one in found if isinstance(one, Refusal)]
            if refusals and row.number not in feedback.of(tab.SESSIONS):
                feedback.refuse(tab.SESSIONS, row, refusals)
            for command in (one for one in found if isinstance(one, Command)):
                commands.append(command)
                by_ref[command.ref] = row
        feedback.take(tab.SESSIONS, apply_commands(office, pull.team, commands, EXAM_SESSION), by_ref)


def submitted_decision(office: Office, pull: Pull, ref: str, typed: TypedDecision) -> Command | Refusal:
    """The decision of a form: a postponement, its new date when the session already is postponed, a cancellation."""
    with office.ledger.reading() as connection:
        view = read_exams(connection).sessions.get(ref)
    if view is None:
        message = f"aucune session ne porte la référence « {ref[:40]} ». Vérifiez-la dans l’onglet « Sessions »."
        return Refusal(message, "M2I-41", "Réf.")
    if not typed.typed_by.strip():
        return unsigned("M2I-41")
    if view.state not in _LIVE:
        return _too_late(view)
    if typed.postpone and typed.first is not None:
        moved = view.facts.with_update({"starts_on": typed.first, "ends_on": typed.last or typed.first})
        figures = office.config.figures_for(moved.certification, moved.grid_version)
        refusal = dates_usable(moved, pull.on, figures, view.facts)
        if refusal is not None:
            return refusal
    found = [*_ending_commands(view, typed, pull), *_rescheduling(view, typed, pull)]
    return found[0] if found else Refusal("cette décision est déjà enregistrée.", "M2I-41", tab.DECISION)


def _ending_commands(view: View[ExamSession], typed: TypedDecision, pull: Pull) -> Iterator[Command | Refusal]:
    """Nothing when the ledger has this decision already: another postponement has another motive."""
    facts = view.facts
    if _is_recorded(facts, typed):
        if typed.postpone and view.state in (SessionState.CONVENED, SessionState.READY) and _moves(facts, typed):
            message = f"la session est convoquée pour le {facts.starts_on:%d/%m/%Y}. Pour la reporter encore, écrivez "
            yield Refusal(f"{message}le nouveau motif.", "M2I-18", "Motif")
        return
    if view.state not in _LIVE:
        yield _too_late(view)
        return
    decided_by = _decided_by(facts, typed, pull.team)
    if isinstance(decided_by, Refusal):
        yield decided_by
        return
    ending = Ending(
        motive=typed.motive, decided_by=decided_by, decided_on=pull.on, planned_on=facts.starts_on,
        moved_to=(typed.first, typed.last or typed.first) if typed.postpone and typed.first else None,
    )  # fmt: skip
    event = SessionEvent.POSTPONED if typed.postpone else SessionEvent.CANCELLED
    ref = f"{event.value}:{facts.ref}:{len(facts.postponements)}"
    if typed.postpone and view.state is SessionState.POSTPONED:
        return
    yield Command(ref, facts.ref, event, pull.on, f"saisie : {typed.typed_by}", _ended(facts, ending, typed.postpone))


def _ended(facts: ExamSession, ending: Ending, postpone: bool) -> dict[str, Any]:
    """Nobody is expected any more: the next invitation goes on from the sequence that withdraws this one."""
    jury = tuple(
        member.model_copy(update={"told": (), "called_to": "", "present": None, "sequence": member.sequence + 1})
        for member in facts.jury
    )  # fmt: skip
    update: dict[str, Any] = {"jury": jury, "timetable": None, "called": (), "sequence": facts.sequence + 1}
    if not postpone:
        return update | {"cancellation": ending}
    return update | {
        "postponements": (*facts.postponements, ending), "logistics": Logistics(), "enrolled": (),
    }  # fmt: skip


def _rescheduling(view: View[ExamSession], typed: TypedDecision, pull: Pull) -> Iterator[Command | Refusal]:
    """The new date of a postponed session (M2I-18)."""
    if view.state is not SessionState.POSTPONED or not typed.postpone or typed.first is None:
        return
    yield _rescheduled(view, typed.first, typed.last or typed.first, pull, f"saisie : {typed.typed_by}")


def _rescheduled(view: View[ExamSession], first: date, last: date, pull: Pull, by: str) -> Command:
    ref = f"{SessionEvent.RESCHEDULED.value}:{view.ref}:{len(view.facts.postponements)}"
    return Command(ref, view.ref, SessionEvent.RESCHEDULED, pull.on, by, {"starts_on": first, "ends_on": last})


def _is_recorded(facts: ExamSession, typed: TypedDecision) -> bool:
    """Also when its motive was retouched since: who postpones again clears or changes the new date too."""
    if not typed.postpone:
        return facts.cancellation is not None
    if not facts.postponements:
        return False
    last = facts.postponements[-1]
    is_same = last.motive == typed.motive and same_person(last.decided_by, typed.decided_by)
    return is_same or typed.first == facts.starts_on


def _moves(facts: ExamSession, typed: TypedDecision) -> bool:
    return typed.first is not None and (typed.first, typed.last or typed.first) != (facts.starts_on, facts.ends_on)


def _decided_by(facts: ExamSession, typed: TypedDecision, team: Team) -> str | Refusal:
    """The responsable de session, or the office of the exams, or direction (M2I-41)."""
    if same_person(typed.decided_by, facts.manager.name):
        return facts.manager.name
    person = person_with(team, typed.decided_by, EXAM_OFFICE, "M2I-41", tab.DECIDED_BY)
    return person if isinstance(person, Refusal) else person.name


def _too_late(view: View[ExamSession]) -> Refusal:
    message = f"la session {view.ref} est « {view.state.label} » : elle ne se reporte ni ne s’annule plus."
    return Refusal(message, "M2I-41", tab.DECISION)


def follow_sessions(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The new date that a postponement named; then the candidates, told of what they were not told yet."""
    with office.ledger.reading() as connection:
        postponed = list(read_subjects(connection, EXAM_SESSION, (SessionState.POSTPONED,)))
    moved = [command for view in postponed for command in _moved(view, pull)]
    feedback.take(tab.SESSIONS, apply_commands(office, pull.team, moved, EXAM_SESSION), {})
    with office.ledger.reading() as connection:
        waiting = list(read_subjects(connection, CANDIDACY, _TOLD))
        sessions = read_some(connection, EXAM_SESSION, {view.facts.session.ref for view in waiting})
    news = _news(waiting, sessions, pull.on)
    feedback.take(tab.SESSIONS, apply_commands(office, pull.team, news, CANDIDACY), {})


def _moved(view: View[ExamSession], pull: Pull) -> Iterator[Command]:
    """A date that has passed since, or that the row refuses, waits for another."""
    ending = view.facts.postponements[-1]
    if ending.moved_to is not None and ending.moved_to[0] >= pull.on and ending.moved_to[0] != ending.planned_on:
        yield _rescheduled(view, *ending.moved_to, pull, f"décidé par {ending.decided_by}")


def _news(waiting: Iterable[View[Candidacy]], sessions: Mapping[str, View[ExamSession]], on: date) -> Iterator[Command]:
    for view in waiting:
        known, session = view.facts.session, sessions.get(view.facts.session.ref)
        card = SessionCard.of(session.facts) if session else known
        if card == known:
            continue
        update: dict[str, Any] = {"session": card}
        event = CandidacyEvent.SESSION_UPDATED
        if (card.cancelled, card.postponements) != (known.cancelled, known.postponements):
            event = CandidacyEvent.SESSION_CANCELLED if card.cancelled else CandidacyEvent.POSTPONED
            update |= {**view.facts.off(), "attendance": ()}
        elif view.state not in _NOT_CONVENED:
            continue  # a convocation says it
        yield Command(f"{event.value}:{view.ref}:{view.version}", view.ref, event, on, f"session {card.ref}", update)
