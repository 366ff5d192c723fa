"""The first audit of a communication on a real site: proposals, evidence, verdicts (MIK-59 to MIK-66)."""

from datetime import date, datetime

import pytest

from tasks import steps
from tasks.tabs import audit, columns, layout
from tests.season import conformity as hands
from tests.season.audit_roads import VOLUME, read_on, reading_at, verdict_of
from tests.season.conformity import AGENCY_MAIL, AUDIT_1, AUDITOR, PARTNER_MAIL, row
from tests.season.conformity_roads import JUDGED_ON, READY_ON, people_ready, supports_read
from tests.season.desk import MANAGER_MAIL, Desk
from tests.season.partner_site import PATH, publish
from tests.season.reading import between, events, mails, plain
from tests.tasks.web.hostile_server import Site


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


@pytest.mark.rule("LAW-08")
def test_what_the_public_reads_is_compared_with_the_record_at_france_competences(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    supports_read(desk, site)
    item = "Informations conformes à la fiche France compétences"
    lines = [line for line in desk.rows(audit.AUDIT) if line[audit.ITEM] == item]
    assert [(line[audit.SUPPORT], line[audit.PROPOSAL], line.get(audit.VERDICT)) for line in lines] == [
        ("Support 1 – Site internet", "À voir par l’auditeur", None),
        ("Support 2 – Offre EDOF", "À voir par l’auditeur", None),
    ]
    hands.judge(desk, 1, {"2/coherence": "L’offre annonce un niveau qui n’est pas celui de la fiche."})
    desk.day(JUDGED_ON)
    (letter, _) = mails(desk, "corrections_requested")
    asked = "Alignez les informations sur la fiche de la certification publiée par France compétences."
    assert asked in between(letter.text, "1. ", "Pièce jointe")
