"""The tab « Présences »: who came, who was checked, who was late, absent, turned away or excluded.

The first épreuve of a candidate decides whether he is admitted (M2I-13, M2I-21); the later ones are noted (M2I-20).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from domain.exams import attendance_guards as day
from domain.exams.candidacy import Attendance, Candidacy, Exclusion
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.seating import TimetableSlot
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionState
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.exams.coming import next_sessions
from tasks.exams.outcomes import take_outcomes
from tasks.exams.reading import Exams, read_exams
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import clock
from tasks.ledger.advance import Applied
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import attendance as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row

RULE = "M2I-20"
_OPEN = (SessionState.RUNNING, SessionState.ENDED)
_S, _E = CandidacyState, CandidacyEvent
#: not admitted at the first épreuve: put right when that was a mistake
_TURNED_AWAY = (_S.ABSENT, _S.IDENTITY_REFUSED)
_COMES_IN = {_S.CONVENED: _E.ADMITTED, **dict.fromkeys(_TURNED_AWAY, _E.ATTENDANCE_CORRECTED)}


@dataclass(frozen=True)
class Line:
    """One candidate at one épreuve, and its row."""

    key: str
    view: View[Candidacy]
    slot: TimetableSlot
    session: Labelled

    @property
    def recorded(self) -> Attendance | None:
        return self.view.facts.attendance_at(self.slot.epreuve)


def lines_of(exams: Exams, states: Iterable[SessionState]) -> Iterator[Line]:
    """Every épreuve of every convened candidate of the sessions in `states`, in the order of the day."""
    for session in exams.sessions.values():
        if session.state in tuple(states):
            for view in exams.by_session.get(session.ref, []):
                for slot in day.slots_in_order(view.facts):
                    yield Line(f"{view.facts.line}/{slot.epreuve}", view, slot, session.state)


@dataclass(frozen=True)
class _Entry:
    """What a signed row says of its line."""

    row: Row
    line: Line
    attendance: Attendance
    exclusion: Exclusion | None


def take_attendance(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Admissions first, then the later épreuves, then exclusions: each builds on what the one before made."""
    found = KeyedTab(pull, feedback, tab.ATTENDANCE, RULE)
    found.judge()
    found.refuse_keyless()
    signed = [row for row in found.rows.values() if row.cells.get(TYPED_BY)]
    if not signed and not any(row.cells.get(TYPED_BY) for row in found.all_rows):
        return
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        lines = {line.key: line for line in lines_of(exams, SessionState)}
        _refuse_strangers(found, lines, exams, feedback)
    entries = [entry for row in signed if (entry := _entry(row, lines.get(row.key or ""), feedback))]
    entries.sort(key=lambda entry: (entry.line.view.ref, entry.line.slot.starts))
    known = {entry.line.view.ref: entry.line.view for entry in entries}
    for wave in (_admissions, _notes, _exclusions):
        pairs = list(wave(entries, known, exams, pull, feedback))
        outcomes = apply_commands(office, pull.team, [command for _, command in pairs], CANDIDACY)
        take_outcomes(feedback, tab.ATTENDANCE, outcomes, {command.ref: row for row, command in pairs})
        for outcome in outcomes:
            if isinstance(outcome, Applied):
                was = known[outcome.subject]
                facts = was.facts.with_update(outcome.command.update)
                known[outcome.subject] = replace(was, facts=facts, state=outcome.state, version=was.version + 1)


def _refuse_strangers(found: KeyedTab, lines: Mapping[str, Line], exams: Exams, feedback: Feedback) -> None:
    for row in found.all_rows:
        if row.cells.get(TYPED_BY) and row.key and row.key not in lines and not exams.is_past(row.key):
            message = (
                f"aucun candidat convoqué n’a la référence « {row.key[:40]} ». Remplissez la ligne que "
                "certiflow a faite."
            )
            feedback.refuse(tab.ATTENDANCE, row, Refusal(message, RULE, REF))


def _entry(row: Row, line: Line | None, feedback: Feedback) -> _Entry | None:
    """The row as read; None when it says nothing new or cannot be used."""
    if line is None:
        return None
    reading = RowReading(row)
    try:
        entry = _Entry(row, line, _attendance(reading, line), _exclusion(reading, line))
    except BadCell as error:
        feedback.refuse(tab.ATTENDANCE, row, Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header))
        return None
    if not _is_news(entry.attendance, line.view) and (entry.exclusion is None or line.view.facts.exclusion is not None):
        return None
    if line.session not in _OPEN:
        feedback.refuse(tab.ATTENDANCE, row, _not_open(line.session))
        return None
    return entry


def _is_news(item: Attendance, view: View[Candidacy]) -> bool:
    """Whoever did not come to the first épreuve, or was turned away, is not at the others either."""
    is_expected = view.state in (_S.CONVENED, _S.PRESENT)
    return item != view.facts.attendance_at(item.epreuve) and (item.present or is_expected)


def _not_open(state: Labelled) -> Refusal:
    if state in (SessionState.PLANNED, SessionState.CONVENED, SessionState.READY):
        return Refusal(
            "la session n’est pas ouverte : ouvrez-la dans « Sessions », puis notez les présences.", "M2I-17"
        )
    return Refusal(f"la session est « {state.label} » : les présences ne changent plus.", RULE)


def _attendance(reading: RowReading, line: Line) -> Attendance:
    """A later épreuve takes the convocation as it was shown at the first."""
    code, starts = line.slot.epreuve, line.slot.starts
    note = reading.read(day.NOTE, cells.any_text) or ""
    if not reading.required(day.PRESENT, cells.yes_no):
        return Attendance(epreuve=code, present=False, note=note)
    is_first = day.slots_in_order(line.view.facts)[0] == line.slot
    shown = reading.read(day.CONVOCATION, cells.yes_no)
    if shown is None and is_first:
        shown = reading.required(day.CONVOCATION, cells.yes_no)
    checked_at = reading.read(day.CHECKED_AT, clock)
    return Attendance(
        epreuve=code, present=True, note=note, convocation_shown=shown is not False,
        identity_checked=reading.required(day.IDENTITY, cells.yes_no),
        checked_by=reading.read(day.CHECKED_BY, cells.line) or "", checked_at=_on(starts, checked_at),
        arrived_at=reading.read(day.ARRIVED, clock), late_admitted=reading.read(day.LATE, cells.yes_no),
    )  # fmt: skip


def _exclusion(reading: RowReading, line: Line) -> Exclusion | None:
    """Pronounced by the responsable de session (M2I-50)."""
    at = _on(line.slot.starts, reading.read(day.EXCLUDED_AT, clock))
    if at is None:
        return None
    motive = reading.read(day.EXCLUSION_MOTIVE, cells.any_text) or ""
    typed_by = reading.read(TYPED_BY, cells.line) or ""
    return Exclusion(at=at, motive=motive, decided_by=line.view.facts.session.manager or typed_by)


def _on(starts: datetime, at: time | None) -> datetime | None:
    return datetime.combine(starts.date(), at) if at else None


_Pairs = Iterator[tuple[Row, Command]]
_Views = Mapping[str, View[Candidacy]]


def _admissions(entries: list[_Entry], known: _Views, exams: Exams, pull: Pull, feedback: Feedback) -> _Pairs:
    """The first épreuve of each candidate: it admits him or not; another answer later puts the first one right."""
    for entry in entries:
        view, item = known[entry.line.view.ref], entry.attendance
        event = _admission(view, item)
        if event is None or day.slots_in_order(view.facts)[0] != entry.line.slot or not _is_news(item, view):
            continue
        refusal = day.attendance_refusal(item, view.facts, pull.on)
        if refusal:
            feedback.refuse(tab.ATTENDANCE, entry.row, refusal)
            continue
        again = () if item.admitted else next_sessions(exams, view.facts, pull.on)
        yield entry.row, _command(entry, view, event, pull, {"attendance": (item,), "next_sessions": again})


def _admission(view: View[Candidacy], item: Attendance) -> CandidacyEvent | None:
    """What `item`, of the first épreuve, makes of the candidate; None when it only notes how he came."""
    if item.admitted:
        return _COMES_IN.get(_S(view.state))
    if view.state not in (_S.CONVENED, _S.PRESENT):
        return None
    return _E.IDENTITY_REFUSED if item.present and item.late_admitted is not False else _E.ABSENT


def _notes(entries: list[_Entry], known: _Views, exams: Exams, pull: Pull, feedback: Feedback) -> _Pairs:
    """The other épreuves, and corrections: one command a candidate."""
    noted: dict[str, list[_Entry]] = {}
    refused = feedback.of(tab.ATTENDANCE)
    for entry in entries:
        view = known[entry.line.view.ref]
        if entry.row.number in refused or not _is_news(entry.attendance, view):
            continue
        refusal = _not_expected(view) or day.attendance_refusal(entry.attendance, view.facts, pull.on)
        if refusal is None:
            noted.setdefault(view.ref, []).append(entry)
        else:
            feedback.refuse(tab.ATTENDANCE, entry.row, refusal)
    for ref, changed in noted.items():
        view = known[ref]
        items = {item.epreuve: item for item in (*view.facts.attendance, *(entry.attendance for entry in changed))}
        in_order = tuple(items[slot.epreuve] for slot in day.slots_in_order(view.facts) if slot.epreuve in items)
        yield changed[0].row, _command(changed[0], view, _E.ATTENDANCE_NOTED, pull, {"attendance": in_order})


def _not_expected(view: View[Candidacy]) -> Refusal | None:
    if view.state is _S.PRESENT:
        return None
    first = day.slots_in_order(view.facts)[0].epreuve
    if view.state is _S.CONVENED:
        return Refusal(
            f"notez d’abord l’épreuve {first} : elle décide de l’admission du candidat.", "M2I-13", day.PRESENT
        )
    if view.state in _TURNED_AWAY:
        message = (
            f"le candidat est « {view.state.label} ». Si c’est une erreur, rectifiez d’abord l’épreuve {first} : "
            f"présence, convocation, identité, et la raison dans « {day.NOTE} »."
        )
        return Refusal(message, RULE, day.PRESENT)
    return Refusal(f"le candidat est « {view.state.label} » : sa présence ne change plus.", RULE, day.PRESENT)


def _exclusions(entries: list[_Entry], known: _Views, exams: Exams, pull: Pull, feedback: Feedback) -> _Pairs:
    for entry in entries:
        view = known[entry.line.view.ref]
        if entry.exclusion is None or view.facts.exclusion is not None:
            continue
        if view.state is _S.PRESENT:
            yield entry.row, _command(entry, view, _E.EXCLUDED, pull, {"exclusion": entry.exclusion})
        elif entry.row.number not in feedback.of(tab.ATTENDANCE):
            message = f"le candidat est « {view.state.label} » : seul un candidat présent est exclu."
            feedback.refuse(tab.ATTENDANCE, entry.row, Refusal(message, "M2I-50", day.EXCLUDED_AT))


def _command(
    entry: _Entry, view: View[Candidacy], event: CandidacyEvent, pull: Pull, update: Mapping[str, object]
) -> Command:
    """The version makes it one command: the same words typed again after others are news."""
    by = f"onglet {tab.ATTENDANCE} : {cells.line(entry.row.cells.get(TYPED_BY))}"
    return Command(f"attendance:{view.ref}:{view.version}", view.ref, event, pull.on, by, update)
