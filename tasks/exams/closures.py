"""The year that holders of a bloc have, once a certification is closed, to obtain the whole (M2I-10)."""

from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyEvent, CandidacyState
from domain.lifecycle import LifecycleState
from domain.process import Command
from domain.vocabulary import TimeLimit
from tasks.feedback import Feedback
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.registrations import REGISTRATIONS


def follow_closures(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Start the clock of each candidate who keeps a part of a closed certification, once."""
    every = office.config.certifications.values()
    closed = {item.code for item in every if item.lifecycle.state is LifecycleState.CLOSED}
    if not closed:
        return
    with office.ledger.reading() as connection:
        running = {item.subject for item in read_deadlines(connection, CANDIDACY) if item.limit is TimeLimit.CLOSURE}
        partial = [view.facts for view in read_subjects(connection, CANDIDACY, {CandidacyState.PARTLY})]
    commands = [
        Command(f"closure:{facts.ref}", facts.ref, CandidacyEvent.CLOSURE_STARTED, pull.on, "certiflow")
        for facts in partial
        if facts.certification in closed and facts.ref not in running
    ]
    feedback.take(REGISTRATIONS, apply_commands(office, pull.team, commands, CANDIDACY), {})
