"""Which partner is unlike the others, and how sure that is (NET-07)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, lgamma

from domain.vocabulary import Labelled


class Measure(Labelled):
    """What partners are compared on."""

    SUCCESS = "reussite", "Réussite"
    INCIDENTS = "incidents", "Sessions avec incident"
    LATE_PIECES = "pieces_tardives", "Sessions aux pièces tardives"


@dataclass(frozen=True)
class Share:
    """`count` of `total`."""

    count: int = 0
    total: int = 0

    @property
    def percent(self) -> float | None:
        """Rounded to one decimal; None of nothing."""
        return round(100 * self.count / self.total, 1) if self.total else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.count + other.count, self.total + other.total)

    def __sub__(self, other: "Share") -> "Share":
        return Share(self.count - other.count, self.total - other.total)

    def __str__(self) -> str:
        return "–" if self.percent is None else f"{self.percent:g} % ({self.count} sur {self.total})".replace(".", ",")


@dataclass(frozen=True)
class Flag:
    """A partner unlike the others of its certification. A question to look into, never a decision.

    Args:
        rest: the same measure on all the others together.
        chance: probability of a gap as wide or wider, were the partner like them.
    """

    measure: Measure
    share: Share
    rest: Share
    chance: float

    @property
    def is_high(self) -> bool:
        """Above the others."""
        return self.share.count * self.rest.total > self.rest.count * self.share.total

    @property
    def sentence(self) -> str:
        """What stands out, against what, and how unlikely it is by chance."""
        rarity = max(int(1 / self.chance), 1) if self.chance > 0 else 0
        bounded = f"{min(rarity, 1_000_000):_}".replace("_", " ")
        return (
            f"{self.measure.label} : {self.share}, contre {self.rest} chez les autres partenaires. "
            f"Un tel écart arrive par hasard moins d’une fois sur {bounded}."
        )


def flags_of(
    measure: Measure, shares: Mapping[str, Share], groups: Mapping[str, str], minimum: int, risk: float
) -> dict[str, Flag]:
    """The partners whose share cannot reasonably be chance.

    Each partner is compared with all the others of its group by Fisher's exact test, both ways: no approximation, so
    that ten candidates are judged as ten. The more partners are tested, the more extreme a gap must be (Holm, 1979).
    Candidates of one session are not quite independent: a flag asks for a look, it proves nothing.

    Args:
        shares: by partner.
        groups: partner → its certification; only like is compared with like.
        minimum: a smaller total is never flagged, nor is one that has fewer than so many to be compared with.
        risk: chance of one flag or more in a network of equals.
    """
    totals: dict[str, Share] = {}
    for partner, share in shares.items():
        totals[groups[partner]] = totals.get(groups[partner], Share()) + share
    tested = [
        Flag(measure, share, rest, chance_of(share, rest))
        if share.total >= minimum and (rest := totals[groups[partner]] - share).total >= minimum
        else None
        for partner, share in shares.items()
    ]
    ranked = sorted(
        ((found, partner) for found, partner in zip(tested, shares, strict=True) if found is not None),
        key=lambda item: (item[0].chance, item[1]),
    )
    kept: dict[str, Flag] = {}
    for rank, (found, partner) in enumerate(ranked):
        if found.chance > risk / (len(ranked) - rank):
            break
        kept[partner] = found
    return kept


def chance_of(share: Share, rest: Share) -> float:
    """Fisher's exact test, two-sided: twice the smaller tail of the hypergeometric law, 1 at the most."""
    whole = share + rest
    lowest, highest = max(0, whole.count - rest.total), min(share.total, whole.count)
    weights = {k: _weight(k, share.total, whole) for k in range(lowest, highest + 1)}
    below = sum(weight for k, weight in weights.items() if k <= share.count)
    above = sum(weight for k, weight in weights.items() if k >= share.count)
    return min(1.0, 2 * min(below, above))


def _weight(k: int, drawn: int, whole: Share) -> float:
    """Probability that `drawn` of the whole, at random, hold `k` of its count."""
    return exp(_ways(whole.count, k) + _ways(whole.total - whole.count, drawn - k) - _ways(whole.total, drawn))


def _ways(among: int, chosen: int) -> float:
    """Logarithm of the binomial coefficient."""
    return lgamma(among + 1) - lgamma(chosen + 1) - lgamma(among - chosen + 1)
