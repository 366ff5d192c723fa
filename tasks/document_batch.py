"""Makes the documents of a big decision, such as the parchemins of a promotion, on every core."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select

from config.settings import Settings
from tasks.documents import DocumentsPostponed, Made, composition, file_of, register_made, requested
from tasks.ledger.database import Ledger
from tasks.ledger.holders import now
from tasks.ledger.schema import documents
from tasks.sealing import load_sealer
from tasks.typesetting.batch import BatchCut, Done, Job, SealOrder, render_many

MANY = 300  # two processes take seconds to start, a document thirty milliseconds: fewer are made as fast by one
_AT_ONCE = 100
_RECORD = ".lot"


def make_many(ledger: Ledger, settings: Settings) -> list[Made]:
    """Make what is asked for when there is a lot of it; what cannot be composed stays asked for.

    The register is written portion by portion: a run that is cut goes on from there.

    Raises:
        DocumentsPostponed: the folder refuses, the disk is full, or a process was killed.
        SealUnavailable: the certificate cannot seal.
    """
    total = _asked(ledger)
    if total <= MANY:
        return []
    record = settings.documents_folder / _RECORD
    record.unlink(missing_ok=True)  # the register alone says what is made
    batch = _Batch(ledger, settings)
    open_sealer = partial(load_sealer, settings) if settings.seal_certificate else None
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Documents", total=total)

        def on_done(done: Done) -> None:
            batch.add(done)
            bar.advance(task)

        try:
            render_many(batch.jobs(), record, open_sealer=open_sealer, on_done=on_done)
        except BatchCut as error:
            raise DocumentsPostponed(str(error)) from None
        finally:
            batch.flush()
            record.unlink(missing_ok=True)
    return batch.made


def _asked(ledger: Ledger) -> int:
    query = select(func.count()).select_from(documents).where(documents.c.status == "requested")
    with ledger.reading() as connection:
        return connection.scalar(query) or 0


class _Batch:
    """The jobs of the register, and what became of them, portion by portion."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self.made: list[Made] = []
        self._ledger, self._settings = ledger, settings
        self._waiting: list[Made] = []
        self._titles: dict[str, str] = {}
        self._sealed_at: dict[str, datetime] = {}

    def jobs(self) -> Iterator[Job]:
        """All but what was sealed once: that is sealed again under its first date, one by one."""
        last = ""
        while rows := requested(self._ledger, last):
            last = rows[-1]["number"]
            for row in rows:
                if row["sealed_at"] is None:
                    number = row["number"]
                    self._titles[number] = row["title"]
                    path = self._settings.documents_folder / file_of(number)
                    yield Job(*composition(row, self._settings.zone), path, self._seal(number))

    def _seal(self, number: str) -> SealOrder | None:
        if self._settings.seal_certificate is None:
            return None
        moment = self._sealed_at[number] = now().replace(microsecond=0)
        return SealOrder(f"Cachet du document {number}", moment.replace(tzinfo=UTC))

    def add(self, done: Done) -> None:
        number = done.path.stem
        title, sealed_at = self._titles.pop(number), self._sealed_at.pop(number, None)
        if not done.problem:
            self._waiting.append(
                Made(number, title, done.path, done.sha256, done.unsealed_sha256 or None, sealed_at)
            )  # fmt: skip
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """The register says what is on disk."""
        register_made(self._ledger, self._waiting)
        self.made += self._waiting
        self._waiting = []
