"""One person in charge of each dossier, before it is scored (MIK-17)."""

from datetime import date
from pathlib import Path

import pytest

from tasks.tabs import columns, layout
from tests.homes import copy_home
from tests.season.desk import DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, TEAM, Desk
from tests.season.reading import events, mails, plain
from tests.season.roads import ALL_POINTS, ATELIER, RECEPTION, SCORING_DAY, received

SECOND, SECOND_MAIL = "Omar Benali", "omar.benali@certificateur.example"
REF = "D-2026-0001"


@pytest.fixture
def two_managers(empty_home: Path, tmp_path: Path) -> Desk:
    desk = Desk.at(copy_home(empty_home, tmp_path / "home"))
    desk.add_row(layout.TEAM, {"Nom": SECOND, "E-mail": SECOND_MAIL, "Rôle": TEAM[0][2]})
    return desk


def refusals(desk: Desk) -> list[tuple[str, str, str, str]]:
    columns = ("Onglet", "Champ", "Problème et remède", "Règle")
    found = [tuple(plain(row[column]) for column in columns) for row in desk.rows(layout.ANOMALIES)]
    return [(tab, field, message, rule) for tab, field, message, rule in found]


@pytest.mark.rule("MIK-17")
def test_the_only_manager_owns_every_dossier(desk: Desk) -> None:
    received(desk)
    assert desk.row(layout.DOSSIERS, ATELIER)[columns.OWNER] == MANAGER
    assert ("2026-11-02", "owner_assigned", "RECUE") in events(desk, REF)
    assert desk.deadlines() == []


@pytest.mark.rule("MIK-17", "O-20")
def test_a_dossier_without_owner_goes_to_the_managers_then_to_direction(two_managers: Desk) -> None:
    received(two_managers)
    for day in (3, 4, 5, 6):
        two_managers.day(date(2026, 11, day))
    assert [(mail.on.day, mail.to) for mail in mails(two_managers, "unassigned_dossier")] == [
        (4, MANAGER_MAIL), (4, SECOND_MAIL), (5, DIRECTOR_MAIL)
    ]  # fmt: skip
    assert "attend un responsable depuis 3 jours ouvrés" in mails(two_managers, "unassigned_dossier")[-1].text
    (deadline,) = two_managers.deadlines()
    assert (plain(deadline["Calcul"]), plain(deadline["Déjà dit"])) == (
        "2 jours ouvrés à compter du 02/11/2026 → 04/11/2026",
        "Retard : responsable des partenariats, le 04/11/2026 ; Retard : direction, le 05/11/2026",
    )
    assert plain(two_managers.row(layout.APPLICATIONS, ATELIER)[columns.ANSWER]) == (
        "Complète. Indiquez la personne responsable du dossier. [MIK-17]"
    )


@pytest.mark.rule("MIK-17")
def test_without_owner_a_grid_is_not_validated(two_managers: Desk) -> None:
    received(two_managers)
    two_managers.score(ATELIER, ALL_POINTS)
    two_managers.day(RECEPTION)
    assert two_managers.states() == {ATELIER: "Complète, à noter"}
    assert refusals(two_managers) == [
        ("Notation", "Responsable du dossier",
         "le dossier n’a pas de responsable. Indiquez-le dans l’onglet « Candidatures » avant de noter.", "MIK-17")
    ]  # fmt: skip


@pytest.mark.rule("MIK-17")
def test_an_unknown_name_is_refused_and_a_known_one_closes_the_deadline(two_managers: Desk) -> None:
    received(two_managers)
    two_managers.type(layout.APPLICATIONS, ATELIER, {columns.OWNER: "Bob Inconnu"})
    two_managers.day(RECEPTION)
    assert refusals(two_managers) == [
        ("Candidatures", "Responsable du dossier",
         "« Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne ou corrigez le nom.", "MIK-17")
    ]  # fmt: skip
    assert "« Bob Inconnu » ne figure pas" in plain(two_managers.row(layout.APPLICATIONS, ATELIER)[columns.ANSWER])
    two_managers.type(layout.APPLICATIONS, ATELIER, {columns.OWNER: " omar  BENALI "})
    two_managers.day(date(2026, 11, 5))
    assert two_managers.row(layout.DOSSIERS, ATELIER)[columns.OWNER] == SECOND
    assert (refusals(two_managers), two_managers.deadlines()) == ([], [])
    assert mails(two_managers, "unassigned_dossier") == []


@pytest.mark.rule("MIK-16", "MIK-17")
def test_only_the_owner_validates_the_grid(two_managers: Desk) -> None:
    two_managers.apply(1, {columns.OWNER: SECOND})
    two_managers.day(RECEPTION)
    two_managers.score(ATELIER, ALL_POINTS, by=MANAGER)
    two_managers.day(SCORING_DAY)
    assert refusals(two_managers) == [
        ("Notation", "Grille validée par", f"la grille est validée par la personne responsable du dossier, {SECOND}.",
         "MIK-16")
    ]  # fmt: skip
    assert two_managers.states() == {ATELIER: "Complète, à noter"}
    two_managers.score(ATELIER, ALL_POINTS, by=SECOND)
    two_managers.day(SCORING_DAY)
    assert (refusals(two_managers), two_managers.states()) == ([], {ATELIER: "En commission"})


def test_a_row_of_the_team_that_cannot_be_used_is_told_and_the_others_count(desk: Desk) -> None:
    desk.add_row(layout.TEAM, {"Nom": "Ana Silva", "E-mail": "ana@a.fr, ana@b.fr", "Rôle": "Direction"})
    desk.add_row(layout.TEAM, {"Nom": "claire martin", "E-mail": "autre@c.example", "Rôle": "Direction"})
    desk.add_row(layout.TEAM, {"Nom": "Luc Petit", "Rôle": "Direction"})
    received(desk)
    assert [(field, message) for _, field, message, _ in refusals(desk)] == [
        ("Équipe", "« ana@a.fr, ana@b.fr » contient plusieurs adresses électroniques ; n’en gardez qu’une."),
        ("Nom", "« claire martin » figure deux fois ; gardez une seule ligne par personne."),
        ("Équipe", "la ligne demande un nom, un e-mail et un rôle."),
    ]
    answers = [plain(row.get(columns.ANSWER, "")) for row in desk.rows(layout.TEAM)]
    assert [bool(answer) for answer in answers] == [False, False, True, True, True]
    assert desk.row(layout.DOSSIERS, ATELIER)[columns.OWNER] == MANAGER
