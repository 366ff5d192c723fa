"""What « Sessions » and « Planning » show of each session: state, candidates, jury, what is missing, times."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from domain.exams.candidacy import Candidacy
from domain.exams.jury import jury_complete
from domain.exams.organiser_guards import out_of_force
from domain.exams.session import ExamSession
from domain.exams.session_guards import not_ready
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, OrganiserKind, SessionState
from tasks.exams.juries import jury_line
from tasks.exams.reading import BEFORE, Exams, read_exams
from tasks.exams.session_rows import read_logistics
from tasks.feedback import Feedback
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import RunningDeadline, View, read_deadlines
from tasks.mail.typography import count, french
from tasks.office import Office, Pull
from tasks.tabs import planning as times
from tasks.tabs import sessions as tab
from tasks.tabs.columns import DEADLINE, REF, STATUS
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes

_PLANNED = (SessionState.CONVENED, SessionState.READY, SessionState.RUNNING)
_GONE = (CandidacyState.REFUSED, CandidacyState.GAVE_UP)


def show_sessions(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Rows that staff removed are not made again: the session stays in the ledger, and in « Planning »."""
    found = MintedTab(office, pull, feedback, tab.SESSIONS, "M2I-11")
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        clocks: dict[str, RunningDeadline] = {}
        for item in read_deadlines(connection, EXAM_SESSION):
            clocks.setdefault(item.subject, item)
        for ref, view in exams.sessions.items():
            if ref not in found.rows:
                continue
            reading = RowReading(found.rows[ref])
            feedback.answers.pop((tab.SESSIONS, reading.row.number), None)  # the state and the plan say more
            shown = _cells(office, view, exams, reading, pull, clocks.get(ref))
            found.put(changes, ref, shown, _answer(view))
        changes.mirror(times.PLANNING, [row for view in exams.sessions.values() for row in _times(view)])
    found.answer_others(changes, exams.sessions)


def _cells(
    office: Office, view: View[ExamSession], exams: Exams, reading: RowReading, pull: Pull,
    clock: RunningDeadline | None,
) -> Cells:  # fmt: skip
    return {
        REF: view.ref, STATUS: view.state.label, tab.ORGANISED_BY: _organiser(view.facts),
        tab.CANDIDATES: french(_candidates(exams.by_session.get(view.ref, []))),
        tab.JURY: jury_line(view.facts.jury), tab.READY: french(_before_the_day(office, view, exams, reading, pull)),
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


def _organiser(session: ExamSession) -> str:
    """With its scope when it is a partner, its quality when it is a co-certifier (NET-01, NET-03)."""
    organiser = session.organiser
    if organiser.kind is OrganiserKind.CO_CERTIFIER:
        return f"{organiser.name} ({organiser.kind.label})"
    return f"{organiser.name} ({organiser.scope.label})" if organiser.scope else organiser.name


def _candidates(views: list[View[Candidacy]]) -> str:
    """« 12 candidats : Convoqué 10, À valider 2 »."""
    states = Counter(view.state.label for view in views if view.state not in _GONE)
    if not states:
        return "Aucun candidat"
    return f"{count(states.total(), 'candidat')} : {', '.join(f'{label} {number}' for label, number in states.items())}"


def _before_the_day(office: Office, view: View[ExamSession], exams: Exams, reading: RowReading, pull: Pull) -> str:
    """An organiser that is no longer in force comes first (LAW-06)."""
    refusal = out_of_force(exams.organiser_of(view.facts)) if view.state in BEFORE else None
    if refusal is not None:
        return f"{refusal.message} [{refusal.rule}]"
    return _missing(office, view, reading, pull)


def _missing(office: Office, view: View[ExamSession], reading: RowReading, pull: Pull) -> str:
    """What stands before the next step, in words."""
    facts = view.facts
    if view.state is SessionState.PLANNED:
        figures = office.config.figures_for(facts.certification, facts.grid_version)
        refusal = jury_complete(facts, pull.on, figures, facts)
        return f"Jury : {refusal.message}" if refusal else "À convoquer."
    if view.state is not SessionState.CONVENED:
        return "Prête." if view.state is SessionState.READY else ""
    with suppress(BadCell):  # refused already
        facts = facts.with_update({"logistics": read_logistics(reading)})
    return "\n".join(f"{said[0].upper()}{said[1:]}. [{rule}]" for rule, said in not_ready(facts))


def _answer(view: View[ExamSession]) -> str:
    """The state in a sentence, then why the plan is as it is."""
    said = {
        SessionState.PLANNED: "Session planifiée. Désignez le jury dans « Jurys », puis convoquez. [M2I-12]",
        SessionState.POSTPONED: "Session reportée. Indiquez la nouvelle date. [M2I-18]",
    }.get(SessionState(view.state), f"{view.state.label}.")
    explanation = view.facts.timetable.explanation if view.facts.timetable and view.state in _PLANNED else ()
    return "\n".join((said, *explanation))


def _times(view: View[ExamSession]) -> Iterator[Cells]:
    """In the order of the day; an end that extra time puts off is shown as such, to staff alone (LAW-13)."""
    facts = view.facts
    if facts.timetable is None or view.state not in _PLANNED:
        return
    jurors = {member.examiner: member.name for member in facts.jury}
    candidates = {person.candidacy: person.name for person in facts.enrolled}
    for slot in sorted(facts.timetable.slots, key=lambda slot: (slot.starts, slot.room, slot.candidates)):
        ends = slot.starts + timedelta(minutes=slot.minutes)
        yield {
            times.SESSION: view.ref, times.DAY: slot.starts.date(), times.STARTS: f"{slot.starts:%H:%M}",
            times.ENDS: f"{ends:%H:%M}", times.ROOM: slot.room,
            times.EPREUVE: facts.referentiel.epreuve(slot.epreuve).label,
            times.CANDIDATES: "\n".join(f"{candidates.get(ref, '')} ({ref})" for ref in slot.candidates),
            times.JURY: ", ".join(jurors.get(ref, ref) for ref in slot.jurors),
            times.INVIGILATORS: ", ".join(slot.invigilators),
        }  # fmt: skip
