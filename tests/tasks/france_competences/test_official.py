"""The real sample of the official export, when it is beside the repository: counts, and a register built from it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.discrepancies import Registered
from domain.france_competences import Export, is_siret
from domain.reconciliation import reconcile
from domain.vocabulary import Scope
from tasks.france_competences import read_export
from tests.reference import reference_file

CODES = frozenset({"RS6232", "RS5719", "RS6547", "RS5000", "RS5568", "RS6604", "RS7485", "RS7423"})
ON = date(2026, 9, 1)
SCOPES = {scope.france_competences: scope for scope in Scope}


@pytest.fixture(scope="module")
def sample() -> Path:
    return reference_file("france-competences-rs.xml")


@pytest.fixture(scope="module")
def export(sample: Path) -> Export:
    return read_export(sample, CODES)


def register_of(export: Export) -> Iterator[Registered]:
    """The register of a certifier whose declarations are all right."""
    for fiche in export.fiches.values():
        for line in fiche.partners:
            yield Registered(
                f"D-{line.siret}", fiche.code, line.siret, line.name, SCOPES[line.scope or ""], date(2024, 1, 1)
            )


@pytest.mark.rule("LAW-05")
def test_counts(export: Export) -> None:
    assert (export.count, export.directories) == (8, frozenset({"RS"}))
    assert {code: len(fiche.partners) for code, fiche in export.fiches.items()} == {
        "RS6232": 0, "RS5719": 377, "RS6547": 5, "RS5000": 3, "RS5568": 16, "RS6604": 1, "RS7485": 0, "RS7423": 6,
    }  # fmt: skip


@pytest.mark.rule("LAW-05")
def test_the_replaced_fiche(export: Export) -> None:
    fiche = export.fiches["RS5000"]
    assert (fiche.active, fiche.ends_on, fiche.replaced_by) == (False, date(2024, 5, 24), ("RS6604",))


def test_every_real_siret_is_right(export: Export) -> None:
    assert [x.siret for fiche in export.fiches.values() for x in fiche.partners if not is_siret(x.siret)] == []


@pytest.mark.rule("LAW-05", "MIK-86")
def test_a_register_that_says_the_same_only_learns_that_a_certification_ended(export: Export) -> None:
    assert [(one.kind.value, one.certification) for one in reconcile(register_of(export), export, ON)] == [
        ("certification_inactive", "RS5000")
    ]


@pytest.mark.rule("LAW-05")
def test_a_partner_forgotten_on_either_side(export: Export) -> None:
    register = [entry for entry in register_of(export) if entry.certification == "RS5568"]
    stranger = Registered("D-1", "RS5568", "00000001800010", "Atelier", Scope.PREPARE, date(2026, 8, 1))
    alone = replace(export, fiches={"RS5568": export.fiches["RS5568"]})
    found = reconcile([*register[1:], stranger], alone, ON)
    assert [(one.kind.value, one.siret, one.due_on) for one in found] == [
        ("manquant", "00000001800010", date(2026, 10, 1)),
        ("inconnu", register[0].siret, None),
    ]
