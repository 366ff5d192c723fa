"""Automatic points of each line of the grid of domain.md §2, on both sides of every threshold."""

from datetime import date
from typing import Any

import pytest

from domain.application import Trainer
from domain.certification import Certification
from domain.scoring import AutoPoints, auto_points
from tests.builders import RECEIVED_ON, application, shipped_certification


def judged(code: str, on: date = RECEIVED_ON, **over: Any) -> AutoPoints:
    line = next(line for line in shipped_certification().grid.lines if line.code == code)
    return auto_points(line, application(**over), on)


def trainers(*years: float | None) -> tuple[Trainer, ...]:
    return tuple(Trainer(name=f"Formatrice {n}", years=year) for n, year in enumerate(years))


@pytest.mark.rule("MIK-05", "MIK-18")
@pytest.mark.parametrize(
    ("over", "points", "reason"),
    [
        ({"kbis_date": date(2026, 8, 3)}, 1, "SIRET valide, Kbis du 03/08/2026, responsable légal nommé"),
        ({"kbis_date": RECEIVED_ON}, 1, "SIRET valide, Kbis du 02/11/2026, responsable légal nommé"),
        ({"kbis_date": date(2026, 8, 2)}, 0, "Kbis du 02/08/2026, de plus de 3 mois à la réception"),
        ({"kbis_date": None}, 0, "Kbis non fourni"),
        ({"kbis_url": ""}, 0, "Kbis non fourni"),
        ({"representative_first_name": "", "representative_last_name": ""}, 0, "responsable légal non nommé"),
    ],
)
def test_g1_legal_status(over: dict[str, Any], points: float, reason: str) -> None:
    assert judged("G1", **over) == AutoPoints(points, reason)


@pytest.mark.rule("MIK-05")
def test_g1_kbis_of_the_end_of_a_month() -> None:
    in_time, late = date(2027, 2, 27), date(2027, 2, 28)
    assert [judged("G1", on, kbis_date=date(2026, 11, 30)).points for on in (in_time, late)] == [1, 0]


@pytest.mark.rule("MIK-26", "MIK-18")
@pytest.mark.parametrize(
    ("year", "staff", "points", "reason"),
    [
        (2025, 9, 0, "1 an d’activité, 9 salariés"),
        (2026, 0, 0, "0 an d’activité, 0 salarié"),
        (2024, 2, 1, "2 ans d’activité, 2 salariés"),
        (2024, 3, 2, "2 ans d’activité, 3 salariés"),
        (2022, 1, 1, "4 ans d’activité, 1 salarié"),
        (2021, 0, 2, "5 ans d’activité, 0 salarié"),
        (2024, None, 1, "2 ans d’activité, 0 salarié"),
    ],
)
def test_g2_seniority(year: int, staff: int | None, points: float, reason: str) -> None:
    assert judged("G2", creation_year=year, headcount=staff) == AutoPoints(points, reason)


def test_g2_nothing_for_a_year_left_empty() -> None:
    assert judged("G2", creation_year=None, headcount=12).points == 0


@pytest.mark.rule("MIK-06", "MIK-27", "MIK-18")
@pytest.mark.parametrize(
    ("years", "points", "reason"),
    [
        ((), 0, "0 formateur d’au moins 3 ans d’expérience"),
        ((2.9, None), 0, "0 formateur d’au moins 3 ans d’expérience"),
        ((3, 2.5), 1, "1 formateur d’au moins 3 ans d’expérience"),
        ((3, 10), 2, "2 formateurs d’au moins 3 ans d’expérience"),
        ((3, 4, 5), 2, "3 formateurs d’au moins 3 ans d’expérience"),
    ],
)
def test_g3_trainers(years: tuple[float | None, ...], points: float, reason: str) -> None:
    assert judged("G3", trainers=trainers(*years)) == AutoPoints(points, reason)


@pytest.mark.rule("MIK-07", "MIK-18")
@pytest.mark.parametrize(
    ("over", "points", "reason"),
    [
        ({"qualiopi_until": date(2027, 5, 2)}, 2, "Qualiopi valable jusqu’au 02/05/2027"),
        ({"qualiopi_until": date(2027, 5, 1)}, 1, "Qualiopi valable jusqu’au 01/05/2027, soit moins de 6 mois"),
        ({"qualiopi_until": RECEIVED_ON}, 1, "Qualiopi valable jusqu’au 02/11/2026, soit moins de 6 mois"),
        ({"qualiopi_until": date(2026, 11, 1)}, 0, "Qualiopi expirée le 01/11/2026 (alerte)"),
        ({"qualiopi_until": None}, 0, "pas de certification Qualiopi (alerte)"),
        ({"has_qualiopi": False}, 0, "pas de certification Qualiopi (alerte)"),
        ({"has_qualiopi": None}, 0, "pas de certification Qualiopi (alerte)"),
        ({"qualiopi_categories": ("VAE", "ACTIONS DE FORMATION")}, 2, "Qualiopi valable jusqu’au 31/05/2028"),
        ({"qualiopi_categories": ("VAE", "Bilans de compétences")}, 0,
         "Qualiopi sans la catégorie « actions de formation » (alerte)"),
    ],
)  # fmt: skip
def test_g4_qualiopi(over: dict[str, Any], points: float, reason: str) -> None:
    assert judged("G4", **over) == AutoPoints(points, reason)


@pytest.mark.rule("MIK-07")
def test_g4_a_certificate_that_has_not_begun_gives_nothing() -> None:
    assert judged("G4", qualiopi_from=date(2026, 12, 1), qualiopi_until=date(2029, 11, 30)).points == 0


@pytest.mark.rule("MIK-08", "MIK-18")
@pytest.mark.parametrize(
    ("over", "points", "reason"),
    [
        ({"domain_sessions": 5}, 2, "5 sessions dans le domaine sur 24 mois, justifiées"),
        ({"domain_sessions": 4}, 1, "4 sessions dans le domaine sur 24 mois, justifiées"),
        ({"domain_sessions": 0}, 0, "0 session dans le domaine sur 24 mois"),
        ({"domain_sessions": None, "domain_proof_url": ""}, 0, "0 session dans le domaine sur 24 mois"),
        ({"domain_proof_url": ""}, 0, "6 sessions dans le domaine sur 24 mois, sans justificatif"),
    ],
)
def test_g5_experience(over: dict[str, Any], points: float, reason: str) -> None:
    assert judged("G5", **over) == AutoPoints(points, reason)


def test_g5_one_session_is_worth_one_point() -> None:
    assert judged("G5", domain_sessions=1).points == 1


@pytest.mark.rule("MIK-09", "MIK-18")
@pytest.mark.parametrize(
    ("urls", "points", "reason"),
    [
        ((), 0, "0 programme joint"),
        (("a.pdf",), 1, "1 programme joint"),
        (("a.pdf", "b.pdf"), 1, "2 programmes joints"),
    ],
)
def test_g6_programmes(urls: tuple[str, ...], points: float, reason: str) -> None:
    assert judged("G6", programme_urls=urls) == AutoPoints(points, reason)


@pytest.mark.rule("MIK-10", "MIK-18")
def test_g7_is_for_staff_alone() -> None:
    assert judged("G7") == AutoPoints(0, "")
    (line,) = [line for line in shipped_certification().grid.lines if line.code == "G7"]
    assert (line.staff_choices, line.max) == ((0, 1, 2), 2)


@pytest.mark.rule("MIK-11", "MIK-18")
@pytest.mark.parametrize(
    ("over", "points", "reason"),
    [
        ({}, 1, "site internet, engagement signé, compte EDOF ou CPF non envisagé"),
        ({"cpf_intended": False, "has_edof": False}, 1,
         "site internet, engagement signé, compte EDOF ou CPF non envisagé"),
        ({"website": ""}, 0, "pas de site internet"),
        ({"commitment": False}, 0, "pas d’engagement sur le cahier des charges"),
        ({"commitment": None}, 0, "pas d’engagement sur le cahier des charges"),
        ({"has_edof": False}, 0, "CPF envisagé sans compte EDOF"),
        ({"website": "", "commitment": False, "has_edof": False}, 0,
         "pas de site internet, pas d’engagement sur le cahier des charges, CPF envisagé sans compte EDOF"),
    ],
)  # fmt: skip
def test_g8_communication(over: dict[str, Any], points: float, reason: str) -> None:
    assert judged("G8", **over) == AutoPoints(points, reason)


@pytest.mark.rule("MIK-12", "MIK-18", "O-08")
@pytest.mark.parametrize(
    ("mean", "scale", "count", "proof", "points", "reason"),
    [
        (8, 10, 10, "avis.pdf", 1, "moyenne 8/10 sur 10 réponses, justifiée"),
        (4, 5, 10, "avis.pdf", 1, "moyenne 4/5 sur 10 réponses, justifiée"),
        (8, 10, 9, "avis.pdf", 0.5, "moyenne 8/10 sur 9 réponses"),
        (7.9, 10, 50, "avis.pdf", 0.5, "moyenne 7,9/10 sur 50 réponses"),
        (8, 10, 10, "", 0.5, "moyenne 8/10 sur 10 réponses"),
        (14, 20, 5, "avis.pdf", 0.5, "moyenne 14/20 sur 5 réponses"),
        (3.5, 5, 5, "", 0.5, "moyenne 3,5/5 sur 5 réponses"),
        (14, 20, 4, "avis.pdf", 0, "moyenne 14/20 sur 4 réponses"),
        (13.9, 20, 50, "avis.pdf", 0, "moyenne 13,9/20 sur 50 réponses"),
        (None, 5, 50, "avis.pdf", 0, "aucun retour de stagiaires"),
        (4.6, None, 50, "avis.pdf", 0, "aucun retour de stagiaires"),
        (4.6, 0, 50, "avis.pdf", 0, "aucun retour de stagiaires"),
        (4.6, 5, 0, "avis.pdf", 0, "aucun retour de stagiaires"),
        (4.6, 5, None, "avis.pdf", 0, "aucun retour de stagiaires"),
        (0, 5, 1, "avis.pdf", 0, "moyenne 0/5 sur 1 réponse"),
    ],
)
def test_g9_feedback(
    mean: float | None, scale: float | None, count: int | None, proof: str, points: float, reason: str
) -> None:
    found = judged("G9", feedback_mean=mean, feedback_scale=scale, feedback_count=count, feedback_proof_url=proof)
    assert found == AutoPoints(points, reason)


@pytest.mark.rule("MIK-12")
@pytest.mark.parametrize(("mean", "scale"), [(4.8, 6), (2.4, 3), (5.6, 7)])
def test_g9_exactly_eighty_percent_on_any_scale(mean: float, scale: float) -> None:
    assert judged("G9", feedback_mean=mean, feedback_scale=scale).points == 1


@pytest.mark.rule("MIK-20")
def test_automatic_points_never_pass_the_maximum_of_their_line(certification: Certification) -> None:
    line = certification.grid.lines[1].model_copy(update={"auto_max": 1})
    assert auto_points(line, application(), RECEIVED_ON).points == 1
