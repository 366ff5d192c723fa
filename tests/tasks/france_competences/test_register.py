"""Our register as the ledger gives it, compared with the invented export."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.discrepancies import Gap
from domain.signing import IssuedAgreements
from domain.vocabulary import Scope, State
from tasks.france_competences import read_export
from tasks.france_competences.register import read_registered, reconcile_export
from tasks.office import Office
from tests.builders_conformity import issued_agreements
from tests.reference import reference_file
from tests.tasks.france_competences.granting import PORT, SINCE, habilitated
from tests.tasks.france_competences.samples import CSV, XML
from tests.tasks.ledger.conftest import fresh, ledger, office, opening

__all__ = ["fresh", "ledger", "office", "opening"]

ON = date(2026, 11, 21)


def ending(day: date) -> IssuedAgreements:
    return issued_agreements(end=day)


@pytest.mark.rule("LAW-05")
def test_the_register_holds_what_was_granted_and_its_end(office: Office) -> None:
    running = habilitated(office, PORT, "Atelier du port")
    expired = habilitated(
        office, "00000002600013", "Quais", Scope.ASSESS, State.EXPIRED, date(2026, 11, 3),
        agreements=ending(date(2026, 10, 31)),
    )  # fmt: skip
    withdrawn = habilitated(office, "00000003400017", "Arts", state=State.WITHDRAWN, changed_on=date(2026, 11, 5))
    habilitated(office, "00000004200010", "Sud", state=State.READY_TO_SIGN, habilitated_on=None)
    found = list(read_registered(office))
    assert [(one.dossier, one.certification, one.siret, one.scope, one.habilitated_on) for one in found] == [
        (running, "RS9001", PORT, Scope.PREPARE, SINCE),
        (expired, "RS9001", "00000002600013", Scope.ASSESS, SINCE),
        (withdrawn, "RS9001", "00000003400017", Scope.PREPARE, SINCE),
    ]
    assert [one.ended_on for one in found] == [date(2028, 7, 1), date(2026, 11, 1), date(2026, 11, 5)]


@pytest.mark.rule("LAW-05", "MIK-86")
@pytest.mark.parametrize("export", [XML, CSV], ids=["xml", "csv"])
def test_missing_wrong_ended_and_unknown_with_their_two_months(office: Office, export: Any) -> None:
    habilitated(office, PORT, "Atelier du port", Scope.PREPARE_AND_ASSESS)
    habilitated(office, "00000002600013", "Quais", state=State.WITHDRAWN, changed_on=date(2026, 11, 5))
    habilitated(office, "00000006700017", "Dune")
    found = reconcile_export(office, export, ON)
    said = {(one.kind.value, one.siret, one.due_on, one.late) for one in found.discrepancies}
    assert said >= {
        ("perimetre", PORT, date(2026, 11, 15), True),
        ("encore_declare", "00000002600013", date(2027, 1, 5), False),
        ("manquant", "00000006700017", date(2026, 11, 15), True),
        ("inconnu", "00000005900014", None, False),
    }
    assert "dont 2 en retard (habilitations en cours : 2 ; fiches comparées : 1)." in found.sentence


@pytest.mark.rule("LAW-05")
def test_strangers_on_our_fiche_are_seen_even_when_the_register_is_empty(office: Office) -> None:
    found = reconcile_export(office, XML, ON)
    assert {one.kind.value for one in found.discrepancies} == {"inconnu", "siret_invalide"}


def test_a_certification_that_left_the_configuration_is_still_compared(office: Office) -> None:
    figures = office.config.certifications["RS9001"].model_copy(update={"code": "RS9000"})
    past = {("RS9000", figures.grid.version): figures}
    office = replace(office, config=replace(office.config, past=past))
    habilitated(office, PORT, "Atelier du port", certification="RS9000")
    codes = {one.certification for one in reconcile_export(office, XML, ON).discrepancies}
    assert codes == {"RS9000", "RS9001"}


@pytest.mark.rule("LAW-05", "MIK-86")
def test_the_official_sample_of_a_certification_of_ours(office: Office) -> None:
    """Sixteen real partners on the fiche; one of them is in our register, and one of ours is not there."""
    sample = reference_file("france-competences-rs.xml")
    figures = office.config.certifications["RS9001"].model_copy(update={"code": "RS5568"})
    office = replace(office, config=replace(office.config, certifications={"RS5568": figures}))
    line = read_export(sample, {"RS5568"}).fiches["RS5568"].partners[0]
    scope = next(one for one in Scope if one.france_competences == line.scope)
    since: dict[str, Any] = {"certification": "RS5568", "habilitated_on": date(2026, 8, 1)}
    habilitated(office, line.siret, line.name, scope, **since)
    habilitated(office, PORT, "Atelier du port", **since)
    found = reconcile_export(office, sample, date(2026, 9, 1)).discrepancies  # this fiche ended on 10 November
    assert Counter(one.kind.value for one in found) == {"manquant": 1, "inconnu": 15}
    assert [one.siret for one in found if one.kind is Gap.MISSING] == [PORT]
