"""Many documents on every core: cut anywhere, it goes on where it stopped.

    done = render_many(jobs, folder / ".faits", on_done=show_progress)

What is whole on disk and would come out the same is not made again (`tasks.typesetting.record`).
"""

import hashlib
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from config.disk import disk_reason
from tasks.sealing import Sealer
from tasks.typesetting.compiler import DocumentError, render
from tasks.typesetting.record import Past, Record, source_fingerprint
from tasks.whole_file import write_whole

AT_ONCE = 16  # documents that a process takes at a time: the exchange costs nothing, and Ctrl-C waits a second
ALONE = 2 * AT_ONCE  # so few are made in this process: another takes a second to start

OpenSealer = Callable[[], Sealer | None]
_sealer: Sealer | None = None  # that of this process: a key cannot travel from one to another


class BatchCut(Exception):
    """The batch stopped before its end; the message is French, and what is made stays made."""


@dataclass(frozen=True)
class SealOrder:
    """How to seal one document; see `Sealer.seal`."""

    reason: str
    when: datetime


@dataclass(frozen=True)
class Job:
    """One document to make: template, data and stamp as `render` takes them."""

    template: str
    data: Mapping[str, Any]
    stamp: datetime
    path: Path
    seal: SealOrder | None = None

    @cached_property
    def source(self) -> str:
        """Fingerprint of all that its bytes come from."""
        return source_fingerprint(
            self.template, self.data, self.stamp.isoformat(), self.seal.reason if self.seal else ""
        )


@dataclass(frozen=True)
class Done:
    """What became of a job.

    Args:
        sha256: of the file; empty when it could not be made.
        unsealed_sha256: of the PDF before its seal; empty without one.
        kept: it was there, whole and the same.
        problem: the French sentence of a document that its template refuses; the others go on.
    """

    path: Path
    sha256: str = ""
    unsealed_sha256: str = ""
    kept: bool = False
    problem: str = ""


Ends = Generator[tuple[Job, Done], None, None]


def render_many(
    jobs: Iterable[Job],
    record: Path,
    *,
    workers: int | None = None,
    open_sealer: OpenSealer | None = None,
    on_done: Callable[[Done], None] = lambda _: None,
) -> list[Done]:
    """Make every document, save those that are there; the results come in the order in which they end.

    Args:
        record: file that remembers what is made, in a folder above every document; one run at a time.
        workers: processes; by default as many as this one has cores.
        open_sealer: opens the sealer in each process, e.g. `partial(load_sealer, settings)`; for jobs with a `seal`.
        on_done: told after each document, in this process.

    Raises:
        BatchCut: the disk is full, the folder refuses, or a process was killed.
        SealUnavailable: the certificate cannot seal.
    """
    _start(open_sealer)  # here too: an error is told once, before any work
    finished: list[Done] = []
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        with Record(record) as known, closing(_done(jobs, known, workers or _cores(), open_sealer)) as ends:
            for job, done in ends:
                if done.sha256 and not done.kept:
                    known.add(done.path, Past(job.source, done.sha256, done.unsealed_sha256))
                finished.append(done)
                on_done(done)
    except OSError as error:
        raise BatchCut(
            f"Les documents ne peuvent pas être écrits dans {record.parent} : {disk_reason(error)}. Ce qui est fait ne "
            "sera pas refait."
        ) from None
    return finished


def _done(jobs: Iterable[Job], known: Record, workers: int, open_sealer: OpenSealer | None) -> Ends:
    """Few documents, or one core: here. Many: in processes of their own."""
    rest = iter(jobs)
    first = list(islice(rest, ALONE + 1))
    if workers == 1 or len(first) <= ALONE:
        for job in chain(first, rest):
            yield job, _kept(job, known) or _make(job)
    else:
        yield from _in_parallel(chain(first, rest), known, workers, open_sealer)


def _in_parallel(jobs: Iterator[Job], known: Record, workers: int, open_sealer: OpenSealer | None) -> Ends:
    """Two portions a process are under way, no more: a batch of any size takes the same memory."""
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"  # a fork would copy open ledgers
    pool = ProcessPoolExecutor(workers, get_context(method), _start_apart, (open_sealer,))
    under_way: dict[Future[list[Done]], list[Job]] = {}
    try:
        while (portion := list(islice(jobs, AT_ONCE))) or under_way:
            found = [(job, _kept(job, known)) for job in portion]
            yield from ((job, done) for job, done in found if done)
            if missing := [job for job, done in found if not done]:
                under_way[pool.submit(_make_all, missing)] = missing
            if under_way and (len(under_way) >= 2 * workers or not portion):
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    yield from zip(under_way.pop(future), future.result(), strict=True)
    except BrokenProcessPool:
        raise BatchCut(
            "La fabrication des documents s’est arrêtée : un processus a été interrompu, ou la mémoire manque. "
            "Relancez-la : ce qui est fait ne sera pas refait."
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(open_sealer: OpenSealer | None) -> None:
    global _sealer  # noqa: PLW0603 — a worker has no other place to keep it
    _sealer = open_sealer() if open_sealer else None


def _start_apart(open_sealer: OpenSealer | None) -> None:
    """Ctrl-C is for the process that asked: it lets the others end what they are at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _start(open_sealer)


def _end_with_parent() -> None:
    """A process pool waits for ever for a parent that was killed: each worker would keep its memory."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _kept(job: Job, known: Record) -> Done | None:
    past = known.find(job.path, job.source)
    return Done(job.path, past.sha256, past.unsealed_sha256, kept=True) if past else None


def _make_all(jobs: list[Job]) -> list[Done]:
    return [_make(job) for job in jobs]


def _make(job: Job) -> Done:
    try:
        content = render(job.template, job.data, job.stamp)
    except DocumentError as error:
        return Done(job.path, problem=str(error))
    unsealed = ""
    if job.seal and _sealer:
        unsealed = hashlib.sha256(content).hexdigest()
        content = _sealer.seal(content, reason=job.seal.reason, when=job.seal.when)
    job.path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(job.path, content)
    return Done(job.path, hashlib.sha256(content).hexdigest(), unsealed)
