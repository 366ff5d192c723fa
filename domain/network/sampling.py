"""Which sessions and candidacies a check looks at: by risk first, then drawn, the same for the same seed (REF-23)."""

import hashlib
from collections.abc import Iterable, Sequence


def draw(seed: str, ranked: Iterable[tuple[int, str]], size: int) -> tuple[str, ...]:
    """The `size` references to look at.

    Args:
        seed: the reference of the command: the same check draws the same sample, on any machine.
        ranked: (risk, reference); the higher risk comes first, equals are drawn.
    """

    def lot(item: tuple[int, str]) -> tuple[int, str]:
        return (-item[0], hashlib.sha256(f"{seed}:{item[1]}".encode()).hexdigest())

    return tuple(ref for _, ref in sorted(ranked, key=lot)[: max(size, 0)])


def spread(seed: str, groups: Sequence[Sequence[tuple[int, str]]], size: int) -> tuple[str, ...]:
    """`size` references over several groups, one of each in turn, so that no session is left out."""
    queues = [list(draw(seed, group, len(group))) for group in groups]
    found: list[str] = []
    while len(found) < size and any(queues):
        found += [queue.pop(0) for queue in queues if queue][: size - len(found)]
    return tuple(found)
