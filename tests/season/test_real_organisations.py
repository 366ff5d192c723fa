"""Names and SIRET of real training organisations, when the export of France compétences is at hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from tasks.tabs import layout
from tests.reference import reference_file
from tests.season import answers as form
from tests.season.desk import Desk
from tests.season.reading import mails, minutes, plain, squeezed
from tests.season.roads import RECEPTION

LAPSE = date(2026, 12, 2)
LINK = "https://pieces.example/programme.pdf"
TRICKY = 12  # the oddest names, left incomplete so that each has its mail and its minutes


def partners(path: Path) -> Iterator[tuple[str, str]]:
    """(SIRET, name) of each partner, once."""
    seen = set()
    for partner in etree.parse(str(path)).iter("PARTENAIRE"):
        siret, name = partner.findtext("SIRET_PARTENAIRE"), partner.findtext("NOM_PARTENAIRE")
        if siret and name and siret not in seen:
            seen.add(siret)
            yield siret, name


def oddness(name: str) -> int:
    """How many characters are neither letters of English nor spaces."""
    return sum(not (char.isascii() and (char.isalnum() or char == " ")) for char in name)


@pytest.mark.rule("MIK-04", "MIK-05", "MIK-31")
@pytest.mark.parametrize("most", [110, pytest.param(10_000, marks=pytest.mark.slow)])
def test_all_are_received_and_the_tricky_names_survive_everywhere(desk: Desk, most: int) -> None:
    everyone = partners(reference_file("france-competences-rs.xml"))
    found = sorted(everyone, key=lambda item: oddness(item[1]), reverse=True)[:most]
    assert len(found) >= 100
    tricky = {siret for siret, _ in found[:TRICKY]}
    desk.apply_all([
        form.answers(over={form.SIRET: siret, form.NAME: name, form.PROGRAMMES: None if siret in tricky else LINK})
        for siret, name in found
    ])  # fmt: skip
    desk.day(RECEPTION)
    desk.day(LAPSE)
    dossiers = desk.rows(layout.DOSSIERS)
    assert desk.rows(layout.ANOMALIES) == []
    assert [(row["SIRET"], row["Organisme"]) for row in dossiers] == [
        (siret, " ".join(name.split())) for siret, name in found
    ]
    closed = {mail.dossier: mail for mail in mails(desk, "closed_without_action")}
    assert len(closed) == TRICKY
    for row in dossiers:
        if row["SIRET"] in tricky:
            assert f"{row['Dossier']} {plain(row['Organisme'])} – SIRET" in closed[row["Dossier"]].text
            ((_, text),) = minutes(desk, row["Dossier"])
            assert f"Organisme{squeezed(row['Organisme'])}SIRET" in squeezed(text)
