"""The sample of a check: the same for the same seed, by risk first, spread over the sessions (REF-23)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.network.sampling import draw, spread

REFS = [f"S-2027-{number:04}" for number in range(1, 13)]


@pytest.mark.rule("REF-23", "MIK-88")
def test_the_same_seed_draws_the_same_sample_and_another_seed_another_one() -> None:
    ranked = [(0, ref) for ref in REFS]
    first = draw("check:D-2026-0001:semestriel:1", ranked, 3)
    assert first == ("S-2027-0012", "S-2027-0003", "S-2027-0011")
    assert draw("check:D-2026-0001:semestriel:1", list(reversed(ranked)), 3) == first
    assert draw("check:D-2026-0001:semestriel:2", ranked, 3) != first


@pytest.mark.rule("REF-23")
def test_what_is_at_risk_is_looked_at_first() -> None:
    ranked = [(3 if ref == REFS[7] else 1 if ref == REFS[2] else 0, ref) for ref in REFS]
    assert draw("essai", ranked, 2) == (REFS[7], REFS[2])


@given(risks=some.lists(some.integers(0, 3), max_size=20), size=some.integers(-1, 25), seed=some.text(max_size=20))
def test_a_sample_has_its_size_no_double_and_nobody_less_at_risk_than_those_left(
    risks: list[int], size: int, seed: str
) -> None:
    ranked = [(risk, f"S-{rank}") for rank, risk in enumerate(risks)]
    found = draw(seed, ranked, size)
    assert len(found) == len(set(found)) == min(max(size, 0), len(ranked))
    by_ref = {ref: risk for risk, ref in ranked}
    left = [risk for ref, risk in by_ref.items() if ref not in found]
    assert min((by_ref[ref] for ref in found), default=0) >= max(left, default=0) or not found


def test_candidacies_come_from_each_session_in_turn() -> None:
    groups = [[(0, "I-1"), (0, "I-2"), (0, "I-3")], [(0, "I-4")], []]
    found = spread("essai", groups, 3)
    assert len(found) == len(set(found)) == 3
    assert "I-4" in found[:2]
    assert set(spread("essai", groups, 10)) == {"I-1", "I-2", "I-3", "I-4"}
