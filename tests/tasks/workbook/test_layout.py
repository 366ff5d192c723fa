"""What the layout and the changes refuse before any workbook is opened, and the normal form of headers and keys."""

import hashlib
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from tasks.workbook import CellError, CellValue, Changes, Column, Kind, Layout, Mode, Owner, Tab, TextLine
from tasks.workbook.values import coerce, fingerprint, header_key, row_key, same
from tests.tasks.workbook.sample import APPLICATIONS, COMMISSION, LAYOUT, READ_ME, TO_DO

NAME = Column("Nom", Owner.FORM)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Column("  ", Owner.FORM), "needs a header"),
        (lambda: Column("Nom", Owner.FORM, choices=("a",)), "not a CHOICE column"),
        (lambda: Tab("x" * 32, columns=(NAME,)), "1 to 31 characters"),
        (lambda: Tab("Suivi 2026/27", columns=(NAME,)), "is no tab name"),
        (lambda: Tab("listes", columns=(NAME,)), "reserved"),
        (lambda: Tab("A"), "any other tab has columns"),
        (lambda: Tab("A", columns=(NAME,), mode=Mode.TEXT, text=(TextLine("x"),)), "a TEXT tab has text"),
        (lambda: Tab("A", columns=(NAME, Column(" NOM ", Owner.STAFF))), "same header"),
        (lambda: Tab("A", key="Réf.", columns=(NAME,)), "has no column"),
        (lambda: Layout((Tab("A", columns=(NAME,)), Tab("a", columns=(NAME,)))), "same name"),
        (lambda: LAYOUT.tab("Notation"), "has no tab"),
    ],
)
def test_a_layout_that_contradicts_itself_is_refused(make: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make()  # type: ignore[operator]


def changes(tab: str, kind: str, cells: dict[str, CellValue]) -> Changes:
    made = Changes()
    if kind == "update":
        made.update(tab, cells, key="OF-1")
    elif kind == "append":
        made.append(tab, cells)
    else:
        made.mirror(tab, [cells])
    return made


@pytest.mark.parametrize(
    ("tab", "kind", "cells", "reason"),
    [
        ("Notation", "update", {"Statut": "x"}, "has no tab"),
        (APPLICATIONS.name, "update", {"Score": 11}, "has no column"),
        (APPLICATIONS.name, "update", {"SIRET": "1"}, "belongs to people"),
        (COMMISSION.name, "update", {"Décision": "Accepté"}, "belongs to people"),
        (APPLICATIONS.name, "append", {"Statut": "x", " STATUT": "y"}, "twice"),
        (APPLICATIONS.name, "append", {"Statut": float("nan")}, "cannot be written"),
        (APPLICATIONS.name, "append", {"Horodateur": pd.NaT}, "NaT cannot be written"),
        (APPLICATIONS.name, "append", {"Statut": CellError("#REF!")}, "is no cell value"),
        (APPLICATIONS.name, "append", {"Statut": object()}, "is no cell value"),
        (APPLICATIONS.name, "append", {"Horodateur": datetime(2026, 11, 2, tzinfo=UTC)}, "wall-clock"),
        (APPLICATIONS.name, "mirror", {"Statut": "x"}, "wrong kind of change"),
        (TO_DO.name, "append", {"Dossier": "x"}, "wrong kind of change"),
        (READ_ME.name, "append", {}, "wrong kind of change"),
    ],
)
def test_a_change_that_may_not_be_is_refused(tab: str, kind: str, cells: dict[str, CellValue], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        changes(tab, kind, cells).check(LAYOUT)


def test_an_update_that_names_no_row_is_refused() -> None:
    made = Changes()
    made.update(APPLICATIONS.name, {"Statut": "x"})
    with pytest.raises(ValueError, match="neither key nor fingerprint"):
        made.check(LAYOUT)


def test_headers_are_compared_without_spacing_case_accent_form_or_apostrophe() -> None:
    decomposed = "Avis de l'e\u0301quipe"
    assert header_key("  AVIS\u00a0DE\u202fL’ÉQUIPE\n") == header_key(decomposed) == "avis de l'équipe"
    assert header_key("Avis") != header_key("Àvis")


def test_keys_are_text_whatever_was_typed() -> None:
    values: list[CellValue] = [None, "  ", CellError("#REF!"), " OF\u00a012 ", 12]
    assert [row_key(value) for value in values] == [None, None, None, "OF 12", "12"]


def test_a_number_in_a_date_column_is_a_date_unless_it_is_a_year() -> None:
    assert coerce(46341, Kind.DATE) == date(2026, 11, 15)
    assert coerce(46341.75, Kind.DATETIME) == datetime(2026, 11, 15, 18)
    assert coerce(2026, Kind.DATE) == 2026
    assert coerce(46341, Kind.NUMBER) == 46341


def test_values_that_look_alike_are_told_apart() -> None:
    assert same(1, 1.0)
    assert same(date(2026, 11, 2), datetime(2026, 11, 2))
    assert not same(1, True)
    assert not same(1, "1")
    assert not same("#REF!", CellError("#REF!"))
    assert not same(None, 0)


def test_a_fingerprint_is_stable_across_versions() -> None:
    """Rows waiting for their key across an upgrade must still be found."""
    cells: list[CellValue] = ["Œuvre", 73282932000074, 10.5, date(2026, 11, 2), True, None, CellError("#REF!")]
    canonical = (
        '[["text","Œuvre"],["number",73282932000074],["number",10.5],["date","2026-11-02"],'
        '["yes-no",true],null,["error","#REF!"]]'
    )
    assert fingerprint(cells) == hashlib.sha256(canonical.encode()).hexdigest()
