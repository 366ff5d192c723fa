"""A reconciliation as a whole: fiches that end, change or are not there, the order of what is told, the statement."""

from dataclasses import replace
from datetime import date

import pytest

from domain.discrepancies import Discrepancy, Gap
from domain.france_competences import Export
from domain.reconciliation import reconcile, statement
from tests.domain.reconciling import CODE, ON, SIRETS, declared, export, fiche, registered

ENTRY = registered()
LINE = declared(ENTRY)


@pytest.mark.rule("LAW-05", "MIK-85")
def test_certification_inactive_and_replaced_says_it_once() -> None:
    ended = fiche(active=False, replaced_by=("RS9002",))
    assert reconcile([ENTRY, registered(1)], export(ended), ON) == (
        Discrepancy(
            Gap.CERTIFICATION_INACTIVE,
            CODE,
            "La certification RS9001 n’est plus active pour France compétences (fin d’enregistrement : 30/06/2028), "
            "remplacée par RS9002. Le registre y compte 2 partenaires habilités : mettez fin aux conventions et faites "
            "retirer les communications.",
            rule="MIK-85",
        ),
    )
    assert reconcile([registered(ended_on=ON)], export(ended), ON) == ()


@pytest.mark.rule("LAW-05", "MIK-85")
def test_certification_expired_since_the_export() -> None:
    expired = replace(fiche(LINE), ends_on=date(2026, 11, 20))
    (gap,) = reconcile([ENTRY], export(expired), ON)
    assert gap.sentence == (
        "La certification RS9001 n’est plus active depuis la fin de son enregistrement le 20/11/2026. Le registre y "
        "compte 1 partenaire habilité : mettez fin aux conventions et faites retirer les communications."
    )
    assert reconcile([ENTRY], export(replace(expired, ends_on=ON)), ON) == ()


@pytest.mark.rule("MIK-85")
def test_certification_replaced_but_still_active() -> None:
    (gap,) = reconcile([ENTRY], export(fiche(LINE, replaced_by=("RS9002", "RS9003"))), ON)
    assert (gap.kind, gap.sentence) == (
        Gap.CERTIFICATION_REPLACED,
        "La fiche RS9001 est encore active (fin d’enregistrement : 30/06/2028) mais elle est déjà remplacée par RS9002 "
        "et RS9003 : préparez les conventions et la déclaration des partenaires sur la nouvelle fiche.",
    )


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize(
    ("held", "cure"),
    [
        (frozenset({"RS", "RNCP"}), "vérifiez le code de la certification dans la configuration"),
        (frozenset({"RNCP"}), "cet export ne contient que des fiches RNCP : prenez celui du RS"),
    ],
)
def test_fiche_absent(held: frozenset[str], cure: str) -> None:
    sentence = f"La fiche RS9001 ne figure pas dans l’export « rs.xml » (1 partenaire habilité à y comparer) : {cure}."
    assert reconcile([ENTRY], Export("rs.xml", None, {}, held, 900), ON) == (
        Discrepancy(Gap.FICHE_ABSENT, CODE, sentence),
    )
    assert reconcile([registered(ended_on=ON)], Export("rs.xml", None, {}, held, 900), ON) == ()


@pytest.mark.rule("LAW-05")
def test_what_is_late_comes_first() -> None:
    register = [registered(0), registered(1, since=date(2026, 5, 1)), registered(2, since=date(2026, 3, 1))]
    stranger = declared(registered(3))
    order = [(gap.siret, gap.late) for gap in reconcile(register, export(fiche(stranger)), ON)]
    assert order == [(SIRETS[2], True), (SIRETS[1], True), (SIRETS[0], False), (SIRETS[3], False)]


@pytest.mark.rule("LAW-05")
def test_statement() -> None:
    register = [ENTRY, registered(1, ended_on=ON), registered(2, since=date(2026, 1, 1))]
    there = export(fiche(LINE, declared(register[2])))
    assert statement(reconcile(register, there, ON), register, there, ON) == (
        "Aucun écart au 21/11/2026 : le registre et l’export « rs.xml » du 20/11/2026 disent la même chose "
        "(habilitations en cours : 2 ; fiches comparées : 1)."
    )
    there = export(fiche())
    assert statement(reconcile(register, there, ON), register, there, ON) == (
        "Écarts au 21/11/2026 entre le registre et l’export « rs.xml » du 20/11/2026 : 2, dont 1 en retard "
        "(habilitations en cours : 2 ; fiches comparées : 1)."
    )
