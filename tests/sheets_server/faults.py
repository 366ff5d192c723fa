"""What goes wrong on purpose: faults, the quota, and staff who act between two requests."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.sheets_server.errors import ApiError, api_disabled, forbidden, not_found, quota_exceeded, unauthenticated

READS = frozenset({"spreadsheets.get", "values.get", "values.batchGet"})
WRITES = frozenset(
    {
        "spreadsheets.batchUpdate",
        "values.update",
        "values.batchUpdate",
        "values.append",
        "values.clear",
        "values.batchClear",
    }
)
ANSWERS: dict[str, Callable[[], ApiError]] = {
    "401": unauthenticated,
    "403": forbidden,
    "404": not_found,
    "429": lambda: quota_exceeded("Read", 60),
    "500": lambda: ApiError(500, "Internal error encountered."),
    "503": lambda: ApiError(503, "The service is currently unavailable."),
    "disabled": api_disabled,
}
HTML_502 = (
    "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 502 (Server Error)!!1</title>\n"
    "  <p><b>502.</b> <ins>That’s an error.</ins>\n  <p>The server encountered a temporary error and could not "
    "complete your request.<p>Please try again in 30 seconds.  <ins>That’s all we know.</ins>\n"
)
KINDS = frozenset(ANSWERS) | {"html502", "timeout", "drop"}


@dataclass
class Fault:
    kind: str
    on: str
    after_work: bool
    times: int
    seconds: float


class Faults:
    """Faults to come, in the order in which they were added; each waits for its own family of requests."""

    def __init__(self) -> None:
        self._queue: list[Fault] = []

    def add(self, kind: str, on: str = "*", *, after_work: bool = False, times: int = 1, seconds: float = 60) -> None:
        """`kind`: 401, 403, 404, 429, 500, 503, disabled, html502, timeout (`seconds` of silence) or drop (the
        connection is cut); `on`: a family such as « values.batchUpdate » or « token », or « * », every one but
        « token »; `after_work`: the request was carried out, only its answer is lost."""
        if kind not in KINDS:
            raise ValueError(kind)
        self._queue.append(Fault(kind, on, after_work, times, seconds))

    def clear(self) -> None:
        self._queue.clear()

    @property
    def pending(self) -> int:
        """How many faults have not struck yet."""
        return sum(fault.times for fault in self._queue)

    def take(self, family: str) -> Fault | None:
        for fault in self._queue:
            if fault.on == family or (fault.on == "*" and family != "token"):
                fault.times -= 1
                if not fault.times:
                    self._queue.remove(fault)
                return fault
        return None


@dataclass
class Interlude:
    callback: Callable[[], object]
    before: str
    times: int
    skip: int


class Interludes:
    """Staff's gestures that wait for a request of some family, and take place just before it is carried out."""

    def __init__(self) -> None:
        self._waiting: list[Interlude] = []

    def add(self, interlude: Interlude) -> None:
        self._waiting.append(interlude)

    def play(self, family: str) -> None:
        for interlude in list(self._waiting):
            if interlude.before not in ("*", family):
                continue
            if interlude.skip:
                interlude.skip -= 1
                continue
            interlude.times -= 1
            if interlude.times <= 0:
                self._waiting.remove(interlude)
            interlude.callback()


class Quota:
    """Requests a minute for a user, reads and writes apart, over a sliding window; no limit until one is set."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._limits: Counter[str] = Counter()
        self._window = 60.0
        self._times: dict[str, deque[float]] = {"Read": deque(), "Write": deque()}

    def set(self, reads: int, writes: int, window: float) -> None:
        self._limits = Counter({"Read": reads, "Write": writes})
        self._window = window
        for times in self._times.values():
            times.clear()

    def count(self, family: str) -> None:
        """One request more: 429 when the window already holds as many as it may (refused ones are not counted)."""
        kind = "Read" if family in READS else "Write" if family in WRITES else None
        if kind is None or not self._limits[kind]:
            return
        times, now = self._times[kind], self._clock()
        while times and times[0] <= now - self._window:
            times.popleft()
        if len(times) >= self._limits[kind]:
            raise quota_exceeded(kind, self._limits[kind])
        times.append(now)
