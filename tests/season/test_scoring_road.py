"""From the points that staff type to the outcome that follows by itself (MIK-18 to MIK-23, O-08)."""

import pytest

from tasks.tabs import columns, layout
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk, Points, scoring_cells
from tests.season.reading import between, events, kinds, mails, minutes, plain
from tests.season.roads import ALL_POINTS, ATELIER, SCORING_DAY, SEVEN_AUTO, received

REF = "D-2026-0001"
FORECAST = "Issue prévue"
ELEVEN, TEN_AND_A_HALF = (1, 0.5, 2, 0.5), (1, 0.5, 2, "0")


@pytest.mark.rule("MIK-21", "O-08")
def test_eleven_goes_to_the_commission(desk: Desk) -> None:
    received(desk, {1: SEVEN_AUTO})
    desk.score(ATELIER, ELEVEN)
    desk.day(SCORING_DAY)
    row = desk.row(layout.SCORING, ATELIER)
    assert (row["Points automatiques"], row["Total"], row[columns.STATUS]) == (7, 11, "En commission")
    assert events(desk, REF)[-2:] == [
        ("2026-11-04", "grid_validated", "NOTEE"),
        ("2026-11-04", "score_reached", "EN_COMMISSION"),
    ]
    assert [mail.to for mail in mails(desk, "commission_invitation")] == [MANAGER_MAIL, DIRECTOR_MAIL]


@pytest.mark.rule("MIK-22", "MIK-23", "MIK-31", "MIK-32", "O-08")
def test_ten_and_a_half_is_rejected_without_a_human_step(desk: Desk) -> None:
    received(desk, {1: SEVEN_AUTO})
    desk.score(ATELIER, TEN_AND_A_HALF)
    desk.day(SCORING_DAY)
    assert desk.states() == {ATELIER: "Rejetée sur note"}
    assert events(desk, REF)[-1] == ("2026-11-04", "score_below", "REJETEE_NOTE")
    ((kind, text),) = minutes(desk, REF)
    assert kind == "rejet_sur_note"
    assert "Total 10,5 / 17" in text
    assert "Voies de recours" in text
    (mail,) = mails(desk, "rejected_on_score")
    assert list(mail.attached) == ["PV-2026-0001 Procès-verbal de rejet sur note.pdf"]
    assert kinds(desk, REF)[-1] == ("2026-11-04", "rejected_on_score")


@pytest.mark.rule("MIK-18", "MIK-23")
def test_the_rejection_tells_the_points_of_each_line(desk: Desk) -> None:
    received(desk, {1: SEVEN_AUTO})
    desk.score(ATELIER, TEN_AND_A_HALF)
    desk.day(SCORING_DAY)
    (mail,) = mails(desk, "rejected_on_score")
    for line in (
        "G1 – Situation juridique : 1/1", "G2 – Ancienneté et structure : 2/2", "G3 – Compétences internes : 3/3",
        "G4 – Qualiopi : 0/2", "G5 – Expériences dans le domaine : 0/2", "G6 – Programmes existants : 1,5/2",
        "G7 – Modalités pédagogiques : 2/2", "G8 – Capacité à communiquer et commercialiser : 1/2",
        "G9 – Retours des stagiaires : 0/1",
    ):  # fmt: skip
        assert line in mail.text.replace(" / ", "/"), line
    assert "10,5" in mail.text
    assert "11" in mail.text


@pytest.mark.rule("MIK-18")
def test_the_automatic_points_are_explained_line_by_line(desk: Desk) -> None:
    received(desk)
    detail = desk.row(layout.SCORING, ATELIER)["Détail des points automatiques"]
    assert [plain(line) for line in detail.splitlines()] == [
        "G1 1/1 : SIRET valide, Kbis du 05/10/2026, responsable légal nommé",
        "G2 2/2 : 10 ans d’activité, 6 salariés",
        "G3 2/2 : 2 formateurs d’au moins 3 ans d’expérience",
        "G4 2/2 : Qualiopi valable jusqu’au 19/12/2027",
        "G5 2/2 : 7 sessions dans le domaine sur 24 mois, justifiées",
        "G6 1/1 : 1 programme joint",
        "G8 1/1 : site internet, engagement signé, compte EDOF ou CPF non envisagé",
        "G9 1/1 : moyenne 4,6/5 sur 48 réponses, justifiée",
    ]


ISSUES: list[tuple[Cells, Points, str | None, str | None]] = [
    (SEVEN_AUTO, (1, 0.5, 2, 0.5), "À la validation : commission (11 ≥ 11)", None),
    (SEVEN_AUTO, ("1", "0,5", "2", "0"), "À la validation : rejet (10,5 < 11)", None),
    (SEVEN_AUTO, (1, None, None, None), None, None),
    ({}, (None, None, None, None), "Admissible quel que soit l’avis", None),
    ({**SEVEN_AUTO, "Site internet": "https://o.example", "Engagement sur le cahier des charges": "Non",
      "Année de création": 2026}, (None, None, None, None), "Rejet certain", None),
]  # fmt: skip


@pytest.mark.rule("MIK-22")
def test_staff_read_the_outcome_before_they_sign(desk: Desk) -> None:
    received(desk, {rank: over for rank, (over, _, _, _) in enumerate(ISSUES, start=1)})
    typed = {f"Atelier n° {rank}": scoring_cells(row[1], row[3]) for rank, row in enumerate(ISSUES, start=1)}
    desk.type_all(layout.SCORING, typed)
    desk.day(SCORING_DAY)
    rows = desk.rows(layout.SCORING)
    assert [plain(row[FORECAST]) if FORECAST in row else None for row in rows] == [issue for _, _, issue, _ in ISSUES]
    assert {row[columns.STATUS] for row in rows} == {"Complète, à noter"}


REFUSED_POINTS: list[tuple[Points, str, str, str]] = [
    ((2, 1, 2, 1), "G3", "« 2 » n’est pas possible ; choisissez parmi : 0 ; 0,5 ; 1.", "MIK-20"),
    ((1, 1, 3, 1), "G7", "« 3 » n’est pas possible ; choisissez parmi : 0 ; 1 ; 2.", "MIK-20"),
    ((1, None, 2, 1), "G6", "aucune ligne ne reste vide ; choisissez parmi : 0 ; 0,5 ; 1.", "MIK-18"),
    ((1, 1, 2, "beaucoup"), "G8", "« beaucoup » n’est pas un nombre ; choisissez parmi : 0 ; 0,5 ; 1.", "MIK-18"),
    ((-1, 1, 2, 1), "G3", "« -1 » n’est pas possible ; choisissez parmi : 0 ; 0,5 ; 1.", "MIK-18"),
]


@pytest.mark.rule("MIK-18", "MIK-20")
def test_points_out_of_the_choices_are_refused_row_by_row_and_the_others_go_on(desk: Desk) -> None:
    ranks = range(1, len(REFUSED_POINTS) + 2)
    received(desk, {rank: {} for rank in ranks})
    all_points = [*(points for points, _, _, _ in REFUSED_POINTS), ALL_POINTS]
    names = [f"Atelier n° {rank}" for rank in ranks]
    desk.type_all(layout.SCORING, dict(zip(names, map(scoring_cells, all_points), strict=True)))
    desk.day(SCORING_DAY)
    found = [(row["Ligne"], row["Champ"][:2], plain(row["Problème et remède"]), row["Règle"])
             for row in desk.rows(layout.ANOMALIES)]  # fmt: skip
    assert found == [
        (f"D-2026-{rank:04}", code, message, rule)
        for rank, (_, code, message, rule) in enumerate(REFUSED_POINTS, start=1)
    ]
    answers = [plain(row[columns.ANSWER]) for row in desk.rows(layout.SCORING)]
    for answer, (_, _, message, rule) in zip(answers[:-1], REFUSED_POINTS, strict=True):
        assert answer.endswith(f"{message} [{rule}]")
    states = desk.states()
    assert states.pop(names[-1]) == "En commission"
    assert set(states.values()) == {"Complète, à noter"}
    desk.type_all(layout.SCORING, dict.fromkeys(names[:-1], scoring_cells(ALL_POINTS)))
    desk.day(SCORING_DAY)
    assert (desk.rows(layout.ANOMALIES), set(desk.states().values())) == ([], {"En commission"})


@pytest.mark.rule("O-08")
def test_a_quarter_of_a_point_is_refused_as_it_was_typed(desk: Desk) -> None:
    received(desk, {1: {}, 2: {}})
    desk.score(ATELIER, (0.75, 1, 2, 1))
    desk.score("Atelier n° 2", ("0,25", 1, 2, 1))
    desk.day(SCORING_DAY)
    assert [plain(row["Problème et remède"]).partition(" ;")[0] for row in desk.rows(layout.ANOMALIES)] == [
        "« 0,75 » n’est pas possible", "« 0,25 » n’est pas possible"
    ]  # fmt: skip


def test_a_too_long_comment_is_named_as_such(desk: Desk) -> None:
    received(desk)
    desk.score(ATELIER, ALL_POINTS)
    desk.type(layout.SCORING, ATELIER, {layout.COMMENT: "x" * 5000})
    desk.day(SCORING_DAY)
    assert [(row["Champ"], plain(row["Problème et remède"])) for row in desk.rows(layout.ANOMALIES)] == [
        ("Commentaire", "le texte compte 5000 caractères ; 4000 au plus, résumez-le.")
    ]


@pytest.mark.rule("MIK-02")
def test_a_signed_row_of_a_dossier_that_does_not_exist_is_answered(desk: Desk) -> None:
    received(desk)
    desk.add_row(layout.SCORING, {columns.DOSSIER: "D-2026-9999", "G3": 1, layout.VALIDATED_BY: MANAGER})
    desk.day(SCORING_DAY)
    refusal = "aucun dossier ne porte le numéro « D-2026-9999 ». Vérifiez-le dans l’onglet « Candidatures »."
    assert [(row["Ligne"], plain(row["Problème et remède"]), row["Règle"]) for row in desk.rows(layout.ANOMALIES)] == [
        ("D-2026-9999", refusal, "MIK-02")
    ]
    stranger = [row for row in desk.rows(layout.SCORING) if row[columns.DOSSIER] == "D-2026-9999"]
    assert [plain(row[columns.ANSWER]) for row in stranger] == [f"Dossier : {refusal} [MIK-02]"]


@pytest.mark.rule("MIK-25", "MIK-26", "MIK-27")
def test_the_commission_file_shows_form_pieces_grid_and_alerts(desk: Desk) -> None:
    young: Cells = {"Année de création": 2025, "Formateurs pressentis": "Ana Silva ; 2 ; https://pieces.example/a.pdf"}
    received(desk, {1: young})
    desk.score(ATELIER, ALL_POINTS)
    desk.day(SCORING_DAY)
    ((kind, text),) = minutes(desk, REF)
    assert kind == "dossier_commission"
    assert between(text, "Alertes •", "Grille de notation, version 2026-1").startswith(
        "Années d’activité : 1 (minimum 2) • Aucun formateur n’a 3 années d’expérience dans le domaine"
    )
    for piece in (
        "Extrait Kbis : https://pieces.example/kbis.pdf", "CV de Ana Silva : https://pieces.example/a.pdf",
        "Programme : https://pieces.example/programme.pdf", "Site internet : https://organisme.example",
    ):  # fmt: skip
        assert f"• {piece}" in text
    assert "Formateurs pressentis Ana Silva (2 ans d’expérience)" in text
    assert {tuple(mail.attached) for mail in mails(desk, "commission_invitation")} == {
        ("DC-2026-0001 Dossier de commission.pdf",)
    }
