"""A NIR in a message is blanked however it is written; nothing else is (LAW-10)."""

import pytest

from tasks.cpf.blanking import BLANK, blanked, blanked_return

HEAD = '<rapport xmlns="urn:cdc:cpf:pc5:rapport:schema"><idFlux>f-1</idFlux><idTraitement>1612345678901</idTraitement>'


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize("number", [
    "2910367462001", "291036746200184", "2 91 03 67 462 001", "2 91 03 67 462 001 84", "291032A004001",
    "1\u202f91\u202f03\u202f2b\u202f004\u202f001", "2.91.03.67.462.001-84", "2  91  03  67  462  001",
])  # fmt: skip
def test_a_nir_is_blanked(number: str) -> None:
    assert blanked(f"Le NIR {number} de EXEMPLE Maëlys, (n°{number}).") == (
        f"Le NIR {BLANK} de EXEMPLE Maëlys, (n°{BLANK})."
    )


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize("text", [
    "SIRET 123 456 789 00012", "12345678900012", "le 17/03/1991 à 06 12 34 56 78", "ACC-2027-0001 du 2027-01-28",
    "6910367462001", "8c1f0a52-0000-4000-8000-291036746200",
])  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert blanked(text) == text


@pytest.mark.rule("LAW-10")
def test_of_a_return_the_messages_alone_are_blanked() -> None:
    message = (
        "<PassagesKO><passage><idTechnique>A</idTechnique><messageErreur>{}</messageErreur></passage></PassagesKO>"
    )
    body = HEAD + message + "</rapport>"
    said = body.format("NIR <b>2910367</b>462001 inconnu").encode()
    assert blanked_return(said).decode().partition("\n")[2] == body.format(f"NIR {BLANK} inconnu")
    for same in (body.format("Erreur 12").encode(), b"<rapport>2910367462001"):
        assert blanked_return(same) == same
