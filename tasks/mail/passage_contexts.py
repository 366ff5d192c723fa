"""What the e-mails of the accrochage are given."""

from collections.abc import Mapping

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToCandidate, ToStaff
from tasks.mail.fields import Dossier
from tasks.mail.text import FilledLine, FilledProse, Line


class PassageRejected(ToCandidate):
    """The identity of a holder was not found (LAW-10). `deadline` is D-ACCROCHAGE, when it still runs.

    Args:
        identity: label and value of what was sent.
        ask: what the holder is asked to check.
    """

    certificate: FilledLine
    identity: tuple[tuple[FilledLine, FilledLine], ...] = Field(min_length=1)
    ask: tuple[FilledLine, ...] = Field(min_length=1)


class PassageToStudy(ToStaff):
    """A message that nobody has explained yet, or one more rejection after a correction (`persistent`).

    Args:
        message: of the return, word for word.
        times: how often the passage was rejected.
    """

    dossier: Dossier
    persistent: bool
    message: FilledProse
    cause: Line = ""
    times: int = Field(ge=1)


PASSAGE_CONTEXTS: Mapping[str, type[MailContext]] = {
    "passage_rejected": PassageRejected,
    "passage_to_study": PassageToStudy,
}
