"""registration.toml and the royalties: figures that contradict themselves, or the convention, are refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from config.loader import Config, load_config
from tests.config.editing import edit, told

NOTE = "France compétences : note relative à la qualité d’organisme certificateur (2020)"


@pytest.mark.rule("REF-06", "REF-08", "REF-09", "REF-18", "REF-28")
def test_the_pieces_of_a_renewal_and_their_sections(config: Config) -> None:
    pieces = {piece.rule: piece for piece in config.registration.pieces}
    assert {rule: (piece.code, len(piece.sections), piece.optional) for rule, piece in pieces.items()} == {
        "REF-06": ("CADRAGE", 3, False), "REF-08": ("ENTRETIEN", 0, True), "REF-09": ("OPPORTUNITE", 5, False),
        "REF-18": ("DEPLOIEMENT", 6, False), "REF-28": ("VAE", 0, False),
    }  # fmt: skip
    assert pieces["REF-09"].sections == (
        "Enjeux", "Besoins du marché du travail", "Périmètre de la certification", "Public visé",
        "Attendus en termes de compétences",
    )  # fmt: skip


@pytest.mark.rule("REF-33", "NET-30")
def test_the_sources_of_the_watch_have_the_note_of_2020(config: Config) -> None:
    assert next(source.name for source in config.registration.sources if source.rule == "NET-30") == NOTE
    assert {source.rule for source in config.registration.sources} == {"NET-30", "REF-33", "NET-20"}


def test_a_piece_or_a_source_that_is_there_twice(folder: Path) -> None:
    edit(folder / "registration.toml", 'code = "VAE"', 'code = "CADRAGE"')
    assert (
        told(folder)
        == "registration.toml, clé « (fichier) » : « CADRAGE » figure deux fois dans « pieces.code » : gardez-en un."
    )


@pytest.mark.rule("NET-29", "QUA-04")
@pytest.mark.parametrize(
    ("old", "new", "amount"),
    [
        ("per_candidate = 60", "per_candidate = 61", "61"),
        ("per_candidate = 60", "per_candidate = 6", "6"),
        ("per_candidate = 60", "per_candidate = 60\nper_session = 0.60", "0,60"),
        ("Une redevance de 60 €", "Une redevance de 160 €", "60"),
    ],
)
def test_a_royalty_that_the_convention_does_not_say(folder: Path, old: str, new: str, amount: str) -> None:
    edit(folder / "certifications" / "RS9001.toml", old, new)
    assert told(folder) == (
        "RS9001.toml, clé « (fichier) » : aucune phrase de « fees » ne donne le montant "
        f"{amount} € de « royalty » : la convention et "
        "l’appel disent la même somme (QUA-04)."
    )


@pytest.mark.rule("NET-29")
def test_cents_and_thousands_are_read_as_the_convention_writes_them(folder: Path) -> None:
    path = folder / "certifications" / "RS9001.toml"
    edit(path, "per_candidate = 60", "per_candidate = 59.90\nper_session = 1200")
    edit(
        path, "Une redevance de 60 € hors taxes par candidat", "59,90 € par candidat et 1 200 € par session, hors taxes"
    )
    royalty = load_config(folder).certifications["RS9001"].royalty
    assert royalty is not None
    assert (royalty.per_candidate, royalty.per_session) == (Decimal("59.9"), Decimal(1200))
