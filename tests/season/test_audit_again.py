"""The audit typed again, too early, too late, or with « Sans objet » where it cannot be (MIK-60 to MIK-69)."""

from datetime import date

import pytest

from domain.communication import COMMUNICATION
from tasks.ledger.queries import read_subjects
from tasks.tabs import audit, columns
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.audit_roads import CORRECTED_ON, RECHECKED_ON, corrections_asked
from tests.season.conformity import ATELIER, AUDIT_1, note
from tests.season.conformity_roads import (
    people_ready,
    supports_read,
)
from tests.season.desk import Desk
from tests.season.partner_site import publish
from tests.season.reading import events, plain
from tests.tasks.web.hostile_server import Site

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays


def answer(desk: Desk) -> str:
    return plain(str(desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER]))


@pytest.mark.rule("MIK-60", "MIK-62")
def test_a_support_typed_removed_and_typed_again_is_audited_and_one_too_late_is_told(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    people_ready(desk, site)
    publish(site)
    shop = "Page de vente ; https://vente.example/a"
    for day, typed in ((25, shop), (26, None), (27, shop)):
        note(desk, {tab.OTHER_SUPPORTS: typed})
        desk.day(date(2026, 11, day))
    with desk.office() as office, office.ledger.reading() as connection:
        (audit,) = read_subjects(connection, COMMUNICATION)
    assert [support.url for support in audit.facts.supports][-1] == "https://vente.example/a"
    note(desk, {tab.READY_ON: hands.at(date(2026, 11, 30))})
    desk.day(date(2026, 11, 30))
    note(desk, {tab.OTHER_SUPPORTS: f"{shop}\nPage de vente ; https://vente.example/b"})
    desk.day(date(2026, 12, 1))
    assert answer(desk).endswith("celui qui s’ajoute n’entre plus dans ce contrôle. [MIK-62]")


@pytest.mark.rule("MIK-68", "MIK-69")
def test_corrections_dated_before_they_were_asked_are_refused_and_bring_no_early_check(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    people_ready(desk, site)
    publish(site, without=("volume",))
    early = hands.at(date(2026, 12, 2))
    note(desk, {tab.READY_ON: early, tab.CORRECTED_ON: early})
    desk.day(date(2026, 12, 2))
    hands.judge(desk, 1, {"1/volume": "Durée absente."})
    for day in (4, 7):
        desk.day(date(2026, 12, day))
    assert answer(desk).endswith("la date va du 04/12/2026, début du délai, à aujourd’hui. Corrigez-la. [MIK-68]")
    assert (hands.lines_of(desk, 2), events(desk, AUDIT_1)[-1][1]) == ([], "corrections_requested")


@pytest.mark.rule("MIK-64")
def test_an_element_that_is_nowhere_is_not_out_of_the_question(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    supports_read(desk, site)
    lines = [line for line in desk.rows(audit.AUDIT) if line[columns.REF].endswith("/volume")]
    nowhere = {audit.VERDICT: "Sans objet", audit.EVIDENCE: "RAS"}
    hands.judge(desk, 1)
    desk.type_rows(audit.AUDIT, {line[columns.REF]: nowhere for line in lines})
    desk.day(date(2026, 12, 4))
    said = [
        plain(str(line[columns.ANSWER])) for line in desk.rows(audit.AUDIT) if line[columns.REF].endswith("/volume")
    ]
    assert "« Sans objet » partout : cet élément figure sur un support au moins. [MIK-64]" in said[0]
    assert events(desk, AUDIT_1)[-1][1] == "supports_read"


@pytest.mark.rule("MIK-69")
def test_a_correction_that_was_asked_is_made_or_is_not(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    corrections_asked(desk, site)
    note(desk, {tab.CORRECTED_ON: hands.at(CORRECTED_ON)})
    desk.day(CORRECTED_ON)
    asked = hands.lines_of(desk, 2)
    desk.type_rows(audit.AUDIT, {
        key: {audit.VERDICT: "Sans objet", audit.EVIDENCE: "RAS", audit.AUDITOR: hands.AUDITOR} for key in asked
    })  # fmt: skip
    desk.day(RECHECKED_ON)
    said = [plain(str(line[columns.ANSWER])) for line in desk.rows(audit.AUDIT) if line[columns.REF] in asked]
    refused = (
        "une correction demandée est faite ou ne l’est pas : choisissez « Conforme », « Non conforme » ou « Absent »."
    )
    assert said == [f"Verdict : {refused} [MIK-69]"] * len(asked)
    assert desk.states() == {ATELIER: "Mise en conformité"}
