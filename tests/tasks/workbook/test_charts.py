"""Charts of a tab: made with the workbook, kept by every write, drawn again when they are gone."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tasks.tabs.columns import system
from tasks.workbook.layout import Chart, Layout, Mode, Tab
from tasks.workbook.protocol import Changes
from tasks.workbook.values import Kind
from tasks.workbook.xlsx import XlsxWorkbook

NAME = "Tableau"
TAB = Tab(
    NAME,
    columns=(system("Indicateur"), system("Valeur", kind=Kind.NUMBER)),
    mode=Mode.MIRROR,
    charts=(Chart("Échéances", "Indicateur", "Valeur", 2, 4), Chart("Réussite", "Indicateur", "Valeur", 5, 6, 100)),
)


def workbook(folder: Path) -> XlsxWorkbook:
    return XlsxWorkbook(folder / "classeur.xlsx", Layout((TAB,)))


def drawn(book: XlsxWorkbook) -> list[tuple[str, str, str]]:
    """Title, labels and values of each chart, as another program reads them."""
    sheet: Any = load_workbook(book.path)[NAME]
    return [
        (chart.title.tx.rich.p[0].r[0].t, chart.series[0].cat.numRef.f, chart.series[0].val.numRef.f)
        for chart in sheet._charts
    ]


CHARTS = [
    ("Échéances", "'Tableau'!$A$2:$A$4", "'Tableau'!$B$2:$B$4"),
    ("Réussite", "'Tableau'!$A$5:$A$6", "'Tableau'!$B$5:$B$6"),
]


def test_charts_are_made_with_the_workbook_and_kept_by_every_write(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    book.create()
    changes = Changes()
    changes.mirror(NAME, [{"Indicateur": f"Ligne {number}", "Valeur": number} for number in range(5)])
    assert book.write(changes).changed_cells == 10
    assert drawn(book) == CHARTS
    assert book.complete().added == ()


def test_charts_that_a_program_dropped_are_drawn_again_where_the_columns_are_by_now(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    book.create()
    opened = load_workbook(book.path)
    sheet: Any = opened[NAME]
    sheet._charts = []
    sheet.insert_cols(1)
    opened.save(book.path)
    assert book.complete().added[0] == f"Onglet « {NAME} » : graphiques ajoutés."
    assert [values for _, _, values in drawn(book)] == ["'Tableau'!$C$2:$C$4", "'Tableau'!$C$5:$C$6"]
    assert book.complete().added == ()


def test_charts_survive_the_filling_of_other_gaps(tmp_path: Path) -> None:
    workbook(tmp_path).create()
    wider = XlsxWorkbook(tmp_path / "classeur.xlsx", Layout((TAB, Tab("Autre", columns=(system("Colonne"),)))))
    assert wider.complete().added[0] == "Onglet « Autre » ajouté."
    assert drawn(wider) == CHARTS
