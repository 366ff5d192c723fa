"""Keeps a page as it was read: the evidence of an audit (MIK-62), under its fingerprint."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from config.disk import disk_reason
from domain.audit import Snapshot
from tasks.web.fetching import Fetched, Unreadable
from tasks.whole_file import write_whole


class SnapshotNotKept(Exception):
    """The page cannot be written to disk; the message is French."""


def keep(folder: Path, outcome: Fetched | Unreadable, read_at: datetime, refusal: str = "") -> Snapshot:
    """The record of a page; its bytes, decompressed, are on disk when this returns.

    Args:
        read_at: with its time zone.
        refusal: why a page that arrived could not be read, in French (`Page.refusal`).

    Raises:
        SnapshotNotKept: the folder refuses or the disk is full.
    """
    if isinstance(outcome, Unreadable):
        return Snapshot(
            url=outcome.url,
            final_url=outcome.final_url,
            read_at=read_at,
            status=outcome.status,
            media_type=outcome.media_type,
            refusal=outcome.reason,
        )
    sha256 = hashlib.sha256(outcome.body).hexdigest()
    _write_once(snapshot_path(folder, sha256), outcome.body)
    return Snapshot(
        url=outcome.url,
        final_url=outcome.final_url,
        read_at=read_at,
        status=outcome.status,
        media_type=outcome.media_type,
        sha256=sha256,
        refusal=refusal,
    )


def pages_in(facts: Any) -> Iterator[Mapping[str, Any]]:
    """The records of the pages that stored facts (JSON) tell of, whatever audit kept them, in their order."""
    if isinstance(facts, Mapping):
        if facts.get("sha256") and facts.get("read_at") and "url" in facts:
            yield facts
            return
        facts = list(facts.values())
    if isinstance(facts, list):
        for item in facts:
            yield from pages_in(item)


def snapshot_path(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / f"{sha256}.html"


def _write_once(path: Path, content: bytes) -> None:
    """All or nothing, for us alone to read; a page that has not changed is not written again."""
    if path.exists():
        return
    try:
        path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, content, 0o600)
    except OSError as error:
        raise SnapshotNotKept(
            f"La page lue ne peut pas être conservée dans {path.parent.parent} : {disk_reason(error)}."
        ) from None
