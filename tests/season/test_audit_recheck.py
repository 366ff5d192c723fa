"""Corrections, then one re-check: conforming or lost, and no third pass (MIK-67 to MIK-70)."""

from datetime import date, datetime

import pytest

from tasks import steps
from tasks.tabs import audit, columns, layout, trainers
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.audit_roads import (
    CORRECTED_ON,
    LUKAS_MAIL,
    PREREQUISITES,
    RECHECKED_ON,
    VOLUME,
    corrections_asked,
    deadlines,
    reading_at,
)
from tests.season.conformity import AGENCY_MAIL, ATELIER, AUDIT_1, KAPLAN, OSTROWSKI, PARTNER_MAIL, REF_1, note, row
from tests.season.conformity_roads import reach
from tests.season.desk import Desk
from tests.season.partner_site import publish
from tests.season.reading import between, events, mails, minutes, plain, register, traces
from tests.tasks.web.hostile_server import Site


@pytest.mark.rule("MIK-31", "MIK-67", "MIK-68", "O-06")
def test_corrections_are_numbered_then_checked_alone_and_found_done(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    corrections_asked(desk, site)
    assert events(desk, AUDIT_1)[-1] == ("2026-12-04", "corrections_requested", "CORRECTIONS_DEMANDEES")
    assert deadlines(desk)["Second contrôle des supports de communication"] == date(2026, 12, 11)
    sent = mails(desk, "corrections_requested")
    assert sorted(mail.to for mail in sent) == [AGENCY_MAIL, PARTNER_MAIL]
    assert "1. " in sent[0].text
    asked = between(sent[0].text, "1. ", "Pièce jointe")
    assert asked.index("Indiquez les prérequis") < asked.index("2. ") < asked.index("Indiquez le volume horaire")
    publish(site)
    note(desk, {tab.CORRECTED_ON: hands.at(CORRECTED_ON)})
    desk.day(CORRECTED_ON)
    assert hands.lines_of(desk, 2) == [f"{AUDIT_1}/2/{PREREQUISITES}", f"{AUDIT_1}/2/{VOLUME}"]
    shown = row(desk, audit.AUDIT, f"{AUDIT_1}/2/{VOLUME}")
    assert shown[audit.ASKED] == "N° 2 – Indiquez le volume horaire de la préparation, en heures."
    assert (plain(shown[audit.BEFORE]), plain(shown[audit.AFTER])) == (
        "Durée absente. Aucune rubrique ni phrase de la page n’annonce cet élément.",
        "« Durée : 35 heures réparties sur 5 jours. »",
    )  # fmt: skip
    hands.judge(desk, 2)
    desk.day(RECHECKED_ON)
    assert events(desk, AUDIT_1)[-1] == ("2026-12-10", "recheck_passed", "CONFORME")
    assert desk.states() == {ATELIER: "Prêt à signer"}
    assert [kind for kind, _ in minutes(desk, AUDIT_1)] == ["controle_communication_1", "controle_communication_2"]
    assert "Second contrôle des supports de communication" not in deadlines(desk)


def lost(desk: Desk, site: Site) -> None:
    """At the re-check one correction of two is still missing; a second trainer is expected on 15/12."""

    def play() -> None:
        corrections_asked(desk, site)
        publish(site, without=("volume",))
        note(desk, {tab.CORRECTED_ON: hands.at(CORRECTED_ON)})
        planned = hands.planned(date(2026, 12, 15), email=LUKAS_MAIL)
        desk.type_rows(trainers.TRAINERS, {f"{OSTROWSKI}/1": planned})
        desk.day(CORRECTED_ON)
        hands.judge(desk, 2, {VOLUME: "La durée manque toujours."})
        desk.day(RECHECKED_ON)

    reach(desk, "lost", play)


@pytest.mark.rule("MIK-31", "MIK-69", "MIK-70")
def test_one_unmet_correction_loses_the_pre_habilitation_with_minutes_that_say_why(
    audit_desk: Desk, site: Site
) -> None:
    lost(audit_desk, site)
    assert audit_desk.states() == {ATELIER: "Pré-habilitation perdue"}
    assert [(mail.kind, mail.to) for mail in mails(audit_desk) if mail.on == RECHECKED_ON] == [
        ("habilitation_lost", PARTNER_MAIL), ("recheck_failed", AGENCY_MAIL), ("recheck_failed", PARTNER_MAIL),
        ("trainer_session_cancelled", PARTNER_MAIL), ("trainer_session_cancelled", LUKAS_MAIL),
    ]  # fmt: skip
    assert [(line["kind"], line["subject"]) for line in register(audit_desk)[-2:]] == [
        ("controle_communication_2", AUDIT_1), ("perte_prehabilitation", REF_1),
    ]  # fmt: skip
    text = dict(minutes(audit_desk, REF_1))["perte_prehabilitation"]
    assert "Indiquez le volume horaire de la préparation, en heures." in text
    assert "La durée manque toujours." in text
    assert "prérequis de la certification" not in text
    assert "Voies de recours" in text
    (mail,) = mails(audit_desk, "habilitation_lost")
    assert [name.partition(" ")[2] for name in mail.attached] == ["Procès-verbal de perte de la pré-habilitation.pdf"]


@pytest.mark.rule("MIK-35", "MIK-69")
def test_a_lost_pre_habilitation_stops_every_clock_and_says_nothing_more(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    lost(desk, site)
    assert (desk.deadlines(), desk.rows(layout.TO_DO)) == ([], [])
    assert [events(desk, ref)[-1][2] for ref in (AUDIT_1, KAPLAN, OSTROWSKI, "R-2026-0001")] == [
        "PERDUE", "CLOS", "CLOS", "CLOS"
    ]  # fmt: skip
    before = traces(desk)
    for day in (date(2026, 12, 11), date(2026, 12, 15), date(2026, 12, 23), date(2027, 1, 8), date(2027, 7, 30)):
        desk.day(day)
    assert traces(desk) == before


@pytest.mark.rule("MIK-02", "MIK-69")
def test_there_is_no_third_pass_whatever_staff_type(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    lost(desk, site)
    before = traces(desk)
    publish(site)
    hands.judge(desk, 2)
    hands.judge(desk, 1)
    note(desk, {tab.CORRECTED_ON: datetime(2026, 12, 11), tab.READY_ON: datetime(2026, 12, 11), **hands.assured()})
    desk.type_rows(trainers.TRAINERS, {f"{OSTROWSKI}/1": hands.evaluated(date(2026, 12, 15))})
    hands.decide(desk, layout.EXTEND, {layout.DAYS: 5})
    desk.day(date(2026, 12, 15))
    assert (traces(desk), desk.states()) == (before, {ATELIER: "Pré-habilitation perdue"})
    (refused,) = desk.rows(layout.DIRECTION)
    assert "est impossible pour un dossier à l’état « Pré-habilitation perdue »" in plain(refused[columns.ANSWER])
    said = row(desk, audit.AUDIT, f"{AUDIT_1}/2/{VOLUME}")[columns.ANSWER]
    assert "Ce qui a changé depuis dans la ligne est sans effet" in plain(said)


@pytest.mark.rule("MIK-68", "O-06")
def test_the_re_check_takes_place_by_itself_on_its_last_day(
    audit_desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrections_asked(audit_desk, site)
    publish(site)
    monkeypatch.setattr(steps, "read_supports", reading_at(datetime(2026, 12, 11, 9)))
    audit_desk.day(date(2026, 12, 11))
    assert hands.lines_of(audit_desk, 2) == []
    monkeypatch.setattr(steps, "read_supports", reading_at(datetime(2026, 12, 11, 14)))
    audit_desk.day(date(2026, 12, 11))
    assert hands.lines_of(audit_desk, 2) == [f"{AUDIT_1}/2/{PREREQUISITES}", f"{AUDIT_1}/2/{VOLUME}"]
