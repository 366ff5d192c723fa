"""What time it is and how to wait, so that a test can do both at once."""

import time
from typing import Protocol


class Clock(Protocol):
    def now(self) -> float:
        """Seconds that never go back."""

    def sleep(self, seconds: float) -> None: ...


class RealClock:
    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
