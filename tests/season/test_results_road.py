"""A session from its opening to its results: presences, grids, jury, signatures, validation, letters."""

from typing import Any

import pytest

from domain.exams import results_guards as results
from domain.exams.candidacy import Attendance, Eligibility, Mark
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import ExamSession, Pieces, Validation
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, Route, SessionState
from tasks.tabs import attendance, deliberations, layout
from tasks.tabs import results as results_tab
from tasks.tabs.columns import ANSWER, STATUS
from tests.exams import EXAM_DAY, a_candidacy, a_juror, a_person, a_session, slots_of
from tests.exams_ledger import place
from tests.season import exam_day as hands
from tests.season import exam_roads, reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR_MAIL, Desk
from tests.season.exam_day import JURY, SESSION, ZOE
from tests.season.exam_roads import B1, B2, B3, I_LUC, I_NOUR, I_ZOE, MAELYS


def by_route(route: Route) -> Eligibility:
    return Eligibility(route=route, proof_url="https://pieces.example/preuve.pdf", prerequisites_checked=True)


@pytest.fixture
def judged(desk: Desk) -> Desk:
    exam_roads.judged(desk)
    return desk


@pytest.mark.rule("M2I-13", "M2I-20", "M2I-21", "M2I-44", "M2I-39", "M2I-43", "MIK-56", "NET-27")
def test_the_day_is_typed_once_and_told_to_each_who_has_to_know(desk: Desk) -> None:
    exam_roads.ripe(desk)
    assert desk.rows(layout.ANOMALIES) == []
    shown = {line["Réf."]: line[ANSWER] for line in desk.rows(attendance.ATTENDANCE) if line["Réf."].endswith("E1")}
    assert shown == {
        f"{MAELYS}/E1": "Candidat admis à composer.", f"{I_ZOE}/E1": "Candidat admis à composer.",
        f"{I_LUC}/E1": "Absence constatée.", f"{I_NOUR}/E1": "Candidat non admis.",
    }  # fmt: skip
    (absent,) = reading.mails(desk, "candidate_absent")
    text = reading.plain(absent.text)
    assert absent.to == "luc@candidats.example"
    assert "08/03/2027, Centre de Strasbourg, 12 rue des Érables (session S-2027-0002)" in text
    assert "Ce nouveau passage est payant." in text
    (turned_away,) = reading.mails(desk, "candidate_not_admitted")
    assert "une pièce d’identité vérifiée" in turned_away.text
    assert "votre convocation" not in turned_away.text
    (note,) = reading.mails(desk, "direction_note")
    assert note.to == DIRECTOR_MAIL
    assert f"Luc de la Tour ({I_LUC})" in note.text
    assert "sans identité" in note.text
    (pieces,) = reading.mails(desk, "pieces_due")
    assert pieces.to == "examens@certificateur.example"
    assert "jeudi 21 janvier 2027" in reading.plain(pieces.text)


@pytest.mark.rule("REF-14", "REF-24", "REF-25", "LAW-16", "M2I-33", "M2I-34")
def test_the_minutes_have_every_mention_and_one_section_a_bloc(judged: Desk) -> None:
    ((kind, text),) = reading.minutes(judged, SESSION)
    assert kind == "jury"
    assert reading.between(text, "Évaluateurs (REF-24)", "Candidats (REF-24)").endswith(
        f"{JURY} Directrice artistique, Studio Kiosque Président du jury Externe"
    )
    assert "Maëlys Anne d’Œuvrard I-2027-0001 01/03/1991, Sélestat Candidat libre" in text
    assert "Date du jury 20/01/2027" in text
    for bloc, zoe in ((B1, "Validé"), (B2, "Non validé"), (B3, "Non validé")):
        said = reading.between(text, f"Bloc {bloc}", "Bloc " if bloc != B3 else "Candidats absents")
        assert said.endswith(f"Maëlys Anne d’Œuvrard Validé Zoé Garnier {zoe}")
    assert "Épreuves conformes au référentiel." in text
    (asked,) = reading.mails(judged, "minutes_to_sign")
    assert asked.to == "irene@jurys.example"
    assert [name.split(" ", 1)[1] for name in asked.attached] == ["Procès-verbal de jury.pdf"]


@pytest.mark.rule("REF-25", "M2I-37", "NET-02", "REF-22")
def test_nothing_leaves_while_unsigned_nor_before_the_certifier_validates(judged: Desk) -> None:
    desk = judged
    hands.note(desk, {results.VALIDATED_BY: hands.REPRESENTATIVE, results.VALIDATED_ON: at(hands.VALIDATED_ON)},
               hands.VALIDATED_ON)  # fmt: skip
    said = reading.plain(row(desk, results_tab.RESULTS, SESSION)[ANSWER])
    assert said == f"Signé par : le procès-verbal de jury attend une signature : {JURY}. [REF-25]"
    assert reading.mails(desk, "candidate_result") == []
    hands.sign_and_validate(desk, by=JURY)
    assert row(desk, results_tab.RESULTS, SESSION)[STATUS] == "Délibérée, à signer"
    assert "[NET-02]" in row(desk, results_tab.RESULTS, SESSION)[ANSWER]
    assert reading.mails(desk, "candidate_result") == []
    hands.sign_and_validate(desk)
    told = {mail.to: reading.plain(mail.subject) for mail in reading.mails(desk, "candidate_result")}
    assert told == {
        "maelys@candidats.example": f"Certification obtenue – inscription {MAELYS}",
        "zoe@candidats.example": f"Réussite partielle – inscription {I_ZOE}",
    }
    states = [state for _, _, state in reading.events(desk, SESSION)]
    assert states.index("RESULTATS_ENVOYES") == states.index("VALIDEE") + 1
    (delivery,) = [text for kind, text in reading.minutes(desk, SESSION) if kind == "delivrance"]
    assert "Sylvie Renard, en qualité de représentant du certificateur, a validé la session le 21/01/2027" in delivery
    assert {mail.to for mail in reading.mails(desk, "session_validated")} == {
        "examens@certificateur.example", "omar.traore@certificateur.example",
    }  # fmt: skip


@pytest.mark.rule("REF-22", "REF-14", "M2I-39", "O-14")
def test_the_letter_says_each_bloc_the_re_sit_the_delivery_and_how_to_contest(judged: Desk) -> None:
    hands.sign_and_validate(judged)
    (letter,) = [text for kind, text in reading.minutes(judged, I_ZOE) if kind == "lettre_resultat"]
    assert reading.between(letter, "Résultat de chaque bloc", "Se présenter de nouveau").count("Non validé") == 2
    assert "Ce nouveau passage est payant (M2I-39, M2I-43)" in letter
    assert "Attestations délivrées sous 30 jours" in letter
    assert "jusqu’au 21/03/2027, soit 2 mois à compter de sa notification" in letter
    (mail,) = [mail for mail in reading.mails(judged, "candidate_result") if mail.dossier == I_ZOE]
    assert list(mail.attached) == ["DC-2027-0002 Lettre de résultat.pdf"]
    (whole,) = [text for kind, text in reading.minutes(judged, MAELYS) if kind == "lettre_resultat"]
    assert "payant" not in whole


def test_a_second_run_of_the_same_day_changes_nothing(judged: Desk) -> None:
    hands.sign_and_validate(judged)
    assert reading.mails(judged, "deadline_reminder_staff") == []  # what has left is not late
    before = reading.traces(judged)
    run = judged.day(hands.VALIDATED_ON)
    assert reading.traces(judged) == before
    assert run.written is not None
    assert run.written.changed_cells == 0


def at_the_jury(desk: Desk, state: SessionState, of_candidate: CandidacyState, **over: Any) -> ExamSession:
    """A session in `state` and its one candidate, who took every épreuve, marked 4 everywhere."""
    with desk.office() as office:
        validation = Validation(validated_by=hands.REPRESENTATIVE, validated_on=hands.VALIDATED_ON)
        pieces = Pieces(received_on=hands.RECEIVED_ON, items=("PV",))
        session = a_session(jury=(a_juror(),), pieces=pieces, validation=validation)
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, state)})
        taken = [
            Attendance(epreuve=epreuve.code, present=True, convocation_shown=True, identity_checked=True)
            for epreuve in session.referentiel.epreuves
        ]
        keys = [key.split("/") for key in hands.grid_of(MAELYS)]
        marks = [Mark(epreuve=epreuve, criterion=code, points=4, juror=JURY) for _, epreuve, code in keys]
        facts = a_candidacy(session, attendance=taken, marks=marks, slots=slots_of(session), **over)
        place(office, CANDIDACY, facts, of_candidate)
    return session


@pytest.mark.rule("M2I-36")
def test_in_course_results_are_asked_for_once_and_the_jury_waits_for_them(desk: Desk) -> None:
    at_the_jury(
        desk, SessionState.PIECES_RECEIVED, CandidacyState.PRESENT, eligibility=by_route(Route.TRAINING),
        partner_name="Atelier n° 1", partner_email="direction@atelier.example",
    )  # fmt: skip
    desk.day(hands.RECEIVED_ON)
    hands.deliberate(desk)
    (asked,) = reading.mails(desk, "in_course_due")
    assert (asked.to, asked.dossier, f"{asked.on:%d/%m}") == ("direction@atelier.example", MAELYS, "19/01")
    shown = row(desk, deliberations.DELIBERATIONS, f"{MAELYS}/{B1}")
    assert shown[deliberations.PROPOSAL] == "Validé"
    assert reading.plain(shown[ANSWER]) == (
        "Résultats en cours de formation : les résultats en cours de formation manquent : le jury décide à leur vu. "
        "Notez-les dans « Inscriptions ». [M2I-36]"
    )
    assert [state for _, _, state in reading.events(desk, MAELYS)] == ["PRESENT", "PRESENT"]


@pytest.mark.rule("LAW-12")
def test_the_letter_of_a_vae_states_the_blocs_acquired(desk: Desk) -> None:
    decisions = [{"bloc": bloc, "proposed": bloc == B1, "acquired": bloc == B1} for bloc in (B1, B2)]
    at_the_jury(
        desk, SessionState.VALIDATED, CandidacyState.PARTLY, eligibility=by_route(Route.VAE), blocs=(B1, B2),
        carried=(B3,), decisions=decisions, deliberated_on=hands.JURY_ON,
    )  # fmt: skip
    desk.day(hands.VALIDATED_ON)
    ((_, letter),) = reading.minutes(desk, MAELYS)
    stated = reading.between(letter, "Blocs acquis par la VAE (LAW-12)", "Se présenter de nouveau")
    assert (B1 in stated, B2 in stated, B3 in stated) == (True, False, True)
    (mail,) = reading.mails(desk, "candidate_result")
    assert "par la validation des acquis de l’expérience" in reading.plain(mail.text)


@pytest.mark.rule("M2I-21")
def test_a_session_does_not_end_before_everybody_is_noted(desk: Desk) -> None:
    hands.opened(desk, [a_person(), ZOE])
    desk.type_rows(attendance.ATTENDANCE, {f"{MAELYS}/E1": hands.came()})
    desk.day(EXAM_DAY)
    hands.end(desk)
    said = reading.plain(row(desk, results_tab.RESULTS, SESSION)[ANSWER])
    assert said == (
        "Session terminée le : la présence n’est pas notée pour Maëlys d’Œuvrard, Zoé Garnier. "
        "Complétez « Présences ». [M2I-21]"
    )


@pytest.mark.rule("O-12", "MIK-56", "NET-27")
def test_the_organiser_is_reminded_of_the_pieces_the_day_before_they_are_due(desk: Desk) -> None:
    exam_roads.attended(desk)
    hands.end(desk)
    desk.day(hands.JURY_ON)
    asked = [(f"{mail.on:%d/%m}", mail.to, reading.plain(mail.subject)) for mail in reading.mails(desk, "pieces_due")]
    assert asked == [
        ("18/01", "examens@certificateur.example", f"Pièces de la session à transmettre – session {SESSION}"),
        ("20/01", "examens@certificateur.example",
         f"Pièces de la session : il vous reste 1 jour ouvré – session {SESSION}"),
    ]  # fmt: skip
    hands.note(
        desk, {results.RECEIVED_ON: at(hands.JURY_ON), results.PIECES: "Émargement, plan de la salle"}, hands.JURY_ON
    )
    assert reading.plain(row(desk, results_tab.RESULTS, SESSION)[ANSWER]) == (
        "Pièces : « plan de la salle » n’est pas une pièce attendue ; choisissez parmi : Émargement, Grilles, "
        "Incidents, PV. [NET-27]"
    )
