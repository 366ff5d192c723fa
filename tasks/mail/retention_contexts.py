"""What the e-mail about erased data is given: numbers and references, nobody's name."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToStaff
from tasks.mail.fields import Document, Dossier
from tasks.mail.text import FilledLine


class DataErased(ToStaff):
    """Data erased at the end of their time; the minutes of their destruction are attached (RGPD)."""

    dossier: Dossier
    documents: tuple[Document, ...] = Field(min_length=1)
    duration: FilledLine
    volume: FilledLine
    decided_by: FilledLine
    decided_on: date


RETENTION_CONTEXTS: Mapping[str, type[MailContext]] = {"data_erased": DataErased}
