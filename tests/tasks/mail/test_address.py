import pytest

from tasks.mail.address import parse_address

EMPTY = "L’adresse électronique est vide : saisissez-en une, par exemple contact@organisme.fr."
NOT_ONE_LINE = (
    "L’adresse électronique contient un retour à la ligne ou un caractère invisible : "
    "saisissez une seule adresse, sur une seule ligne."
)


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("contact@organisme.fr", "contact@organisme.fr"),
        ("  Contact@ORGANISME.fr\u00a0", "Contact@organisme.fr"),
        ("prenom.nom+certif@sous.organisme.co.uk", "prenom.nom+certif@sous.organisme.co.uk"),
    ],
)
def test_accepts_one_address(typed: str, parsed: str) -> None:
    assert parse_address(typed) == parsed


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", EMPTY),
        (" \u00a0", EMPTY),
        ("a@b.fr\nBcc: victime@c.fr", NOT_ONE_LINE),
        ("a@b.fr\n", NOT_ONE_LINE),
        ("a@b.fr\x00", NOT_ONE_LINE),
        ("a@b.fr, c@d.fr", "« a@b.fr, c@d.fr » contient plusieurs adresses électroniques : n’en gardez qu’une."),
        ("a@b.fr;c", "« a@b.fr;c » contient plusieurs adresses électroniques : n’en gardez qu’une."),
        ("a@b.fr c@d.fr", "« a@b.fr c@d.fr » contient plusieurs adresses électroniques : n’en gardez qu’une."),
        (
            "Zoé <zoe@b.fr>",
            "« Zoé <zoe@b.fr> » ne contient pas que l’adresse électronique : "
            "retirez le nom, les chevrons et les guillemets.",
        ),
        (
            "zoé@b.fr",
            "L’adresse électronique « zoé@b.fr » contient un accent ou un caractère que les messageries refusent : "
            "corrigez-la ou demandez une adresse sans accent.",
        ),
        (
            "zoe@écho.fr",
            "L’adresse électronique « zoe@écho.fr » contient un accent ou un caractère que les messageries refusent : "
            "corrigez-la ou demandez une adresse sans accent.",
        ),
        (
            "a" * 250 + "@b.fr",
            f"L’adresse électronique « {'a' * 59}… » compte 255 caractères, pour 254 au plus : "
            "vérifiez-la ou saisissez-en une autre.",
        ),
        (
            "contact.organisme.fr",
            "« contact.organisme.fr » n’est pas une adresse électronique valable : "
            "vérifiez-la, elle doit ressembler à contact@organisme.fr.",
        ),
        (
            "=HYPERLINK(1)@b.fr",
            "« =HYPERLINK(1)@b.fr » n’est pas une adresse électronique valable : "
            "vérifiez-la, elle doit ressembler à contact@organisme.fr.",
        ),
    ],
)
def test_refuses_with_the_reason_and_the_cure(typed: str, refusal: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_address(typed)
    assert str(refused.value) == refusal
