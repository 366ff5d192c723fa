"""What follows by itself: in-course results asked for once, then each result told (M2I-34, M2I-36)."""

from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.deliberation_guards import asks_for_in_course
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionEvent, SessionState
from domain.process import Command
from tasks.exams.coming import next_sessions
from tasks.exams.deliberation import JUDGED
from tasks.exams.reading import Exams, read_exams
from tasks.feedback import Feedback
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.results import RESULTS

_BY = "certiflow"


def follow_results(office: Office, pull: Pull, feedback: Feedback) -> None:
    """From the ledger alone; a run that was cut is taken up where it stopped."""
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        ended = _in(exams, SessionState.ENDED, SessionState.PIECES_RECEIVED)
        validated = _in(exams, SessionState.VALIDATED)
        if not ended and not validated:
            return
        asked = [_ask(view, pull) for session in ended for view in _waiting(exams, session)]
        told = [_tell(exams, view, session.facts, pull) for session in validated for view in _untold(exams, session)]
    outcomes = apply_commands(office, pull.team, [*asked, *told], CANDIDACY)
    feedback.take(RESULTS, outcomes, {})
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        done = [session for session in _in(exams, SessionState.VALIDATED) if not _untold(exams, session)]
    sent = [
        Command(f"results_sent:{session.ref}", session.ref, SessionEvent.RESULTS_SENT, pull.on, _BY) for session in done
    ]
    feedback.take(RESULTS, apply_commands(office, pull.team, sent, EXAM_SESSION), {})


def _in(exams: Exams, *states: SessionState) -> list[View[ExamSession]]:
    return [view for view in exams.sessions.values() if view.state in states]


def _waiting(exams: Exams, session: View[ExamSession]) -> list[View[Candidacy]]:
    """Candidates present, from a course, whose in-course results were neither received nor asked for."""
    if not session.facts.referentiel.in_course_results:
        return []
    return [
        view for view in exams.by_session.get(session.ref, [])
        if view.state is CandidacyState.PRESENT and asks_for_in_course(view.facts)
        and view.facts.in_course_asked_on is None
    ]  # fmt: skip


def _ask(view: View[Candidacy], pull: Pull) -> Command:
    update = {"in_course_asked_on": pull.on}
    return Command(f"in_course:{view.ref}", view.ref, CandidacyEvent.IN_COURSE_ASKED, pull.on, _BY, update)


def _untold(exams: Exams, session: View[ExamSession]) -> list[View[Candidacy]]:
    return [
        view for view in exams.by_session.get(session.ref, [])
        if view.state in JUDGED and view.facts.notified_on is None
    ]  # fmt: skip


def _tell(exams: Exams, view: View[Candidacy], session: ExamSession, pull: Pull) -> Command:
    validated_on = session.validation.validated_on if session.validation else None
    again = () if view.state is CandidacyState.PASSED else next_sessions(exams, view.facts, pull.on)
    update = {"validated_on": validated_on, "notified_on": pull.on, "next_sessions": again}
    return Command(f"result:{view.ref}", view.ref, CandidacyEvent.NOTIFIED, pull.on, _BY, update)
