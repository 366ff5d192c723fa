"""What an applicant typed is text everywhere: in the workbook, in the mail, in the minutes, never anything else."""

from datetime import date

import openpyxl
import pytest

from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.desk import Desk
from tests.season.reading import mails, minutes, plain, squeezed
from tests.season.roads import ALL_POINTS, COMMISSION_DAY, RECEPTION, SCORING_DAY

NAMES = [
    '=IMPORTXML("http://exemple.fr";"//a")',
    "{{ 7*7 }} {% include 'secret' %}",
    '#import "secret.typ": * #eval("1+1")',
    "<script>alert('bonjour')</script> & <b>gras</b>",
    "*gras* _souligné_ $x^2$ `code` \\emph{tex}",
    "Zoé Œuvrard & Fils – L’Haÿ-les-Roses",
    "]]></t></is><f>1</f>",
    "%s %(name)s ${HOME} $(id) ; rm -rf",
    "@SUM(A1:A9) +33 -5",
]
TEXT = "Ligne 1 : {{ config }}\n=cmd|'/c calc'!A1\n<img src=x onerror=alert(1)>\n#set page(width: 1pt)"
LAPSE = date(2026, 12, 2)


def incomplete(rank: int, name: str) -> dict[str, form.Value]:
    return form.answers(rank, {form.NAME: name, "Prénom du responsable légal": name, form.PROGRAMMES: None})


def test_hostile_names_come_out_as_they_were_typed(desk: Desk) -> None:
    desk.apply_all([incomplete(rank, name) for rank, name in enumerate(NAMES, start=1)])
    desk.day(RECEPTION)
    desk.day(LAPSE)
    assert [row["Organisme"] for row in desk.rows(layout.DOSSIERS)] == NAMES
    closed = {mail.dossier: mail for mail in mails(desk, "closed_without_action")}
    for rank, name in enumerate(NAMES, start=1):
        ref = f"D-2026-{rank:04}"
        assert f"{ref} {plain(name)} – SIRET" in closed[ref].text
        ((_, text),) = minutes(desk, ref)
        assert f"Organisme{squeezed(name)}SIRET" in squeezed(text)
        for mail in mails(desk, dossier=ref):
            assert "<script" not in mail.html
            assert "<b>gras" not in mail.html
            assert "49" not in mail.subject


def test_no_cell_of_the_workbook_became_a_formula(desk: Desk) -> None:
    desk.apply_all([incomplete(rank, name) for rank, name in enumerate(NAMES, start=1)])
    desk.day(RECEPTION)
    book = openpyxl.load_workbook(desk.path)
    assert [
        (sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f"
    ] == []  # fmt: skip


@pytest.mark.rule("MIK-15", "MIK-30")
def test_what_staff_type_is_text_too(desk: Desk) -> None:
    desk.apply()
    desk.day(RECEPTION)
    desk.score("Atelier n° 1", ALL_POINTS)
    desk.type(layout.SCORING, "Atelier n° 1", {layout.COMMENT: TEXT})
    desk.day(SCORING_DAY)
    desk.decide("Atelier n° 1", "Refuser", COMMISSION_DAY, {columns.MOTIVE: TEXT})
    desk.day(COMMISSION_DAY)
    texts = {kind: squeezed(text) for kind, text in minutes(desk, "D-2026-0001")}
    assert squeezed(TEXT) in texts["commission_refus"]
    assert squeezed(TEXT) in texts["dossier_commission"]
    (mail,) = mails(desk, "commission_refused")
    assert all(f"> {line}" in mail.text for line in TEXT.splitlines())
    assert "<img" not in mail.html
    assert desk.row(layout.COMMISSION, "Atelier n° 1")[columns.MOTIVE] == TEXT


def test_an_emoji_stays_in_the_workbook_and_in_the_mail_and_the_minutes_are_made(desk: Desk) -> None:
    name = "Studio Arc-en-ciel 🌈👩🏽‍🎨"
    desk.apply_all([incomplete(1, name)])
    desk.day(RECEPTION)
    run = desk.day(LAPSE)
    assert (desk.row(layout.DOSSIERS, name)["Organisme"], run.warnings) == (name, [])
    assert f"D-2026-0001 {plain(name)} – SIRET" in mails(desk, "closed_without_action")[0].text
    ((_, text),) = minutes(desk, "D-2026-0001")
    assert "Organisme Studio Arc-en-ciel" in text


def test_invisible_characters_do_not_reach_the_ledger(desk: Desk) -> None:
    desk.apply(1, {form.NAME: "Atelier\u202e Bis\u200b\u2066", "Ville": "Bourg\u2028en\u00a0Bresse"})
    desk.day(RECEPTION)
    (row,) = desk.rows(layout.DOSSIERS)
    assert row["Organisme"] == "Atelier Bis"
