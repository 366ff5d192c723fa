import pytest

from domain.audit import Support, SupportType
from domain.refusal import Refusal
from tasks.conformity.supports import declared_supports, parse_supports
from tests.builders import application

SITE, SHOP, PAGE = "https://of.fr", "https://of.fr/promo", "https://reseau.example/of"


def pairs(supports: tuple[Support, ...]) -> list[tuple[int, str, str]]:
    return [(support.number, support.type.value, support.url) for support in supports]


@pytest.mark.rule("MIK-62")
@pytest.mark.rule("NET-09")
def test_the_declared_supports_are_numbered_each_address_once() -> None:
    declared = application(website=SITE, landing_pages=(SHOP, SITE), has_edof=True, social_accounts=(PAGE,))
    extra = (Support(number=1, type=SupportType.CARIF_OREF, url="https://carif.example/1"),)
    assert pairs(declared_supports(declared, extra)) == [
        (1, "site", SITE),
        (2, "page_de_vente", SHOP),
        (3, "edof", ""),
        (4, "reseau_social", PAGE),
        (5, "carif_oref", "https://carif.example/1"),
    ]


def test_an_edof_address_replaces_the_declaration_without_one() -> None:
    extra = (Support(number=1, type=SupportType.EDOF, url="https://edof.example/7"),)
    declared = application(website=SITE, has_edof=True)
    assert pairs(declared_supports(declared, extra)) == [(1, "site", SITE), (2, "edof", "https://edof.example/7")]


def test_an_organisation_that_declared_nothing_is_still_asked_about_a_site() -> None:
    assert pairs(declared_supports(application(website="", has_edof=False))) == [(1, "site", "")]


@pytest.mark.rule("NET-09")
def test_further_supports_are_typed_one_a_line() -> None:
    typed = "Carif-Oref ; https://carif.example/1;2\n\nréseau social;https://reseau.example/of\nedof"
    found = parse_supports(typed)
    assert isinstance(found, tuple)
    assert pairs(found) == [
        (1, "carif_oref", "https://carif.example/1;2"),
        (2, "reseau_social", "https://reseau.example/of"),
        (3, "edof", ""),
    ]
    assert parse_supports(" \n") == ()


@pytest.mark.rule("NET-09")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://of.fr", "ligne 1 : « https://of.fr » n’est pas un type de support ; écrivez « type ; adresse »"),
        ("edof\nsite", "ligne 2 : l’adresse manque ; écrivez « type ; adresse »."),
        ("site ; javascript:alert(1)", "ligne 1 : « javascript:alert(1) » n’est pas une adresse internet"),
        ('site ; =HYPERLINK("https://of.fr")', 'ligne 1 : « =HYPERLINK("https://of.fr") » n’est pas une adresse'),
        ("edof\n" * 31, "31 supports sont listés ; 30 au plus."),
    ],
)
def test_a_line_that_cannot_be_used_is_named(typed: str, told: str) -> None:
    found = parse_supports(typed)
    assert isinstance(found, Refusal)
    assert (found.rule, found.field) == ("NET-09", "Autres supports")
    assert found.message.startswith(told)
