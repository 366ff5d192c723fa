"""Who is told of the timetable: each candidate and juror whose times are not those that he knows (M2I-12, O-11).

From the ledger alone: a run that was cut after the timetable tells the others at the next.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.exams.candidacy import Candidacy, SessionCard
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.planning import told_to_candidate, told_to_juror
from domain.exams.seating import JuryMember
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionEvent, SessionState
from domain.process import Command
from domain.vocabulary import Labelled
from tasks.exams.timetabling import convene_by
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.sessions import SESSIONS

#: state of a candidacy that has times → what tells them
_TOLD_BY: Mapping[Labelled, CandidacyEvent] = {
    CandidacyState.REGISTERED: CandidacyEvent.CONVENED,
    CandidacyState.CONVENED: CandidacyEvent.SLOT_CHANGED,
}
_BY = "organisation des sessions"


def follow_convocations(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The jury of each convened session first, then its candidates."""
    with office.ledger.reading() as connection:
        sessions = {
            view.ref: view
            for view in read_subjects(connection, EXAM_SESSION, (SessionState.CONVENED, SessionState.READY))
        }
        candidacies = list(read_subjects(connection, CANDIDACY, tuple(_TOLD_BY))) if sessions else []
    recalls = [command for view in sessions.values() for command in _jury(view, pull)]
    feedback.take(SESSIONS, apply_commands(office, pull.team, recalls, EXAM_SESSION), {})
    told = (command for view in candidacies for command in _candidate(office, sessions, view, pull))
    feedback.take(SESSIONS, apply_commands(office, pull.team, told, CANDIDACY), {})


def _jury(view: View[ExamSession], pull: Pull) -> Iterator[Command]:
    """Those whose times or place changed, those who join, and those who are not expected any more."""
    session, jury, called = view.facts, [], []
    for member in session.jury:
        told = called_again(session, member)
        called += [member.examiner] if told != member else []
        jury.append(told)
    if called:
        update = {"jury": tuple(jury), "called": tuple(called), "sequence": session.sequence + 1}
        ref = f"{SessionEvent.JURY_RECALLED.value}:{view.ref}:{view.version}"
        yield Command(ref, view.ref, SessionEvent.JURY_RECALLED, pull.on, _BY, update)


def called_again(session: ExamSession, member: JuryMember) -> JuryMember:
    """The member once he knows his times and the place, or that he is not expected; himself when he knows it."""
    is_expected = member in session.sitting
    told = told_to_juror(session, member) if is_expected else ()
    called_to = session.site.address if is_expected else ""
    if (told, called_to) == (member.told, member.called_to):
        return member
    return member.model_copy(update={"told": told, "called_to": called_to, "sequence": member.sequence + 1})


def _candidate(
    office: Office, sessions: dict[str, View[ExamSession]], view: View[Candidacy], pull: Pull
) -> Iterable[Command]:
    session = sessions[view.facts.session.ref].facts if view.facts.session.ref in sessions else None
    if session is None or session.timetable is None:
        return
    card, slots = SessionCard.of(session), told_to_candidate(session.timetable, view.ref)
    said = {"session": card, "slots": slots, "told_measures": view.facts.measures}
    # a convocation does not say who organises: a session that is taken over disturbs nobody
    known = view.facts.with_update({"session": view.facts.session.model_copy(update={"organiser": card.organiser})})
    if not slots or all(getattr(known, name) == value for name, value in said.items()):
        return
    event = _TOLD_BY[view.state]
    update = {**said, "sequence": view.facts.sequence + 1, "convene_by": convene_by(office.config, session)}
    yield Command(f"{event.value}:{view.ref}:{view.version}", view.ref, event, pull.on, _BY, update)
