"""Keeps messages apart: a mail server has its limits, and a burst looks like spam."""

from tasks.clock import Clock
from tasks.mail.typography import count

_MINUTE = 60.0  # seconds
#: one dispatch keeps other runs waiting no longer than this, in seconds; the rest leaves at the next one
LONGEST = 5 * _MINUTE


class Pace:
    """The spacing between the messages of one dispatch.

    Args:
        per_minute: messages in a minute; 0 for no limit.
        clock: what time it is and how to wait.
    """

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._per_minute = per_minute
        self._clock, self._started = clock, clock.now()
        self._next = self._started

    def at_once(self, most: int) -> int:
        """How many messages may be claimed together: their waits stay within a minute."""
        return min(most, self._per_minute) if self._per_minute else most

    def is_over(self) -> bool:
        """Whether this dispatch has lasted long enough."""
        return self._per_minute > 0 and self._clock.now() - self._started >= LONGEST

    @property
    def sentence(self) -> str:
        """Why the rest does not leave now, for staff."""
        return f"Cadence de {count(self._per_minute, 'e-mail')} par minute : le reste partira au prochain passage."

    def wait(self) -> None:
        """Return when the next message may leave."""
        if not self._per_minute:
            return
        early = self._next - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        self._next = max(self._next, self._clock.now()) + _MINUTE / self._per_minute
