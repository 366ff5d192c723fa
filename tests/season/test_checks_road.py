"""The checks of a habilitated partner, from their opening to the report: in the workbook, on real files (MIK-58)."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import Organiser, Pieces
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.network.check import NetworkCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckKind
from domain.vocabulary import Scope
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.tabs import checks as tab
from tasks.tabs import layout
from tests.exams import a_candidacy, a_person, a_session
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import AGENCY_MAIL, ATELIER, AUDITOR, PARTNER_MAIL, REF_1, at, row
from tests.season.conformity_roads import habilitated, reach
from tests.season.desk import MANAGER, MANAGER_MAIL, Desk
from tests.season.partner_site import publish
from tests.tasks.web.hostile_server import Site

OPENED, CONCLUDED = date(2026, 12, 27), date(2027, 1, 5)
CHECK = "CT-2026-0001"
#: what the register and the pages leave to the person in a monthly check
LEFT = ("E1", "COM2", "D1")
FAILED = {"Verdict": "Non conforme", "Observation": "L’offre porte encore l’ancien intitulé."}
SIGNED: dict[str, Any] = {"Mené le": at(CONCLUDED), "Conclu par": AUDITOR, "Saisi par": MANAGER}


def opened(desk: Desk, site: Site) -> None:
    """The monthly check is open and the site of the partner was read."""

    def play() -> None:
        habilitated(desk, site)
        publish(site, head="")
        desk.day(OPENED)

    reach(desk, "monthly check open", play)


def judge(desk: Desk, codes: tuple[str, ...] = LEFT, over: dict[str, dict[str, Any]] | None = None) -> None:
    said = {f"{CHECK}/{code}": {"Verdict": "Conforme"} for code in codes}
    said |= {f"{CHECK}/{code}": cells for code, cells in (over or {}).items()}
    desk.type_rows(tab.POINTS, said)


def told(desk: Desk, name: str, key: str) -> str:
    return reading.plain(row(desk, name, key).get("Retour", ""))


def checks(desk: Desk) -> list[NetworkCheck]:
    with desk.ledger() as connection:
        return [view.facts for view in read_subjects(connection, NETWORK_CHECK)]


@pytest.mark.rule("MIK-58", "NET-13", "O-10", "QUA-07")
def test_the_monthly_check_opens_fifteen_days_ahead_with_the_supports_read(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    publish(site, head="", without=("prerequis",))
    audit_desk.day(date(2026, 12, 26))
    assert audit_desk.rows(tab.CHECKS) == []
    audit_desk.day(OPENED)
    shown = row(audit_desk, tab.CHECKS, CHECK)
    assert (shown[tab.CHECK], shown[tab.BEFORE], shown[tab.LEFT], shown["Statut"]) == (
        "Contrôle mensuel", at(date(2027, 1, 11)), "3 sur 8", "À mener",
    )  # fmt: skip
    page = row(audit_desk, tab.POINTS, f"{CHECK}/COM1.1")
    assert (page["Proposition"], page["Verdict"]) == ("Non conforme", "Non conforme")
    assert "Absents ou contredits : Prérequis. À voir par vous : Aucune confusion" in reading.plain(page["Relevé"])
    with audit_desk.ledger() as connection:
        (running,) = read_deadlines(connection, NETWORK_CHECK)
    assert running.dates.sentence == "1 mois à compter du 11/12/2026 → 11/01/2027"
    action = next(line for line in audit_desk.rows(layout.TO_DO) if "contrôle mensuel" in line["Quoi"])
    assert (action["Avant le"], action["Organisme"]) == (at(date(2027, 1, 11)), ATELIER)
    (kept,) = checks(audit_desk)
    assert kept.regulation[0] == "2026-1"
    assert (kept.since, kept.readings[0].snapshot.sha256 != "") == (date(2026, 12, 11), True)
    before = reading.traces(audit_desk)
    audit_desk.day(OPENED)
    assert reading.traces(audit_desk) == before


@pytest.mark.rule("QUA-08", "QUA-09", "MIK-88")
def test_a_conclusion_too_early_says_what_is_missing_beside_each_row(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    judge(audit_desk, ("E1",), {"D1": {"Verdict": "Non conforme"}})
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED | {"Conclu par": "Personne"}})
    audit_desk.day(CONCLUDED)
    assert told(audit_desk, tab.CHECKS, CHECK).startswith("Conclu par : « Personne » ne figure pas dans l’onglet")
    audit_desk.type_rows(tab.CHECKS, {CHECK: {"Conclu par": AUDITOR}})
    audit_desk.day(CONCLUDED)
    assert told(audit_desk, tab.POINTS, f"{CHECK}/D1") == "Observation : D1 : dites ce qui n’est pas conforme. [QUA-09]"
    assert "voyez leur « Retour » dans « Points de contrôle »" in told(audit_desk, tab.CHECKS, CHECK)
    judge(audit_desk, (), {"D1": {"Verdict": "Peut-être"}})
    audit_desk.day(CONCLUDED)
    assert "« Peut-être » n’est pas un choix possible" in told(audit_desk, tab.POINTS, f"{CHECK}/D1")
    judge(audit_desk, (), {"D1": {"Verdict": "Conforme"}})
    audit_desk.day(CONCLUDED)
    assert told(audit_desk, tab.CHECKS, CHECK).startswith(
        "Verdict : il reste à juger, dans « Points de contrôle » : COM2."
    )
    assert [facts.concluded_on for facts in checks(audit_desk)] == [None]


@pytest.mark.rule("MIK-58", "NET-13", "QUA-01", "QUA-09", "MIK-88")
def test_a_check_that_is_concluded_has_its_report_its_mail_and_a_following(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    judge(audit_desk, LEFT, {"COM2": FAILED})
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED | {"Conclusion": "Une seule correction."}})
    audit_desk.day(CONCLUDED)
    ((kind, text),) = reading.minutes(audit_desk, CHECK)
    assert kind == "controle_mensuel"
    assert "1 point non conforme" in text
    assert "Réglementation signée : version 2026-1" in text
    assert reading.between(text, "Corrections demandées", "Supports relevés").endswith(f"{ATELIER} 20/01/2027")
    assert "Données déclarées et observées" in text
    mails = reading.mails(audit_desk, "check_concluded")
    assert [mail.to for mail in mails] == [AGENCY_MAIL, PARTNER_MAIL]
    assert {mail.subject.partition(" –")[0] for mail in mails} == {"Contrôle mensuel : 1 correction à apporter"}
    assert "L’offre porte encore l’ancien intitulé." in mails[0].text
    assert [len(mail.attached) for mail in mails] == [1, 1]
    assert reading.mails(audit_desk, "check_report") == []
    assert told(audit_desk, tab.CHECKS, CHECK).startswith(f"Conclu le 05/01/2027 par {AUDITOR} : 1 point non conforme.")
    due = f"Jugé : Non conforme. Correction due le 20/01/2027 par {ATELIER}."
    assert told(audit_desk, tab.POINTS, f"{CHECK}/COM2") == due
    audit_desk.day(date(2027, 1, 20))
    assert len(checks(audit_desk)) == 1
    audit_desk.day(date(2027, 1, 21))  # a month after the 5th, fifteen days ahead
    assert [(facts.counted_from, facts.since, facts.due_on) for facts in checks(audit_desk)[1:]] == [
        (CONCLUDED, OPENED, date(2027, 2, 5))
    ]
    with audit_desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("NET-13", "MIK-62")
def test_a_page_that_cannot_be_read_is_left_to_the_person_with_why(audit_desk: Desk, site: Site) -> None:
    habilitated(audit_desk, site)
    site.answers.clear()
    audit_desk.day(OPENED)
    page = row(audit_desk, tab.POINTS, f"{CHECK}/COM1.1")
    assert (page["Proposition"], page.get("Verdict")) == ("À voir", None)
    assert "Lecture automatique impossible" in reading.plain(page["Relevé"])
    assert row(audit_desk, tab.CHECKS, CHECK)[tab.LEFT] == "4 sur 8"


@pytest.mark.rule("MIK-88")
def test_what_is_concluded_changes_no_more_and_its_rows_may_go(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    judge(audit_desk)
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED})
    audit_desk.day(CONCLUDED)
    judge(audit_desk, (), {"COM2": FAILED})
    audit_desk.day(CONCLUDED)
    assert told(audit_desk, tab.POINTS, f"{CHECK}/COM2").startswith("Jugé : Conforme. Ce qui a changé depuis dans la")
    with audit_desk.book() as book:
        sheet = book[tab.POINTS]
        sheet.delete_rows(3, sheet.max_row)
    audit_desk.day(CONCLUDED)
    assert [line["Réf."] for line in audit_desk.rows(tab.POINTS)] == [f"{CHECK}/F3"]
    assert len(reading.mails(audit_desk, "check_concluded")) == 2


@pytest.mark.rule("QUA-07", "O-10", "MIK-85")
def test_six_months_without_a_check_are_a_defect_until_one_is_concluded(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    audit_desk.day(date(2027, 6, 11))
    with audit_desk.office() as office:
        assert defects_of(office) == []
    audit_desk.day(date(2027, 6, 12))
    with audit_desk.office() as office:
        assert [reading.plain(said) for said in defects_of(office)] == [
            f"Le partenaire {REF_1} n’a pas été contrôlé depuis le 11/12/2026, plus de 6 mois. Menez un contrôle et "
            "concluez-le dans « Contrôles » (QUA-07)."
        ]
    judge(audit_desk)
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED | {"Mené le": at(date(2027, 6, 12))}})
    audit_desk.day(date(2027, 6, 12))
    with audit_desk.office() as office:
        assert defects_of(office) == []
    audit_desk.day(date(2028, 7, 1))  # the agreement has ended with the registration
    statuses = {line["Réf."]: line["Statut"] for line in audit_desk.rows(tab.CHECKS)}
    assert set(statuses.values()) == {"Conclu", "Sans suite : partenariat terminé"}
    assert statuses[CHECK] == "Conclu"


def learner(number: int, session: str) -> Candidacy:
    """One of the partner's own, who sat in its session."""
    person = a_person(first_names="Léa Marie", birth_name=f"D’Arc {number}")
    return a_candidacy(
        a_session("RS9001", ref=session), person=person, partner=REF_1, trainers=("Jeanne Kaplan",),
        received_on=date(2027, 1, 4), parent=session,
    )  # fmt: skip


def audit_open(desk: Desk, site: Site) -> NetworkCheck:
    """The partner has held six sessions of one learner each, the last without its pieces; its audit is open."""
    opened(desk, site)
    organiser = Organiser(dossier=REF_1, name=ATELIER, email=PARTNER_MAIL, scope=Scope.PREPARE_AND_ASSESS)
    with desk.office() as office:
        for number in range(1, 7):
            day = date(2027, 1, 10 + number)
            pieces = Pieces(received_on=day, items=("emargement",)) if number < 6 else None
            facts = a_session("RS9001", organiser=organiser, starts_on=day, ends_on=day, pieces=pieces)
            ref = place(office, EXAM_SESSION, facts, SessionState.RESULTS_SENT, date(2027, 2, 1))
            place(office, CANDIDACY, learner(number, ref), CandidacyState.PASSED, date(2027, 2, 1))
    publish(site, head="")
    desk.day(date(2027, 5, 27))
    return next(facts for facts in checks(desk) if facts.kind is CheckKind.SEMESTER)


@pytest.mark.rule("REF-23", "NET-14", "MIK-52", "NET-06", "NET-08")
def test_the_sample_of_a_semester_audit_is_by_risk_and_its_points_say_what_the_register_saw(
    audit_desk: Desk, site: Site
) -> None:
    audit = audit_open(audit_desk, site)
    assert (audit.sample.seed, audit.sample.population, len(audit.sample.sessions)) == (
        f"check:{REF_1}:semestriel:1", 6, 4,
    )  # fmt: skip
    assert audit.sample.sessions[0] == "S-2027-0006"  # its pieces never came
    said = {item.code: (item.rule, reading.plain(item.evidence)) for item in audit.items}
    assert said["E3"] == ("NET-14", "Pièces non reçues : S-2027-0006.")
    assert said["F1"][1].startswith("Déclaré : 42 heures. Référentiel : 5 compétences. Programmes : https://")
    assert said["F2"] == ("MIK-52", f"Dossiers à ouvrir : {', '.join(audit.sample.candidacies)}.")
    assert said["C3.1"][0] == "NET-08"


@pytest.mark.rule("MIK-88", "QUA-08", "LAW-04")
def test_the_report_of_a_semester_audit_has_its_sections_and_the_learners_without_a_session(
    audit_desk: Desk, site: Site
) -> None:
    audit = audit_open(audit_desk, site)
    names = "Léa D’Arc 1\nd'arc 2 LEA\nNadia Absente"
    points = [line["Réf."] for line in audit_desk.rows(tab.POINTS) if line["Réf."].startswith(f"{audit.ref}/")]
    audit_desk.type_rows(tab.POINTS, {key: {"Verdict": "Conforme", "Observation": "Vu."} for key in points})
    audit_desk.type_rows(tab.CHECKS, {audit.ref: {tab.LEARNERS: names}})
    audit_desk.day(date(2027, 5, 28))
    assert row(audit_desk, tab.CHECKS, audit.ref)[tab.NOT_ENROLLED] == "Nadia Absente"
    audit_desk.type_rows(tab.CHECKS, {audit.ref: SIGNED | {"Mené le": at(date(2027, 5, 28))}})
    audit_desk.day(date(2027, 5, 28))
    ((kind, text),) = reading.minutes(audit_desk, audit.ref)
    assert kind == "audit_semestriel"
    order = ["Objet et méthode", "Formation Point", "Évaluation Point", "Certification et délivrance Point",
             "Communication Point", "Données déclarées et observées Point", "Formés non inscrits"]  # fmt: skip
    found = [text.find(title) for title in order]
    assert (found == sorted(found), -1 in found) == (True, False)
    assert "3 apprenants déclarés par le partenaire ; inscriptions observées sur la période : 6" in text
    (mail,) = reading.mails(audit_desk, "check_report")
    assert (mail.to, len(mail.attached)) == (MANAGER_MAIL, 1)


@pytest.mark.rule("QUA-08")
def test_the_points_of_a_check_leave_thirty_days_after_it_and_its_row_stays(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    judge(audit_desk)
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED})
    audit_desk.day(CONCLUDED)
    mine = [line["Réf."] for line in audit_desk.rows(tab.POINTS) if line["Réf."].startswith(f"{CHECK}/")]
    audit_desk.day(CONCLUDED + timedelta(days=29))
    assert {line["Réf."] for line in audit_desk.rows(tab.POINTS)} >= set(mine) != set()
    said = checks(audit_desk)[0]
    audit_desk.day(CONCLUDED + timedelta(days=30))
    assert not {line["Réf."] for line in audit_desk.rows(tab.POINTS)} & set(mine)
    assert row(audit_desk, tab.CHECKS, CHECK)["Statut"] == "Conclu"
    assert checks(audit_desk)[0] == said
