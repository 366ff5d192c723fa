"""From settings to a workbook on Google."""

import re
from pathlib import Path

from tasks.google.access import open_access
from tasks.google.api import GOOGLE, SheetsApi
from tasks.google.limiter import Limiter, shared_limiter
from tasks.google.workbook import GoogleWorkbook
from tasks.workbook.layout import Layout
from tasks.workbook.protocol import WorkbookUnavailable

_IN_ADDRESS = re.compile(r"/d/([^/?#]+)")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{20,100}")


def open_google_workbook(
    book: str,
    layout: Layout,
    key_file: Path | None,
    zone: str = "Europe/Paris",
    journal: Path | None = None,
    *,
    host: str = GOOGLE,
    limiter: Limiter | None = None,
) -> GoogleWorkbook:
    """The spreadsheet of that identifier; nothing is called before it is used.

    Args:
        book: its address, or what stands there between /d/ and /edit.
        key_file: a service account's JSON key; None takes the machine's Application Default Credentials.
        zone: IANA time zone of its dates.
        journal: where to keep what was sent and not yet verified, so that a killed run is healed by the next.
        host: another server than Google's, for tests.
        limiter: another one than the account's own, for tests.

    Raises:
        WorkbookUnavailable: no usable credentials, or no identifier.
    """
    access = open_access(key_file)
    used = limiter or shared_limiter(access.account)
    api = SheetsApi(_identifier(book), access, used, host=host)
    return GoogleWorkbook(api, layout, zone, journal, access.account if access.is_service else "")


def _identifier(text: str) -> str:
    found = _IN_ADDRESS.search(text)
    identifier = found.group(1) if found else text.strip()
    if not _IDENTIFIER.fullmatch(identifier):
        raise WorkbookUnavailable(
            f"« {text} » n’est pas l’identifiant d’un classeur Google : copiez son adresse depuis le navigateur, "
            "ou ce qui s’y trouve entre /d/ et /edit."
        )
    return identifier
