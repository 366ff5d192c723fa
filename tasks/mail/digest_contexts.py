"""The two digests of the week: his tasks for each person, the network for direction (domain.md §8)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToStaff
from tasks.mail.fields import Part
from tasks.mail.text import FilledLine, FilledProse, Line


class Picture(Part):
    """A picture that travels in the e-mail; `alt` says its figures to whoever does not see it."""

    cid: FilledLine
    alt: FilledLine


class TaskLine(Part):
    """One task: `about` is the dossier or the session, `why` the reason and its rule."""

    what: FilledLine
    about: Line = ""
    before: date | None = None
    why: FilledProse


class TaskGroup(Part):
    """The tasks of one urgency."""

    urgency: FilledLine
    tasks: tuple[TaskLine, ...] = Field(min_length=1)


class TasksDigest(ToStaff):
    """À faire de la semaine. `left_out`: tasks that « À faire » holds and the e-mail does not."""

    monday: date
    number: int = Field(gt=0)
    groups: tuple[TaskGroup, ...] = Field(min_length=1)
    left_out: int = Field(default=0, ge=0)


class Figure(Part):
    """A label and its figure, as text."""

    label: FilledLine
    value: FilledLine

    @property
    def pair(self) -> tuple[str, str]:
        """As the part `facts` shows it."""
        return (self.label, self.value)


class Section(Part):
    """Figures under a heading, with the picture that draws them when there is one."""

    title: FilledLine
    figures: tuple[Figure, ...] = Field(min_length=1)
    picture: Picture | None = None


class NetworkDigest(ToStaff):
    """Synthèse hebdomadaire du réseau (NET-05, NET-07). `flags`: one sentence a partner that stands out."""

    monday: date
    sections: tuple[Section, ...] = Field(min_length=1)
    flags: tuple[FilledLine, ...] = ()


DIGEST_CONTEXTS: Mapping[str, type[MailContext]] = MappingProxyType(
    {"tasks_digest": TasksDigest, "network_digest": NetworkDigest}
)
