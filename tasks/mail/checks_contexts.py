"""What the e-mails of the checks of the network are given."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import Decision, MailContext, ToStaff
from tasks.mail.fields import Correction, Document, Dossier
from tasks.mail.text import FilledLine, Prose


class CheckConcluded(Decision):
    """The report of a check, to the partner (MIK-58, MIK-88).

    Args:
        check: its kind, as « Audit semestriel ». number: its reference.
        conforming: how many points are.
        corrections: with the numbers of the report; none when nothing failed.
    """

    check: FilledLine
    number: FilledLine
    conforming: int = Field(ge=0)
    corrections: tuple[Correction, ...] = ()
    conclusion: Prose = ""


class CheckReport(ToStaff):
    """The same, to who follows the partnership."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    check: FilledLine
    number: FilledLine
    concluded_on: date
    concluded_by: FilledLine
    conforming: int = Field(ge=0)
    corrections: tuple[Correction, ...] = ()
    conclusion: Prose = ""


CHECKS_CONTEXTS: Mapping[str, type[MailContext]] = {
    "check_concluded": CheckConcluded,
    "check_report": CheckReport,
}
