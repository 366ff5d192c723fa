"""The machine: room and rights on its disk, and its clock."""

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from config.disk import disk_reason
from tasks.doctor.finding import Finding
from tasks.ledger.database import Ledger
from tasks.ledger.schema import journal

_LEAST_FREE = 500_000_000  # bytes: a season of documents, and what databases need to write at all
_OTHERS = 0o007
_TOLERANCE = timedelta(minutes=1)  # several machines may write in one ledger


def check_disk(home: Path) -> Finding:
    """The home exists, takes a file, is closed to the other accounts, and has room."""
    label = "Disque"
    if not home.is_dir():
        return Finding("disk", label, False, f"Le dossier {home} n’existe pas encore : lancez « certiflow init ».")
    try:
        with tempfile.TemporaryFile(dir=home):
            free = shutil.disk_usage(home).free
    except OSError as error:
        return Finding("disk", label, False, f"Le dossier {home} ne s’écrit pas : {disk_reason(error)}.")
    room = f"{free / 1e9:.1f} Go".replace(".", ",")
    if free < _LEAST_FREE:
        return Finding("disk", label, False, f"Il ne reste que {room} dans {home} : libérez de la place.")
    if os.name == "posix" and home.stat().st_mode & _OTHERS:
        return Finding(
            "disk", label, False, f"Tous les comptes de cette machine entrent dans {home} : « chmod o-rwx {home} »."
        )
    return Finding("disk", label, True, f"{home} s’écrit ; {room} libres.")


def check_clock(ledger: Ledger, zone: ZoneInfo, moment: datetime) -> Finding:
    """The machine is never behind what the ledger has recorded: due dates would be wrong.

    Args:
        moment: now, with its time zone.
    """
    with ledger.reading() as connection:
        last = connection.scalar(select(journal.c.recorded_at).order_by(journal.c.seq.desc()).limit(1))
    said = f"{moment.astimezone(zone):%d/%m/%Y à %H:%M} ({zone.key})"
    if last is not None:
        recorded = datetime.fromisoformat(last).astimezone(UTC)
        if recorded - moment > _TOLERANCE:
            then = f"{recorded.astimezone(zone):%d/%m/%Y à %H:%M}"
            return Finding(
                "clock", "Horloge", False,
                f"Il serait le {said}, mais le registre a un événement du {then} : réglez l’heure de la machine.",
            )  # fmt: skip
    return Finding("clock", "Horloge", True, f"Il est le {said}.")
