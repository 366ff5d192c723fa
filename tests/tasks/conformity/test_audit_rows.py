"""The rows of the tab « Audit »: what is refused, what is kept, and what a hand may do to them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest

from domain.audit import SupportType, Verdict
from domain.communication import CommunicationEvent
from domain.process import Command
from tasks.office import Office
from tasks.tabs.audit import ADDRESS, AUDIT, AUDITOR, EVIDENCE, PASSAGE, VERDICT
from tasks.tabs.columns import ANSWER, ORGANISATION, STATUS
from tests.builders_conformity import AUDITOR as NORA
from tests.builders_conformity import partner
from tests.tasks.conformity.audit_desk import CONFORMING, DUE_ON, FIRST, JUDGED, JUDGED_ON, WRONG, AuditDesk
from tests.tasks.web.hostile_server import serving


@pytest.fixture
def desk(office: Office) -> Iterator[AuditDesk]:
    with serving() as site:
        yield AuditDesk(office, site)


@pytest.mark.rule("MIK-65")
@pytest.mark.rule("MIK-63")
@pytest.mark.parametrize(
    ("item", "typed", "field", "rule", "told"),
    [
        ("publication", {VERDICT: "Conforme"}, "Constat", "MIK-63", "le contrôle automatique a relevé le contraire."),
        ("volume", {VERDICT: "Sans objet"}, "Constat", "MIK-64", "dites pourquoi l’élément est sans objet"),
        ("volume", {VERDICT: "Peut-être"}, "Verdict", "MIK-63", "« Peut-être » n’est pas un choix possible"),
        ("volume", {AUDITOR: "Jean Inconnu"}, "Auditeur", "MIK-63", "« Jean Inconnu » ne figure pas dans l’onglet"),
        ("volume", {EVIDENCE: "a" * 4001}, "Constat", "MIK-63", "le texte compte 4001 caractères"),
    ],
)
def test_a_verdict_that_nobody_could_follow_is_refused_and_the_audit_waits(
    item: str, typed: Mapping[str, Any], field: str, rule: str, told: str, desk: AuditDesk
) -> None:
    desk.read(WRONG)
    desk.sign(1, {f"1/{item}": typed})
    assert desk.run(JUDGED_ON) == [(f"{FIRST}/{item}", field, rule)]
    assert desk.state == "A_AUDITER"
    assert desk.row(f"{FIRST}/{item}")[ANSWER].startswith(f"{field} : {told}")
    assert desk.row(f"{FIRST}/publics")[ANSWER].startswith("Il reste 1 élément à juger")
    cure = {VERDICT: "Conforme", EVIDENCE: "Vu avec l’organisme : en brouillon.", AUDITOR: NORA}
    desk.type({f"{FIRST}/{item}": cure})
    assert desk.run(JUDGED_ON) == []
    assert desk.state == "CORRECTIONS_DEMANDEES"


@pytest.mark.rule("MIK-63")
def test_two_verdicts_for_one_item_are_kept_and_neither_counts(desk: AuditDesk) -> None:
    desk.read()
    desk.sign()
    desk.copy(f"{FIRST}/volume", {VERDICT: "Absent"})
    twice = (f"{FIRST}/volume", "Réf.", "MIK-63")
    assert desk.run(JUDGED_ON) == [twice, twice]
    assert desk.state == "A_AUDITER"
    both = desk.shown(VERDICT, ANSWER, of=f"{FIRST}/volume")
    told = (
        f"Réf. : la ligne {FIRST}/volume figure deux fois. Gardez-en une : les deux saisies sont conservées ici. "
        "[MIK-63]"
    )
    assert both == [("Conforme", told), ("Absent", told)]
    desk.remove(len(desk.shown("Réf.")) + 1)
    assert desk.run(JUDGED_ON) == []
    assert desk.state == "CONFORME"


@pytest.mark.rule("MIK-63")
def test_what_changes_after_the_minutes_has_no_effect(desk: AuditDesk) -> None:
    desk.read()
    desk.sign()
    desk.run(JUDGED_ON)
    desk.type({f"{FIRST}/volume": {VERDICT: "Absent"}})
    assert desk.run(date(2026, 12, 15)) == []
    assert desk.state == "CONFORME"
    assert desk.row(f"{FIRST}/volume")[ANSWER] == (
        f"Jugé le 14/12/2026 par {NORA} : Conforme. Ce qui a changé depuis dans la ligne est sans effet : le "
        "procès-verbal fait foi. [MIK-63]"
    )


def test_a_row_removed_comes_back_while_the_audit_runs_and_not_after(desk: AuditDesk) -> None:
    desk.read()
    desk.sign()
    desk.remove(2)
    assert desk.run(JUDGED_ON) == []
    assert (desk.state, desk.row(f"{FIRST}/publics")[STATUS]) == ("A_AUDITER", "À juger")
    desk.sign()
    desk.run(JUDGED_ON)
    desk.remove(2)
    desk.run(JUDGED_ON)
    assert (desk.state, len(desk.shown("Réf."))) == ("CONFORME", 17)


@pytest.mark.rule("MIK-63")
def test_a_signed_row_that_stands_for_nothing_is_refused(desk: AuditDesk) -> None:
    desk.read()
    desk.copy(f"{FIRST}/volume", {"Réf.": "A-2026-0009/1/1/volume", AUDITOR: NORA})
    assert desk.run(JUDGED_ON) == [("A-2026-0009/1/1/volume", "Réf.", "MIK-63")]
    told = desk.row("A-2026-0009/1/1/volume")[ANSWER]
    assert told.startswith("Réf. : aucun élément à juger ne porte la référence « A-2026-0009/1/1/volume ».")


@pytest.mark.rule("MIK-35")
def test_an_audit_closed_before_its_verdicts_is_left_as_it_is(desk: AuditDesk) -> None:
    desk.read()
    desk.sign()
    desk.apply(Command("close", "A-2026-0001", CommunicationEvent.CLOSED, JUDGED_ON, "essai"))
    assert desk.run(JUDGED_ON) == []
    assert desk.state == "CLOSE"
    assert {status for (status,) in desk.shown(STATUS)} == {"Sans suite"}


@pytest.mark.rule("MIK-63")
def test_one_auditor_may_leave_an_audit_unfinished_while_another_ends(desk: AuditDesk) -> None:
    url = desk.serve("/", CONFORMING)
    desk.open((SupportType.WEBSITE, url))
    desk.open((SupportType.WEBSITE, url))
    desk.run(DUE_ON)
    desk.sign(ref="A-2026-0002")
    assert desk.run(JUDGED_ON) == []
    assert [view.state.value for view in desk.views()] == ["A_AUDITER", "CONFORME"]


def test_what_a_stranger_wrote_stays_text(desk: AuditDesk) -> None:
    formula = b'=HYPERLINK("http://mal.example";"35 heures") de formation, 35 heures'
    body = CONFORMING.replace(b"35 heures r\xc3\xa9parties sur 5 jours", formula)
    name = partner().model_copy(update={"name": "=1+1"})
    desk.serve("/?a=%3Cb%3E", body)
    url = desk.site.url("/?a=<b>", "127.0.0.1")
    desk.open((SupportType.WEBSITE, url), partner=name)
    desk.run(DUE_ON)
    sheet = openpyxl.load_workbook(desk.path)[AUDIT]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    row = desk.row(f"{FIRST}/volume")
    assert row[ORGANISATION] == "=1+1"
    assert row[ADDRESS] == f"{url} → {desk.site.url('/?a=%3Cb%3E', '127.0.0.1')}"
    assert '=HYPERLINK("http://mal.example";"35 heures")' in row[PASSAGE]


def test_the_judged_items_are_never_prefilled(desk: AuditDesk) -> None:
    desk.read()
    blank = [verdict for key, verdict in desk.shown("Réf.", VERDICT) if key.rsplit("/", 1)[1] in JUDGED]
    assert blank == [""] * len(JUDGED)
    assert {label for label in (verdict for _, verdict in desk.shown("Réf.", VERDICT)) if label} == {
        Verdict.CONFORMING.label
    }
