"""Royalties called once a session is validated: one line a session and partner (NET-29, QUA-04)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.certification import RoyaltyFigures
from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.network.royalty import ROYALTY, Charge
from domain.network.royalty_vocabulary import RoyaltyEvent
from domain.process import Command
from tasks.exams.reading import by_session
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_children, read_some, read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs.royalties import ROYALTIES

_VALIDATED = (SessionState.VALIDATED, SessionState.RESULTS_SENT, SessionState.DELIVERED)
#: who was never registered, or is not any more; the absent were
_UNCOUNTED = (CandidacyState.TO_VALIDATE, CandidacyState.REFUSED, CandidacyState.GAVE_UP)


def call_royalties(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A line for each partner that owes something for a session that has none yet."""
    with office.ledger.reading() as connection:
        called = {view.facts.charge.session for view in read_subjects(connection, ROYALTY)}
        sessions = [
            view.facts
            for view in read_subjects(connection, EXAM_SESSION, _VALIDATED)
            if view.ref not in called and _figures(office, view.facts) is not None
        ]
        candidacies = by_session(read_children(connection, CANDIDACY, [session.ref for session in sessions]))
        owed = {session.ref: _owed(session, candidacies.get(session.ref, ())) for session in sessions}
        dossiers = read_some(connection, PROCESS, {payer for payers in owed.values() for payer in payers})
    commands = [
        command for session in sessions for command in _calls(office, session, owed[session.ref], dossiers, pull.on)
    ]
    feedback.take(ROYALTIES, apply_commands(office, pull.team, commands, ROYALTY), {})


def _figures(office: Office, session: ExamSession) -> RoyaltyFigures | None:
    """What its sessions cost, when it was validated since that is counted."""
    royalty, validation = office.config.figures_for(session.certification).royalty, session.validation
    return royalty if royalty and validation and validation.validated_on >= royalty.since else None


def _owed(session: ExamSession, candidacies: Sequence[View[Candidacy]]) -> dict[str, list[str]]:
    """Dossier → references of its candidates: those whom it trained, and at its own session those of nobody else."""
    found: dict[str, list[str]] = defaultdict(list)
    if session.organiser.dossier:
        found[session.organiser.dossier] = []
    for view in candidacies:
        payer = view.facts.partner or session.organiser.dossier
        if payer and view.state not in _UNCOUNTED:
            found[payer].append(view.ref)
    return found


def _calls(
    office: Office, session: ExamSession, owed: Mapping[str, list[str]], dossiers: Mapping[str, View[Dossier]], on: date
) -> Iterator[Command]:
    figures = _figures(office, session)
    for payer, candidates in owed.items():
        view = dossiers.get(payer)
        if view is None or figures is None:
            continue
        organises = payer == session.organiser.dossier
        charge = Charge(
            session=session.ref, held_on=session.starts_on, place=session.site.place, candidates=tuple(candidates),
            per_candidate=figures.per_candidate, per_session=figures.per_session if organises else Decimal(0),
        )  # fmt: skip
        if charge.total:
            update = {
                "certification": session.certification, "grid_version": view.facts.grid_version, "parent": view.ref,
                "owner": view.facts.owner, "partner": view.facts.partner, "opened_on": on, "charge": charge,
            }  # fmt: skip
            ref = f"royalty:{session.ref}:{payer}"
            yield Command(ref, "", RoyaltyEvent.CALLED, on, "validation de la session", update)
