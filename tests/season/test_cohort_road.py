"""The life of a cohort on real files: asked in time, reminded once, answered, closed, never against one's will."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams.certificate_process import CERTIFICATE
from domain.exams.vocabulary import CertificateEvent
from domain.network import survey_guards as typed
from domain.network.survey_process import SURVEY
from domain.process import Command
from tasks import steps
from tasks.integrity import defects_of
from tasks.ledger.queries import read_subjects, read_team
from tasks.office import apply_commands
from tasks.tabs import layout
from tasks.tabs import surveys as tab
from tests.domain.exams.test_certificate_guards import WITHDRAWAL
from tests.season import reading
from tests.season.conformity import at
from tests.season.desk import MANAGER, Desk
from tests.season.test_delivery_road import states
from tests.surveys import CERTIFIED_ON, certified

DAY_BEFORE, SIX_MONTHS, ANSWER_DAY = date(2027, 7, 24), date(2027, 7, 25), date(2027, 8, 2)
REMINDERS, CLOSED = (date(2027, 8, 4), date(2027, 8, 14)), date(2027, 8, 25)
TWO_YEARS = date(2029, 1, 25)
FIRST, SECOND = "ENQ-2027-0001", "ENQ-2027-0002"
EMPLOYED: dict[str, Any] = {
    typed.SITUATION: "En emploi ou à mon compte", typed.IN_TRADE: "Oui",
    typed.CONTRACT: "CDI ou fonction publique", typed.SALARY: 27000,
}  # fmt: skip


def code_of(desk: Desk, ref: str = FIRST) -> str:
    """The code in the link that the holder has received."""
    (mail,) = reading.mails(desk, "survey", ref)
    return reading.between(mail.text, "?jeton=", " Ce lien")


def by_form(desk: Desk, code: str, on: date, **cells: Any) -> None:
    desk.add_row(tab.ANSWERS, {typed.ANSWERED_ON: datetime(on.year, on.month, on.day, 9, 30), tab.CODE: code, **cells})


def told(desk: Desk) -> list[tuple[str, ...]]:
    return [tuple(reading.plain(row.get(name, "")) for name in ("Statut", "Retour")) for row in desk.rows(tab.ANSWERS)]


#: the part of a day that moves a cohort, and the night
COHORT = (
    steps.read_workbook, steps.survey_cohorts, steps.follow, steps.sweep_deadlines, steps.send_mails,
    steps.write_workbook,
)  # fmt: skip


def a_day(desk: Desk, on: date) -> None:
    desk.day(on, steps=COHORT)


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Maëlys and Zoé, certified on the same day, were asked six months later."""
    with desk.office() as office:
        certified(office, "Maëlys")
        certified(office, "Zoé")
    a_day(desk, SIX_MONTHS)
    return desk


@pytest.mark.rule("NET-18", "NET-23", "REF-07")
def test_a_holder_is_asked_on_the_day_of_the_wave_by_a_link_of_her_own(desk: Desk) -> None:
    with desk.office() as office:
        certified(office, "Maëlys")
    desk.day(DAY_BEFORE)
    assert reading.mails(desk, "survey") == []
    desk.day(SIX_MONTHS)
    (mail,) = reading.mails(desk, "survey")
    assert (mail.to, mail.on, mail.dossier) == ("maelys@candidats.example", SIX_MONTHS, FIRST)
    code = code_of(desk)
    assert (len(code), code.isalnum()) == (24, True)
    assert "conservées 5 ans" in reading.plain(mail.text)
    assert "cochez « Ne plus me solliciter »" in reading.plain(mail.text)
    (row,) = desk.rows(tab.SURVEYS)
    assert (row["Réf."], row["Titulaire"], row["Vague"]) == (FIRST, "Maëlys d’Œuvrard", "6 mois")
    about = {line["Dossier"][:3] for tab in (layout.DEADLINES, layout.TO_DO) for line in desk.rows(tab)}
    assert about == {"ENR"}  # nobody of the office has to act upon a survey
    before = reading.traces(desk)
    assert desk.day(SIX_MONTHS).written.changed_cells == 0  # type: ignore[union-attr]
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("NET-18")
def test_an_answer_is_taken_by_its_code_and_the_last_one_counts(asked: Desk) -> None:
    code = code_of(asked)
    by_form(asked, f" {code.lower()} ", ANSWER_DAY, **EMPLOYED)
    a_day(asked, ANSWER_DAY)
    assert told(asked) == [("Prise en compte", "Réponse à l’enquête enregistrée.")]
    assert states(asked, SURVEY) == {FIRST: "REPONDUE", SECOND: "ENVOYEE"}
    by_form(asked, code, date(2027, 8, 3), **EMPLOYED | {typed.SALARY: 29000})
    a_day(asked, date(2027, 8, 3))
    assert told(asked)[0] == ("Prise en compte", f"Prise en compte : {FIRST}.")
    with asked.ledger() as connection:
        salaries = {
            view.ref: view.facts.answer and view.facts.answer.salary for view in read_subjects(connection, SURVEY)
        }
    assert salaries == {FIRST: 29000, SECOND: None}
    assert [event for _, event, _ in reading.events(asked, FIRST)] == [
        "survey_sent", "survey_answered", "survey_answered"
    ]  # fmt: skip
    a_day(asked, REMINDERS[0])
    assert [mail.dossier for mail in reading.mails(asked, "survey_reminder")] == [SECOND]


@pytest.mark.rule("NET-18")
def test_reminders_leave_once_each_then_the_survey_is_closed_and_still_takes_a_late_answer(asked: Desk) -> None:
    by_form(asked, code_of(asked, SECOND), ANSWER_DAY, **EMPLOYED)
    for day in (ANSWER_DAY, *REMINDERS, REMINDERS[1], CLOSED.replace(day=24)):
        a_day(asked, day)
    sent = [(mail.dossier, mail.on) for mail in reading.mails(asked, "survey_reminder")]
    assert sent == [(FIRST, REMINDERS[0]), (FIRST, REMINDERS[1])]
    assert states(asked, SURVEY)[FIRST] == "ENVOYEE"
    a_day(asked, CLOSED)
    assert states(asked, SURVEY)[FIRST] == "SANS_REPONSE"
    by_form(asked, code_of(asked), date(2027, 9, 1), **{typed.SITUATION: "En recherche d'emploi"})
    a_day(asked, date(2027, 9, 1))
    assert states(asked, SURVEY)[FIRST] == "REPONDUE"
    assert asked.rows(tab.SURVEYS) == []


@pytest.mark.rule("NET-18", "NET-23")
def test_who_declines_is_left_alone_for_the_second_wave(asked: Desk) -> None:
    by_form(asked, code_of(asked), ANSWER_DAY, **{tab.STOP: "Oui"})
    a_day(asked, ANSWER_DAY)
    assert states(asked, SURVEY) == {FIRST: "DECLINEE", SECOND: "ENVOYEE"}
    with asked.office() as office:  # another certification, of the same person
        certified(office, "Maëlys", date(2028, 7, 25), certification="RS9001", candidacy="I-2028-0001")
    a_day(asked, TWO_YEARS)
    second = [(mail.to, mail.dossier) for mail in reading.mails(asked, "survey") if mail.on == TWO_YEARS]
    assert second == [("zoe@candidats.example", "ENQ-2029-0001")]
    (mail,) = reading.mails(asked, "survey", "ENQ-2029-0001")
    assert "deux ans après" in reading.plain(mail.text)


@pytest.mark.rule("NET-18")
def test_an_answer_that_also_declines_is_kept_and_stops_the_second_wave(asked: Desk) -> None:
    by_form(asked, code_of(asked), ANSWER_DAY, **EMPLOYED, **{tab.STOP: "Oui"})
    a_day(asked, ANSWER_DAY)
    assert states(asked, SURVEY)[FIRST] == "REPONDUE"
    a_day(asked, TWO_YEARS)
    assert [mail.to for mail in reading.mails(asked, "survey") if mail.on == TWO_YEARS] == ["zoe@candidats.example"]


@pytest.mark.rule("NET-28")
def test_staff_type_what_they_hear_and_a_partner_never_replaces_the_holder(asked: Desk) -> None:
    phone = {tab.SURVEY_REF: FIRST, typed.SOURCE: "Téléphone", "Saisi par": MANAGER, **EMPLOYED}
    partner = {**phone, typed.SOURCE: "Partenaire", typed.SALARY: 31000}
    unsigned = {**phone, tab.SURVEY_REF: SECOND, "Saisi par": None}
    asked.add_rows(tab.ANSWERS, [phone, partner, partner | {tab.SURVEY_REF: SECOND}, unsigned])
    a_day(asked, ANSWER_DAY)
    taken, refused, second, waiting = told(asked)
    assert taken == second == ("Prise en compte", "Réponse à l’enquête enregistrée.")
    assert refused == ("Refusée, à corriger", "Source : le titulaire a répondu lui-même : sa réponse l’emporte sur "
                       "celle du partenaire. Supprimez la ligne. [NET-28]")  # fmt: skip
    assert waiting == ("", "")
    by_form(asked, code_of(asked, SECOND), ANSWER_DAY, **{typed.SITUATION: "En études ou en formation"})
    a_day(asked, ANSWER_DAY)
    with asked.ledger() as connection:
        sources = {
            view.ref: view.facts.answer.source for view in read_subjects(connection, SURVEY) if view.facts.answer
        }
    assert sources == {FIRST: "TELEPHONE", SECOND: "TITULAIRE"}


@pytest.mark.rule("NET-18", "NET-28")
def test_what_cannot_be_an_answer_is_refused_in_words_and_never_quoted_as_a_formula(asked: Desk) -> None:
    code = code_of(asked)
    rows: list[dict[str, Any]] = [
        {tab.CODE: "A" * 24, **EMPLOYED},
        {tab.CODE: code, **EMPLOYED, typed.SALARY: 10**9},
        {tab.CODE: code, **EMPLOYED, typed.SALARY: -5},
        {tab.CODE: code, **EMPLOYED, typed.SALARY: 1800},
        {tab.CODE: code, **EMPLOYED, typed.SITUATION: "=HYPERLINK(1)"},
        {tab.CODE: code, **EMPLOYED, typed.SITUATION: "En recherche d’emploi"},
        {tab.CODE: code, typed.USEFULNESS: 8},
        {tab.CODE: code},
        {tab.CODE: code, **EMPLOYED, typed.SOURCE: "Partenaire"},
        {tab.SURVEY_REF: "ENQ-2027-0404", typed.SOURCE: "Téléphone", "Saisi par": MANAGER, **EMPLOYED},
        {tab.SURVEY_REF: FIRST, "Saisi par": MANAGER, **EMPLOYED},
        {"Saisi par": MANAGER, **EMPLOYED},
    ]
    asked.add_rows(tab.ANSWERS, [{typed.ANSWERED_ON: at(ANSWER_DAY), **cells} for cells in rows])
    a_day(asked, ANSWER_DAY)
    assert [said.partition(".")[0] for _, said in told(asked)] == [
        "Code d’enquête : ce code ne désigne aucune enquête : le lien a été mal recopié",
        "Salaire brut annuel (€) : « 1000000000 » n’est pas possible ; indiquez un nombre positif ou nul",
        "Salaire brut annuel (€) : « -5 » n’est pas possible ; indiquez un nombre positif ou nul",
        "Salaire brut annuel (€) : 1800 € n’est pas un salaire brut annuel plausible (de 3000 à 500000 €)",
        "Situation : « =HYPERLINK(1) » n’est pas un choix possible ; choisissez parmi : En emploi ou à mon "
        "compte, En recherche d’emploi, Sans emploi, et sans en rechercher, En études ou en formation, Dans "
        "l’impossibilité de travailler (le motif n’est pas demandé)",
        "Situation : sans emploi, il n’y a ni métier, ni contrat, ni salaire",
        "Utilité (0 à 10) : cette enquête porte sur l’insertion : effacez l’utilité et l’usage",
        "la ligne ne dit rien",
        "Code d’enquête : un code vient du formulaire : effacez-le pour saisir vous-même une réponse par son numéro "
        "d’enquête",
        "Enquête : « ENQ-2027-0404 » ne désigne aucune enquête",
        "Source : indiquez d’où vient cette réponse : Téléphone ou Partenaire",
        "Enquête : ni code ni numéro d’enquête",
    ]  # fmt: skip
    assert states(asked, SURVEY) == {FIRST: "ENVOYEE", SECOND: "ENVOYEE"}
    assert code not in str(asked.rows(layout.ANOMALIES))


@pytest.mark.rule("M2I-48")
def test_a_certification_withdrawn_is_asked_about_no_more(asked: Desk) -> None:
    with asked.ledger() as connection:
        (ref, *_), team = [view.ref for view in read_subjects(connection, CERTIFICATE)], read_team(connection)
    withdrawal = WITHDRAWAL.model_copy(update={"decided_on": ANSWER_DAY})
    with asked.office() as office:
        command = Command("retrait", ref, CertificateEvent.WITHDRAWN, ANSWER_DAY, "essai", {"withdrawal": withdrawal})
        apply_commands(office, team, [command], CERTIFICATE)
    a_day(asked, ANSWER_DAY)
    assert states(asked, SURVEY) == {FIRST: "SANS_OBJET", SECOND: "ENVOYEE"}
    a_day(asked, REMINDERS[0])
    assert [mail.dossier for mail in reading.mails(asked, "survey_reminder")] == [SECOND]


@pytest.mark.rule("NET-23")
def test_a_wave_that_is_long_past_is_not_sent_any_more(desk: Desk) -> None:
    """Sixty days of grace: an answer at ten months is no figure at six."""
    with desk.office() as office:
        certified(office, "Maëlys", CERTIFIED_ON)
        certified(office, "Zoé", date(2027, 2, 10))
    a_day(desk, date(2027, 9, 24))
    assert [mail.to for mail in reading.mails(desk, "survey")] == ["zoe@candidats.example"]


@pytest.mark.rule("NET-18", "NET-19", "NET-23")
def test_the_tab_of_the_cohorts_shows_each_wave_and_what_a_renewal_lacks(asked: Desk) -> None:
    with asked.office() as office:
        certified(office, "Luc", date(2028, 3, 1))
    by_form(asked, code_of(asked), ANSWER_DAY, **EMPLOYED)
    a_day(asked, ANSWER_DAY)
    shown = [
        {name: value for name, value in row.items() if name != "Renouvellement"} for row in asked.rows(tab.COHORTS)
    ]
    assert shown == [
        {"Certification": "RNCP9002", "Promotion": 2027, "Titulaires": 2, "Vague": "6 mois", "Enquêtes": 2,
         "Réponses": 1, "Taux de réponse (%)": 50, "Insertion globale (%)": 100, "Insertion métier (%)": 100},
        {"Certification": "RNCP9002", "Promotion": 2028, "Titulaires": 1},
    ]  # fmt: skip
    told = reading.plain(asked.rows(tab.COHORTS)[0]["Renouvellement"])
    assert told.startswith(
        "Pas encore prêt : 0 promotion complète sur 2 demandées. Il manque : 2027 à 6 mois, complet le"
    )


@pytest.mark.rule("NET-19")
def test_an_rs_certification_asks_for_its_value_of_use_once(desk: Desk) -> None:
    with desk.office() as office:
        certified(office, "Maëlys", certification="RS9001")
    a_day(desk, SIX_MONTHS)
    (mail,) = reading.mails(desk, "survey")
    assert reading.plain(mail.subject) == f"Votre certification vous sert-elle ? – enquête {FIRST}"
    assert "Règle NET-19" in mail.text
    by_form(desk, code_of(desk), ANSWER_DAY, **{typed.USEFULNESS: 9, typed.USED: "Oui"})
    a_day(desk, ANSWER_DAY)
    (row,) = desk.rows(tab.COHORTS)
    assert (row["Vague"], row["Utilité moyenne"], row["Réponses"]) == ("6 mois", 9, 1)
    a_day(desk, TWO_YEARS)
    assert len(reading.mails(desk, "survey")) == 1
