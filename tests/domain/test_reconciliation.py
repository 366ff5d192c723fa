"""Each kind of discrepancy, with its sentence and its two months (LAW-05)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.discrepancies import Discrepancy, Gap, Registered
from domain.france_competences import Declared, DeclaredState, is_siret
from domain.reconciliation import reconcile
from domain.vocabulary import Scope
from tests.domain.reconciling import CODE, ON, SIRETS, declared, export, fiche, registered

ENTRY = registered()
LINE = declared(ENTRY)
BY_DECEMBER = "au plus tard le 01/12/2026 (2 mois à compter du 01/10/2026, art. R. 6113-16-5)."


def found(entry: Registered | None, *lines: Declared) -> tuple[Discrepancy, ...]:
    return reconcile([entry] if entry else [], export(fiche(*lines)), ON)


def of_entry(kind: Gap, sentence: str, due_on: date | None = date(2026, 12, 1), late: bool = False) -> Discrepancy:
    """A discrepancy about ENTRY."""
    return Discrepancy(kind, CODE, sentence, SIRETS[0], "Atelier Quai", "D-2026-0000", due_on, late)


@pytest.mark.rule("LAW-05", "MIK-86")
def test_nothing_differs() -> None:
    assert found(ENTRY, LINE) == ()


@pytest.mark.rule("LAW-05", "LAW-18", "MIK-86")
def test_missing() -> None:
    assert found(ENTRY) == (
        of_entry(
            Gap.MISSING,
            "Atelier Quai est habilité depuis le 01/10/2026 (préparer) mais ne figure pas sur la fiche RS9001 : "
            f"déclarez-le ; {BY_DECEMBER}",
        ),
    )


@pytest.mark.rule("LAW-05", "MIK-86")
@pytest.mark.parametrize(
    ("since", "due_on", "late"),
    [
        (date(2026, 9, 20), date(2026, 11, 20), True),
        (date(2026, 9, 21), date(2026, 11, 21), False),
        (date(2025, 12, 31), date(2026, 2, 28), True),
    ],
)
def test_two_calendar_months_their_last_day_included(since: date, due_on: date, late: bool) -> None:
    (gap,) = found(registered(since=since))
    assert (gap.due_on, gap.late) == (due_on, late)


@pytest.mark.rule("LAW-05")
def test_late_is_said() -> None:
    (gap,) = found(registered(since=date(2026, 8, 1)))
    assert gap.sentence == (
        "Atelier Quai est habilité depuis le 01/08/2026 (préparer) mais ne figure pas sur la fiche RS9001 : "
        "déclarez-le ; en retard, il fallait le faire au plus tard le 01/10/2026 "
        "(2 mois à compter du 01/08/2026, art. R. 6113-16-5)."
    )


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DeclaredState.DELETED, "Supprimé"),
        (DeclaredState.INACTIVE, "Inactif"),
        (DeclaredState.OTHER, "État inconnu"),
    ],
)
def test_deleted_or_inactive_there(state: DeclaredState, said: str) -> None:
    changed = replace(LINE, state=state, changed_on=date(2026, 11, 5))
    assert found(ENTRY, changed) == (
        of_entry(
            Gap.NOT_ACTIVE,
            f"Atelier Quai est habilité mais figure sur la fiche RS9001 comme « {said} » depuis le 05/11/2026 : "
            "redéclarez-le ou mettez fin à son habilitation ; au plus tard le 05/01/2027 "
            "(2 mois à compter du 05/11/2026, art. R. 6113-16-5).",
            date(2027, 1, 5),
        ),
    )


@pytest.mark.rule("LAW-05")
def test_a_line_deleted_before_a_new_habilitation_counts_from_the_habilitation() -> None:
    (gap,) = found(ENTRY, replace(LINE, state=DeclaredState.DELETED, changed_on=date(2024, 1, 1)))
    assert gap.due_on == date(2026, 12, 1)


def test_the_history_of_a_partner_is_no_discrepancy() -> None:
    assert found(ENTRY, replace(LINE, state=DeclaredState.DELETED), LINE) == ()


@pytest.mark.rule("LAW-05")
def test_still_declared_after_the_end() -> None:
    assert found(registered(ended_on=date(2026, 9, 1)), LINE) == (
        of_entry(
            Gap.STILL_DECLARED,
            "L’habilitation de « Atelier Quai » a pris fin le 01/09/2026 mais la fiche RS9001 le déclare toujours "
            "actif : déclarez le retrait ; en retard, il fallait le faire au plus tard le 01/11/2026 "
            "(2 mois à compter du 01/09/2026, art. R. 6113-16-5).",
            date(2026, 11, 1),
            late=True,
        ),
    )


@pytest.mark.rule("LAW-05")
def test_the_day_it_ends_is_the_first_of_the_two_months() -> None:
    (gap,) = found(registered(ended_on=ON), LINE)
    assert (gap.kind, gap.due_on, gap.late) == (Gap.STILL_DECLARED, date(2027, 1, 21), False)


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize("state", [DeclaredState.DELETED, DeclaredState.INACTIVE])
def test_ended_on_both_sides(state: DeclaredState) -> None:
    assert found(registered(ended_on=ON), declared(ENTRY, state)) == ()


def test_an_end_or_a_beginning_to_come_changes_nothing_yet() -> None:
    assert found(registered(ended_on=date(2026, 11, 22)), LINE) == ()
    assert found(registered(since=date(2026, 12, 1))) == ()
    assert found(registered(since=date(2026, 12, 1)), LINE) == ()


def test_an_ended_habilitation_gives_way_to_the_new_one() -> None:
    old = replace(ENTRY, dossier="D-2020-0001", habilitated_on=date(2020, 1, 1), ended_on=date(2023, 1, 1))
    for register in ([old, ENTRY], [ENTRY, old]):
        assert reconcile(register, export(fiche(LINE)), ON) == ()


@pytest.mark.rule("LAW-05", "NET-03")
def test_wrong_scope() -> None:
    assert found(ENTRY, replace(LINE, scope="HABILITATION_ORGA_FORM")) == (
        of_entry(
            Gap.WRONG_SCOPE,
            "Atelier Quai est habilité à « Préparer » mais la fiche RS9001 porte « Préparer et évaluer » : "
            f"corrigez la déclaration ; {BY_DECEMBER}",
        ),
    )


@pytest.mark.rule("NET-03")
@pytest.mark.parametrize(
    ("scope", "there", "said"),
    [
        (Scope.ASSESS, "HABILITATION_FORMER", "Préparer"),
        (Scope.PREPARE_AND_ASSESS, "HABILITATION_ORGANISER", "Évaluer"),
        (Scope.PREPARE, None, "aucun périmètre"),
        (Scope.PREPARE, "HABILITATION_NOUVELLE", "HABILITATION_NOUVELLE"),
    ],
)
def test_the_scope_there_is_said_in_words(scope: Scope, there: str | None, said: str) -> None:
    (gap,) = found(registered(scope=scope), replace(LINE, scope=there))
    assert gap.kind is Gap.WRONG_SCOPE
    assert f"porte « {said} »" in gap.sentence


def test_two_lines_that_say_both_halves_are_only_a_duplicate() -> None:
    halves = [replace(LINE, scope=scope.france_competences) for scope in (Scope.PREPARE, Scope.ASSESS)]
    assert [gap.kind for gap in found(registered(scope=Scope.PREPARE_AND_ASSESS), *halves)] == [Gap.DUPLICATE]


@pytest.mark.rule("LAW-05")
def test_duplicate() -> None:
    sentence = "Atelier Quai figure 2 fois comme « Actif » sur la fiche RS9001 : faites retirer les lignes en trop."
    assert found(ENTRY, LINE, LINE) == (of_entry(Gap.DUPLICATE, sentence, None),)


@pytest.mark.rule("LAW-05")
def test_unknown_here() -> None:
    sentence = (
        "ATELIER QUAI SARL (SIRET 00000001800010) est déclaré actif sur la fiche RS9001 (depuis le 01/10/2026) "
        "mais le registre ne le connaît pas : enregistrez sa convention ou faites retirer la déclaration."
    )
    unknown = Discrepancy(Gap.UNKNOWN_HERE, CODE, sentence, SIRETS[0], "ATELIER QUAI SARL")
    assert found(None, LINE) == (unknown,)
    assert found(None, declared(ENTRY, DeclaredState.DELETED)) == ()


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize(
    ("number", "said"),
    [("", "sans SIRET"), ("00000001800011", "avec le SIRET « 00000001800011 », qui n’est pas valide")],
)
def test_bad_siret_of_a_partner_recognised_by_name(number: str, said: str) -> None:
    assert found(ENTRY, replace(LINE, siret=number, name="ATELIER  QUAI")) == (
        of_entry(
            Gap.BAD_SIRET,
            f"« ATELIER  QUAI » figure sur la fiche RS9001 {said} : faites corriger la déclaration avec le SIRET "
            f"00000001800010 ; {BY_DECEMBER}",
        ),
    )


@pytest.mark.rule("LAW-05")
def test_bad_siret_of_a_stranger() -> None:
    sentence = (
        "« INCONNU » figure sur la fiche RS9001 sans SIRET, et aucun partenaire du registre ne porte ce nom : "
        "faites corriger la déclaration."
    )
    stranger = replace(LINE, siret="", name="INCONNU")
    assert found(None, stranger) == (Discrepancy(Gap.BAD_SIRET, CODE, sentence, "", "INCONNU"),)


@pytest.mark.rule("LAW-05")
def test_other_establishment_of_the_same_company() -> None:
    sibling = "00000001800028"
    assert is_siret(sibling)
    assert found(ENTRY, replace(LINE, siret=sibling)) == (
        of_entry(
            Gap.OTHER_ESTABLISHMENT,
            "Atelier Quai est habilité sous le SIRET 00000001800010 mais la fiche RS9001 déclare un autre "
            f"établissement de la même entreprise (00000001800028) : corrigez la déclaration ou le "
            f"registre ; {BY_DECEMBER}",
        ),
    )


def test_another_name_is_for_information() -> None:
    sentence = (
        "Le SIRET 00000001800010 est celui de « Atelier Quai » dans le registre et de « PHARE SAS » sur la fiche "
        "RS9001 : vérifiez qu’il s’agit du même organisme."
    )
    assert found(ENTRY, replace(LINE, name="PHARE SAS")) == (of_entry(Gap.NAME_DIFFERS, sentence, None),)


@pytest.mark.parametrize("name", ["ATELIER QUAI", "atelier-quai", "Âtelier Quai S.A.S."])
def test_the_same_name_otherwise_written(name: str) -> None:
    assert found(ENTRY, replace(LINE, name=name)) == ()
