"""One line of « À faire »: what, for whom, by when and why; and all that the lines are drawn from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from domain.conformity import WorkstreamFacts
from domain.dossier import Dossier
from domain.exams.fraud import FraudCase
from domain.exams.session import ExamSession
from domain.network.nonconformity import Nonconformity
from domain.network.registration import RegistrationMatter
from domain.team import Team
from domain.vocabulary import Role
from tasks.ledger.queries import RunningDeadline, View
from tasks.ledger.workstreams import Streams
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs.columns import DOSSIER
from tasks.workbook.protocol import Cells

LATE, SOON, LATER = "En retard", "Cette semaine", "À venir"


@dataclass(frozen=True)
class Scene:
    """The ledger as one run sees it.

    Args:
        views: dossiers, workstreams, sessions, and every subject that has a deadline, by reference.
        streams: dossiers in conformity with their workstreams.
        anomalies, failed: what is open in the tab « Anomalies », and e-mails that did not arrive.
    """

    office: Office
    pull: Pull
    views: Mapping[str, View[Any]]
    streams: Mapping[str, Streams]
    deadlines: Sequence[RunningDeadline]
    anomalies: Sequence[RowMapping]
    failed: Sequence[RowMapping]


@dataclass(frozen=True)
class Task:
    """Something that waits for a person.

    Args:
        who: names, or the label of a role that nobody holds.
        about: the dossier, the session… that people know it by, and its name.
        why: a sentence; `rule` is what it rests on.
    """

    urgency: str
    who: tuple[str, ...]
    what: str
    why: str
    rule: str
    about: tuple[str, str] = ("", "")
    before: date | None = None

    @property
    def reason(self) -> str:
        """The sentence and its rule."""
        return french(self.why if f"[{self.rule}]" in self.why else f"{self.why} [{self.rule}]")

    @property
    def cells(self) -> Cells:
        """The line of the tab."""
        return {
            "Urgence": self.urgency, "Pour qui": ", ".join(self.who), "Quoi": french(self.what),
            DOSSIER: self.about[0], "Organisme": self.about[1], "Avant le": self.before, "Pourquoi": self.reason,
        }  # fmt: skip


#: draws the lines of one kind; a part of the software that has people to call adds its own to `tasks.todo.SOURCES`
Source = Callable[[Scene], Iterable[Task]]


def task_about(
    scene: Scene,
    view: View[Any],
    urgency: str,
    what: str,
    why: str,
    rule: str,
    before: date | None = None,
    role: Role | None = None,
) -> Task:
    """A task about one subject, for the people of `role`, or for whoever is in charge of it."""
    who = people_of(scene.pull.team, role, view.facts.owner) if role else in_charge(scene.pull.team, view)
    return Task(urgency, who, what, why, rule, (view.facts.dossier, view.facts.name), before)


def in_charge(team: Team, view: View[Any]) -> tuple[str, ...]:
    """Of a dossier its owner, of a registration the partner managers; of a session its responsable, else the office."""
    if isinstance(view.facts, ExamSession):
        return (view.facts.manager.name,)
    if isinstance(view.facts, FraudCase):
        return (view.facts.manager,)
    if view.facts.owner:
        return (view.facts.owner,)
    is_partnership = isinstance(view.facts, Dossier | WorkstreamFacts | RegistrationMatter | Nonconformity)
    return people_of(team, Role.PARTNER_MANAGER if is_partnership else Role.EXAM_MANAGER)


def people_of(team: Team, role: Role, owner: str = "") -> tuple[str, ...]:
    """Those who hold the role; else the owner, else the partner managers, as e-mails do; else the role by its name."""
    held = team.with_role(role)
    if not held and owner:
        return (owner,)
    return tuple(person.name for person in held or team.with_role(Role.PARTNER_MANAGER)) or (role.label,)
