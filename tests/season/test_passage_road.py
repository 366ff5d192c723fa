"""From a parchemin to the file of the CPF flux, on real files (NET-21, LAW-10)."""

from datetime import date
from pathlib import Path

import pytest

from domain.exams.person import Birth
from domain.exams.vocabulary import CandidacyState
from domain.network.passage_process import PASSAGE
from tasks.cpf.schema import Schema
from tasks.cpf.xml import parsed
from tasks.ledger.queries import read_deadlines
from tasks.tabs import certificates
from tasks.tabs import passages as tab
from tasks.tabs.layout import TO_DO
from tests.exams import a_person
from tests.exams_ledger import judged, results_sent
from tests.homes import copy_home
from tests.reference import reference_file
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.passages import (
    DELIVERED_ON,
    EXPORTED_ON,
    FIRST,
    FRAUDS,
    RETURN,
    RETURNED_ON,
    SECOND,
    answered,
    certified,
    contracted,
    export,
    files,
    said,
    signed,
    states,
    told,
)
from tests.season.test_delivery_road import B1, LUC, ZOE


@pytest.mark.rule("NET-21", "LAW-10", "M2I-38")
def test_a_delivered_certification_opens_the_three_months_and_an_attestation_of_bloc_does_not(cpf_desk: Desk) -> None:
    with cpf_desk.office() as opened:
        session = results_sent(opened)
        judged(opened, session, a_person(), session.blocs, CandidacyState.PASSED)
        judged(opened, session, ZOE, [B1], CandidacyState.PARTLY)
    cpf_desk.day(DELIVERED_ON)
    shown = row(cpf_desk, tab.PASSAGES, FIRST)
    assert (shown[tab.HOLDER], shown[tab.CERTIFICATE], shown["Statut"]) == (
        "Maëlys Anne d’Œuvrard", "CERT-2027-0001", "À exporter",
    )  # fmt: skip
    assert states(cpf_desk) == {FIRST: "A_EXPORTER"}
    with cpf_desk.ledger() as connection:
        (clock,) = read_deadlines(connection, PASSAGE)
    assert (clock.dates.due_on, clock.dates.sentence) == (
        date(2027, 4, 25), "3 mois à compter du 25/01/2027 → 25/04/2027",
    )  # fmt: skip
    before = reading.traces(cpf_desk)
    assert cpf_desk.day(DELIVERED_ON).written.changed_cells == 0  # type: ignore[union-attr]
    assert reading.traces(cpf_desk) == before


@pytest.mark.rule("NET-21", "LAW-10")
def test_the_file_is_valid_and_the_same_holder_never_leaves_twice(exported: Desk) -> None:
    (content,) = [path.read_bytes() for path in exported.settings.cpf_folder.glob("*.xml")]
    schema = Schema(parsed(reference_file("cpf-1.1.2.xsd").read_bytes()))
    assert schema.faults(content) == ()
    assert told(parsed(content)) == [FIRST, SECOND]
    before, kept = reading.traces(exported), {name: told(root) for name, root in files(exported).items()}
    export(exported)
    assert (reading.traces(exported), {name: told(root) for name, root in files(exported).items()}) == (before, kept)
    todo = [line for line in exported.rows(TO_DO) if line["Quoi"].startswith("Déposer")]
    assert [(line["Pour qui"], next(iter(kept)) in line["Quoi"]) for line in todo] == [("Omar Traoré", True)]


@pytest.mark.rule("LAW-10")
def test_a_file_that_a_cut_run_did_not_write_is_made_again_to_the_letter(exported: Desk) -> None:
    (path,) = exported.settings.cpf_folder.glob("*.xml")
    content = path.read_bytes()
    path.unlink()
    exported.day(EXPORTED_ON, steps=RETURN)
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.rule("LAW-10")
def test_a_missing_datum_is_named_with_its_cure_and_holds_back_its_holder_alone(cpf_desk: Desk) -> None:
    nowhere = ZOE.model_copy(update={"birth": Birth(year=1991, place="Colmar")})
    certified(cpf_desk, nowhere, LUC)
    export(cpf_desk)
    assert states(cpf_desk) == {FIRST: "INCOMPLET", SECOND: "EXPORTE"}
    assert [told(root) for root in files(cpf_desk).values()] == [[SECOND]]
    assert said(cpf_desk) == (
        "Code INSEE de naissance : la commune de naissance n’a ni code INSEE ni code postal : tapez le code INSEE, "
        "cinq signes. Pour une naissance à l’étranger, tapez celui du pays, qui commence par 99. [LAW-10]"
    )
    cpf_desk.type_rows(tab.PASSAGES, {FIRST: signed(**{"Code INSEE de naissance": "680"})})
    export(cpf_desk)
    assert said(cpf_desk).startswith("Code INSEE de naissance : un code INSEE a cinq signes")
    cpf_desk.type_rows(tab.PASSAGES, {FIRST: signed(**{"Code INSEE de naissance": 68066})})
    export(cpf_desk)
    assert states(cpf_desk)[FIRST] == "EXPORTE"
    assert len(files(cpf_desk)) == 2


@pytest.mark.rule("LAW-10")
def test_without_a_contract_the_run_says_what_to_fill_and_nothing_leaves(certified_home: Path, tmp_path: Path) -> None:
    desk = Desk.at(copy_home(certified_home, tmp_path / "home"))
    run = export(desk)
    assert run.warnings == [
        "aucun passage n’est exporté : ajoutez la table [cpf] à organisation.toml, avec « client_id » et "
        "« contract_id » que donne votre contrat avec la Caisse des dépôts"
    ]
    assert (set(states(desk).values()), files(desk)) == ({"A_EXPORTER"}, {})


@pytest.mark.rule("LAW-10")
def test_the_schema_of_the_certifier_is_used_and_what_it_refuses_stays(certified_home: Path, tmp_path: Path) -> None:
    cpf_desk = Desk.at(copy_home(certified_home, tmp_path / "home"), config=contracted(tmp_path))
    folder = cpf_desk.settings.config_folder / "cdc"
    official = reference_file("cpf-1.1.2.xsd").read_text(encoding="utf-8")
    stricter = official.replace('<xsd:element name="prenom2" minOccurs="0">', '<xsd:element name="prenom4">')
    (folder / "certifications.xsd").write_text(stricter, encoding="utf-8")
    run = export(cpf_desk)
    assert run.warnings == []
    assert states(cpf_desk) == {FIRST: "A_EXPORTER", SECOND: "A_EXPORTER"}
    assert said(cpf_desk).startswith(
        "le schéma officiel refuse l’élément « prenom2 » de ce passage. Corrigez la donnée"
    )
    (folder / "certifications.xsd").write_text(official, encoding="utf-8")
    assert export(cpf_desk).warnings == []
    assert states(cpf_desk) == {FIRST: "EXPORTE", SECOND: "EXPORTE"}


@pytest.mark.rule("NET-21")
def test_one_date_of_deposit_is_that_of_the_whole_file(exported: Desk) -> None:
    exported.type_rows(tab.PASSAGES, {SECOND: signed(**{"Déposé le": at(date(2027, 1, 29))})})
    exported.day(RETURNED_ON, steps=RETURN)
    assert [said(exported, ref) for ref in (FIRST, SECOND)] == [
        "Déposé le 29/01/2027 : le retour va dans le dossier « cpf/retours »."
    ] * 2
    assert [line for line in exported.rows(TO_DO) if line["Quoi"].startswith("Déposer")] == []
    exported.type_rows(tab.PASSAGES, {SECOND: signed(**{"Déposé le": at(date(2027, 1, 27))})})
    exported.day(RETURNED_ON, steps=RETURN)
    assert said(exported, SECOND).startswith("Déposé le : le dépôt se date entre l’export, du 28/01/2027, et")


@pytest.mark.rule("M2I-48")
def test_a_withdrawn_certification_is_not_told_or_its_deletion_is_asked_for(
    certified_home: Path, tmp_path: Path
) -> None:
    cpf_desk = Desk.at(copy_home(certified_home, tmp_path / "home"), config=certified_home.parent / "config")
    unreachable = {certificates.WITHDRAWN_BY: DIRECTOR, "Motif": "Fraude établie.", "Saisi par": MANAGER}
    cpf_desk.type_rows(certificates.CERTIFICATES, {"CERT-2027-0001": unreachable})
    cpf_desk.day(date(2027, 1, 27), steps=FRAUDS)
    assert states(cpf_desk) == {FIRST: "ANNULE", SECOND: "A_EXPORTER"}
    export(cpf_desk)
    assert [told(root) for root in files(cpf_desk).values()] == [[SECOND]]
    cpf_desk.type_rows(certificates.CERTIFICATES, {"CERT-2027-0002": unreachable})
    cpf_desk.day(date(2027, 1, 29), steps=FRAUDS)
    assert states(cpf_desk)[SECOND] == "EXPORTE"  # its return is awaited
    answered(cpf_desk, [SECOND], {})
    cpf_desk.day(RETURNED_ON, steps=RETURN)
    assert states(cpf_desk)[SECOND] == "CORRECTION_DEMANDEE"
    assert said(cpf_desk, SECOND).startswith("Faites supprimer ce passage sur le portail")
    cpf_desk.type_rows(tab.PASSAGES, {SECOND: signed(**{"Correction faite le": at(date(2027, 2, 10))})})
    cpf_desk.day(date(2027, 2, 10), steps=RETURN)
    assert states(cpf_desk)[SECOND] == "ANNULE"
