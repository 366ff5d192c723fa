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
    def rank(self) -> tuple[float, int]:
        """The least likely first; of two that only have each other to be compared with, the smaller."""
        return float(f"{self.chance:.6e}"), self.share.total

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

    Each partner is compared with all the others of its group by Fisher's exact test: no approximation, so that ten
    candidates are judged as ten. Success counts both ways: a rate too good may be a lenient jury. The more partners are
    tested, the more extreme a gap must be (Bonferroni). The most extreme is flagged, set apart, and the rest looked at
    again: one bad partner makes no other look too good. Candidates of one session are not quite independent: a flag
    asks for a look, it proves nothing.

    Args:
        shares: by partner.
        groups: partner → its certification; only like is compared with like.
        minimum: a smaller total is never flagged, nor is one that has fewer than so many to be compared with.
        risk: chance of one flag or more in a network of equals.
    """
    chance = chance_of if measure is Measure.SUCCESS else chance_of_more  # few incidents are no anomaly
    totals: dict[str, Share] = {}
    for partner, share in shares.items():
        totals[groups[partner]] = totals.get(groups[partner], Share()) + share

    def looked_at(partner: str) -> Flag | None:
        share, rest = shares[partner], totals[groups[partner]] - shares[partner]
        if min(share.total, rest.total) < minimum:
            return None
        return Flag(measure, share, rest, chance(share, rest))

    left = {partner: found for partner in sorted(shares) if (found := looked_at(partner))}
    kept: dict[str, Flag] = {}
    while left:
        partner = min(left, key=lambda one: left[one].rank)
        if left[partner].chance > risk / len(left):
            break
        kept[partner] = left.pop(partner)
        group = groups[partner]
        totals[group] -= shares[partner]
        again = {one: looked_at(one) if groups[one] == group else found for one, found in left.items()}
        left = {one: found for one, found in again.items() if found}
    return kept


def chance_of(share: Share, rest: Share) -> float:
    """Fisher's exact test, two-sided: twice the smaller tail of the hypergeometric law, 1 at the most."""
    failures, others = Share(share.total - share.count, share.total), Share(rest.total - rest.count, rest.total)
    return min(1.0, 2 * min(chance_of_more(share, rest), chance_of_more(failures, others)))


def chance_of_more(share: Share, rest: Share) -> float:
    """The same, one-sided: probability of so many or more, were the partner like the others."""
    drawn, whole = share.total, share + rest
    last = min(drawn, whole.count)
    term = exp(
        _ways(whole.count, share.count)
        + _ways(whole.total - whole.count, drawn - share.count)
        - _ways(whole.total, drawn)
    )
    tail = term
    for k in range(share.count, last):
        term *= (whole.count - k) * (drawn - k) / ((k + 1) * (whole.total - whole.count - drawn + k + 1))
        tail += term
    return min(1.0, tail)


def _ways(among: int, chosen: int) -> float:
    """Logarithm of the binomial coefficient."""
    return lgamma(among + 1) - lgamma(chosen + 1) - lgamma(among - chosen + 1)
