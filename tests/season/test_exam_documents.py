"""Every kind of document of an exam session can be read by a screen reader and found by its title."""

from typing import Any

import pytest
from pypdf import PdfReader

from domain.correspondence import Paper, Pv
from tests.season import hostile_session
from tests.season.desk import Desk
from tests.season.reading import register

EXPECTED = {
    Paper.MISSION_LETTER, Paper.PREREQUISITES, Paper.CONVOCATION, Paper.JURY_CONVOCATION, Paper.EXAM_PACK,
    Paper.RESULT_LETTER, Paper.PARCHMENT, Paper.BLOC_CERTIFICATE, Pv.EXAMINER_HABILITATION, Pv.JURY, Pv.DELIVERY,
}  # fmt: skip


def tags(node: Any) -> set[str]:
    """The kinds of elements of a structure tree."""
    found = {str(node["/S"]).lstrip("/")} if "/S" in node else set()
    below = node.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        if isinstance(child := child.get_object() if hasattr(child, "get_object") else child, dict):
            found |= tags(child)
    return found


@pytest.mark.rule("REF-26", "REF-27")
def test_each_kind_is_tagged_in_french_under_its_title(desk: Desk) -> None:
    hostile_session.delivered(desk)
    kinds = {row["kind"]: row for row in register(desk)}
    assert set(kinds) == {kind.value for kind in EXPECTED}
    for kind in EXPECTED:
        row = kinds[kind.value]
        pdf = PdfReader(desk.settings.documents_folder / row["path"])
        root: Any = pdf.trailer["/Root"]
        number = row["subject"] if kind in (Paper.PARCHMENT, Paper.BLOC_CERTIFICATE) else row["number"]
        assert pdf.metadata is not None
        assert pdf.metadata.title == f"{number} — {kind.label}"
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
            "fr-FR", True, True,
        ), kind  # fmt: skip
        assert "H1" in tags(root["/StructTreeRoot"]), kind
