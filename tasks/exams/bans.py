"""Who is registered already when a ban is pronounced does not present himself either (M2I-46)."""

from domain.calendar import format_date
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.person import is_same
from domain.exams.registration_conflicts import Ban
from domain.exams.vocabulary import CandidacyEvent, CandidacyState
from domain.process import Command
from tasks.exams.identities import read_bans
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.registrations import REGISTRATIONS

_AHEAD = (CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED, CandidacyState.CONVENED)


def follow_bans(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Refuse what a banned person had asked for before the end of the ban; a mere likeness is left to people."""
    with office.ledger.reading() as connection:
        bans = read_bans(connection, pull.on)
        views = list(read_subjects(connection, CANDIDACY, _AHEAD)) if bans else []
    commands = []
    for view in views:
        person, starts_on = view.facts.person, view.facts.session.starts_on
        ban = next((ban for ban in bans if starts_on <= ban.until and is_same(person, ban.person)), None)
        if ban is not None:
            commands.append(_refusal(view, ban, pull))
    feedback.take(REGISTRATIONS, apply_commands(office, pull.team, commands, CANDIDACY), {})


def _refusal(view: View[Candidacy], ban: Ban, pull: Pull) -> Command:
    motive = (
        f"Une interdiction de se présenter aux épreuves court jusqu’au {format_date(ban.until)} inclus (affaire "
        f"{ban.case})."
    )
    update = {"decided_by": ban.decided_by, "decided_on": pull.on, "refusal_motive": motive, **view.facts.off()}
    return Command(f"banned:{view.ref}:{ban.case}", view.ref, CandidacyEvent.REFUSED, pull.on, ban.case, update)
