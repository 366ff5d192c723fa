"""Each point that a check found wrong enters the register of dysfunctions, with its action (QUA-09, MIK-94)."""

from collections.abc import Iterator
from datetime import timedelta

from domain.network.check import CheckedItem, NetworkCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.network.nonconformity import Action, Nonconformity
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.partnership import PARTNERSHIP
from domain.process import Command
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_some, read_subjects, subjects_made
from tasks.network.nonconformities import FOLLOWED, Found, opening, planning_command
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.nonconformities import NONCONFORMITIES

#: days after a conclusion during which its findings are looked for again: a run that was cut heals before
_HEALING = timedelta(days=40)
_Failures = dict[str, tuple[NetworkCheck, CheckedItem]]


def follow_findings(office: Office, pull: Pull, feedback: Feedback) -> None:
    """One dysfunction a point that failed, opened once, then its action as the report asked it."""
    with office.ledger.reading() as connection:
        recent = read_subjects(connection, NETWORK_CHECK, (CheckState.CONCLUDED,), pull.on - _HEALING)
        failures: _Failures = {
            f"finding:{view.ref}:{item.code}": (view.facts, item) for view in recent for item in view.facts.failed
        }
        made = subjects_made(connection, list(failures)) if failures else {}
        parents = {facts.parent for ref, (facts, _) in failures.items() if ref not in made}
        dossiers = read_some(connection, PARTNERSHIP, parents) if parents else {}
    opened = [
        opening(office, ref, _found(facts, item), dossiers[facts.parent].facts, pull.on,
                identified_on=facts.concluded_on)
        for ref, (facts, item) in failures.items()
        if ref not in made
    ]  # fmt: skip
    commands = [command for command in opened if isinstance(command, Command)]
    feedback.take(NONCONFORMITIES, apply_commands(office, pull.team, commands, NONCONFORMITY), {})
    _ask(office, pull, feedback, failures)


def _found(facts: NetworkCheck, item: CheckedItem) -> Found:
    source = f"{facts.kind.label} {facts.ref}"
    return Found(facts.parent, source, item.code, item.rule, item.gravity, f"{item.label}\n{item.observation}")


def _ask(office: Office, pull: Pull, feedback: Feedback, failures: _Failures) -> None:
    """What the report asks of each, until somebody has planned it otherwise."""
    with office.ledger.reading() as connection:
        made = subjects_made(connection, list(failures)) if failures else {}
        views = read_some(connection, NONCONFORMITY, list(made.values())) if made else {}
    commands = [command for ref, subject in made.items() for command in _action(views[subject], failures[ref][1], pull)]
    feedback.take(NONCONFORMITIES, apply_commands(office, pull.team, commands, NONCONFORMITY), {})


def _action(view: View[Nonconformity], item: CheckedItem, pull: Pull) -> Iterator[Command]:
    """None once planned, nor for a date that has passed meanwhile: a person fixes another."""
    asked = item.correction
    if view.state is not NonconformityState.OPENED or asked is None or asked.due_on < pull.on:
        return
    points = tuple(filter(None, (line.strip() for line in asked.action.splitlines())))
    action = Action(what=points, owner=asked.owner, due_on=asked.due_on, decided_on=pull.on)
    yield planning_command(view, action, pull.on, FOLLOWED)
