"""What the register knows of the partners that are checked: one query a kind, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from domain.audit import Support
from domain.communication import COMMUNICATION
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.network.check import PastCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.network.indicators import OutlierFigures
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.network.observed import HELD, JUDGED, Observed, SeenCandidacy, SeenSession, success_of
from domain.trainer import TRAINER, TrainerState
from tasks.conformity.supports import declared_supports
from tasks.ledger.queries import read_children, read_subjects
from tasks.network.check_dates import DueCheck


@dataclass
class Activity:
    """Sessions held, candidacies by session and by partner, as the register has them."""

    sessions: dict[str, list[SeenSession]] = field(default_factory=lambda: defaultdict(list))
    by_session: dict[str, list[SeenCandidacy]] = field(default_factory=lambda: defaultdict(list))
    by_partner: dict[str, list[SeenCandidacy]] = field(default_factory=lambda: defaultdict(list))
    judged: dict[str, list[SeenCandidacy]] = field(default_factory=lambda: defaultdict(list))
    trainers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    supports: dict[str, tuple[Support, ...]] = field(default_factory=dict)
    dysfunctions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    history: dict[str, list[PastCheck]] = field(default_factory=lambda: defaultdict(list))


def read_activity(connection: Connection, due: Collection[DueCheck]) -> Activity:
    """Everything that the checks of `due` look at."""
    found, dossiers = Activity(), {item.dossier.ref for item in due}
    since = min(item.since for item in due)
    for session in read_subjects(connection, EXAM_SESSION, HELD, since):
        seen = SeenSession(SessionState(session.state), session.facts)
        found.sessions[session.facts.organiser.dossier].append(seen)
    for view in read_subjects(connection, CANDIDACY, changed_since=since):
        candidacy = SeenCandidacy(CandidacyState(view.state), view.facts)
        found.by_session[view.facts.parent].append(candidacy)
        found.by_partner[view.facts.partner].append(candidacy)
        if candidacy.state in JUDGED:
            found.judged[view.facts.certification].append(candidacy)
    _read_partners(connection, found, dossiers)
    return found


def _read_partners(connection: Connection, found: Activity, dossiers: Collection[str]) -> None:
    """What hangs on their dossiers: trainers, supports, dysfunctions, the checks of before."""
    for trainer in read_children(connection, TRAINER, dossiers):
        if trainer.state is TrainerState.VALIDATED:
            found.trainers[trainer.facts.parent].append(trainer.facts.trainer)
    for audit in read_children(connection, COMMUNICATION, dossiers):
        found.supports[audit.facts.parent] = audit.facts.supports
    for case in read_children(connection, NONCONFORMITY, dossiers):
        if case.state is not NonconformityState.CLOSED:
            found.dysfunctions[case.facts.parent].append(case.ref)
    found.history |= history_of(connection, dossiers)


def history_of(connection: Connection, dossiers: Collection[str]) -> Mapping[str, list[PastCheck]]:
    """Dossier → every check that was concluded of it, oldest first: its compliance history (MIK-89)."""
    found: dict[str, list[PastCheck]] = defaultdict(list)
    for view in read_children(connection, NETWORK_CHECK, dossiers):
        past = view.facts.past
        if view.state is CheckState.CONCLUDED and past is not None:
            found[view.facts.parent].append(past)
    return {ref: sorted(items, key=lambda past: (past.concluded_on, past.ref)) for ref, items in found.items()}


def observe(activity: Activity, due: DueCheck, on: date, outliers: OutlierFigures) -> Observed:
    """The activity of one partner in its period."""
    dossier = due.dossier.ref

    def inside(day: date) -> bool:
        return due.since <= day <= on

    sessions = tuple(seen for seen in activity.sessions[dossier] if inside(seen.facts.ends_on))
    presented = tuple(one for seen in sessions for one in activity.by_session[seen.facts.ref])
    trained = tuple(one for one in activity.by_partner[dossier] if inside(one.facts.received_on))
    mine = {one.facts.ref for one in (presented or trained)}
    others = (one for one in _judged(activity, due, on) if one.facts.ref not in mine)
    return Observed(
        due.dossier, due.since, on, outliers, tuple(activity.trainers[dossier]), sessions, presented, trained,
        success_of([one.state for one in others]), tuple(activity.dysfunctions[dossier]),
        tuple(activity.history.get(dossier, ())),
    )  # fmt: skip


def _judged(activity: Activity, due: DueCheck, on: date) -> Iterator[SeenCandidacy]:
    """The candidates of the certification whom a jury judged in the period."""
    for one in activity.judged[due.dossier.certification]:
        if one.facts.deliberated_on is not None and due.since <= one.facts.deliberated_on <= on:
            yield one


def supports_of(activity: Activity, due: DueCheck) -> tuple[Support, ...]:
    """Those of the audit of its communication; else those that it declared (NET-09)."""
    return activity.supports.get(due.dossier.ref) or declared_supports(due.dossier.application)
