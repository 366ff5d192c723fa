"""What an épreuve judges for the blocs of a candidate, and when a competence and a bloc are acquired."""

import pytest

from config.loader import Config
from domain.referentiel import Attribution, Referentiel

FIRST, SECOND, THIRD = "RNCP9002BC01", "RNCP9002BC02", "RNCP9002BC03"


@pytest.fixture(scope="module")
def blocs(config: Config) -> Referentiel:
    """Three blocs of two competences, of two criteria each; E3 judges C2, C4 and C5."""
    return config.certifications["RNCP9002"].referentiel


def judged(referentiel: Referentiel, epreuve: str, *codes: str) -> list[tuple[str, str]]:
    found = referentiel.criteria_of(referentiel.epreuve(epreuve), codes)
    return [(competence.code, criterion.code) for competence, criterion in found]


@pytest.mark.rule("REF-14", "REF-29", "M2I-03")
def test_an_epreuve_judges_the_blocs_asked_for_and_no_other(blocs: Referentiel) -> None:
    assert judged(blocs, "E3", SECOND) == [("C4", "C4.1"), ("C4", "C4.2")]
    assert judged(blocs, "E3", THIRD, FIRST) == [("C2", "C2.1"), ("C2", "C2.2"), ("C5", "C5.1"), ("C5", "C5.2")]
    assert judged(blocs, "E3") == []


@pytest.mark.rule("REF-04", "REF-14")
def test_a_candidate_takes_the_epreuves_that_judge_something_of_his_blocs(config: Config, blocs: Referentiel) -> None:
    assert [one.code for one in blocs.epreuves_for({SECOND})] == ["E1", "E2", "E3"]
    assert blocs.epreuves_for({"B1"}) == ()
    engineering = config.certifications["RS9003"].referentiel
    assert engineering.epreuves_for({"B1"}) == engineering.epreuves


def test_blocs_keep_the_order_of_the_referentiel(blocs: Referentiel) -> None:
    assert [bloc.code for bloc in blocs.blocs_of((THIRD, FIRST, "B9"))] == [FIRST, THIRD]


def test_items_are_found_by_code(blocs: Referentiel) -> None:
    assert blocs.competence("C4").label == "Animer un prototype et le faire essayer"
    assert (blocs.bloc(SECOND).competences[1], blocs.epreuve("E2").maximum) == (blocs.competence("C4"), 4)
    with pytest.raises(KeyError):
        blocs.epreuve("E9")


def test_the_titles_of_the_competences_are_those_of_the_referentiel(config: Config) -> None:
    assert config.certifications["RS9001"].competences == (
        "Définir l’identité visuelle et le positionnement de l’activité artistique",
        "Construire un portfolio et des supports de présentation adaptés aux publics",
        "Concevoir une stratégie de communication en ligne et hors ligne",
        "Animer une communauté et mesurer les retombées des actions de promotion",
        "Présenter et défendre son projet artistique à l’oral",
    )


@pytest.mark.rule("REF-13")
@pytest.mark.parametrize(
    ("share", "points", "maximum", "acquired"),
    [(0.5, 4.5, 9, True), (0.5, 4, 9, False), (0.7, 7, 10, True), (0.7, 6.9, 10, False), (0.1, 0.3, 3, True),
     (0.6, 0, 0, False), (1, 9, 9, True)],
)  # fmt: skip
def test_a_competence_is_acquired_at_its_share_of_the_points(
    share: float, points: float, maximum: float, acquired: bool
) -> None:
    rule = Attribution(competence_share=share, bloc_rule="all")
    assert rule.competence_acquired(points, maximum) is acquired


@pytest.mark.rule("REF-14")
def test_a_bloc_is_acquired_with_all_or_a_share_of_its_competences() -> None:
    every = Attribution(competence_share=0.5, bloc_rule="all")
    most = Attribution(competence_share=0.5, bloc_rule="share", bloc_share=0.8)
    assert [every.bloc_acquired(number, 5) for number in (3, 4, 5)] == [False, False, True]
    assert [most.bloc_acquired(number, 5) for number in (3, 4, 5)] == [False, True, True]


def test_it_comes_back_from_the_facts_of_a_session_as_it_was(blocs: Referentiel) -> None:
    assert Referentiel.model_validate_json(blocs.model_dump_json()) == blocs
