"""What the declared addresses lead to when they lead to no page: left to the auditor, with its reason (MIK-62)."""

import time
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
import trustme

from tasks.tabs import audit, columns, layout
from tasks.tabs import conformity as tab
from tasks.web.fetching import fetch_all
from tasks.web.guard import Limits
from tasks.web.page import JAVASCRIPT_ONLY, NO_TEXT
from tasks.web.refusals import TOO_LARGE, TOO_SLOW
from tests.season.audit_roads import read_on
from tests.season.conformity import ATELIER, AUDIT_1, note
from tests.season.conformity_roads import READY_ON, people_ready
from tests.season.desk import Desk
from tests.season.partner_site import HOST, publish
from tests.season.reading import events, plain
from tests.tasks.web.conftest import certified
from tests.tasks.web.hostile_server import Site, serving


@pytest.mark.rule("MIK-62", "NET-09")
def test_what_cannot_be_read_is_left_to_the_auditor_with_its_reason(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    people_ready(desk, site)
    publish(site)
    site.serve("/absente", b"rien", status=404)
    site.redirect("/ailleurs", "http://169.254.169.254/latest/meta-data/")
    site.serve("/plaquette", b"%PDF-1.7 ...", "Content-Type: application/pdf")
    declared = {
        "absente": site.url("/absente", HOST), "ailleurs": site.url("/ailleurs", HOST),
        "plaquette": site.url("/plaquette", HOST), "privée": "http://127.0.0.1/", "métadonnées": "http://169.254.169.254/",
    }  # fmt: skip
    lines = [f"Page de vente ; {url}" for url in declared.values()]
    note(desk, {tab.OTHER_SUPPORTS: "\n".join([*lines, "Carif-Oref ; ftp://annuaire.example/fiche"])})
    desk.day(READY_ON)
    assert "ligne 6 : « ftp://annuaire.example/fiche » n’est pas une adresse internet" in plain(
        desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER]
    )
    note(desk, {tab.OTHER_SUPPORTS: "\n".join(lines)})
    read_on(desk, date(2026, 12, 3))
    rows = [line for line in desk.rows(audit.AUDIT) if line[audit.ITEM] == "Prérequis"]
    first = {line.get(audit.ADDRESS, "").split("\n")[0]: line for line in rows}
    assert {first[url][audit.PROPOSAL] for url in declared.values()} == {"À voir par l’auditeur"}
    reasons = {name: plain(first[url][audit.REASON]) for name, url in declared.items()}
    assert "404" in reasons["absente"]
    private = "mène à un réseau privé ou réservé, que la lecture automatique ne visite jamais"
    for name in ("ailleurs", "privée", "métadonnées"):
        assert private in reasons[name]
    assert "PDF" in reasons["plaquette"] or "page" in reasons["plaquette"]
    assert desk.rows(layout.ANOMALIES) == []


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TO_SEE = "À voir par l’auditeur"


def hostile(site: Site) -> list[str]:
    """Serve them beside a page in order; returns their paths."""
    publish(site)
    site.flood("/dix-go", HTML + b"Content-Length: 10000000000\r\n\r\n", b"a" * 65536)
    site.flood("/sans-fin", HTML + b"\r\n", b"a" * 65536)
    site.drip("/goutte", HTML + b"\r\n", b"a")
    site.serve("/vide", b"<html><body><img src=affiche.png></body></html>")
    site.serve("/script", b"<div id=app></div><script>go()</script>")
    return ["/dix-go", "/sans-fin", "/goutte", "/vide", "/script"]


@pytest.mark.rule("MIK-62")
def test_a_hostile_site_is_left_to_the_auditor_in_bounded_time(
    audit_desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body of 10 GB, a drip, a page without text or made by a script, a certificate of somebody else."""
    monkeypatch.setattr("tasks.conformity.looking.fetch_all", partial(fetch_all, limits=Limits(seconds=1)))
    people_ready(audit_desk, site)
    with serving(certified(trustme.CA(), "autre.example")) as secure:
        allowed = f"{audit_desk.settings.audit_allowed_hosts},{HOST}:{secure.port}"
        desk = replace(audit_desk, settings=audit_desk.settings.model_copy(update={"audit_allowed_hosts": allowed}))
        addresses = {path: site.url(path, HOST) for path in hostile(site)} | {"certificat": secure.url("/", HOST)}
        note(desk, {tab.OTHER_SUPPORTS: "\n".join(f"Page de vente ; {url}" for url in addresses.values())})
        began = time.monotonic()
        read_on(desk, READY_ON)
        assert time.monotonic() - began < 20
    shown = {line.get(audit.ADDRESS, "").split("\n")[0]: line for line in desk.rows(audit.AUDIT)}
    assert {name: shown[url][audit.PROPOSAL] for name, url in addresses.items()} == dict.fromkeys(addresses, TO_SEE)
    reasons = {name: plain(shown[url][audit.REASON]) for name, url in addresses.items()}
    assert reasons["/dix-go"] == reasons["/sans-fin"] == plain(TOO_LARGE)
    assert (reasons["/goutte"], reasons["/script"]) == (plain(TOO_SLOW), plain(JAVASCRIPT_ONLY))
    assert reasons["/vide"] == plain(NO_TEXT)
    assert "certificat" in reasons["certificat"]
    assert events(desk, AUDIT_1)[-1] == ("2026-12-02", "supports_read", "A_AUDITER")
    assert desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-62", "MIK-64")
def test_a_page_in_an_old_character_set_is_read_with_its_accents(audit_desk: Desk, site: Site) -> None:
    people_ready(audit_desk, site)
    publish(site)
    page = "<html><body><h2>Durée</h2><p>35 heures, répétées à l'été.</p></body></html>"
    site.serve("/ancienne", page.encode("iso-8859-1"), "Content-Type: text/html; charset=ISO-8859-1")
    note(audit_desk, {tab.OTHER_SUPPORTS: f"Page de vente ; {site.url('/ancienne', HOST)}"})
    read_on(audit_desk, READY_ON)
    (volume,) = [
        line for line in audit_desk.rows(audit.AUDIT)
        if line[columns.REF].endswith("/volume") and "/ancienne" in line.get(audit.ADDRESS, "")
    ]  # fmt: skip
    assert (volume[audit.PROPOSAL], volume[audit.PASSAGE]) == ("Trouvé", "Durée : 35 heures, répétées à l'été.")
