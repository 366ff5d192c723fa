"""The same checklist for all partners, read side by side (QUA-03)."""

from datetime import date
from typing import Any

import pytest

from domain.network.check import NetworkCheck
from domain.network.check_vocabulary import CheckKind, CheckVerdict
from domain.network.matrix import conforming, matrix
from domain.network.outliers import Share
from tasks.network.dashboard import matrix_rows
from tests.checks import a_check, a_failure, an_item

YES, NO, NONE = CheckVerdict.CONFORMING, CheckVerdict.NON_CONFORMING, CheckVerdict.NOT_APPLICABLE


def concluded(dossier: str, month: int, *items: Any, kind: CheckKind = CheckKind.SEMESTER) -> NetworkCheck:
    day = date(2027, month, 1)
    return a_check(kind, ref=f"CT-2027-{month:04}", parent=dossier, items=items, concluded_on=day)


CHECKS = [
    # a later monthly check looks at F1 alone: E3 stays as the semester audit left it
    concluded("D-1", 6, an_item("F1", verdict=YES), kind=CheckKind.MONTHLY),
    concluded("D-1", 5, a_failure("F1"), a_failure("E3"), an_item("A1", verdict=NONE)),
    concluded("D-2", 6, an_item("F1"), an_item("E3.1"), a_failure("E3.2"), an_item("A1")),
    a_check(parent="D-3"),  # not concluded
]


@pytest.mark.rule("QUA-03")
def test_the_last_verdict_on_each_item_and_the_worst_of_several() -> None:
    assert matrix(CHECKS) == {
        "D-1": {"F1": YES, "E3": NO, "A1": NONE},
        "D-2": {"F1": YES, "E3": NO, "A1": YES},
    }  # fmt: skip


@pytest.mark.rule("QUA-03")
def test_the_network_is_counted_where_an_item_applies() -> None:
    found = matrix(CHECKS)
    assert [conforming(found, code) for code in ("F1", "E3", "A1", "X9")] == [
        Share(2, 2), Share(0, 2), Share(1, 1), Share()
    ]  # fmt: skip


@pytest.mark.rule("QUA-03")
def test_the_tab_shows_the_network_then_each_partner_on_the_same_items() -> None:
    whole, first, _ = matrix_rows(CHECKS, ("F1", "E3", "A1", "X9"))
    assert whole == {
        "Dossier": "Réseau", "F1": "100\u202f% (2 sur 2)", "E3": "0\u202f% (0 sur 2)", "A1": "100\u202f% (1 sur 1)"
    }  # fmt: skip
    assert first == {
        "Dossier": "D-1", "Organisme": CHECKS[0].name, "Certification": CHECKS[0].certification, "Non conformes": 1,
        "F1": "Conforme", "E3": "Non conforme", "A1": "Sans objet",
    }  # fmt: skip
    assert matrix_rows([], ("F1",)) == []
