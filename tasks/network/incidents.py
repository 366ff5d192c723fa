"""Incidents of sessions that nobody treats enter the register of dysfunctions by themselves (REF-22, NET-27)."""

from collections.abc import Iterator

from domain.dossier import Dossier
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import Gravity
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_some, read_subjects, subjects_made
from tasks.network.nonconformities import Found, opening
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.nonconformities import NONCONFORMITIES

_Untreated = dict[str, tuple[View[ExamSession], Found]]


def follow_incidents(office: Office, pull: Pull, feedback: Feedback) -> None:
    """One dysfunction an incident, opened once; to the partner that organises the session, or to the certifier."""
    with office.ledger.reading() as connection:
        waiting: _Untreated = {
            ref: (view, found)
            for view in read_subjects(connection, EXAM_SESSION)
            for ref, found in _untreated(office, view, pull)
        }
        for ref in subjects_made(connection, list(waiting)) if waiting else ():
            del waiting[ref]
        organisers = {found.dossier for _, found in waiting.values()} - {""}
        dossiers = read_some(connection, PARTNERSHIP, organisers) if organisers else {}
    commands = [_opened(office, ref, found, dossiers, pull) for ref, (_, found) in waiting.items()]
    ready = [command for command in commands if isinstance(command, Command)]
    feedback.take(NONCONFORMITIES, apply_commands(office, pull.team, ready, NONCONFORMITY), {})


def _opened(
    office: Office, ref: str, found: Found, dossiers: dict[str, View[Dossier]], pull: Pull
) -> Command | Refusal:
    organiser = dossiers.get(found.dossier)
    return opening(office, ref, found, organiser.facts if organiser else None, pull.on)


def _untreated(office: Office, view: View[ExamSession], pull: Pull) -> Iterator[tuple[str, Found]]:
    """The incidents that have waited longer than the figures of the certification allow."""
    session = view.facts
    days = office.config.figures_for(session.certification, session.grid_version).thresholds.incident_days
    for incident in session.incidents:
        waited = office.config.calendar.between(incident.occurred_at.date(), pull.on)
        if not incident.treatment and waited > days:
            source = f"Incident {view.ref}/{incident.number}"
            yield f"incident:{view.ref}/{incident.number}", Found(
                dossier=session.organiser.dossier, source=source, code="incident", rule="REF-22",
                gravity=Gravity.MAJOR, what=incident.what, certification=session.certification,
            )  # fmt: skip
