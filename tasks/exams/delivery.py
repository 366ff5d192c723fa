"""Delivers what the juries have awarded, from the ledger alone (REF-26, REF-27, M2I-05, M2I-37, M2I-38).

A session is looked at once its results have left: nothing before the certifier has validated it, whoever organised it
(NET-02). What a document lacks holds back its candidate, and the session, not the others.
"""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from domain.exams.award import AwardKind
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud_process import FRAUD
from domain.exams.holdings import Void, blocs_held
from domain.exams.person import may_be_same
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import (
    CandidacyEvent,
    CandidacyState,
    CertificateState,
    FraudState,
    SessionEvent,
    SessionState,
)
from domain.process import Command
from domain.refusal import Refusal
from tasks.certificates.keys import BadgeKeyUnavailable
from tasks.certificates.register import badge_keys
from tasks.exams.awarding import Due, certificate_command
from tasks.exams.identities import read_void
from tasks.feedback import Feedback, Note
from tasks.ledger.advance import Refused
from tasks.ledger.queries import View, read_children, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.certificates import CERTIFICATES
from tasks.tabs.registrations import REGISTRATIONS
from tasks.workbook.protocol import Row

_BY = "certiflow"
_JUDGED = (CandidacyState.PASSED, CandidacyState.PARTLY)
Sessions = Mapping[str, ExamSession]


def follow_deliveries(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Certificates, then the candidacies that they settle, then the sessions that have nothing left to deliver."""
    with office.ledger.reading() as connection:
        sent = read_subjects(connection, EXAM_SESSION, {SessionState.RESULTS_SENT})
        sessions = {view.ref: view.facts for view in sent}
        if not sessions:
            return
        judged = {view.ref: view for view in read_subjects(connection, CANDIDACY, _JUDGED)}
        known = [view.facts for view in read_children(connection, CERTIFICATE, sessions)]
        void = read_void(connection)
        accused = _accused(connection)
    made = {(item.candidacy, item.bloc.code if item.bloc else "") for item in known}
    missing = [due for due in owed(sessions, judged.values(), void) if due.key not in made]
    suspended = [due for due in missing if accused.intersection(due.people)]
    _refuse_suspended(pull, feedback, suspended)
    held = suspended + _deliver(office, pull, feedback, [due for due in missing if due not in suspended])
    _certify(office, pull, feedback, sessions, judged)
    waiting = {judged[ref].facts.session.ref for due in held for ref in due.people}
    commands = [
        Command(f"delivered:{ref}", ref, SessionEvent.DELIVERED, pull.on, _BY) for ref in sessions if ref not in waiting
    ]
    feedback.take(CERTIFICATES, apply_commands(office, pull.team, commands, EXAM_SESSION), {})


def _accused(connection: Connection) -> frozenset[str]:
    """The candidacies of fraud cases that nobody has decided yet (M2I-45)."""
    undecided = read_subjects(connection, FRAUD, {FraudState.REPORTED, FraudState.REPORT_SIGNED})
    return frozenset(ref for view in undecided for ref in view.facts.candidates)


def _refuse_suspended(pull: Pull, feedback: Feedback, suspended: Iterable[Due]) -> None:
    rows = _rows(pull)
    for due in suspended:
        message = "une fraude signalée n’est pas décidée : le certificat attend. Décidez-la dans « Fraudes »."
        _refuse_once(feedback, REGISTRATIONS, _row(rows, due), (Refusal(message, "M2I-45"),))


def owed(sessions: Sessions, judged: Iterable[View[Candidacy]], void: Void) -> Iterator[Due]:
    """What each candidate of `sessions` has obtained: the whole, when the blocs of all his sessions make it (M2I-05).

    Args:
        judged: every candidacy that succeeded in whole or in part, to any session.
        void: blocs that count no more (M2I-48).
    """
    kept = {view.ref: view.facts for view in judged}
    partial: dict[tuple[str, str], list[Candidacy]] = {}
    for view in judged:
        if view.state is CandidacyState.PARTLY:
            partial.setdefault(_whose(view.facts), []).append(view.facts)
    settled: set[str] = set()
    here = [facts for facts in kept.values() if facts.session.ref in sessions]
    for facts in sorted(here, key=lambda one: (-one.session.ends_on.toordinal(), one.ref)):  # the last session first
        if facts.ref in settled:
            continue
        same = [one for one in partial.get(_whose(facts), ()) if one.ref != facts.ref and _same(one, facts)]
        due = list(_due(sessions[facts.session.ref], facts, same, void))
        settled |= {ref for item in due for ref in item.earlier}
        yield from due


def _due(session: ExamSession, facts: Candidacy, same: Iterable[Candidacy], void: Void) -> Iterator[Due]:
    acquired = blocs_held((facts, *same), void)
    if acquired.issuperset(bloc.code for bloc in session.referentiel.blocs):
        yield Due(session, facts, "", tuple(one.ref for one in same), acquired)
        return
    for item in facts.decisions:
        if item.acquired and item.bloc not in facts.carried:
            yield Due(session, facts, item.bloc, (), blocs_held((facts,), void))


def _whose(facts: Candidacy) -> tuple[str, str]:
    return facts.certification, facts.person.key


def _same(one: Candidacy, other: Candidacy) -> bool:
    """A certificate goes by the name to the letter as well as by the birth: twins are two persons."""
    return one.person.key == other.person.key and may_be_same(one.person, other.person)


def _deliver(office: Office, pull: Pull, feedback: Feedback, missing: list[Due]) -> list[Due]:
    """Deliver them. Returns those that had to be held back, each with its reason on the candidate's row."""
    if not missing:
        return []
    try:
        secret = badge_keys(office.settings).secret
    except BadgeKeyUnavailable as error:
        _refuse_once(feedback, CERTIFICATES, None, (Refusal(str(error), "M2I-38"),))
        return missing
    rows = _rows(pull)
    due_of: dict[str, Due] = {}
    held: list[Due] = []
    commands: list[Command] = []
    for due in missing:
        found = certificate_command(office, due, secret, pull.on)
        if isinstance(found, Command):
            due_of[found.ref] = due
            commands.append(found)
        else:
            _refuse_once(feedback, REGISTRATIONS, _row(rows, due), found)
            held.append(due)
    outcomes = apply_commands(office, pull.team, commands, CERTIFICATE)
    feedback.take(CERTIFICATES, [outcome for outcome in outcomes if not isinstance(outcome, Refused)], {})
    for refused in (outcome for outcome in outcomes if isinstance(outcome, Refused)):
        due = due_of[refused.command.ref]
        _refuse_once(feedback, REGISTRATIONS, _row(rows, due), (refused.refusal,))
        held.append(due)
    return held


def _rows(pull: Pull) -> dict[str, Row]:
    return {row.key: row for row in pull.content.tabs[REGISTRATIONS].rows if row.key}


def _row(rows: Mapping[str, Row], due: Due) -> Row:
    """That of the candidate, or a row to come: its refusal is placed by its key."""
    return rows.get(due.candidacy.ref) or Row(0, due.candidacy.ref, {}, "")


def _refuse_once(feedback: Feedback, tab: str, row: Row | None, refusals: Iterable[Refusal]) -> None:
    """A run looks several times at what is still owed."""
    for refusal in refusals:
        if Note(tab, row, refusal) not in feedback.notes:
            feedback.refuse(tab, row, refusal)


def _certify(
    office: Office, pull: Pull, feedback: Feedback, sessions: Sessions, judged: Mapping[str, View[Candidacy]]
) -> None:
    """The holder of the whole certification is « Certifié », in each candidacy that made it."""
    with office.ledger.reading() as connection:
        views = list(read_children(connection, CERTIFICATE, sessions))
    commands = [
        Command(f"certified:{ref}", ref, CandidacyEvent.CERTIFIED, pull.on, _BY, {"certificates": (view.ref,)})
        for view in views
        if view.facts.kind is AwardKind.FULL and view.state is CertificateState.DELIVERED
        for ref in (view.facts.candidacy, *view.facts.earlier)
        if ref in judged
    ]
    feedback.take(CERTIFICATES, apply_commands(office, pull.team, commands, CANDIDACY), {})
