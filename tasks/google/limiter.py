"""Keeps our calls under Google's quota: 60 reads and 60 writes a minute for one account, counted apart."""

import threading
from collections import deque
from functools import cache
from typing import Literal

from tasks.clock import Clock, RealClock

Kind = Literal["read", "write"]
_WINDOW = 60.0  # seconds
_A_MINUTE = 55  # a margin: Google counts when a call arrives, we when it leaves


class Limiter:
    """At most `a_minute` calls of each kind in any 60 seconds; safe to share between threads.

    Args:
        clock: what time it is and how to wait.
        a_minute: calls of one kind in 60 seconds.
    """

    def __init__(self, clock: Clock, a_minute: int = _A_MINUTE) -> None:
        self.clock = clock
        self._a_minute = a_minute
        self._made: dict[Kind, deque[float]] = {"read": deque(), "write": deque()}
        self._lock = threading.Lock()

    def delay(self, kind: Kind) -> float:
        """Book the next call and return the seconds to wait before making it."""
        with self._lock:
            now, made = self.clock.now(), self._made[kind]
            while made and made[0] <= now - _WINDOW:
                made.popleft()
            at = max(now, made[-self._a_minute] + _WINDOW) if len(made) >= self._a_minute else now
            made.append(at)
            return at - now


@cache
def shared_limiter(account: str) -> Limiter:
    """The one limiter of an account in this process, however many workbooks it opens."""
    return Limiter(RealClock())
