"""Which partners are flagged, against numbers worked out by hand and against chance itself (NET-07)."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.network.outliers import Flag, Measure, Share, chance_of, flags_of

RISK, MINIMUM = 0.05, 10
ALL_ALIKE = "RS9001"


def flagged(shares: dict[str, Share], groups: dict[str, str] | None = None) -> dict[str, Flag]:
    return flags_of(Measure.SUCCESS, shares, groups or dict.fromkeys(shares, ALL_ALIKE), MINIMUM, RISK)


@pytest.mark.parametrize(
    ("share", "rest", "chance"),
    [
        # the lady tasting tea (Fisher, 1935): 1 way in C(8,4) = 70, two-sided
        (Share(4, 4), Share(0, 4), 2 / 70),
        # 16 + 1 ways in 70 at 3 of 4, twice the tail
        (Share(3, 4), Share(1, 4), 2 * 17 / 70),
        # exactly like the others
        (Share(2, 4), Share(2, 4), 1.0),
        # C(15,5) = 3003 draws, one without any of the ten: 1/3003 of the worst
        (Share(0, 5), Share(10, 10), 2 / 3003),
    ],
)
def test_the_chance_is_that_of_fisher(share: Share, rest: Share, chance: float) -> None:
    assert chance_of(share, rest) == pytest.approx(chance, rel=1e-9)


@pytest.mark.rule("NET-07")
def test_a_partner_far_from_the_others_is_flagged_with_its_sentence() -> None:
    shares = {"D-1": Share(6, 20), "D-2": Share(45, 50), "D-3": Share(44, 50), "D-4": Share(46, 50)}
    found = flagged(shares)
    assert list(found) == ["D-1"]
    assert found["D-1"].rest == Share(135, 150)
    assert found["D-1"].sentence.startswith(
        "Réussite : 30 % (6 sur 20), contre 90 % (135 sur 150) chez les autres partenaires. "
        "Un tel écart arrive par hasard moins d’une fois sur "
    )


@pytest.mark.rule("NET-07")
def test_one_bad_partner_makes_no_other_look_too_good() -> None:
    assert list(flagged({"D-1": Share(6, 30), "D-2": Share(26, 30), "D-3": Share(27, 30)})) == ["D-1"]


@pytest.mark.rule("NET-07")
def test_few_incidents_are_no_anomaly() -> None:
    shares = {"D-1": Share(0, 40), "D-2": Share(15, 20), "D-3": Share(3, 20), "D-4": Share(2, 20)}
    found = flags_of(Measure.INCIDENTS, shares, dict.fromkeys(shares, ALL_ALIKE), MINIMUM, RISK)
    assert list(found) == ["D-2"]


@pytest.mark.rule("NET-07")
def test_only_like_is_compared_with_like() -> None:
    """Half pass in one certification and nearly all in the other: nobody is unlike its own."""
    shares = {"D-1": Share(25, 50), "D-2": Share(24, 50), "D-3": Share(49, 50), "D-4": Share(50, 50)}
    assert flagged(shares, {"D-1": "RS1", "D-2": "RS1", "D-3": "RS2", "D-4": "RS2"}) == {}
    assert set(flagged(shares)) == {"D-3", "D-4"}


@pytest.mark.rule("NET-07")
def test_the_more_partners_the_wider_the_gap_must_be() -> None:
    alone = {"D-1": Share(10, 20), "rest": Share(160, 200)}
    many = {"D-1": Share(10, 20), **{f"D-{rank}": Share(16, 20) for rank in range(2, 102)}}
    assert "D-1" in flagged(alone)
    assert flagged(many) == {}


@pytest.mark.rule("NET-07")
def test_a_network_of_equals_is_flagged_no_more_often_than_the_risk() -> None:
    draw, alarms = Random(6), 0
    for _ in range(60):
        sizes = {f"D-{rank}": draw.randrange(10, 40) for rank in range(30)}
        shares = {ref: Share(sum(draw.random() < 0.8 for _ in range(size)), size) for ref, size in sizes.items()}
        alarms += bool(flagged(shares))
    assert alarms <= 3  # 60 × 5 %


SHARES = st.integers(0, 60).flatmap(lambda total: st.builds(Share, st.integers(0, total), st.just(total)))


@pytest.mark.rule("NET-07")
@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from([f"D-{rank}" for rank in range(8)]), SHARES))
def test_nobody_below_the_minimum_is_ever_flagged(shares: dict[str, Share]) -> None:
    for flag in flagged(shares).values():
        assert min(flag.share.total, flag.rest.total) >= MINIMUM
        assert flag.chance <= RISK


@given(SHARES, SHARES)
def test_a_chance_is_a_probability_and_says_the_same_of_failures(share: Share, rest: Share) -> None:
    chance = chance_of(share, rest)
    assert 0 < chance <= 1
    failures = chance_of(Share(share.total - share.count, share.total), Share(rest.total - rest.count, rest.total))
    assert failures == pytest.approx(chance, rel=1e-6)
