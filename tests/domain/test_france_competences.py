"""The numbers of the export: SIRET and codes."""

import pytest
from stdnum.fr import siret as siret_number

from domain.france_competences import directory_of, is_siret, registration_code
from tests.domain.reconciling import SIRETS


@pytest.mark.parametrize(
    "number",
    [*SIRETS, "35600000000048", "35600000049837", "00000000000000", "73282932000074", "73282932000075", "7328293200007",
     "7328293200007a", "７３２８２９３２００００７４", ""],
)  # fmt: skip
def test_siret_as_the_reference_implementation_judges_it(number: str) -> None:
    genuine = number.isascii() and siret_number.is_valid(number) and number != "0" * 14
    assert is_siret(number) == genuine


@pytest.mark.parametrize("typed", ["RS5568", "rs5568", ' "RS 5568" ', "RS\u00a05568", "RS-5568"])
def test_one_code_however_it_is_typed(typed: str) -> None:
    assert registration_code(typed) == "RS5568"


@pytest.mark.parametrize(("code", "directory"), [("RS5568", "RS"), ("RNCP35419", "RNCP")])
def test_directory_of_a_code(code: str, directory: str) -> None:
    assert directory_of(code) == directory
