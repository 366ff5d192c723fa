"""The file of each certification in « Enregistrements » and « Conseils », on real files (REF-31, NET-17, NET-22)."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.settings import ROOT
from domain.network.council import COUNCIL
from domain.network.registration_process import DONE_ON, PROOF, REGISTRATION_FILE, SECTIONS
from domain.vocabulary import TimeLimit
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.steps import read_workbook, send_mails, sweep_deadlines
from tasks.tabs import councils
from tasks.tabs import registration_files as tab
from tasks.tabs.columns import ANSWER, REF, STATUS, TYPED_BY
from tasks.tabs.layout import TO_DO
from tests.config.editing import edit
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER, MANAGER_MAIL, Desk
from tests.season.test_delivery_road import states

OPENED = date(2026, 11, 2)
UI, ART, ENGINEERING = "ENR-2026-0001", "ENR-2026-0002", "ENR-2026-0003"
NOTE = "https://pieces.example/note.pdf"


def typed(on: date, proof: str = NOTE, sections: Any = None) -> dict[str, Any]:
    return {DONE_ON: at(on), PROOF: proof, SECTIONS: sections, TYPED_BY: MANAGER}


def due(desk: Desk, limit: TimeLimit) -> dict[str, str]:
    """Subject → due date of the deadlines of one kind."""
    with desk.ledger() as connection:
        found = [item for item in read_deadlines(connection) if item.limit is limit]
    return {item.subject: item.dates.due_on.isoformat() for item in found}


def night(desk: Desk, on: date) -> None:
    """The sweep of a day on which nobody types anything."""
    desk.day(on, steps=(read_workbook, sweep_deadlines, send_mails))


def said(desk: Desk, name: str, key: str) -> str:
    return reading.plain(row(desk, name, key)[ANSWER])


@pytest.mark.rule("REF-31", "REF-06", "REF-08", "REF-09", "REF-18", "REF-28", "NET-22", "LAW-11")
def test_every_certification_has_its_file_with_its_pieces_planned_back_from_its_term(desk: Desk) -> None:
    desk.day(OPENED)
    rows = {line[REF]: line for line in desk.rows(tab.FILES)}
    art = [line for line in rows.values() if line[tab.CERTIFICATION] == "RS9001"]
    assert [(line[REF].rpartition("/")[2], f"{line[tab.BEFORE]:%d/%m/%Y}", line[STATUS]) for line in art] == [
        ("CADRAGE", "29/01/2027", "À faire"), ("ENTRETIEN", "26/02/2027", "Facultatif"),
        ("OPPORTUNITE", "30/04/2027", "À faire"), ("DEPLOIEMENT", "30/07/2027", "À faire"),
        ("VAE", "30/07/2027", "À faire"), ("DEPOT", "29/10/2027", "À faire"),
    ]  # fmt: skip
    assert reading.plain(rows[f"{ART}/2028-06/DEPLOIEMENT"][tab.EXPECTED]) == (
        "1. Habilitation des partenaires de formation 2. Stratégie de communication 3. Animation et pilotage du "
        "dispositif 4. Plateforme de gestion 5. Recrutement et formation des évaluateurs "
        "6. Enquête de suivi des certifiés"
    )
    assert [key for key in rows if "STATS" in key] == [f"{UI}/STATS-1"]  # insertion: the RNCP only
    assert due(desk, TimeLimit.STATISTICS) == {UI: "2027-12-19"}
    assert due(desk, TimeLimit.RENEWAL) == {UI: "2028-04-19", ART: "2027-10-29", ENGINEERING: "2028-06-27"}
    before = reading.traces(desk)
    desk.day(OPENED)
    assert reading.traces(desk) == before


@pytest.mark.rule("REF-06")
def test_a_piece_is_called_for_in_the_month_before_its_day(desk: Desk) -> None:
    desk.day(date(2027, 1, 12))
    ref = "ENR-2027-0002"
    (piece,) = (line for line in desk.rows(TO_DO) if line["Dossier"] == ref)
    assert [piece["Urgence"], piece["Pour qui"], reading.plain(piece["Quoi"]), piece["Pourquoi"]] == [
        "À venir", MANAGER, "Verser « Note de cadrage » dans « Enregistrements »",
        "Projet de renouvellement [REF-06]",
    ]  # fmt: skip


@pytest.mark.rule("REF-06", "REF-09", "REF-18")
def test_a_piece_counts_once_it_deals_with_all_its_sections(desk: Desk) -> None:
    desk.day(OPENED)
    key, other = f"{ART}/2028-06/OPPORTUNITE", f"{ART}/2028-06/CADRAGE"
    desk.type_rows(tab.FILES, {key: typed(OPENED, sections="1 ; 2 ; 3 ; 5"), other: typed(OPENED, sections="toutes")})
    desk.day(OPENED)
    refusal = "Rubriques traitées : cette pièce traite a minima toutes ses rubriques ; il manque « Public visé »."
    assert said(desk, tab.FILES, key) == f"{refusal} Complétez-la. [REF-09]"
    assert said(desk, tab.FILES, other) == "Fait le 02/11/2026."
    desk.type_rows(tab.FILES, {key: {SECTIONS: "1 2 3 4 5"}})
    desk.day(OPENED)
    with desk.ledger() as connection:
        (file,) = (view.facts for view in read_subjects(connection, REGISTRATION_FILE) if view.ref == ART)
    assert [(piece.code, piece.filed_by, piece.missing) for piece in file.pieces] == [
        ("CADRAGE", MANAGER, ()), ("OPPORTUNITE", MANAGER, ()),
    ]  # fmt: skip
    desk.type_rows(tab.FILES, {key: {SECTIONS: 1.3}})
    desk.day(OPENED)
    assert said(desk, tab.FILES, key).startswith("Rubriques traitées : ce ne sont pas des numéros")


@pytest.mark.rule("REF-31")
def test_the_deposit_is_reminded_escalated_and_closed_by_its_recepisse(desk: Desk) -> None:
    desk.day(OPENED)
    for on in (date(2027, 7, 30), date(2027, 7, 31), date(2027, 10, 29), date(2027, 11, 5), date(2027, 11, 12)):
        night(desk, on)
    renewals = [mail for mail in reading.mails(desk, dossier=ART) if "Dépôt de la demande" in mail.subject]
    assert [(f"{mail.on:%d/%m}", mail.kind.removeprefix("deadline_"), mail.to) for mail in renewals] == [
        ("31/07", "reminder_staff", MANAGER_MAIL), ("29/10", "overdue_owner", MANAGER_MAIL),
        ("05/11", "overdue_manager", MANAGER_MAIL), ("12/11", "overdue_direction", DIRECTOR_MAIL),
    ]  # fmt: skip
    key = f"{ART}/2028-06/DEPOT"
    desk.type_rows(tab.FILES, {key: typed(date(2027, 11, 10), "Récépissé 2027-118")})
    desk.day(date(2027, 11, 12))
    assert (row(desk, tab.FILES, key)[STATUS], states(desk, REGISTRATION_FILE)[ART]) == (
        "Fait",
        "RENOUVELLEMENT_DEPOSE",
    )
    assert ART not in due(desk, TimeLimit.RENEWAL)
    desk.type_rows(tab.FILES, {key: {PROOF: "Récépissé 2027-119"}})
    desk.day(date(2027, 11, 12))
    assert said(desk, tab.FILES, key) == "Fait le : ce qui est parti ne change plus. Rétablissez la ligne. [REF-31]"


@pytest.mark.rule("NET-22", "LAW-11")
def test_statistics_that_were_sent_start_two_more_years_and_a_new_row(desk: Desk) -> None:
    desk.day(OPENED)
    night(desk, date(2027, 9, 20))
    assert reading.mails(desk, "deadline_reminder_staff", UI)[-1].on == date(2027, 9, 20)  # J-90
    desk.type_rows(tab.FILES, {f"{UI}/STATS-1": typed(date(2027, 10, 4), "Accusé 8812")})
    desk.day(date(2027, 10, 5))
    found = {line[REF]: (line[STATUS], line.get(tab.BEFORE)) for line in desk.rows(tab.FILES) if "STATS" in line[REF]}
    assert found == {f"{UI}/STATS-1": ("Fait", None), f"{UI}/STATS-2": ("À faire", at(date(2029, 10, 4)))}
    assert due(desk, TimeLimit.STATISTICS) == {UI: "2029-10-04"}


HELD: dict[str, Any] = {
    councils.CONCERNED: "RNCP9002, RS9001", "Tenu le": at(date(2027, 1, 11)), councils.CHAIRED_BY: DIRECTOR,
    "Ordre du jour": "Résultats de l’année\nValeur d’usage", "Membres présents": "Hélène Dubois ; Direction\n"
    "Paul Roux ; Employeur\n=1+1 ; <b>Titulaire</b>", "Échanges et avis": "Les employeurs attendent l’accessibilité.",
    "Actions décidées": "Ajouter un critère ; Claire Martin ; 01/03/2027\nConsulter ; Hélène Dubois ; 01/02/2027",
    TYPED_BY: MANAGER,
}  # fmt: skip


@pytest.mark.rule("NET-17", "MIK-31")
def test_a_council_leaves_minutes_actions_to_follow_and_a_year_before_the_next(desk: Desk) -> None:
    desk.day(OPENED)
    desk.add_row(councils.COUNCILS, HELD)
    desk.day(date(2027, 1, 12))
    ref = "CONS-2027-0001"
    assert (row(desk, councils.COUNCILS, ref)[STATUS], due(desk, TimeLimit.ACTION)) == (
        "Tenu, actions à faire", {ref: "2027-02-01"},
    )  # fmt: skip
    assert due(desk, TimeLimit.COUNCIL) == {UI: "2028-01-11", ART: "2028-01-11", ENGINEERING: "2027-11-02"}
    mails = reading.mails(desk, "council_minutes")
    assert sorted(mail.to for mail in mails) == [MANAGER_MAIL, DIRECTOR_MAIL]
    assert [len(mail.attached) for mail in mails] == [1, 1]
    ((kind, text),) = reading.minutes(desk, ref)
    assert kind == "conseil_perfectionnement"
    for words in ("RNCP9002 – Concepteur d’interfaces numériques", "=1+1 ; <b>Titulaire</b>", "Valeur d’usage",
                  "Consulter Hélène Dubois 01/02/2027", "Les employeurs attendent l’accessibilité."):  # fmt: skip
        assert reading.squeezed(words) in reading.squeezed(text)
    assert [line["Pour qui"] for line in desk.rows(TO_DO) if line["Dossier"] == ref] == [DIRECTOR]
    desk.type_rows(councils.COUNCILS, {ref: {"Actions faites": 2}})
    desk.day(date(2027, 1, 25))
    assert due(desk, TimeLimit.ACTION) == {ref: "2027-03-01"}
    assert [line["Pour qui"] for line in desk.rows(TO_DO) if line["Dossier"] == ref] == [MANAGER]
    desk.type_rows(councils.COUNCILS, {ref: {"Actions faites": "1 ; 2"}})
    desk.day(date(2027, 2, 1))
    assert (states(desk, COUNCIL), due(desk, TimeLimit.ACTION)) == ({ref: "ACTIONS_FAITES"}, {})
    before = reading.traces(desk)
    desk.day(date(2027, 2, 1))
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.slow
@pytest.mark.rule("NET-17")
def test_a_council_that_cannot_be_taken_says_why(desk: Desk) -> None:
    bad: list[dict[str, Any]] = [
        {councils.CONCERNED: "RS0404"}, {"Membres présents": "Seule"}, {"Actions décidées": "Sans date ; Claire"},
        {"Actions décidées": "Date impossible ; Claire ; 31/02/2027"}, {"Tenu le": at(date(2027, 1, 13))},
    ]  # fmt: skip
    desk.add_rows(councils.COUNCILS, [HELD | over for over in bad])
    desk.day(date(2027, 1, 12))
    assert [reading.plain(line[ANSWER]).partition(" : ")[0] for line in desk.rows(councils.COUNCILS)] == [
        "Certifications", "Membres présents", "Actions décidées", "Actions décidées", "Tenu le",
    ]  # fmt: skip
    assert states(desk, COUNCIL) == {}


@pytest.mark.slow
@pytest.mark.rule("REF-31", "M2I-08", "M2I-10")
def test_a_new_term_starts_a_new_project_and_a_certification_taken_away_ends_its_file(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    desk = replace(desk, settings=desk.settings.model_copy(update={"config_folder": folder}))
    desk.day(OPENED)
    key = f"{ART}/2028-06/CADRAGE"
    desk.type_rows(tab.FILES, {key: typed(OPENED, sections="toutes")})
    desk.add_row(councils.COUNCILS, HELD | {councils.CONCERNED: "toutes"})
    desk.day(date(2027, 1, 12))
    edit(folder / "certifications" / "RS9001.toml", "registration_end = 2028-06-30", "registration_end = 2031-06-30")
    (folder / "certifications" / "RS9003.toml").unlink()
    desk.day(date(2027, 1, 13))
    assert states(desk, REGISTRATION_FILE) == {UI: "EN_VIGUEUR", ART: "EN_VIGUEUR", ENGINEERING: "FIN_ENREGISTREMENT"}
    assert due(desk, TimeLimit.RENEWAL) == {UI: "2028-04-19", ART: "2030-10-30"}
    shown = {line[REF]: (line[STATUS], line[tab.BEFORE]) for line in desk.rows(tab.FILES) if "CADRAGE" in line[REF]}
    assert {ref: status for ref, (status, _) in shown.items()} == {
        f"{UI}/2028-12/CADRAGE": "À faire", key: "Terme passé", f"{ENGINEERING}/2029-02/CADRAGE": "Terme passé",
        f"{ART}/2031-06/CADRAGE": "À faire",
    }  # fmt: skip
    # « toutes » meant three certifications then: the meeting that was recorded stays as it is
    assert said(desk, councils.COUNCILS, "CONS-2027-0001") == "Tenu, actions à faire."
