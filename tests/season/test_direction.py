"""Decisions of direction typed in « Décisions »: immediate withdrawal (MIK-34, MIK-35) and extension (O-05)."""

from datetime import date, datetime
from typing import Any

import pytest

from tasks.tabs import columns, layout
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.reading import events, kinds, mails, minutes, plain, traces
from tests.season.roads import ATELIER, pre_habilitated, received

REF = "D-2026-0001"
DAY = date(2026, 12, 1)
EXTENSION: Cells = {
    columns.DOSSIER: REF, layout.DECISION: layout.EXTEND, columns.MOTIVE: "Refonte du site en cours.", layout.DAYS: 5,
    layout.DECIDED_BY: DIRECTOR, columns.TYPED_BY: MANAGER,
}  # fmt: skip
WITHDRAWAL: Cells = {
    columns.DOSSIER: REF, layout.DECISION: layout.WITHDRAW, columns.MOTIVE: "Le certificat Qualiopi déclaré est faux.",
    layout.EVIDENCE: "Attestation du 27/11/2026", layout.DECIDED_BY: DIRECTOR, columns.TYPED_BY: MANAGER,
}  # fmt: skip


def answers(desk: Desk) -> list[tuple[str, str]]:
    """(Statut, Retour) of each row of « Décisions »."""
    rows = desk.rows(layout.DIRECTION)
    return [(plain(row.get(columns.STATUS, "")), plain(row.get(columns.ANSWER, ""))) for row in rows]


def due(desk: Desk) -> list[Any]:
    """When conformity is due."""
    rows = desk.deadlines()
    return [row["Au plus tard le"] for row in rows if row[columns.DEADLINE] == "Mise en conformité"]


@pytest.mark.rule("MIK-34", "MIK-35", "MIK-31", "MIK-32")
def test_a_withdrawal_takes_effect_at_once_with_minutes_and_mail_and_ends_every_deadline(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.add_row(layout.DIRECTION, WITHDRAWAL)
    desk.day(DAY)
    assert answers(desk) == [("Appliquée", "Retrait immédiat de la pré-habilitation.")]
    assert events(desk, REF)[-1] == ("2026-12-01", "pre_habilitation_withdrawn", "RETIREE")
    assert desk.deadlines() == []
    kind, text = minutes(desk, REF)[-1]
    assert kind == "retrait"
    assert (
        "Manquement ou fausse déclaration Le certificat Qualiopi déclaré est faux. Pièces Attestation du 27/11/2026"
    ) in text
    assert "Le retrait, décidé le 01/12/2026, prend effet immédiatement (MIK-34, MIK-35)." in text
    assert "Voies de recours" in text
    (mail,) = mails(desk, "withdrawn")
    assert "> Le certificat Qualiopi déclaré est faux." in mail.text
    assert "les échéances en cours sont annulées" in mail.text
    assert list(mail.attached) == ["PV-2026-0002 Procès-verbal de retrait de la pré-habilitation.pdf"]


@pytest.mark.rule("MIK-35", "O-20")
def test_nothing_is_said_any_more_after_a_withdrawal(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.add_row(layout.DIRECTION, WITHDRAWAL)
    for night in (DAY, date(2026, 12, 9), date(2026, 12, 22), date(2027, 1, 4)):
        desk.day(night)
    assert kinds(desk, REF)[-1] == ("2026-12-01", "withdrawn")
    assert answers(desk) == [("Appliquée", "Retrait immédiat de la pré-habilitation.")]


@pytest.mark.rule("O-05", "MIK-29")
def test_an_extension_moves_the_date_once(desk: Desk) -> None:
    pre_habilitated(desk)
    assert due(desk) == [datetime(2026, 12, 23)]
    desk.add_row(layout.DIRECTION, EXTENSION)
    desk.day(DAY)
    assert due(desk) == [datetime(2026, 12, 31)]
    kind, text = minutes(desk, REF)[-1]
    assert kind == "prolongation"
    assert (
        "Délai prolongé jusqu’au 31/12/2026 5 jours ouvrés s’ajoutent au délai qui finissait le 23/12/2026 : "
        "35 jours ouvrés à compter du 10/11/2026, hors 11/11, 25/12 → 31/12/2026. Aucune autre prolongation n’est "
        "possible (O-05)."
    ) in text
    assert "Voies de recours" not in text
    (mail,) = mails(desk, "extension_granted")
    assert "expirait le mercredi 23 décembre 2026, est prolongé de 5 jours ouvrés" in mail.text
    desk.add_row(layout.DIRECTION, {**EXTENSION, layout.DAYS: 2})
    desk.day(date(2026, 12, 2))
    assert answers(desk) == [
        ("Appliquée", "Prolongation accordée par la direction."),
        ("Refusée : à corriger", "Décision : le délai a déjà été prolongé ; il ne peut l’être qu’une fois. [O-05]"),
    ]
    assert due(desk) == [datetime(2026, 12, 31)]


@pytest.mark.rule("O-05")
def test_the_mail_gives_the_day_of_the_decision_not_of_its_typing(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.add_row(layout.DIRECTION, {**EXTENSION, layout.DECIDED_ON: datetime(2026, 11, 30)})
    desk.day(DAY)
    (mail,) = mails(desk, "extension_granted")
    assert "Par décision du lundi 30 novembre 2026" in mail.text


REFUSED: list[tuple[str, Cells, str]] = [
    ("O-05", {**EXTENSION, layout.DAYS: 11}, "Jours ouvrés accordés : une prolongation va de 1 à 10 jours ouvrés."),
    ("O-05", {**EXTENSION, layout.DAYS: None}, "Jours ouvrés accordés : une prolongation va de 1 à 10 jours ouvrés."),
    ("O-05", {**EXTENSION, columns.MOTIVE: None}, "Motif : une prolongation est motivée. Écrivez le motif."),
    (
        "O-05", {**EXTENSION, layout.DECIDED_BY: MANAGER},
        "Décidé par : cette décision revient à la direction. Indiquez un membre de la direction inscrit dans l’onglet "
        "« Équipe ».",
    ),
    (
        "O-05", {**EXTENSION, layout.DAYS: "cinq"},
        "Jours ouvrés accordés : « cinq » n’est pas un nombre ; indiquez un nombre, en chiffres.",
    ),
    (
        "MIK-34", {**WITHDRAWAL, columns.MOTIVE: None},
        "Motif : un retrait énonce le manquement ou la fausse déclaration. Écrivez le motif.",
    ),
    (
        "MIK-34", {**WITHDRAWAL, layout.DECIDED_BY: "Bob Inconnu"},
        "Décidé par : « Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
    ),
    (
        "MIK-31", {**WITHDRAWAL, columns.MOTIVE: "x" * 20_000},
        "Motif : le texte compte 20000 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce.",
    ),
    (
        "MIK-02", {**WITHDRAWAL, columns.DOSSIER: "D-2026-9999"},
        "Dossier : aucun dossier ne porte le numéro « D-2026-9999 ». Vérifiez-le dans l’onglet « Candidatures ».",
    ),
    ("MIK-34", {**WITHDRAWAL, columns.DOSSIER: None}, "Dossier : la cellule est vide ; complétez-la."),
    (
        "MIK-34", {**WITHDRAWAL, layout.DECISION: None},
        "Décision : aucune décision n’est choisie ; choisissez « Retrait de la pré-habilitation » ou « Prolongation "
        "du délai ».",
    ),
]  # fmt: skip


@pytest.mark.rule("MIK-02", "MIK-31", "MIK-34", "O-05")
def test_each_decision_that_cannot_be_taken_is_answered_in_its_row(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.day(DAY)  # what the night itself has to say
    before = traces(desk)
    desk.add_rows(layout.DIRECTION, [row for _, row, _ in REFUSED])
    desk.day(DAY)
    assert answers(desk) == [("Refusée : à corriger", f"{message} [{rule}]") for rule, _, message in REFUSED]
    assert sorted(
        (row["Onglet"], row["Règle"], f"{row['Champ']} : {plain(row['Problème et remède'])}")
        for row in desk.rows(layout.ANOMALIES)
    ) == sorted(("Décisions", rule, said) for rule, _, said in REFUSED)
    assert (desk.states(), traces(desk)) == ({ATELIER: "Pré-habilité"}, before)


@pytest.mark.rule("MIK-34", "MIK-35")
@pytest.mark.parametrize("decided_on", [datetime(2026, 12, 2), datetime(2026, 11, 9)], ids=["tomorrow", "too early"])
def test_a_withdrawal_is_dated_between_the_notification_and_today(desk: Desk, decided_on: datetime) -> None:
    pre_habilitated(desk)
    desk.add_row(layout.DIRECTION, {**WITHDRAWAL, layout.DECIDED_ON: decided_on})
    desk.day(DAY)
    assert desk.states() == {ATELIER: "Pré-habilité"}
    ((status, said),) = answers(desk)
    assert (status, said.startswith("Date de la décision : "), said.endswith("[MIK-34]")) == (
        "Refusée : à corriger", True, True
    )  # fmt: skip
    assert "10/11/2026" in said


@pytest.mark.rule("MIK-02", "MIK-34")
def test_only_a_pre_habilitation_is_withdrawn_or_extended(desk: Desk) -> None:
    received(desk)
    desk.add_row(layout.DIRECTION, WITHDRAWAL)
    desk.add_row(layout.DIRECTION, EXTENSION)
    desk.day(DAY)
    assert answers(desk) == [
        (
            "Refusée : à corriger",
            f"« {event} » est impossible pour un dossier à l’état « Complète, à noter » : le processus ne saute aucune "
            "étape. Vérifiez le numéro et l’état du dossier. [MIK-02]",
        )
        for event in ("Retrait immédiat de la pré-habilitation", "Prolongation accordée par la direction")
    ]


def test_a_row_without_saisi_par_waits(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.add_row(layout.DIRECTION, {**WITHDRAWAL, columns.TYPED_BY: None})
    run = desk.day(DAY)
    assert (run.feedback.notes, answers(desk), desk.states()) == ([], [("", "")], {ATELIER: "Pré-habilité"})
