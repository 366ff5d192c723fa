"""From the results to the parchemin: what each candidate obtains, its documents, its badge, the register of holders."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.settings import ROOT
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud import Accused
from domain.exams.fraud_process import FRAUD
from domain.exams.person import Birth
from domain.exams.session import Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, FraudState, SessionKind, SessionState
from domain.process import Process
from domain.vocabulary import Scope, TimeLimit
from tasks.certificates.badge import verify
from tasks.certificates.keys import jwks_of
from tasks.certificates.register import badge_keys, publish_register
from tasks.exams.delivery import follow_deliveries
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_some, read_subjects
from tasks.steps import read_workbook, send_mails
from tasks.tabs import certificates as tab
from tasks.tabs.registrations import REGISTRATIONS
from tests.domain.exams.test_fraud_guards import a_case
from tests.exams import a_person, a_session
from tests.exams_ledger import JURY_DAY, judged, place, results_sent
from tests.season import reading
from tests.season.conformity import row
from tests.season.desk import DIRECTOR, MANAGER, Desk, daily_steps
from tests.season.registrations import registration, validated

DAY = date(2027, 1, 25)
B1, B2, B3 = "RNCP9002BC01", "RNCP9002BC02", "RNCP9002BC03"
WHOLE, PARTIAL = "CERT-2027-0001", "CERT-2027-0002"
ZOE = a_person(first_names="Zoé", birth_name="Garnier", email="zoe@candidats.example")
LUC = a_person(first_names="Luc", birth_name="de la Tour", email="luc@candidats.example")


def states(desk: Desk, process: Process[Any]) -> dict[str, str]:
    with desk.ledger() as connection:
        return {view.ref: view.state.value for view in read_subjects(connection, process)}


def delivered(desk: Desk) -> None:
    """One whole success, one partial, one failure; their results have left."""
    with desk.office() as office:
        session = results_sent(office)
        judged(office, session, a_person(), session.blocs, CandidacyState.PASSED)
        judged(office, session, ZOE, [B1], CandidacyState.PARTLY)
        judged(office, session, LUC, [], CandidacyState.FAILED)
    desk.day(DAY)


@pytest.mark.rule("REF-26", "REF-27", "M2I-37", "M2I-38", "MIK-32")
def test_success_is_a_parchemin_and_a_partial_one_an_attestation_of_each_bloc(desk: Desk) -> None:
    delivered(desk)
    assert states(desk, CERTIFICATE) == {WHOLE: "DELIVRE", PARTIAL: "DELIVRE"}
    assert states(desk, CANDIDACY) == {"I-2027-0001": "CERTIFIE", "I-2027-0002": "PARTIEL", "I-2027-0003": "ECHEC"}
    assert states(desk, EXAM_SESSION) == {"S-2027-0001": "DELIVREE"}
    ((kind, parchemin),) = reading.minutes(desk, WHOLE)
    assert kind == "parchemin"
    assert WHOLE in parchemin
    assert "Maëlys Anne d’Œuvrard" in parchemin
    assert "Directrice" in parchemin
    ((kind, attestation),) = reading.minutes(desk, PARTIAL)
    assert kind == "attestation_bloc"
    assert "ne vaut pas délivrance de la certification entière" in attestation
    shown = row(desk, tab.CERTIFICATES, PARTIAL)
    assert (shown[tab.HOLDER], shown[tab.BLOC], shown["Statut"]) == ("Zoé Garnier", B1, "Délivré")
    before = reading.traces(desk)
    assert desk.day(DAY).written.changed_cells == 0  # type: ignore[union-attr]
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("M2I-38", "REF-26")
def test_the_holder_receives_the_document_and_a_badge_that_is_checked_without_a_network(desk: Desk) -> None:
    delivered(desk)
    (mail,) = reading.mails(desk, "certificate_delivered", WHOLE)
    assert mail.to == "maelys@candidats.example"
    pdf, badge = sorted(mail.attached, key=lambda name: name.endswith(".jwt"))
    assert mail.attached[pdf][:5] == b"%PDF-"
    assert badge == f"{WHOLE}.badge.jwt"
    credential = verify(mail.attached[badge].decode(), jwks_of(badge_keys(desk.settings)))
    with desk.ledger() as connection:
        facts = read_some(connection, CERTIFICATE, [WHOLE])[WHOLE].facts
    assert credential["credentialSubject"]["identifier"][0]["identityHash"] == "Maëlys Anne d’Œuvrard"
    page = f"{facts.register_url}/v/{facts.code}.html"
    assert credential["evidence"][0]["id"] == page
    assert page in mail.text
    document = next(item for item in reading.register(desk) if item["subject"] == WHOLE)
    beside = (desk.settings.documents_folder / document["path"]).with_suffix(".badge.jwt")
    assert beside.read_bytes() == mail.attached[badge]


@pytest.mark.rule("M2I-38")
def test_an_e_mail_whose_badge_cannot_be_signed_waits_and_the_run_says_why(desk: Desk) -> None:
    with desk.office() as office:
        session = results_sent(office)
        judged(office, session, a_person(), session.blocs, CandidacyState.PASSED)
    desk.day(DAY, steps=daily_steps()[: daily_steps().index(send_mails)])
    key = desk.settings.badge_key_path
    kept, _ = key.read_bytes(), key.write_text("ceci n’est pas une clé", encoding="utf-8")
    run = desk.day(DAY)
    assert run.warnings == [
        f"La clé des badges {key} ne s’ouvre pas : il faut une clé privée RSA d’au moins 2048 bits, en PEM et sans mot "
        "de passe. Remettez le bon fichier ; si vous le retirez, une nouvelle clé sera créée. D’ici là, les e-mails "
        "qui portent un certificat attendent."
    ]
    assert reading.mails(desk, "certificate_delivered") == []
    key.write_bytes(kept)
    assert desk.day(DAY).warnings == []
    assert len(reading.mails(desk, "certificate_delivered")) == 1


@pytest.mark.rule("M2I-37", "NET-02", "REF-25")
@pytest.mark.parametrize("state", [SessionState.DELIBERATED, SessionState.VALIDATED])
def test_nothing_is_delivered_before_the_results_have_left_whoever_organises(desk: Desk, state: SessionState) -> None:
    with desk.office() as office:
        partner = Organiser(dossier="D-2026-0001", name="Atelier n° 1", email="a@atelier.example", scope=Scope.ASSESS)
        session = a_session(organiser=partner)
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, state)})
        judged(office, session, a_person(), session.blocs, CandidacyState.PASSED)
    desk.day(DAY, steps=[read_workbook, lambda run: follow_deliveries(run.office, run.pulled, run.feedback)])
    assert states(desk, CERTIFICATE) == {}


@pytest.mark.rule("M2I-05")
def test_blocs_of_several_sessions_make_the_whole_certification(desk: Desk) -> None:
    """Whatever the spelling of the name; another person born the same day keeps his bloc."""
    with desk.office() as office:
        first = results_sent(office, a_session(kind=SessionKind.BLOCS, blocs=(B1,)))
        judged(office, first, ZOE, [B1], CandidacyState.PARTLY)
        judged(office, first, LUC, [B1], CandidacyState.PARTLY)
    desk.day(DAY)
    with desk.office() as office:
        second = results_sent(office, a_session(kind=SessionKind.BLOCS, blocs=(B2, B3), ends_on=date(2027, 1, 20)))
        shouted = ZOE.model_copy(update={"first_names": "ZOE", "birth_name": "GARNIER"})
        judged(office, second, shouted, [B2, B3], CandidacyState.PARTLY)
    desk.day(date(2027, 1, 26))
    with desk.ledger() as connection:
        found = [(view.facts.kind.value, view.facts.candidacy, view.facts.earlier)
                 for view in read_subjects(connection, CERTIFICATE)]  # fmt: skip
    assert found == [
        ("BLOC", "I-2027-0001", ()), ("BLOC", "I-2027-0002", ()), ("FULL", "I-2027-0003", ("I-2027-0001",)),
    ]  # fmt: skip
    assert states(desk, CANDIDACY) == {"I-2027-0001": "CERTIFIE", "I-2027-0002": "PARTIEL", "I-2027-0003": "CERTIFIE"}


@pytest.mark.rule("REF-26", "LAW-09")
def test_a_missing_mention_holds_back_its_candidate_and_says_why_the_others_go_on(desk: Desk) -> None:
    nowhere = ZOE.model_copy(update={"birth": Birth(year=1991, month=3, day=1, place="")})
    with desk.office() as office:
        session = results_sent(office)
        judged(office, session, nowhere, session.blocs, CandidacyState.PASSED)
        judged(office, session, LUC, session.blocs, CandidacyState.PASSED)
        unwritable = a_person(first_names="محمد", birth_name="O’Neill-d’Œuvrard")
        judged(office, session, unwritable, session.blocs, CandidacyState.PASSED)
    run = desk.day(DAY)
    assert states(desk, CERTIFICATE) == {WHOLE: "DELIVRE"}
    assert states(desk, CANDIDACY) == {"I-2027-0001": "REUSSI", "I-2027-0002": "CERTIFIE", "I-2027-0003": "REUSSI"}
    assert states(desk, EXAM_SESSION) == {"S-2027-0001": "RESULTATS_ENVOYES"}
    told = [(note.tab, note.place, note.refusal.rule) for note in run.feedback.notes]
    assert told == [(REGISTRATIONS, "I-2027-0001", "LAW-09"), (REGISTRATIONS, "I-2027-0003", "REF-26")]
    assert run.feedback.notes[0].refusal.message.startswith(
        "le document (Zoé Garnier) ne porte pas la mention obligatoire « Date et lieu de naissance »"
    )
    assert "en lettres latines, comme sur la pièce d’identité" in run.feedback.notes[1].refusal.message
    put_right = {"Prénoms": "Zoé", "Nom de naissance": "Garnier", "E-mail": ZOE.email, "Lieu de naissance": "Colmar"}
    row_of_zoe = registration("S-2027-0001", {"Réf.": "I-2027-0001", **put_right, **validated(date(2026, 11, 23))})
    desk.add_row(REGISTRATIONS, row_of_zoe)
    desk.day(DAY)
    assert states(desk, CANDIDACY) == {"I-2027-0001": "CERTIFIE", "I-2027-0002": "CERTIFIE", "I-2027-0003": "REUSSI"}


@pytest.mark.rule("M2I-48")
def test_direction_withdraws_a_certificate_with_its_motive(desk: Desk) -> None:
    delivered(desk)
    typed = {tab.WITHDRAWN_BY: DIRECTOR, "Motif": "Fausse pièce d’identité.", "Saisi par": MANAGER}
    desk.type_rows(tab.CERTIFICATES, {WHOLE: {**typed, tab.WITHDRAWN_BY: MANAGER}})
    refused = row_after(desk, WHOLE)
    assert refused["Retour"].endswith("[M2I-48]")
    desk.type_rows(tab.CERTIFICATES, {WHOLE: typed})
    assert row_after(desk, WHOLE)["Statut"] == "Retiré"
    assert states(desk, CANDIDACY)["I-2027-0001"] == "RETIRE"
    (mail,) = reading.mails(desk, "certificate_withdrawn")
    assert "Fausse pièce d’identité." in mail.text
    assert [kind for kind, _ in reading.minutes(desk, WHOLE)] == ["parchemin", "retrait_certification"]
    with desk.office() as office:
        site = desk.settings.home / "registre"
        publish_register(office.settings, office.config.organisation, office.ledger, site, date(2027, 3, 1))
    pages = {page.stem: page.read_text() for page in (site / "v").glob("*.html")}
    assert "Document retiré le 1er mars 2027" in reading.plain(pages[row(desk, tab.CERTIFICATES, WHOLE)[tab.CODE]])
    assert "Document authentique" in reading.plain(pages[row(desk, tab.CERTIFICATES, PARTIAL)[tab.CODE]])
    before = reading.traces(desk)
    desk.day(date(2027, 3, 1))
    assert reading.traces(desk) == before


def row_after(desk: Desk, key: str) -> dict[str, Any]:
    """The row of that certificate once a day has passed over it."""
    desk.day(date(2027, 3, 1))
    return row(desk, tab.CERTIFICATES, key)


@pytest.mark.rule("M2I-10")
def test_holders_of_a_bloc_of_a_closed_certification_have_a_year_from_its_end(closed_desk: Desk) -> None:
    with closed_desk.office() as office:
        session = results_sent(office)
        judged(office, session, ZOE, [B1], CandidacyState.PARTLY)
        judged(office, session, LUC, [], CandidacyState.FAILED)
    closed_desk.day(DAY)
    closed_desk.day(DAY)
    with closed_desk.ledger() as connection:
        clocks = [item for item in read_deadlines(connection, CANDIDACY) if item.limit is TimeLimit.CLOSURE]
    assert [(item.subject, item.dates.due_on) for item in clocks] == [("I-2027-0001", date(2029, 12, 19))]


@pytest.fixture
def closed_desk(tmp_path: Path) -> Desk:
    """A desk whose certification made of blocs was closed."""
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    path = folder / "certifications" / "RNCP9002.toml"
    closing = f'\n[lifecycle]\nstate = "CLOTUREE"\nsince = {JURY_DAY:%Y-%m-%d}\n'
    path.write_text(path.read_text(encoding="utf-8") + closing, encoding="utf-8")
    desk = Desk.at(tmp_path / "home", config=folder)
    desk.set_up()
    return desk


@pytest.mark.rule("M2I-45", "M2I-48")
def test_an_undecided_fraud_holds_back_the_certificate_of_whom_it_names(desk: Desk) -> None:
    with desk.office() as office:
        session = results_sent(office)
        judged(office, session, a_person(), session.blocs, CandidacyState.PASSED)
        judged(office, session, ZOE, session.blocs, CandidacyState.PASSED)
        named = (Accused(candidacy="I-2027-0002", name=ZOE.name, email=ZOE.email),)
        case = a_case().with_update({"session": session.ref, "parent": session.ref, "accused": named})
        place(office, FRAUD, case, FraudState.REPORTED)
    run = desk.day(DAY)
    assert states(desk, CERTIFICATE) == {WHOLE: "DELIVRE"}
    assert states(desk, CANDIDACY) == {"I-2027-0001": "CERTIFIE", "I-2027-0002": "REUSSI"}
    assert states(desk, EXAM_SESSION) == {"S-2027-0001": "RESULTATS_ENVOYES"}
    assert [str(note.refusal) for note in run.feedback.notes if note.place == "I-2027-0002"] == [
        "une fraude signalée n’est pas décidée : le certificat attend. Décidez-la dans « Fraudes ». [M2I-45]"
    ]
