"""How far a habilitation goes: blocs and routes (NET-04)."""

import pytest

from domain.exams.vocabulary import Route
from domain.extent import Extent, blocs_in_words, competences_of, registration_outside, routes_in_words
from tests.exams import BLOCS_CODE, certification_of

B1, B2 = "RNCP9002BC01", "RNCP9002BC02"
FIGURES = certification_of(BLOCS_CODE)


@pytest.mark.rule("NET-04")
@pytest.mark.parametrize(("extent", "blocs", "route", "expected"), [
    (Extent(), (B1, B2), Route.VAE, None),
    (Extent(blocs=(B1,)), (B1,), Route.TRAINING, None),
    (Extent(blocs=(B1,)), (B1, B2), Route.TRAINING,
     f"Blocs : Atelier n’est pas habilité pour le bloc {B2}, mais pour {B1} seulement. Retirez ce bloc, ou laissez le "
     "dossier du partenaire vide. [NET-04]"),
    (Extent(routes=(Route.TRAINING,)), (B1,), Route.TRAINING, None),
    (Extent(routes=(Route.TRAINING,)), (B1,), Route.VAE,
     "Voie d’accès : Atelier n’est pas habilité pour la voie d’accès « Validation des acquis de l’expérience ». "
     "Corrigez la voie, ou laissez le dossier du partenaire vide. [NET-04]"),
])  # fmt: skip
def test_a_partner_presents_people_within_its_extent(
    extent: Extent, blocs: tuple[str, ...], route: Route, expected: str | None
) -> None:
    found = registration_outside(extent, "Atelier", blocs, route)
    assert (str(found) if found else None) == expected


@pytest.mark.rule("NET-04", "LAW-02")
@pytest.mark.parametrize(("extent", "blocs", "routes", "competences"), [
    (Extent(), "la certification entière", "toutes", 6),
    (Extent(blocs=(B1,), routes=(Route.TRAINING, Route.VAE)),
     f"le seul bloc {B1} « Concevoir une interface à partir des besoins de ses utilisateurs »",
     "Formation suivie ; Validation des acquis de l’expérience", 2),
    (Extent(blocs=(B1, B2)),
     f"les seuls blocs de compétences suivants : {B1} « Concevoir une interface à partir des besoins de ses "
     f"utilisateurs » ; {B2} « Réaliser la maquette et le prototype d’une interface »", "toutes", 4),
])  # fmt: skip
def test_the_agreement_states_it_in_words(extent: Extent, blocs: str, routes: str, competences: int) -> None:
    said = (blocs_in_words(extent, FIGURES), routes_in_words(extent), len(competences_of(extent, FIGURES)))
    assert said == (blocs, routes, competences)
