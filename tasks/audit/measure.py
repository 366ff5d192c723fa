"""How far the pre-audit can be believed: precision and recall of « Trouvé », item by item."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.audit import Finding, Verdict


@dataclass(frozen=True)
class Pair:
    """One proposal beside the truth; `is_conforming`: what a person says of it."""

    item: str
    finding: Finding
    is_conforming: bool

    @classmethod
    def judged(cls, item: str, finding: Finding, verdict: Verdict) -> "Pair | None":
        """A proposal beside the auditor's verdict; None when the item is not applicable."""
        if verdict is Verdict.NOT_APPLICABLE:
            return None
        return cls(item, finding, verdict is Verdict.CONFORMING)


@dataclass(frozen=True)
class Accuracy:
    """Counts for one item. `false_found` is the one that must stay at 0: it hides a defect from the auditor."""

    item: str
    right_found: int = 0
    false_found: int = 0
    missed: int = 0
    to_see: int = 0
    pairs: int = 0

    @property
    def precision(self) -> float | None:
        """0 to 1; None when nothing was found."""
        found = self.right_found + self.false_found
        return self.right_found / found if found else None

    @property
    def recall(self) -> float | None:
        """0 to 1; None when nothing was to be found."""
        conforming = self.right_found + self.missed
        return self.right_found / conforming if conforming else None

    def plus(self, pair: Pair) -> "Accuracy":
        found = pair.finding is Finding.FOUND
        return Accuracy(
            self.item,
            self.right_found + (found and pair.is_conforming),
            self.false_found + (found and not pair.is_conforming),
            self.missed + (not found and pair.is_conforming),
            self.to_see + (pair.finding is Finding.TO_SEE),
            self.pairs + 1,
        )


def measure(pairs: Iterable[Pair]) -> tuple[Accuracy, ...]:
    """One line per item, in the order in which items come."""
    table: dict[str, Accuracy] = {}
    for pair in pairs:
        table[pair.item] = table.get(pair.item, Accuracy(pair.item)).plus(pair)
    return tuple(table.values())


def total(table: Iterable[Accuracy], name: str = "total") -> Accuracy:
    """All the lines as one."""
    lines = tuple(table)
    return Accuracy(
        name,
        sum(line.right_found for line in lines),
        sum(line.false_found for line in lines),
        sum(line.missed for line in lines),
        sum(line.to_see for line in lines),
        sum(line.pairs for line in lines),
    )
