"""From the day that data have lived their time to their erasure, on real files: nothing is left that names anybody."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from config.retention import load_retention
from config.settings import ROOT
from domain.exams.appeal_process import APPEAL
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import AppealState, SessionState
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.network.retention import Kept
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks import steps
from tasks.integrity import defects_of
from tasks.ledger.schema import deadlines, documents, metadata, outbox, subjects
from tasks.proof.archive import Written, write_proof
from tasks.proof.checking import check_proof
from tasks.retention import erasing
from tasks.retention.lots import due_lots
from tasks.tabs import layout, registrations
from tasks.tabs import retention as tab
from tasks.tabs.columns import ANSWER, DOSSIER, REF, STATUS
from tests.builders import dossier
from tests.checks import a_check
from tests.config.editing import edit
from tests.domain.exams.test_appeal_guards import an_appeal
from tests.exams import a_session
from tests.exams_ledger import place
from tests.season import exam_day, exam_roads, reading
from tests.season.answers import EMAIL, SIRET, answers
from tests.season.conformity_roads import reach
from tests.season.desk import DIRECTOR, MANAGER, Desk, scoring_cells
from tests.season.registrations import registration, team_up
from tests.season.roads import ATELIER, RECEPTION, SCORING_DAY, SEVEN_AUTO

TWO_YEARS_ON, LATER = date(2028, 11, 4), date(2028, 11, 6)
DELIVERED_ON, FIVE_YEARS_ON = date(2027, 1, 21), date(2032, 1, 21)
MAILS_OLD_ON = date(2029, 11, 4)  # three years after the last one
MAIL = "atelier1@candidats.example"
ERASE: dict[str, Any] = {"Décision": tab.ERASE, "Confirmé par": DIRECTOR}
ERASING = steps.phase(steps.erase)
GONE = "au terme de sa durée de conservation : supprimez cette ligne. [RGPD]"


def purge(desk: Desk, on: date) -> list[dict[str, Any]]:
    """What the flow `purge` plays; the rows of « Conservation » after it."""
    desk.day(on, steps=steps.phase(steps.erase, steps.propose_erasures))
    return desk.rows(tab.RETENTION)


def decide(desk: Desk, on: date, over: dict[str, Any] | None = None, *, play: bool = True) -> list[tuple[str, str]]:
    """Every lot that waits is decided alike; (status, answer) of each row after the day."""
    waiting = [row[REF] for row in desk.rows(tab.RETENTION) if row[STATUS] == "À confirmer"]
    desk.type_rows(tab.RETENTION, dict.fromkeys(waiting, ERASE | (over or {})))
    if play:
        desk.day(on, steps=ERASING)
    return [(row[STATUS], reading.plain(row[ANSWER])) for row in desk.rows(tab.RETENTION)]


def clean(desk: Desk) -> list[str]:
    with desk.office() as office:
        return defects_of(office)


def places_of(desk: Desk, word: str) -> set[str]:
    """Tables and files, the workbook apart, where a word still is; files as bytes, freed pages included."""
    found = set()
    with desk.ledger() as connection:
        for table in metadata.sorted_tables:
            if any(word in str(tuple(row)) for row in connection.execute(select(table))):
                found.add(table.name)
    for path in desk.settings.home.rglob("*"):
        if path.is_file() and path != desk.path and (word.encode() in path.read_bytes() or word in path.name):
            found.add(path.relative_to(desk.settings.home).parts[0])
    return found


@pytest.fixture
def rejected(desk: Desk) -> Desk:
    """« Atelier n° 1 » is rejected on its score on SCORING_DAY; the second one waits for its own."""

    def play() -> None:
        desk.apply_all([answers(1, {**SEVEN_AUTO, EMAIL: MAIL}), answers(2)])
        desk.day(RECEPTION)
        desk.type(layout.SCORING, ATELIER, scoring_cells((0, 0, 0, 0)))
        desk.day(SCORING_DAY)

    reach(desk, "rejected", play)
    assert desk.states()[ATELIER] == "Rejetée sur note"
    return desk


@pytest.fixture
def delivered(desk: Desk) -> Desk:
    """A session is over: Maëlys is certified, Zoé has one bloc, Luc was absent."""

    def play() -> None:
        exam_roads.judged(desk)
        exam_day.sign_and_validate(desk)
        desk.day(DELIVERED_ON)
        with desk.office() as office, office.ledger.writing() as connection:
            connection.execute(update(deadlines).values(closed_on=DELIVERED_ON))  # as if the CPF flux had its return

    reach(desk, "exam-delivered", play)
    return desk


@pytest.mark.rule("RGPD", "MIK-16")
def test_a_rejected_application_is_erased_two_years_after_to_the_day_once_a_person_says_so(rejected: Desk) -> None:
    assert purge(rejected, TWO_YEARS_ON - timedelta(days=1)) == []
    (row,) = purge(rejected, TWO_YEARS_ON)
    assert (row[tab.WHAT], row[STATUS]) == (f"Candidature D-2026-0001, {ATELIER}", "À confirmer")
    assert (row[tab.SINCE].date(), row[tab.DUE_ON].date()) == (SCORING_DAY, TWO_YEARS_ON)
    assert places_of(rejected, MAIL) >= {"outbox", "payloads", "subjects", "submissions", "ledger.db", "courriels"}
    assert purge(rejected, TWO_YEARS_ON) == [row]  # proposed once, and nobody has decided
    assert decide(rejected, LATER)[0] == ("Effacé", "Effacé le 06/11/2028.")
    siret = str(answers(1)[SIRET])
    assert [places_of(rejected, word) for word in (MAIL, siret, ATELIER)] == [set(), set(), set()]
    assert clean(rejected) == []
    assert [row["Organisme"] for row in rejected.rows(layout.DOSSIERS)] == ["Atelier n° 2"]
    left = [row for row in rejected.rows(layout.APPLICATIONS) if row["Raison sociale"] == ATELIER]
    assert [(row[STATUS], reading.plain(row[ANSWER])) for row in left] == [("Effacé", f"Effacé le 06/11/2028, {GONE}")]
    assert DOSSIER not in left[0]


@pytest.mark.rule("RGPD", "MIK-31")
def test_the_minutes_of_a_destruction_name_what_is_gone_and_nobody(rejected: Desk) -> None:
    purge(rejected, TWO_YEARS_ON)
    decide(rejected, LATER)
    ((kind, text),) = reading.minutes(rejected, "DEST-2028-0001")
    assert kind == "destruction"
    assert "Effacement décidé le 06/11/2028 par Hélène Dubois, exécuté le 06/11/2028." in text
    assert "Effacé : 1 fiche, 5 événements, 1 document, 3 e-mails, 1 déclaration." in text
    assert ("D-2026-0001" in text, ATELIER in text, MAIL in text) == (True, False, False)
    (mail,) = reading.mails(rejected, "data_erased")
    assert (mail.to, len(mail.attached)) == ("helene.dubois@certificateur.example", 1)
    (gone,) = [row for row in reading.register(rejected) if row["subject"] == "D-2026-0001"]
    assert (gone["status"], gone["data"], gone["path"], gone["destroyed_on"], len(gone["sha256"])) == (
        "destroyed", "{}", None, LATER, 64,
    )  # fmt: skip
    (shown,) = [row for row in rejected.rows(layout.MINUTES) if row["Numéro"] == gone["number"]]
    assert reading.plain(shown["Fichier"]) == "détruit le 06/11/2028"


@pytest.mark.rule("RGPD")
def test_after_an_erasure_nothing_comes_back_and_the_organisation_may_apply_again(rejected: Desk) -> None:
    purge(rejected, TWO_YEARS_ON)
    decide(rejected, LATER)
    rejected.day(LATER)  # what else has grown old in two years
    before = reading.traces(rejected)
    with rejected.book() as book:  # somebody erases the reference of the row that he should have removed
        sheet = book[layout.APPLICATIONS]
        column = next(cell.column for cell in sheet[1] if cell.value == REF)
        sheet.cell(2, column).value = None
    run = rejected.day(LATER)
    assert (run.feedback.notes, reading.traces(rejected)) == ([], before)
    rejected.apply(1, {"Horodateur": datetime(2028, 11, 6, 9), "Date de l’extrait Kbis": datetime(2028, 10, 30)})
    rejected.day(LATER)
    assert rejected.ref(ATELIER) == "D-2028-0001"


@pytest.mark.slow
@pytest.mark.rule("RGPD")
def test_what_is_due_is_kept_for_a_reason_by_somebody_entitled_and_proposed_again_a_year_later(rejected: Desk) -> None:
    purge(rejected, TWO_YEARS_ON)
    keep = {"Décision": tab.KEEP}
    starts = [
        decide(rejected, TWO_YEARS_ON, over)[0][1].partition(".")[0]
        for over in (keep, keep | {"Motif": "Contentieux", "Confirmé par": "Personne"}, {"Confirmé par": None})
    ]
    assert starts == [
        "Motif : conserver des données au-delà de leur durée demande un motif",
        "Confirmé par : « Personne » ne figure pas dans l’onglet « Équipe »",
        "Confirmé par : la cellule est vide ; complétez-la",
    ]
    held = decide(rejected, TWO_YEARS_ON, keep | {"Motif": "Contentieux en cours.", "Confirmé par": MANAGER})
    assert held == [("Conservé par décision", "Conservé, décision du 04/11/2028.")]
    assert "outbox" in places_of(rejected, MAIL)
    proposed = [[row[tab.WHAT] for row in purge(rejected, day)][1:] for day in (date(2029, 11, 3), MAILS_OLD_ON)]
    assert proposed == [
        ["E-mails jusqu’au 02/11/2026"],
        ["E-mails jusqu’au 02/11/2026", f"Candidature D-2026-0001, {ATELIER}"],
    ]


@pytest.mark.rule("RGPD", "NET-05")
def test_a_lot_that_waits_for_somebody_is_in_the_list_and_in_the_digest_of_the_week(rejected: Desk) -> None:
    def listed() -> list[tuple[str, str, str]]:
        rejected.day(LATER)
        return [(line["Pour qui"], reading.plain(line["Quoi"]), line["Pourquoi"])
                for line in rejected.rows(layout.TO_DO) if tab.RETENTION in line["Quoi"]]  # fmt: skip

    assert listed() == []
    purge(rejected, LATER)
    what = "Décider de 1 lot de données à effacer, dans « Conservation »"
    assert listed() == [(MANAGER, what, "Durée de conservation échue [RGPD]")]
    rejected.day(LATER, steps=(steps.read_workbook, steps.measure_network, steps.write_digests, steps.send_mails))
    (sent,) = reading.mails(rejected, "tasks_digest")
    assert what in reading.plain(sent.text)
    decide(rejected, LATER)
    assert listed() == []


@pytest.mark.rule("RGPD")
@pytest.mark.parametrize("broken", ["_erase_files", "_say"])
def test_an_erasure_that_was_cut_goes_on_at_the_next_run(
    rejected: Desk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    purge(rejected, TWO_YEARS_ON)
    decide(rejected, LATER, play=False)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasing, broken, cut)
        with pytest.raises(KeyboardInterrupt):
            rejected.day(LATER, steps=ERASING)
    assert clean(rejected) == []  # decided, half erased: no loss
    rejected.day(LATER + timedelta(days=1), steps=ERASING)
    assert [row[STATUS] for row in rejected.rows(tab.RETENTION)] == ["Effacé"]
    assert (places_of(rejected, MAIL), clean(rejected)) == (set(), [])


@pytest.mark.rule("RGPD", "REF-24")
def test_of_a_session_the_minutes_of_the_jury_and_the_register_of_holders_stay(delivered: Desk) -> None:
    folder = delivered.settings.documents_folder
    kept = {"jury", "delivrance", "parchemin", "attestation_bloc"}
    before = {row["number"]: (folder / row["path"]).read_bytes() for row in reading.register(delivered)
              if row["kind"] in kept}  # fmt: skip
    assert purge(delivered, FIVE_YEARS_ON - timedelta(days=1))[1:] == []  # its old e-mails only
    assert "Pièces de session S-2027-0001" in [row[tab.WHAT] for row in purge(delivered, FIVE_YEARS_ON)][1]
    assert {state for state, _ in decide(delivered, FIVE_YEARS_ON)} == {"Effacé"}
    assert clean(delivered) == []
    after = {row["number"]: (folder / row["path"]).read_bytes() for row in reading.register(delivered)
             if row["kind"] in kept}  # fmt: skip
    assert after == before
    assert places_of(delivered, "candidats.example") == set()
    assert places_of(delivered, "الحداد") == {"documents", "ledger.db"}  # not admitted: the PV de jury says so
    assert places_of(delivered, "Garnier") == {"documents", "subjects", "ledger.db"}  # PV, certificate, bloc acquired
    assert [row[REF] for row in delivered.rows(layout.DEADLINES) if REF in row] == []
    tabs = ("Inscriptions", "Présences", "Grilles", "Délibérations", "Résultats")
    assert {row[STATUS] for name in tabs for row in delivered.rows(name) if STATUS in row} == {"Effacé"}
    assert [row[STATUS] for row in delivered.rows("Certificats")] == ["Délivré", "Délivré"]
    traces = reading.traces(delivered)
    delivered.day(FIVE_YEARS_ON + timedelta(days=1))
    assert reading.traces(delivered) == traces


@pytest.mark.slow
@pytest.mark.rule("RGPD", "M2I-05")
def test_a_bloc_acquired_is_still_carried_when_the_pieces_of_its_session_are_gone(
    delivered: Desk, tmp_path: Path
) -> None:
    """The durations are the certifier's: one year here, since the certification ends in 2028."""
    config = shutil.copytree(ROOT / "config", tmp_path / "config")
    edit(config / "retention.toml", "[durations.session]\nyears = 5", "[durations.session]\nyears = 1")
    desk = replace(delivered, settings=delivered.settings.model_copy(update={"config_folder": config}))
    purge(desk, date(2028, 1, 21))
    assert decide(desk, date(2028, 1, 21))[0][0] == "Effacé"
    team_up(desk)
    with desk.office() as office:
        later = a_session(starts_on=date(2028, 6, 5), ends_on=date(2028, 6, 5))
        ref = place(office, EXAM_SESSION, later, SessionState.PLANNED, date(2028, 1, 24))
    who = {"Prénoms": "Zoé", "Nom de naissance": "Garnier"}
    desk.add_row(registrations.REGISTRATIONS, registration(ref, who))
    desk.day(date(2028, 2, 1))
    (row,) = [row for row in desk.rows(registrations.REGISTRATIONS) if row.get(REF, "").startswith("I-2028")]
    assert row[registrations.CARRIED] == "RNCP9002BC01"


@pytest.mark.rule("RGPD")
def test_a_lot_waits_for_the_recours_that_needs_it(delivered: Desk) -> None:
    with delivered.office() as office:
        open_one = an_appeal(parent="S-2027-0001")
        place(office, APPEAL, open_one, AppealState.LODGED)
        retention = load_retention(ROOT / "config")
        with office.ledger.reading() as connection:
            found = [lot.kept for lot in due_lots(connection, retention, FIVE_YEARS_ON)]
    assert found == [Kept.MAIL]


@pytest.mark.rule("RGPD")
def test_a_partner_is_kept_five_years_after_the_end_of_the_whole_partnership_with_its_checks(desk: Desk) -> None:
    """The end is that of its last dossier: the first one waits for it."""
    with desk.office() as office:
        first = place(office, PARTNERSHIP, dossier(), State.EXPIRED, date(2026, 12, 31))
        second = place(office, PARTNERSHIP, dossier(received_on=date(2027, 1, 4)), State.TERMINATED, date(2028, 6, 1))
        check = place(office, NETWORK_CHECK, a_check(parent=first), CheckState.CONCLUDED, date(2026, 12, 1))
    assert purge(desk, date(2033, 5, 31)) == []
    found = [(row[tab.WHAT].partition(",")[0], row[tab.SINCE].date()) for row in purge(desk, date(2033, 6, 1))]
    ended = date(2028, 6, 1)
    assert found == [(f"Dossier de partenaire {first}", ended), (f"Dossier de partenaire {second}", ended)]
    assert {state for state, _ in decide(desk, date(2033, 6, 1))} == {"Effacé"}
    with desk.ledger() as connection:
        gone = connection.execute(select(subjects.c.ref, subjects.c.name).where(subjects.c.erased_on.is_not(None)))
        assert sorted(tuple(row) for row in gone) == [(check, "Effacé"), (first, "Effacé"), (second, "Effacé")]
    assert clean(desk) == []
    assert desk.day(date(2033, 6, 2)).feedback.notes == []  # the night finds its way without them


@pytest.mark.rule("RGPD")
def test_the_register_of_holders_is_due_fifty_years_later(delivered: Desk) -> None:
    purge(delivered, FIVE_YEARS_ON)
    decide(delivered, FIVE_YEARS_ON)
    with delivered.office() as office, office.ledger.reading() as connection:
        retention = load_retention(ROOT / "config")
        due = [[(lot.kept, lot.root) for lot in due_lots(connection, retention, day) if lot.kept is Kept.REGISTER]
               for day in (date(2077, 1, 20), date(2077, 1, 21))]  # fmt: skip
    assert due == [[], [(Kept.REGISTER, "S-2027-0001")]]


@pytest.mark.slow
@pytest.mark.rule("RGPD")
def test_e_mails_are_erased_three_years_after_and_their_fate_stays(rejected: Desk) -> None:
    purge(rejected, TWO_YEARS_ON)
    decide(rejected, TWO_YEARS_ON, {"Décision": tab.KEEP, "Motif": "Contentieux en cours."})
    assert len(purge(rejected, MAILS_OLD_ON - timedelta(days=1))) == 1 + 1  # those of the reception
    decide(rejected, MAILS_OLD_ON - timedelta(days=1))
    assert {mail.on for mail in reading.mails(rejected) if mail.on.year == 2026} == {SCORING_DAY}
    with rejected.ledger() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.on_date == RECEPTION)).mappings().all()
    assert {(row["status"], row["recipient"], row["text"], row["html"]) for row in rows} == {("erased", "", "", "")}
    assert all(row["sent_at"] and row["message_id"] for row in rows)


@pytest.mark.rule("RGPD", "QUA-02")
def test_a_proof_made_after_an_erasure_says_what_is_gone_and_still_verifies(rejected: Desk) -> None:
    purge(rejected, TWO_YEARS_ON)
    decide(rejected, LATER)
    path = rejected.settings.home / "preuves.zip"
    with rejected.office() as office:
        written = write_proof(office, "RS9001", path, defects_of(office), LATER)
    assert isinstance(written, Written)
    assert "PV-2026-0001 : détruit le 06/11/2028, au terme de sa durée" in written.remarks
    assert check_proof(path).defects == []


@pytest.mark.rule("RGPD")
def test_a_document_said_to_be_destroyed_without_a_decision_is_a_loss(rejected: Desk) -> None:
    with rejected.office() as office:
        with office.ledger.writing() as connection:
            connection.execute(documents.update().values(status="destroyed", path=None))
        assert defects_of(office) == [
            "Le document PV-2026-0001 est dit détruit sans procès-verbal de destruction (RGPD)."
        ]
