"""Decisions of the commission that cannot be taken: each is refused in its own row, and taken once cured."""

from datetime import datetime

import pytest

from domain.vocabulary import Factor
from tasks.tabs import columns, layout
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR, MANAGER, Desk, commission_cells, headers, row_of
from tests.season.reading import minutes, plain, traces
from tests.season.roads import ATELIER, COMMISSION_DAY, in_commission

OTHERS = "Personnalité qualifiée, Responsable des examens, Référent pédagogique"
#: rule, decision, cells changed, field, message
CASES: list[tuple[str, str, Cells, str, str]] = [
    (
        "MIK-24", "Accepter", {layout.ATTENDEES: MANAGER}, "Participants",
        "la commission réunit au moins un membre de la direction, autre que le responsable du dossier.",
    ),
    (
        "MIK-24", "Accepter", {layout.ATTENDEES: DIRECTOR}, "Participants",
        f"la commission réunit la personne responsable du dossier, {MANAGER}.",
    ),
    (
        "MIK-24", "Accepter", {layout.ATTENDEES: f"Bob Inconnu ; Direction\n{MANAGER}"}, "Participants",
        "« Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne, ou écrivez sa qualité après "
        f"un point-virgule ({OTHERS}).",
    ),
    (
        "MIK-24", "Accepter", {layout.ATTENDEES: None}, "Participants",
        "la commission réunit au moins un membre de la direction, autre que le responsable du dossier.",
    ),
    (
        "MIK-24", "Accepter", {layout.HELD_ON: datetime(2026, 11, 11)}, "Date de la commission",
        "la commission ne peut pas être datée après aujourd’hui. Corrigez la date.",
    ),
    (
        "MIK-21", "Accepter", {layout.HELD_ON: datetime(2026, 11, 3)}, "Date de la commission",
        "la commission suit la notation, validée le 04/11/2026. Corrigez la date.",
    ),
    (
        "MIK-24", "Accepter", {layout.HELD_ON: "31/02/2026"}, "Date de la commission",
        "« 31/02/2026 » n’est pas une date qui existe ; indiquez-la sous la forme JJ/MM/AAAA.",
    ),
    (
        "MIK-24", "Accepter", {layout.HELD_ON: None}, "Date de la commission",
        "la cellule est vide ; complétez-la.",
    ),
    (
        "MIK-15", "Accepter", {layout.opinion_of(Factor.E_REPUTATION): None}, "E-réputation",
        "chacun des cinq autres facteurs reçoit un avis : Favorable, Réservé ou Défavorable.",
    ),
    (
        "MIK-24", "Accepter", {layout.opinion_of(Factor.RELEVANCE): "Excellent"}, "Avis – Pertinence du projet",
        "« Excellent » n’est pas un choix possible ; choisissez parmi : Favorable, Réservé, Défavorable.",
    ),
    (
        "MIK-31", "Accepter", {layout.comment_on(Factor.RELEVANCE): "y" * 5000}, "Commentaire – Pertinence du projet",
        "le texte compte 5000 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce.",
    ),
    ("MIK-30", "Refuser", {}, "Motif", "un refus donne ses raisons au candidat. Écrivez le motif."),
    (
        "MIK-31", "Refuser", {columns.MOTIVE: "x" * 20_000}, "Motif",
        "le texte compte 20000 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce.",
    ),
    (
        "MIK-24", "Peut-être", {}, "Décision",
        "« Peut-être » n’est pas un choix possible ; choisissez Accepter ou Refuser.",
    ),
]  # fmt: skip


@pytest.mark.rule("MIK-15", "MIK-21", "MIK-24", "MIK-30", "MIK-31")
def test_each_is_refused_with_field_reason_cure_and_rule_then_taken_once_cured(desk: Desk) -> None:
    ranks = range(1, len(CASES) + 2)
    in_commission(desk, {rank: {} for rank in ranks})
    typed = [commission_cells(decision, COMMISSION_DAY, over) for _, decision, over, _, _ in CASES]
    typed.append(commission_cells("Accepter", COMMISSION_DAY))
    desk.type_all(layout.COMMISSION, dict(zip((f"Atelier n° {rank}" for rank in ranks), typed, strict=True)))
    desk.day(COMMISSION_DAY)
    assert sorted(
        (row["Onglet"], row["Ligne"], row["Règle"], row["Champ"], plain(row["Problème et remède"]))
        for row in desk.rows(layout.ANOMALIES)
    ) == [
        ("Commission", f"D-2026-{rank:04}", rule, field, message)
        for rank, (rule, _, _, field, message) in enumerate(CASES, start=1)
    ]
    answers = {row["Organisme"]: plain(row[columns.ANSWER]) for row in desk.rows(layout.COMMISSION)}
    assert answers == {
        f"Atelier n° {rank}": f"{field} : {message} [{rule}]"
        for rank, (rule, _, _, field, message) in enumerate(CASES, start=1)
    } | {f"Atelier n° {ranks[-1]}": "Pré-habilité."}
    clear = {columns.MOTIVE: "Projet cohérent.", layout.comment_on(Factor.RELEVANCE): None}
    cured = commission_cells("Accepter", COMMISSION_DAY, clear)
    unsigned: Cells = {columns.TYPED_BY: None}
    desk.type_all(layout.COMMISSION, {f"Atelier n° {rank}": cured if rank < 4 else unsigned for rank in ranks[:-1]})
    desk.day(COMMISSION_DAY)
    assert desk.rows(layout.ANOMALIES) == []
    assert [desk.states()[f"Atelier n° {rank}"] for rank in range(1, 5)] == ["Pré-habilité"] * 3 + ["En commission"]


@pytest.mark.rule("MIK-24")
def test_direction_that_owns_the_dossier_is_no_quorum_of_its_own(desk: Desk) -> None:
    desk.apply(1, {columns.OWNER: DIRECTOR})
    desk.day(COMMISSION_DAY)
    desk.score(ATELIER, (1, 1, 2, 1), by=DIRECTOR)
    desk.day(COMMISSION_DAY)
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    assert desk.states() == {ATELIER: "En commission"}
    assert "autre que le responsable du dossier" in desk.row(layout.COMMISSION, ATELIER)[columns.ANSWER]


def test_a_row_without_saisi_par_is_still_being_filled(desk: Desk) -> None:
    in_commission(desk)
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY, {columns.TYPED_BY: None})
    run = desk.day(COMMISSION_DAY)
    assert (run.feedback.notes, desk.states()) == ([], {ATELIER: "En commission"})
    assert desk.row(layout.COMMISSION, ATELIER)[columns.ANSWER] == "À décider."


@pytest.mark.rule("MIK-30")
def test_a_formula_in_error_is_no_motive(desk: Desk) -> None:
    in_commission(desk)
    desk.decide(ATELIER, "Refuser", COMMISSION_DAY)
    with desk.book() as book:
        sheet = book[layout.COMMISSION]
        sheet.cell(row_of(sheet, ATELIER), headers(sheet)[columns.MOTIVE]).value = "=1/0"
    desk.day(COMMISSION_DAY)
    assert desk.states() == {ATELIER: "En commission"}
    assert plain(desk.row(layout.COMMISSION, ATELIER)[columns.ANSWER]) == (
        "Motif : la cellule contient une erreur de formule (formule non calculée) ; tapez la valeur elle-même. [MIK-24]"
    )
    assert [kind for kind, _ in minutes(desk, "D-2026-0001")] == ["dossier_commission"]


@pytest.mark.rule("MIK-02")
def test_a_dossier_that_does_not_exist_is_told_and_one_already_decided_is_left_alone(desk: Desk) -> None:
    in_commission(desk)
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    before = traces(desk)
    desk.type(layout.COMMISSION, ATELIER, {layout.DECISION: "Refuser", columns.MOTIVE: "Nous changeons d’avis."})
    desk.add_row(layout.COMMISSION, {columns.DOSSIER: "D-2026-9999", **commission_cells("Accepter", COMMISSION_DAY)})
    desk.day(COMMISSION_DAY)
    assert traces(desk) == before
    assert desk.states() == {ATELIER: "Pré-habilité"}
    assert [(row["Ligne"], plain(row["Problème et remède"]), row["Règle"]) for row in desk.rows(layout.ANOMALIES)] == [
        ("D-2026-9999", "aucun dossier ne porte le numéro « D-2026-9999 ». Vérifiez-le dans l’onglet « Candidatures ».",
         "MIK-02")
    ]  # fmt: skip
