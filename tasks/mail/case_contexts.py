"""What the e-mails of a dysfunction are given."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToOrganisme
from tasks.mail.fields import Deadline, Document
from tasks.mail.text import FilledLine, FilledProse, Prose


class ActionAsked(ToOrganisme):
    """A corrective action, point by point (MIK-94). `refused`: what is missing from the proof, when it was refused."""

    deadline: Deadline
    identified_on: date
    source: FilledLine
    gravity: FilledLine
    what: FilledProse
    owner: FilledLine
    actions: tuple[FilledProse, ...] = Field(min_length=1)
    refused: Prose = ""


class ActionReminder(ToOrganisme):
    """The proof of the action is still expected (QUA-09). `days_left` in working days."""

    deadline: Deadline
    days_left: int = Field(ge=0)
    actions: tuple[FilledProse, ...] = Field(min_length=1)


class NonconformityClosed(ToOrganisme):
    """A dysfunction closed, with its sheet (QUA-09)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    identified_on: date
    what: FilledProse
    verified_by: FilledLine
    closed_on: date


CASE_CONTEXTS: Mapping[str, type[MailContext]] = {
    "action_asked": ActionAsked,
    "action_reminder": ActionReminder,
    "nonconformity_closed": NonconformityClosed,
}
