"""Supports read when they are due, and everything that a page can do about it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from domain.audit import SupportType
from domain.communication import CommunicationEvent
from domain.process import Command
from tasks.conformity.reading import EDOF_ACCOUNT, NO_ADDRESS
from tasks.office import Office
from tasks.web.page import JAVASCRIPT_ONLY
from tasks.web.refusals import PDF, TOO_LARGE
from tasks.web.snapshots import snapshot_path
from tests.tasks.conformity.audit_desk import (
    CONFORMING,
    CONTRADICTS,
    DUE_ON,
    FOUND,
    JUDGED,
    READY_ON,
    TO_SEE,
    AuditDesk,
    afternoon_of,
)
from tests.tasks.web.hostile_server import serving

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def desk(office: Office) -> Iterator[AuditDesk]:
    with serving() as site:
        yield AuditDesk(office, site)


@pytest.mark.rule("MIK-62")
def test_the_supports_are_read_on_the_day_the_organisation_says_it_is_ready(desk: AuditDesk) -> None:
    url = desk.serve("/formation", CONFORMING)
    desk.open((SupportType.WEBSITE, url))
    assert desk.run(READY_ON) == []
    assert desk.read_on == []
    desk.says_ready()
    assert desk.run(READY_ON) == []
    (made,) = desk.facts.passes
    (read,) = made.supports
    assert (made.read_on, made.checklist) == (READY_ON, "2026-1")
    assert desk.findings() == {item: TO_SEE if item in JUDGED else FOUND for _, item in desk.facts.expected}
    kept = snapshot_path(desk.office.settings.home / "releves", read.snapshot.sha256)
    assert kept.read_bytes() == CONFORMING
    assert read.snapshot.read_at == datetime(2026, 12, 4, 14, 32, tzinfo=desk.office.settings.zone)


@pytest.mark.rule("MIK-60")
@pytest.mark.rule("O-06")
def test_silence_is_read_on_the_last_day_from_noon_on(desk: AuditDesk) -> None:
    desk.open((SupportType.WEBSITE, desk.serve("/", CONFORMING)))
    desk.run(DUE_ON - timedelta(days=1))
    assert desk.read_on == []
    desk.run(DUE_ON, lambda zone: datetime(2026, 12, 11, 11, 59, tzinfo=zone))
    assert desk.read_on == []
    desk.run(DUE_ON, lambda zone: datetime(2026, 12, 11, 12, 0, tzinfo=zone))
    assert desk.read_on == [DUE_ON]


def test_a_run_that_stands_for_another_day_sees_the_last_day_whole(desk: AuditDesk) -> None:
    desk.open((SupportType.WEBSITE, desk.serve("/", CONFORMING)))
    desk.run(DUE_ON, lambda zone: datetime(2027, 1, 4, 8, tzinfo=zone))
    assert desk.read_on == [DUE_ON]


def test_a_second_run_reads_nothing_more_and_writes_nothing(desk: AuditDesk) -> None:
    desk.open((SupportType.WEBSITE, desk.serve("/", CONFORMING)))
    desk.run(DUE_ON)
    before, events = desk.facts, desk.events()
    assert desk.run(date(2026, 12, 14)) == []
    assert (desk.facts, desk.events(), desk.site.paths, desk.changed_cells) == (before, events, ["/"], 0)


@pytest.mark.rule("MIK-62")
def test_each_page_that_cannot_be_read_is_left_to_the_auditor_with_why(desk: AuditDesk) -> None:
    site = desk.site
    site.redirect("/metadata", "http://169.254.169.254/latest/meta-data")
    site.flood("/flood", HTML + b"\r\n", b"a" * 65536)
    desk.open(
        (SupportType.WEBSITE, desk.serve("/", CONFORMING)),
        (SupportType.LANDING_PAGE, "http://10.0.0.1/"),
        (SupportType.LANDING_PAGE, site.url("/metadata", "127.0.0.1")),
        (SupportType.LANDING_PAGE, site.url("/flood", "127.0.0.1")),
        (SupportType.SOCIAL_NETWORK, desk.serve("/js", b"<div id=app></div><script>go()</script>")),
        (SupportType.CARIF_OREF, desk.serve("/pdf", b"%PDF-1.7", "Content-Type: application/pdf")),
    )
    desk.run(DUE_ON)
    reserved = "mène à un réseau privé ou réservé, que la lecture automatique ne visite jamais."
    reasons = {}
    for read in desk.facts.passes[0].supports[1:]:
        assert {found.finding.value for found in read.proposals} == {TO_SEE}
        (reasons[read.support.number],) = {found.reason for found in read.proposals}
        assert read.snapshot.refusal == reasons[read.support.number]
    assert reasons == {
        2: f"L’adresse 10.0.0.1 {reserved}",
        3: f"Après une redirection\u202f: l’adresse 169.254.169.254 {reserved}",
        4: TOO_LARGE,
        5: JAVASCRIPT_ONLY,
        6: PDF,
    }
    assert desk.findings(1)["intitule"] == FOUND
    shown = desk.row("A-2026-0001/1/2/publics")
    assert (shown["Proposition"], shown["Adresse"]) == ("À voir par l’auditeur", "http://10.0.0.1/")
    assert shown["Motif de la proposition"] == reasons[2]
    assert "Verdict" not in shown


@pytest.mark.rule("MIK-66")
def test_a_support_without_address_is_left_to_the_auditor(desk: AuditDesk) -> None:
    desk.open((SupportType.EDOF, ""), (SupportType.WEBSITE, ""))
    desk.run(DUE_ON)
    edof, site = desk.facts.passes[0].supports
    assert {found.reason for found in edof.proposals} == {EDOF_ACCOUNT}
    assert {found.reason for found in site.proposals} == {NO_ADDRESS}
    assert desk.row("A-2026-0001/1/1/brouillon")["Élément"] == "Offre EDOF en brouillon jusqu’à l’habilitation"


@pytest.mark.rule("MIK-65")
def test_a_page_that_is_public_too_early_contradicts(desk: AuditDesk) -> None:
    public = CONFORMING.replace(b"noindex, nofollow", b"index")
    desk.open((SupportType.WEBSITE, desk.serve("/", public)))
    desk.run(DUE_ON)
    assert desk.findings()["publication"] == CONTRADICTS


def test_one_site_declared_by_many_is_read_once_a_batch(desk: AuditDesk) -> None:
    url = desk.serve("/", CONFORMING)
    for _ in range(3):
        desk.open((SupportType.WEBSITE, url))
    desk.run(DUE_ON)
    assert desk.site.paths == ["/"]
    assert [len(view.facts.passes) for view in desk.views()] == [1, 1, 1]


def test_evidence_that_the_disk_refuses_waits_for_another_run(desk: AuditDesk) -> None:
    desk.open((SupportType.WEBSITE, desk.serve("/", CONFORMING)))
    folder = desk.office.settings.home / "releves"
    folder.write_text("")
    assert desk.run(DUE_ON) == [("onglet", "", "MIK-62")]
    assert desk.read_on == []
    folder.unlink()
    assert desk.run(DUE_ON) == []
    assert desk.read_on == [DUE_ON]


@pytest.mark.rule("MIK-35")
def test_an_audit_that_is_closed_is_not_read(desk: AuditDesk) -> None:
    ref = desk.open((SupportType.WEBSITE, desk.serve("/", CONFORMING)))
    desk.apply(Command("close", ref, CommunicationEvent.CLOSED, READY_ON, "essai"))
    desk.run(DUE_ON, afternoon_of(DUE_ON))
    assert desk.site.paths == []
