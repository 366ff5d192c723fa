"""Reads the supports of the audits that are due, and keeps what was read with what the pre-audit proposes (MIK-62)."""

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date, datetime, tzinfo

from domain.audit import Proposal, Snapshot, Support, SupportType
from domain.communication import (
    COMMUNICATION,
    Communication,
    CommunicationEvent,
    CommunicationState,
    Pass,
    ReadSupport,
)
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit
from tasks.audit.propose import unreadable
from tasks.conformity.looking import Look, expected_of, look_at, proposals_for
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_deadlines, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.audit import AUDIT
from tasks.web.snapshots import SnapshotNotKept, keep

#: gives now in the time zone asked for
Clock = Callable[[tzinfo], datetime]

NO_ADDRESS = "Aucune adresse n’a été déclarée pour ce support."
EDOF_ACCOUNT = "L’offre se consulte dans EDOF, avec un compte."
#: audits read, held in memory and recorded together: a run that is cut loses no more
_AT_ONCE = 16
_LIMITS = {
    CommunicationState.TO_AUDIT: TimeLimit.COMMUNICATION_UPDATE,
    CommunicationState.CORRECTIONS_REQUESTED: TimeLimit.COMMUNICATION_RECHECK,
}


def read_supports(office: Office, pull: Pull, feedback: Feedback, clock: Clock = datetime.now) -> None:
    """Read what each audit that is due has to read: once its OF is ready, or when its delay ends (MIK-60, MIK-68).

    A page that cannot be read stops nothing: its items are left to the auditor, with why. No transaction is open
    while the network is awaited. When the disk refuses the evidence, the audits that are left wait for another run.
    """
    now = clock(office.settings.zone)
    with office.ledger.reading() as connection:
        running = read_deadlines(connection, COMMUNICATION)
        ended = {(item.subject, item.limit) for item in running if _is_over(item.dates.due_on, pull.on, now)}
        views = read_subjects(connection, COMMUNICATION, _LIMITS)
        due = [view.facts for view in views if _is_due(view, ended, pull.on)]
    for start in range(0, len(due), _AT_ONCE):
        try:
            commands = list(_readings(office, due[start : start + _AT_ONCE], pull.on, now))
        except SnapshotNotKept as error:
            feedback.refuse(AUDIT, None, Refusal(str(error), "MIK-62"))
            return
        feedback.take(AUDIT, apply_commands(office, pull.team, commands, COMMUNICATION), {})


def _is_over(due_on: date, on: date, now: datetime) -> bool:
    """The last day ends at noon (O-06); a run that stands for another day than `now` sees it whole."""
    is_morning = now.date() == on and now.hour < 12
    return due_on < on or (due_on == on and not is_morning)


def _is_due(view: View[Communication], ended: Set[tuple[str, TimeLimit]], on: date) -> bool:
    """No pass yet at first, one before the re-check: there is no third (MIK-69)."""
    state, facts = CommunicationState(view.state), view.facts
    is_first = state is CommunicationState.TO_AUDIT
    said = facts.ready_on if is_first else facts.corrected_on
    is_wanted = len(facts.passes) == (0 if is_first else 1)
    return is_wanted and ((said is not None and said <= on) or (view.ref, _LIMITS[state]) in ended)


def _readings(office: Office, due: Sequence[Communication], on: date, now: datetime) -> Iterator[Command]:
    urls = [support.url for facts in due for support in _concerned(facts) if support.url]
    looks = look_at(urls, office.settings.audit_allowed)
    for facts in due:
        supports = tuple(
            _read_support(office, facts, support, looks.get(support.url), now) for support in _concerned(facts)
        )
        yield _reading(facts, office.config.checklist.version, supports, on)


def _concerned(facts: Communication) -> tuple[Support, ...]:
    """Every support at first, those that have a correction at the re-check (MIK-68)."""
    if not facts.passes:
        return facts.supports
    corrected = {correction.support for correction in facts.corrections}
    return tuple(support for support in facts.supports if support.number in corrected)


def _read_support(
    office: Office, facts: Communication, support: Support, look: Look | None, read_at: datetime
) -> ReadSupport:
    checklist = office.config.checklist
    if look is None:
        reason = EDOF_ACCOUNT if support.type is SupportType.EDOF else NO_ADDRESS
        snapshot = Snapshot(url=support.url, read_at=read_at, refusal=reason)
        found = unreadable(checklist, support.type, reason)
    else:
        figures = office.config.figures_for(facts.certification, facts.grid_version)
        found = proposals_for(checklist, support.type, look, expected_of(figures))
        snapshot = keep(office.settings.snapshots_folder, look.received, read_at, look.refusal)
    return ReadSupport(support=support, snapshot=snapshot, proposals=_asked(facts, support, found))


def _asked(facts: Communication, support: Support, found: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """The re-check looks at the corrections only (MIK-68)."""
    if not facts.passes:
        return found
    asked = {(correction.support, correction.item) for correction in facts.corrections}
    return tuple(proposal for proposal in found if (support.number, proposal.item) in asked)


def _reading(facts: Communication, version: str, supports: tuple[ReadSupport, ...], on: date) -> Command:
    made = Pass(read_on=on, checklist=version, supports=supports)
    update: dict[str, object] = {"passes": (*facts.passes, made)}
    if not facts.passes:
        update["expected"] = tuple((read.support.number, found.item) for read in supports for found in read.proposals)
    ref = f"read:{facts.ref}:{len(facts.passes) + 1}"
    return Command(ref, facts.ref, CommunicationEvent.READ, on, "relevé automatique", update)
