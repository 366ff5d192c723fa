"""The returns of the Caisse des dépôts: accepted, rejected, corrected, proved, on real files (LAW-10)."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.network.passage_process import PASSAGE
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines
from tasks.ledger.schema import metadata
from tasks.run import Run
from tasks.tabs import passages as tab
from tests.exams import EXAM_OFFICE_MAIL
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import Desk
from tests.season.passages import (
    FIRST,
    RETURN,
    RETURNED_ON,
    SECOND,
    answered,
    dropped,
    export,
    files,
    said,
    signed,
    states,
    told,
    views,
)

NOBODY = "Aucun titulaire ne correspond aux critères obligatoires"


def back(desk: Desk, on: date = RETURNED_ON) -> Run:
    """A run that reads the returns."""
    return desk.day(on, steps=RETURN)


@pytest.mark.rule("LAW-10", "NET-21")
def test_one_ok_and_one_ko_the_holder_is_asked_what_to_check(exported: Desk) -> None:
    answered(exported, [SECOND], {FIRST: NOBODY})
    back(exported)
    assert states(exported) == {FIRST: "ACCROCHE_KO", SECOND: "ACCROCHE_OK"}
    with exported.ledger() as connection:
        assert [clock.subject for clock in read_deadlines(connection, PASSAGE)] == [FIRST]
    (mail,) = reading.mails(exported, "passage_rejected")
    assert (mail.to, mail.dossier) == ("maelys@candidats.example", FIRST)
    for words in ("d’Œuvrard", "01/03/1991", "votre premier prénom", "25 avril 2027", "numéro de Sécurité sociale"):
        assert words in mail.text
    assert row(exported, tab.PASSAGES, FIRST)[tab.MESSAGE] == NOBODY
    assert "Corrigez le nom de naissance ou le premier prénom" in said(exported)


@pytest.mark.rule("LAW-10", "NET-21")
def test_the_ko_alone_leaves_again_once_corrected_on_a_piece(exported: Desk) -> None:
    (flux,) = files(exported)
    answered(exported, [SECOND], {FIRST: NOBODY})
    back(exported)
    exported.type_rows(tab.PASSAGES, {FIRST: signed(**{"Nom corrigé": "Œuvrard"})})
    back(exported)
    assert said(exported) == (
        "Justificatif : une identité ne se corrige que sur pièce : indiquez laquelle, sans la recopier. [LAW-10]"
    )
    exported.type_rows(tab.PASSAGES, {FIRST: signed(Justificatif="carte d’identité")})
    back(exported)
    assert states(exported)[FIRST] == "CORRIGE"
    export(exported, date(2027, 2, 11))
    ((again, root),) = files(exported).items()
    assert (again != flux, told(root), states(exported)[FIRST]) == (True, [FIRST], "EXPORTE_2")
    assert root.findtext(".//{*}nomNaissance") == "Œuvrard"
    assert [path.stem for path in (exported.settings.cpf_folder / "archives").iterdir()] == [flux]
    answered(exported, [FIRST], {})
    back(exported, date(2027, 2, 18))
    assert states(exported) == {FIRST: "ACCROCHE_OK", SECOND: "ACCROCHE_OK"}
    with exported.ledger() as connection:
        assert read_deadlines(connection, PASSAGE) == []
    with exported.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("LAW-10")
def test_a_second_ko_makes_the_folder_of_proofs_of_that_holder_alone(exported: Desk) -> None:
    answered(exported, [SECOND], {FIRST: NOBODY})
    back(exported)
    exported.type_rows(tab.PASSAGES, {FIRST: signed(**{"Code INSEE de naissance": "67462"})})
    back(exported)
    export(exported, date(2027, 2, 11))
    answered(exported, [], {FIRST: NOBODY}, treatment="51400")
    back(exported, date(2027, 2, 18))
    assert states(exported)[FIRST] == "KO_PERSISTANT"
    folder = exported.settings.cpf_folder / "preuves" / FIRST
    pieces = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert sorted(pieces) == [
        "e-mail-1.txt", "e-mail-2.txt", "envoi-1.xml", "envoi-2.xml", "index-2.txt", "retour-1.xml", "retour-2.xml",
    ]  # fmt: skip
    assert [FIRST in pieces[name] for name in ("envoi-1.xml", "envoi-2.xml", "retour-1.xml", "retour-2.xml")] == [
        True
    ] * 4
    assert [name for name, text in pieces.items() if SECOND in text or "Tour" in text] == []
    index = reading.plain(pieces["index-2.txt"])
    assert f"Retour 2 : traitement 51400, lu le 18/02/2027, « {NOBODY} »" in index
    assert index.count("SHA-256") == 10
    (mail,) = reading.mails(exported, "passage_to_study")
    assert (mail.to, f"cpf/preuves/{FIRST}" in mail.text, "2 fois" in mail.text) == (EXAM_OFFICE_MAIL, True, True)
    exported.type_rows(tab.PASSAGES, {FIRST: signed(Justificatif="extrait de naissance")})
    back(exported, date(2027, 2, 19))
    assert states(exported)[FIRST] == "CORRIGE"


@pytest.mark.rule("LAW-10")
def test_a_message_that_nobody_explained_is_kept_word_for_word_and_goes_to_the_office(exported: Desk) -> None:
    strange = "Erreur 4012 : =cmd|' /C calc'!A0 <b>flux</b>"
    answered(exported, [SECOND], {FIRST: strange})
    back(exported)
    assert (states(exported)[FIRST], views(exported)[FIRST].facts.reply.message) == ("ACCROCHE_KO", strange)
    assert said(exported) == "Rejeté, message inconnu : étudiez-le, puis corrigez la ligne. [LAW-10]"
    assert reading.mails(exported, "passage_rejected") == []
    (mail,) = reading.mails(exported, "passage_to_study")
    assert (mail.to, strange in mail.text, "<b>flux" in mail.html) == (EXAM_OFFICE_MAIL, True, False)


@pytest.mark.rule("LAW-10", "RGPD")
def test_a_nir_that_a_message_quotes_is_kept_nowhere(exported: Desk) -> None:
    number = "2 91 03 67 462 001 84"
    answered(exported, [SECOND], {FIRST: f"Plusieurs titulaires ont été identifiés pour le NIR {number}"})
    back(exported)
    reply = views(exported)[FIRST].facts.reply
    assert (reply.code, reply.message) == (
        "HOMONYMES", "Plusieurs titulaires ont été identifiés pour le NIR [NIR effacé]"
    )  # fmt: skip
    with exported.ledger() as connection:
        tables = [table.name for table in metadata.sorted_tables
                  if any(number in str(tuple(row)) for row in connection.execute(select(table)))]  # fmt: skip
    home = exported.settings.home
    assert (tables, [path for path in home.rglob("*") if path.is_file() and number.encode() in path.read_bytes()]) == (
        [], []
    )  # fmt: skip
    assert [path.stat().st_mode & 0o777 for path in home.glob("cpf/retours/traites/*.xml")] == [0o600]


@pytest.mark.rule("LAW-10")
def test_what_the_base_already_has_is_accepted(exported: Desk) -> None:
    answered(exported, [SECOND], {FIRST: "Le passage ACC existe déjà en base."})
    back(exported)
    assert states(exported) == {FIRST: "ACCROCHE_OK", SECOND: "ACCROCHE_OK"}
    assert reading.mails(exported, "passage_rejected") == []


@pytest.mark.rule("LAW-10")
def test_the_same_return_twice_changes_nothing(exported: Desk) -> None:
    (flux,) = files(exported)
    path = answered(exported, [SECOND], {FIRST: NOBODY})
    content = path.read_bytes()
    back(exported)
    assert not path.exists()
    before = reading.traces(exported)
    again = dropped(exported, content, "copie.xml")
    answered(exported, [SECOND], {FIRST: NOBODY}, flux=flux, name="autre.xml", treatment="99999")
    back(exported)
    assert (reading.traces(exported), again.exists()) == (before, False)


_ROOT = '<r:rapport xmlns:r="urn:cdc:cpf:pc5:rapport:schema"><idFlux>{}</idFlux><idTraitement>1</idTraitement>'
_OK = "<PassagesOK><idTechnique>{}</idTechnique></PassagesOK></r:rapport>"


@pytest.mark.rule("LAW-10")
def test_a_return_that_is_not_understood_stays_there_and_anomalies_say_why(exported: Desk) -> None:
    (flux,) = files(exported)
    contents = (
        ("bonjour", "le fichier n’est pas du XML lisible. Reprenez-le sur le portail, ou retirez-le."),
        (_ROOT.format(flux) + _OK.format("ACC-2027-0999"),
         "il parle d’un passage inconnu, « ACC-2027-0999 ». Étudiez-le, puis rangez le fichier dans « traites »."),
        (_ROOT.format("autre-flux") + _OK.format(FIRST),
         f"{FIRST} n’est pas parti dans ce fichier. Étudiez-le, puis rangez le fichier dans « traites »."),
    )  # fmt: skip
    paths = [dropped(exported, content.encode(), f"{rank}.xml") for rank, (content, _) in enumerate(contents)]
    run = back(exported)
    told_why = [f"retour « {rank}.xml » : {reason}" for rank, (_, reason) in enumerate(contents)]
    assert [note.refusal.message for note in run.feedback.notes] == told_why
    assert states(exported) == {FIRST: "EXPORTE", SECOND: "EXPORTE"}
    for path in paths:
        path.unlink()
    back(exported)
    assert exported.rows("Anomalies") == []


@pytest.mark.rule("LAW-10")
def test_a_correction_that_the_cdc_asks_for_has_three_months(exported: Desk) -> None:
    answered(exported, [FIRST, SECOND], {})
    back(exported)
    exported.type_rows(tab.PASSAGES, {FIRST: signed(**{"Demande CDC du": at(date(2027, 2, 15))})})
    back(exported, date(2027, 2, 16))
    with exported.ledger() as connection:
        (clock,) = read_deadlines(connection, PASSAGE)
    assert (states(exported)[FIRST], clock.limit.value, clock.dates.due_on) == (
        "CORRECTION_DEMANDEE", "D-CORRECTION-CDC", date(2027, 5, 15),
    )  # fmt: skip
    assert said(exported) == "Faites la correction sur le portail, puis datez « Correction faite le ». [LAW-10]"
    exported.type_rows(tab.PASSAGES, {FIRST: signed(**{"Correction faite le": at(date(2027, 3, 1))})})
    back(exported, date(2027, 3, 1))
    assert states(exported)[FIRST] == "ACCROCHE_OK"
    before = reading.traces(exported)
    back(exported, date(2027, 3, 2))
    assert reading.traces(exported) == before
