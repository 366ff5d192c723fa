"""Chance that is the same again with the same seed, whatever the order of the questions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """One draw for each thing that has a name: no robot that is added changes what the others draw."""

    seed: int

    def draw(self, *names: object) -> float:
        """From 0 to 1, 1 excluded."""
        text = "|".join(str(name) for name in (self.seed, *names))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest()) / 2**56

    def happens(self, share: float, *names: object) -> bool:
        return self.draw(*names) < share

    def whole(self, least: int, most: int, *names: object) -> int:
        """A whole number, both ends included."""
        return least + int(self.draw(*names) * (most - least + 1))

    def pick(self, choices: Sequence[T], *names: object) -> T:
        return choices[int(self.draw(*names) * len(choices))]
