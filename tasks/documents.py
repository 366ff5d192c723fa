"""Makes the documents that decisions have asked for: PDF on disk, fingerprint in the register (MIK-31, MIK-32).

With a sealer each is sealed: the register holds the SHA-256 of the file as it leaves, and that of the unsealed PDF,
which anyone can make again from the data. A document lost or altered is sealed again under its first date: same bytes.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, bindparam, select, update

from config.disk import disk_reason
from tasks.ledger.database import Ledger
from tasks.ledger.holders import now
from tasks.ledger.leases import renew
from tasks.ledger.schema import documents
from tasks.sealing import Sealer
from tasks.typesetting.compiler import DocumentError, render
from tasks.whole_file import write_whole

TEMPLATE = "record"
AT_ONCE = 20


class DocumentsPostponed(Exception):
    """Documents could not be written; the message is French and nothing is lost."""


@dataclass(frozen=True)
class Made:
    """A document that is now on disk."""

    number: str
    title: str
    path: Path
    sha256: str
    unsealed_sha256: str | None = None  # of a sealed one only
    sealed_at: datetime | None = None  # UTC without zone, as every database of ours stores it


def make_documents(
    ledger: Ledger, folder: Path, zone: ZoneInfo, refused: list[str], sealer: Sealer | None = None
) -> list[Made]:
    """Make every document still asked for; a cut run makes the same PDF again, and seals it then.

    Args:
        refused: receives the number of each document that cannot be composed; the others go on.
        sealer: seals each document; None when no certificate is configured.

    Raises:
        DocumentsPostponed: the folder refuses or the disk is full.
    """
    made: list[Made] = []
    last = ""
    while rows := requested(ledger, last):
        last = rows[-1]["number"]
        done = [document for row in rows if (document := _make(folder, zone, row, refused, sealer))]
        register_made(ledger, done)
        made += done
    return made


def register_made(ledger: Ledger, made: Sequence[Made]) -> None:
    """What is on disk, and under which fingerprint."""
    if made:
        with ledger.writing() as connection:
            renew(connection)
            connection.execute(_MADE, [_change(item) for item in made])


_MADE = (
    update(documents)
    .where(documents.c.number == bindparam("_number"))
    .values(
        status="made", sha256=bindparam("_sha256"), path=bindparam("_path"),
        unsealed_sha256=bindparam("_unsealed_sha256"), sealed_at=bindparam("_sealed_at"),
    )
)  # fmt: skip


def _change(item: Made) -> dict[str, Any]:
    return {
        "_number": item.number, "_sha256": item.sha256, "_path": file_of(item.number),
        "_unsealed_sha256": item.unsealed_sha256, "_sealed_at": item.sealed_at,
    }  # fmt: skip


def file_of(number: str) -> str:
    """« 2026/PV-2026-0001.pdf », from a number that we gave ourselves."""
    return f"{number.split('-')[1]}/{number}.pdf"


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def requested(ledger: Ledger, after: str) -> Sequence[RowMapping]:
    """The next documents to make, past the number `after`."""
    asked = select(documents).where(documents.c.status == "requested", documents.c.number > after)
    query = asked.order_by(documents.c.number).limit(AT_ONCE)
    with ledger.reading() as connection:
        return connection.execute(query).mappings().all()


def composition(row: RowMapping, zone: ZoneInfo) -> tuple[str, dict[str, Any], datetime]:
    """Template, data and stamp of one document of the register; a certificate prints its own number."""
    data = {"number": row["number"], **json.loads(row["data"])}
    return data.pop("template", TEMPLATE), data, datetime.combine(row["dated"], time(12), zone)


def _make(folder: Path, zone: ZoneInfo, row: RowMapping, refused: list[str], sealer: Sealer | None) -> Made | None:
    try:
        content = render(*composition(row, zone))
    except DocumentError:
        refused.append(row["number"])
        return None
    path = folder / file_of(row["number"])
    if sealer is None:
        _keep(path, content)
        return Made(row["number"], row["title"], path, sha256_of(content))
    unsealed, moment = sha256_of(content), _seal_time(row, content, sealer)
    sealed = sealer.seal(content, reason=f"Cachet du document {row['number']}", when=moment.replace(tzinfo=UTC))
    _keep(path, sealed)
    return Made(row["number"], row["title"], path, sha256_of(sealed), unsealed, moment)


def _seal_time(row: RowMapping, content: bytes, sealer: Sealer) -> datetime:
    """Now; the first time for the same PDF made again, while the certificate covers it: copies of it have left."""
    first: datetime | None = row["sealed_at"]
    if first and row["unsealed_sha256"] == sha256_of(content) and sealer.can_date(first.replace(tzinfo=UTC)):
        return first
    return now().replace(microsecond=0)


def _keep(path: Path, content: bytes) -> None:
    """On disk before the register says so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise DocumentsPostponed(
            f"Les documents ne peuvent pas être écrits dans {path.parent} : {disk_reason(error)}. "
            "Ils seront faits au passage suivant."
        ) from None
