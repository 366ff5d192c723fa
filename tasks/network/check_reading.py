"""Reads the supports of the partners that are checked, with the engine of the conformity audit (NET-13, MIK-62)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, tzinfo

from domain.audit import Checklist, Finding, Snapshot, Support
from domain.communication import ReadSupport
from domain.network.check import CheckedItem, NetworkCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckEvent, CheckKind, CheckState, CheckVerdict
from domain.process import Command
from domain.refusal import Refusal
from tasks.audit.propose import unreadable
from tasks.conformity.looking import Look, expected_of, look_at, proposals_for
from tasks.conformity.reading import NO_ADDRESS
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.checks import CHECKS
from tasks.web.snapshots import SnapshotNotKept, keep

Clock = Callable[[tzinfo], datetime]
#: checks read, held in memory and recorded together: a run that is cut loses no more
_AT_ONCE = 16


def read_check_supports(
    office: Office,
    pull: Pull,
    feedback: Feedback,
    kinds: Collection[CheckKind] = tuple(CheckKind),
    clock: Clock = datetime.now,
) -> None:
    """Read each support once for the checks of `kinds` that are open and not read yet.

    A page that cannot be read stops nothing: its line is left to the person, with why. No transaction is open while
    the network is awaited. When the disk refuses the evidence, the checks that are left wait for another run.
    """
    now = clock(office.settings.zone)
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, NETWORK_CHECK, (CheckState.TO_DO,)))
    due = [view.facts for view in views if view.facts.read_on is None and view.facts.kind in kinds]
    for start in range(0, len(due), _AT_ONCE):
        try:
            commands = list(_readings(office, due[start : start + _AT_ONCE], pull.on, now))
        except SnapshotNotKept as error:
            feedback.refuse(CHECKS, None, Refusal(str(error), "NET-13"))
            return
        feedback.take(CHECKS, apply_commands(office, pull.team, commands, NETWORK_CHECK), {})


def _readings(office: Office, due: Sequence[NetworkCheck], on: date, now: datetime) -> Iterator[Command]:
    urls = [support.url for facts in due for support in _concerned(facts) if support.url]
    looks = look_at(urls, office.settings.audit_allowed)
    for facts in due:
        read = {
            support.number: _read(office, facts, support, looks.get(support.url), now) for support in _concerned(facts)
        }
        items = tuple(_said(office.config.checklist, item, read.get(item.support)) for item in facts.items)
        update = {"readings": tuple(read.values()), "read_on": on, "items": items}
        yield Command(f"read:{facts.ref}", facts.ref, CheckEvent.READ, on, "relevé automatique", update)


def _concerned(facts: NetworkCheck) -> tuple[Support, ...]:
    """The supports that a line of the check speaks of."""
    numbers = {item.support for item in facts.items}
    return tuple(support for support in facts.supports if support.number in numbers)


def _read(office: Office, facts: NetworkCheck, support: Support, look: Look | None, read_at: datetime) -> ReadSupport:
    checklist = office.config.checklist
    if look is None:
        snapshot = Snapshot(url=support.url, read_at=read_at, refusal=NO_ADDRESS)
        found = unreadable(checklist, support.type, NO_ADDRESS)
    else:
        figures = office.config.figures_for(facts.certification, facts.grid_version)
        found = proposals_for(checklist, support.type, look, expected_of(figures, habilitated=True))
        snapshot = keep(office.settings.snapshots_folder, look.received, read_at, look.refusal)
    return ReadSupport(support=support, snapshot=snapshot, proposals=found)


def _said(checklist: Checklist, item: CheckedItem, read: ReadSupport | None) -> CheckedItem:
    if read is None:
        return item
    proposal, evidence = summary(checklist, read)
    return item.model_copy(update={"proposal": proposal, "evidence": evidence})


def summary(checklist: Checklist, read: ReadSupport) -> tuple[CheckVerdict | None, str]:
    """What the reading of one support proposes for its line, in the words of the communication checklist."""
    if read.snapshot.refusal:
        return None, f"{read.snapshot.url} Lecture automatique impossible : {read.snapshot.refusal}".strip()
    labels = {code: item.label for code, item in checklist.by_code.items()}

    def named(*findings: Finding) -> list[str]:
        return [labels[one.item] for one in read.proposals if one.finding in findings]

    where = f"{read.snapshot.url} relevé le {read.snapshot.read_at:%d/%m/%Y}."
    wrong, left = named(Finding.NOT_FOUND, Finding.CONTRADICTS), named(Finding.TO_SEE)
    to_see = f" À voir par vous : {' ; '.join(left)}." if left else ""
    if wrong:
        return CheckVerdict.NON_CONFORMING, f"{where} Absents ou contredits : {' ; '.join(wrong)}.{to_see}"
    return CheckVerdict.CONFORMING, f"{where} Éléments trouvés : {len(named(Finding.FOUND))}.{to_see}"
