"""Copies of home folders, the ledger with them, wherever it is."""

import shutil
from pathlib import Path

from tests.postgres import PostgresServer

#: where the ledgers of homes are, None when each is a file of its home
server: PostgresServer | None = None


def copy_home(source: Path, target: Path) -> Path:
    """Returns `target`; nobody may be at work on `source`."""
    shutil.copytree(source, target)
    if server:
        server.copy_home(source, target)
    return target
