"""What follows for the accrochage from the ledger alone: passages open, become ready, end with their certificate."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from domain.exams.award import AwardKind
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate import Certificate
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.vocabulary import CertificateState
from domain.network.passage import Correction, Passage
from domain.network.passage_identity import gaps
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Command
from tasks.feedback import Feedback
from tasks.ledger.queries import View, as_view, read_some, read_subjects
from tasks.ledger.schema import subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.passages import PASSAGES

_BY = "certiflow"
_ASKED = (PassageState.EXPORTED, PassageState.EXPORTED_AGAIN, PassageState.TO_CORRECT)


def follow_passages(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Open those of new certificates, let go those that are complete, take back those of withdrawn certificates."""
    with office.ledger.reading() as connection:
        new = [view.facts for view in _without_passage(connection) if view.facts.kind is AwardKind.FULL]
        people = read_some(connection, CANDIDACY, [facts.candidacy for facts in new]) if new else {}
        withdrawn = list(_of_withdrawn(connection))
    opened = [_opening(facts, people[facts.candidacy].facts, pull) for facts in new if facts.candidacy in people]
    _apply(office, pull, feedback, opened)
    _apply(office, pull, feedback, [_taking_back(view, pull) for view in withdrawn if view.state not in _ASKED])
    with office.ledger.reading() as connection:
        waiting = list(read_subjects(connection, PASSAGE, {PassageState.INCOMPLETE}))
    ready = [
        Command(f"passage-ready:{view.ref}:{view.version}", view.ref, PassageEvent.COMPLETED, pull.on, _BY)
        for view in waiting
        if not gaps(view.facts)
    ]
    _apply(office, pull, feedback, ready)


def _apply(office: Office, pull: Pull, feedback: Feedback, commands: list[Command]) -> None:
    feedback.take(PASSAGES, apply_commands(office, pull.team, commands, PASSAGE), {})


def _without_passage(connection: Connection) -> Iterator[View[Certificate]]:
    """Certificates that are delivered and not told yet.

    Attestations of blocs come too and go no further: « titulaires des certifications délivrées » (L. 6113-8) are the
    holders of whole certifications.
    """
    told = select(subjects.c.natural_key).where(subjects.c.kind == PASSAGE.kind)
    query = select(subjects).where(
        subjects.c.kind == CERTIFICATE.kind,
        subjects.c.state == CertificateState.DELIVERED.value,
        subjects.c.ref.not_in(told),
    )
    for row in connection.execute(query.order_by(subjects.c.ref)).mappings():
        yield as_view(row, CERTIFICATE)


def _opening(facts: Certificate, candidacy: Candidacy, pull: Pull) -> Command:
    update = {
        "certification": facts.certification, "grid_version": facts.grid_version, "parent": facts.parent,
        "certificate": facts.ref, "candidacy": facts.candidacy, "holder": facts.holder, "email": facts.email,
        "route": candidacy.eligibility.route, "registered_on": candidacy.received_on,
        "exams": (candidacy.session.starts_on, candidacy.session.ends_on), "delivered_on": facts.delivered_on,
        "valid_until": facts.valid_until,
    }  # fmt: skip
    return Command(f"passage:{facts.ref}", "", PassageEvent.OPENED, pull.on, _BY, update)


def _of_withdrawn(connection: Connection) -> Iterator[View[Passage]]:
    """Passages whose certificate was withdrawn since (M2I-48)."""
    gone = select(subjects.c.ref).where(
        subjects.c.kind == CERTIFICATE.kind, subjects.c.state == CertificateState.WITHDRAWN.value
    )
    query = select(subjects).where(
        subjects.c.kind == PASSAGE.kind,
        subjects.c.erased_on.is_(None),
        subjects.c.state != PassageState.CANCELLED.value,
        subjects.c.natural_key.in_(gone),
    )
    for row in connection.execute(query.order_by(subjects.c.ref)).mappings():
        yield as_view(row, PASSAGE)


def _taking_back(view: View[Passage], pull: Pull) -> Command:
    """Not told at all, or once accepted, to be deleted on the portal within the time of any correction."""
    if view.state is PassageState.MATCHED:
        asked = Correction(asked_on=pull.on, is_withdrawal=True)
        update = {"correction": asked}
        return Command(f"withdrawn:{view.ref}", view.ref, PassageEvent.CORRECTION_ASKED, pull.on, _BY, update)
    return Command(f"withdrawn:{view.ref}", view.ref, PassageEvent.CANCELLED, pull.on, _BY)
