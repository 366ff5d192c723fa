"""What the e-mails of the registration and of the royalties are given."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToOrganisme, ToStaff
from tasks.mail.fields import Deadline, Document, Dossier
from tasks.mail.text import FilledLine, FilledProse


class CouncilMinutes(ToStaff):
    """The minutes of a conseil de perfectionnement (NET-17)."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    held_on: date
    concerned: tuple[FilledLine, ...] = Field(min_length=1)
    present: FilledLine
    actions: tuple[FilledLine, ...] = ()


class DemandReceived(ToStaff):
    """A complement or a mise en demeure (REF-32, LAW-07, LAW-10). `final`: the first time limit has passed."""

    dossier: Dossier
    deadline: Deadline
    nature: Literal["COMPLEMENT", "MED_FC", "MED_CDC"]
    received_on: date
    what: FilledProse
    final: bool


class RoyaltyCalled(ToOrganisme):
    """What a partner owes for one session (NET-29). `lines` says how `amount` is made."""

    deadline: Deadline
    session: FilledLine
    held_on: date
    place: FilledLine
    lines: tuple[FilledLine, ...] = Field(min_length=1)
    amount: FilledLine


class RoyaltyReminder(RoyaltyCalled):
    """Before the date, `days_left` in calendar days; after it when `overdue`."""

    days_left: int = Field(ge=0)
    overdue: bool = False


class RoyaltyWaived(ToOrganisme):
    """Direction lets go of it (QUA-04)."""

    session: FilledLine
    held_on: date
    place: FilledLine
    lines: tuple[FilledLine, ...] = Field(min_length=1)
    amount: FilledLine
    reasons: FilledProse


REGISTRY_CONTEXTS: Mapping[str, type[MailContext]] = {
    "council_minutes": CouncilMinutes,
    "demand_received": DemandReceived,
    "royalty_called": RoyaltyCalled,
    "royalty_reminder": RoyaltyReminder,
    "royalty_waived": RoyaltyWaived,
}
