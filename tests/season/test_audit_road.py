"""The audit of a communication on a real site: corrections, one re-check, and no third pass (MIK-59 to MIK-70)."""

from datetime import date, datetime, tzinfo
from functools import partial

import pytest

from tasks import steps
from tasks.conformity.reading import read_supports
from tasks.tabs import audit, columns, layout, trainers
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import (
    AGENCY_MAIL,
    ATELIER,
    AUDIT_1,
    AUDITOR,
    KAPLAN,
    OSTROWSKI,
    PARTNER_MAIL,
    REF_1,
    note,
    row,
)  # fmt: skip
from tests.season.conformity_roads import JUDGED_ON, READY_ON, people_ready, reach, supports_read
from tests.season.desk import MANAGER_MAIL, Desk
from tests.season.partner_site import HOST, PATH, publish
from tests.season.reading import between, events, mails, minutes, plain, register, traces
from tests.tasks.web.hostile_server import Site

CORRECTED_ON, RECHECKED_ON = date(2026, 12, 9), date(2026, 12, 10)
LUKAS_MAIL = "lukas@atelier.example"
PREREQUISITES, VOLUME = "1/prerequis", "1/volume"


def read_on(desk: Desk, day: date) -> None:
    """The OF is ready and its site is read."""
    note(desk, {tab.READY_ON: hands.at(day)})
    desk.day(day)


def corrections_asked(desk: Desk, site: Site) -> None:
    """The first pass misses two elements on the site; both are asked for on JUDGED_ON."""

    def play() -> None:
        people_ready(desk, site)
        publish(site, without=("prerequis", "volume"))
        read_on(desk, READY_ON)
        hands.judge(desk, 1, {PREREQUISITES: "Aucun prérequis sur la page.", VOLUME: "Durée absente."})
        desk.day(JUDGED_ON)

    reach(desk, "corrections asked", play)


def deadlines(desk: Desk) -> dict[str, date]:
    return {line[columns.DEADLINE]: line["Au plus tard le"].date() for line in desk.rows(layout.DEADLINES)}


def verdict_of(desk: Desk, pair: str, control: int = 1) -> tuple[str, str, str]:
    """(proposal, verdict filled in, answer) of one row."""
    found = row(desk, audit.AUDIT, f"{AUDIT_1}/{control}/{pair}")
    return found[audit.PROPOSAL], found.get(audit.VERDICT, ""), plain(found[columns.ANSWER])


@pytest.mark.rule("MIK-59", "MIK-62", "MIK-63", "MIK-64")
def test_each_item_of_each_support_has_its_row_with_a_proposal_and_its_evidence(audit_desk: Desk, site: Site) -> None:
    people_ready(audit_desk, site)
    publish(site, without=("prerequis",))
    read_on(audit_desk, READY_ON)
    rows = audit_desk.rows(audit.AUDIT)
    assert [line[audit.SUPPORT] for line in rows] == ["Support 1 – Site internet"] * 18 + [
        "Support 2 – Offre EDOF"
    ] * 18
    on_site = {line[columns.REF].rpartition("/")[2]: line for line in rows[:18]}
    assert {code: line[audit.PROPOSAL] for code, line in on_site.items() if line[audit.PROPOSAL] != "Trouvé"} == {
        "prerequis": "Non trouvé",
        **dict.fromkeys(("confusion", "coherence", "durees", "presentiel", "effectif", "financeurs"),
                        "À voir par l’auditeur"),
    }  # fmt: skip
    assert on_site["volume"][audit.PASSAGE] == "Durée : 35 heures réparties sur 5 jours."
    assert on_site["prerequis"][audit.VERDICT] == "Absent"
    assert {(line[audit.PROPOSAL], plain(line[audit.REASON])) for line in rows[18:26]} == {
        ("À voir par l’auditeur", "L’offre se consulte dans EDOF, avec un compte.")
    }
    (kept,) = [path for path in audit_desk.settings.snapshots_folder.rglob("*") if path.is_file()]
    assert b"Promouvoir une activit\xc3\xa9 artistique visuelle" in kept.read_bytes()
    assert on_site["volume"][audit.READ].endswith(f"SHA-256 {kept.name[:12]}…")
    assert site.paths == [PATH]


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
        "Durée absente. Aucun passage relevé", "« Durée : 35 heures réparties sur 5 jours. »"
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
    assert (desk.rows(layout.DEADLINES), desk.rows(layout.TO_DO)) == ([], [])
    assert [events(desk, ref)[-1][2] for ref in (AUDIT_1, KAPLAN, OSTROWSKI, "R-2026-0001")] == [
        "PERDUE", "CLOS", "CLOS", "CLOS"
    ]  # fmt: skip
    before = traces(desk)
    for day in (date(2026, 12, 11), date(2026, 12, 15), date(2026, 12, 23), date(2027, 1, 8), date(2027, 12, 17)):
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


@pytest.mark.rule("MIK-65", "MIK-67")
def test_a_page_that_is_public_too_early_contradicts_and_heads_the_corrections(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    people_ready(desk, site)
    publish(site, without=("volume",), head="")
    read_on(desk, READY_ON)
    assert verdict_of(desk, "1/publication")[:2] == ("Contredit", "Non conforme")
    assert plain(row(desk, audit.AUDIT, f"{AUDIT_1}/1/1/publication")[audit.REASON]) == (
        "Commercialisation anticipée : la page est publique et indexable avant l’habilitation."
    )
    hands.judge(desk, 1, over={audit.EVIDENCE: None})
    desk.day(JUDGED_ON)
    assert verdict_of(desk, "1/publication")[2] == (
        "Constat : le contrôle automatique a relevé le contraire. Dites ce qui rend l’élément conforme. [MIK-63]"
    )
    assert events(desk, AUDIT_1)[-1][1] == "supports_read"
    hands.judge(desk, 1, {"1/publication": "Page indexée.", VOLUME: "Durée absente."})
    desk.day(JUDGED_ON)
    (letter, _) = mails(desk, "corrections_requested")
    first = between(letter.text, "1. ", "2. ")
    assert ("indexée" in first, "volume horaire" in first) == (True, False)


def reading_at(moment: datetime) -> partial[None]:
    """The reading of supports as the clock of the office shows `moment`."""

    def now(zone: tzinfo) -> datetime:
        return moment.replace(tzinfo=zone)

    return partial(read_supports, clock=now)


@pytest.mark.rule("MIK-60", "O-06")
def test_at_the_end_of_the_delay_what_exists_is_read_though_the_of_says_nothing(
    audit_desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = audit_desk
    people_ready(desk, site)
    publish(site, without=("volume",))
    monkeypatch.setattr(steps, "read_supports", reading_at(datetime(2026, 12, 8, 11, 59)))
    for day in (date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 8)):
        desk.day(day)
    assert (site.requests, hands.keys(desk, audit.AUDIT)) == ([], [])
    monkeypatch.setattr(steps, "read_supports", reading_at(datetime(2026, 12, 8, 12, 0)))
    desk.day(date(2026, 12, 8))
    assert (site.paths, len(hands.lines_of(desk, 1))) == ([PATH], 36)
    reminders = [(f"{mail.on:%d/%m}", mail.to) for mail in mails(desk, "communication_reminder")]
    assert sorted(reminders) == [
        ("01/12", AGENCY_MAIL), ("01/12", PARTNER_MAIL), ("07/12", AGENCY_MAIL), ("07/12", PARTNER_MAIL),
    ]  # fmt: skip
    staff = [(f"{mail.on:%d/%m}", mail.kind, mail.to) for mail in mails(desk, dossier=AUDIT_1) if "staff" in mail.kind]
    assert staff == [("07/12", "deadline_reminder_staff", MANAGER_MAIL)]


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


@pytest.mark.rule("MIK-63", "MIK-64")
def test_nothing_is_decided_until_every_row_is_signed_by_somebody_known(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    supports_read(desk, site)
    hands.judge(desk)
    desk.type_rows(audit.AUDIT, {
        f"{AUDIT_1}/1/1/publics": {audit.AUDITOR: None},
        f"{AUDIT_1}/1/1/objectifs": {audit.AUDITOR: "Bob Inconnu"},
        f"{AUDIT_1}/1/1/financeurs": {audit.VERDICT: "Sans objet", audit.EVIDENCE: None},
        f"{AUDIT_1}/1/2/brouillon": {audit.VERDICT: "Peut-être"},
    })  # fmt: skip
    desk.day(JUDGED_ON)
    assert events(desk, AUDIT_1)[-1][1] == "supports_read"
    assert verdict_of(desk, "1/publics")[2] == "Il reste 4 éléments à juger et à signer dans ce contrôle. [MIK-64]"
    assert verdict_of(desk, "1/objectifs")[2] == (
        "Auditeur : « Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne. [MIK-63]"
    )
    assert verdict_of(desk, "1/financeurs")[2] == (
        "Constat : dites pourquoi l’élément est sans objet : tous sont jugés. [MIK-64]"
    )
    assert verdict_of(desk, "2/brouillon")[2].startswith("Verdict : « Peut-être » n’est pas")
    desk.type_rows(audit.AUDIT, {
        f"{AUDIT_1}/1/1/publics": {audit.AUDITOR: AUDITOR},
        f"{AUDIT_1}/1/1/objectifs": {audit.AUDITOR: AUDITOR},
        f"{AUDIT_1}/1/1/financeurs": {audit.EVIDENCE: "Aucun financeur n’est cité."},
        f"{AUDIT_1}/1/2/brouillon": {audit.VERDICT: "Conforme"},
    })  # fmt: skip
    desk.day(date(2026, 12, 7))
    assert events(desk, AUDIT_1)[-1] == ("2026-12-07", "audit_passed", "CONFORME")
    assert desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-63")
def test_two_rows_that_judge_one_item_are_refused_and_both_kept(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    supports_read(desk, site)
    hands.judge(desk)
    with desk.book() as book:
        sheet = book[audit.AUDIT]
        headers = {str(cell.value): cell.column or 0 for cell in sheet[1]}
        copied = [cell.value for cell in sheet[2]]
        copied[headers[audit.VERDICT] - 1] = "Non conforme"
        sheet.append(copied)
    desk.day(JUDGED_ON)
    twice = [line for line in desk.rows(audit.AUDIT) if line[columns.REF] == f"{AUDIT_1}/1/1/publics"]
    assert [(line[audit.VERDICT], "figure deux fois" in line[columns.ANSWER]) for line in twice] == [
        ("Conforme", True), ("Non conforme", True)
    ]  # fmt: skip
    assert events(desk, AUDIT_1)[-1][1] == "supports_read"


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
