"""What a return says, however it is qualified; what is hostile or contradictory is not taken (LAW-10)."""

import pytest

from tasks.cpf.returns import Return, ReturnUnreadable, read_return

OPEN = '<r:rapport xmlns:r="urn:cdc:cpf:pc5:rapport:schema"><idFlux>f-1</idFlux><idTraitement>51354</idTraitement>'
ALL = '<rapport xmlns="urn:cdc:cpf:pc5:rapport:schema"><idFlux>f-1</idFlux><idTraitement>51354</idTraitement>'
KO = "<passage><idTechnique>{0}</idTechnique><messageErreur>Erreur {0}</messageErreur></passage>"
OK = "<idTechnique>{0}</idTechnique>"


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (f"{OPEN}<PassagesKO>{KO.format('A')}</PassagesKO></r:rapport>", (), {"A": "Erreur A"}),
        (f"{OPEN}<PassagesOK>{OK.format('A')}</PassagesOK></r:rapport>", ("A",), {}),
        (f"{OPEN}<PassagesOK><passage>{OK.format('A')}</passage></PassagesOK></r:rapport>", ("A",), {}),
        (f"{OPEN}<PassagesKO/><PassagesOK/></r:rapport>", (), {}),
        (f"{ALL}<PassagesKO>{KO.format('A')}{KO.format('B')}</PassagesKO><PassagesOK>{OK.format('C')}{OK.format('D')}"
         "</PassagesOK></rapport>", ("C", "D"), {"A": "Erreur A", "B": "Erreur B"}),
        (f"{OPEN}<passagesKO><passage><idTechnique>A</idTechnique><messageErreur><![CDATA[<b>x</b>]]>&amp; y"
         "</messageErreur></passage></passagesKO></r:rapport>", (), {"A": "<b>x</b>& y"}),
    ],
    ids=["one ko", "one ok", "an ok in a passage", "none", "many, all qualified", "markup in a message"],
)  # fmt: skip
def test_one_many_or_none(body: str, accepted: tuple[str, ...], rejected: dict[str, str]) -> None:
    assert read_return(body.encode()) == Return("f-1", "51354", accepted, rejected)


_BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "le fichier n’est pas du XML lisible"),
        ("bonjour", "le fichier n’est pas du XML lisible"),
        (f"{_BOMB}{OPEN}<PassagesKO>{KO.format('&f;&b;')}</PassagesKO></r:rapport>",
         "le fichier déclare un type de document, ce qu’un fichier du CPF ne fait pas"),
        ("<!DOCTYPE r SYSTEM 'http://127.0.0.1/x.dtd'>" + OPEN + "</r:rapport>",
         "le fichier déclare un type de document, ce qu’un fichier du CPF ne fait pas"),
        ("<rapport><idFlux>f-1</idFlux></rapport>",
         "le fichier n’est pas un accusé de traitement de la Caisse des dépôts"),
        (OPEN.replace("f-1", "../../f") + "</r:rapport>", "« idFlux » y manque ou n’a pas sa forme"),
        (OPEN.replace("51354", "") + "</r:rapport>", "« idTraitement » y manque ou n’a pas sa forme"),
        (f"{OPEN}<PassagesKO>{KO.format('A')}</PassagesKO><PassagesOK>{OK.format('A')}</PassagesOK></r:rapport>",
         "le passage « A » y figure deux fois"),
        (f"{OPEN}<PassagesKO><passage>{OK.format('A')}</passage></PassagesKO></r:rapport>",
         "un passage y est rejeté sans message"),
    ],
    ids=["empty", "no xml", "entities", "a dtd elsewhere", "another root", "a path", "no treatment", "twice",
         "no message"],
)  # fmt: skip
def test_what_is_not_taken_says_why(body: str, reason: str) -> None:
    with pytest.raises(ReturnUnreadable) as refused:
        read_return(body.encode())
    assert str(refused.value) == reason
