"""The tab « Présences », written back from the ledger: one row for each candidate and épreuve, in the day's order."""

from domain.exams import attendance_guards as day
from domain.exams.candidacy import Attendance
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionState
from tasks.exams.attendance import RULE, Line, lines_of
from tasks.exams.reading import PAST, read_exams
from tasks.feedback import Feedback
from tasks.office import Office, Pull
from tasks.tabs import attendance as tab
from tasks.tabs.columns import REF, STATUS
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes

#: states of a session whose rows are made when they are not there
_LIVE = (SessionState.READY, SessionState.RUNNING, SessionState.ENDED, SessionState.PIECES_RECEIVED)
_ENDED = {
    CandidacyState.ABSENT: CandidacyEvent.ABSENT,
    CandidacyState.IDENTITY_REFUSED: CandidacyEvent.IDENTITY_REFUSED,
    CandidacyState.EXCLUDED: CandidacyEvent.EXCLUDED,
}
_CONVENED = (CandidacyState.CONVENED, CandidacyState.PRESENT, *_ENDED)


def show_attendance(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Rows of a session that is about to open, or open; those already there are asserted until it is long over."""
    found = KeyedTab(pull, feedback, tab.ATTENDANCE, RULE)
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        over = exams.over(office.config, pull.on)
        lines = [line for line in lines_of(exams, SessionState) if line.view.facts.session.ref not in over]
        past = [key for key in found.rows if exams.is_past(key)]
        gone = [key for key in found.rows if exams.session_of(key) in over]
    for line in lines:
        is_live = line.session in _LIVE and line.view.state in _CONVENED
        if is_live or line.key in found.rows:
            found.put(changes, line.key, _cells(line), _answer(line), _first(line.recorded))
    for key in past:
        found.put(changes, key, {}, PAST)
    for key in gone:
        found.retire(changes, key)
    found.answer_others(changes, [*past, *(line.key for line in lines)])


def _cells(line: Line) -> Cells:
    facts, slot = line.view.facts, line.slot
    return {
        REF: line.key, tab.SESSION: facts.session.ref, tab.CANDIDATE: facts.name,
        tab.EPREUVE: " – ".join(said for said in (slot.epreuve, slot.label) if said),
        tab.TIMES: f"{slot.starts:%d/%m/%Y %H:%M} – {day.ends_at(slot)}", tab.ROOM: slot.room,
        STATUS: line.view.state.label,
    }  # fmt: skip


def _answer(line: Line) -> str:
    state, facts = line.view.state, line.view.facts
    if line.recorded is None:
        return "À noter le jour de l’épreuve. [M2I-20]" if state in _CONVENED[:2] else f"{state.label}."
    if state in _ENDED:
        return f"{_ENDED[CandidacyState(state)].label}."
    is_first = day.slots_in_order(facts)[0] == line.slot
    return f"{(CandidacyEvent.ADMITTED if is_first else CandidacyEvent.ATTENDANCE_NOTED).label}."


def _first(known: Attendance | None) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    if known is None:
        return {}
    said: dict[str, str] = {day.PRESENT: _yes(known.present), day.NOTE: known.note}
    if known.present:
        said |= {
            day.CONVOCATION: _yes(known.convocation_shown), day.IDENTITY: _yes(known.identity_checked),
            day.CHECKED_BY: known.checked_by, day.CHECKED_AT: f"{known.checked_at:%H:%M}" if known.checked_at else "",
            day.ARRIVED: f"{known.arrived_at:%H:%M}" if known.arrived_at else "",
            day.LATE: "" if known.late_admitted is None else _yes(known.late_admitted),
        }  # fmt: skip
    return said


def _yes(value: bool) -> str:
    return "Oui" if value else "Non"
