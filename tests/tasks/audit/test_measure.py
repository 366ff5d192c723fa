"""Counts of the pre-audit beside a person's verdicts."""

import pytest

from domain.audit import Finding, Verdict
from tasks.audit.measure import Accuracy, Pair, measure, total


def test_each_pair_is_counted_once_under_its_item() -> None:
    pairs = [
        Pair("publics", Finding.FOUND, is_conforming=True),
        Pair("publics", Finding.FOUND, is_conforming=False),
        Pair("publics", Finding.TO_SEE, is_conforming=True),
        Pair("volume", Finding.NOT_FOUND, is_conforming=False),
    ]
    publics = Accuracy("publics", right_found=1, false_found=1, missed=1, to_see=1, pairs=3)
    volume = Accuracy("volume", pairs=1)
    assert measure(pairs) == (publics, volume)
    assert (publics.precision, publics.recall) == (0.5, 0.5)
    assert (volume.precision, volume.recall) == (None, None)
    assert total((publics, volume)) == Accuracy("total", right_found=1, false_found=1, missed=1, to_see=1, pairs=4)


@pytest.mark.parametrize(
    ("verdict", "is_conforming"),
    [(Verdict.CONFORMING, True), (Verdict.NON_CONFORMING, False), (Verdict.ABSENT, False)],
)
def test_the_auditor_s_verdict_is_the_truth(verdict: Verdict, is_conforming: bool) -> None:
    pair = Pair.judged("publics", Finding.FOUND, verdict)
    assert pair == Pair("publics", Finding.FOUND, is_conforming=is_conforming)


def test_an_item_that_does_not_apply_says_nothing_of_the_pre_audit() -> None:
    assert Pair.judged("publics", Finding.FOUND, Verdict.NOT_APPLICABLE) is None
