"""From a form row to a dossier: acknowledgement, snapshot, and what is missing, by name."""

import hashlib
import json

import pytest
from sqlalchemy import select

from tasks.ledger.schema import submissions
from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.desk import MANAGER, Desk
from tests.season.reading import between, events, kinds, mails, plain
from tests.season.roads import ATELIER, RECEPTION, received

#: rule, header emptied (or changed), what the e-mail asks for
ONE_PIECE: list[tuple[str, form.Cells, str]] = [
    ("MIK-05", {form.KBIS: None}, "Extrait Kbis (lien)"),
    ("MIK-05", {form.KBIS_DATE: None}, "Date de l’extrait Kbis"),
    ("MIK-05", {"Prénom du responsable légal": None}, "Prénom du responsable légal"),
    ("MIK-05", {"Nom du responsable légal": None}, "Nom du responsable légal"),
    ("MIK-05", {form.CREATED: None}, "Année de création"),
    ("MIK-05", {form.STAFF: None}, "Nombre de salariés"),
    ("MIK-06", {form.TRAINERS: None}, "Formateurs pressentis"),
    ("MIK-06", {form.TRAINERS: "Ana Silva ; 4"}, "CV de Ana Silva (lien)"),
    ("MIK-07", {"Certification Qualiopi": None}, "Certification Qualiopi (oui ou non)"),
    ("MIK-07", {"Numéro du certificat Qualiopi": None}, "Numéro du certificat Qualiopi"),
    ("MIK-07", {form.QUALIOPI_END: None}, "Fin de validité Qualiopi"),
    ("MIK-08", {form.SESSIONS: None}, "Sessions réalisées dans le domaine (24 derniers mois)"),
    ("MIK-08", {form.LEARNERS: None}, "Stagiaires formés dans le domaine (24 derniers mois)"),
    ("MIK-09", {form.PROGRAMMES: None}, "Programmes de formation existants (liens)"),
    ("MIK-10", {"Modalité pédagogique": None}, "Modalités pédagogiques envisagées"),
    ("MIK-10", {"Volume horaire": None}, "Volume horaire envisagé"),
    ("MIK-11", {"Site internet": None}, "Site internet"),
    ("MIK-11", {"Compte EDOF": None}, "Compte EDOF (oui ou non)"),
    ("MIK-12", {form.FEEDBACKS: None}, "Nombre de réponses aux enquêtes de satisfaction"),
    ("MIK-12", {"Note moyenne des stagiaires": None}, "Note moyenne des stagiaires"),
]


@pytest.mark.rule("MIK-03", "MIK-04")
def test_a_complete_application_is_acknowledged_and_waits_for_its_score(desk: Desk) -> None:
    received(desk)
    row = desk.row(layout.APPLICATIONS, ATELIER)
    assert (row[columns.REF], row[columns.DOSSIER], row[columns.STATUS]) == (
        "C-2026-0001", "D-2026-0001", "Complète, à noter"
    )  # fmt: skip
    assert events(desk, "D-2026-0001") == [
        ("2026-11-02", "application_received", "RECUE"),
        ("2026-11-02", "owner_assigned", "RECUE"),
        ("2026-11-02", "pieces_complete", "COMPLETE"),
    ]
    acknowledgement, complete = mails(desk)
    assert (acknowledgement.kind, complete.kind) == ("acknowledgement", "application_complete")
    assert {acknowledgement.to, complete.to} == {"direction@atelier.example"}
    assert acknowledgement.subject == "Nous avons bien reçu votre candidature – dossier D-2026-0001"
    assert "reçue le lundi 2 novembre 2026" in acknowledgement.text
    assert desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-16")
def test_the_snapshot_is_kept_word_for_word_and_its_fingerprint_is_in_the_acknowledgement(desk: Desk) -> None:
    received(desk)
    with desk.ledger() as connection:
        kept = connection.execute(select(submissions)).mappings().one()
    assert hashlib.sha256(kept["declared"].encode()).hexdigest() == kept["sha256"]
    assert between(mails(desk, "acknowledgement")[0].text, "Empreinte (SHA-256) :", "Une question") == kept["sha256"]
    declared = json.loads(kept["declared"])
    assert (declared["Code postal"], declared["SIRET"], declared["Date de l’extrait Kbis"]) == (
        "01000", form.siret(1), "05/10/2026"
    )  # fmt: skip
    assert declared["Formateurs pressentis"] == form.answers()[form.TRAINERS]


@pytest.mark.rule("MIK-05", "MIK-06", "MIK-07", "MIK-08", "MIK-09", "MIK-10", "MIK-11", "MIK-12", "MIK-13")
def test_each_missing_piece_is_asked_for_by_its_name(desk: Desk) -> None:
    received(desk, {rank: over for rank, (_, over, _) in enumerate(ONE_PIECE, start=1)})
    asked = {
        mail.dossier: between(mail.text, "1 élément reste à fournir ou à corriger.", ">>>")
        for mail in mails(desk, "missing_pieces")
    }
    assert asked == {
        f"D-2026-{rank:04}": f"1. {label} non renseigné → complétez votre réponse au formulaire"
        for rank, (_, _, label) in enumerate(ONE_PIECE, start=1)
    }
    assert set(desk.states().values()) == {"Reçue, à compléter"}
    assert {row.get("Pour qui") for row in desk.rows(layout.TO_DO)} == {MANAGER}


@pytest.mark.rule("MIK-13")
def test_an_unusable_piece_is_asked_for_with_its_reason_and_its_cure(desk: Desk) -> None:
    received(desk, {1: {form.PROGRAMMES: None, form.KBIS_DATE: "31/02/2026", form.STAFF: -2}})
    (mail,) = mails(desk, "missing_pieces")
    assert between(mail.text, "3 éléments restent à fournir ou à corriger.", ">>>") == (
        "1. Programmes de formation existants (liens) non renseigné → complétez votre réponse au formulaire "
        "2. Date de l’extrait Kbis « 31/02/2026 » n’est pas une date qui existe → indiquez-la sous la forme "
        "JJ/MM/AAAA "
        "3. Nombre de salariés « -2 » n’est pas possible → indiquez un nombre positif ou nul"
    )
    assert between(mail.text, ">>>", "Répondez à ce message") == (
        "Complétude de la candidature – au plus tard le mardi 1er décembre 2026 "
        "20 jours ouvrés à compter du 02/11/2026, hors 11/11 → 01/12/2026"
    )
    assert plain(desk.row(layout.APPLICATIONS, ATELIER)[columns.DEADLINE]) == (
        "Complétude de la candidature : 20 jours ouvrés à compter du 02/11/2026, hors 11/11 → 01/12/2026"
    )


@pytest.mark.rule("MIK-13")
def test_an_incomplete_dossier_is_not_scored(desk: Desk) -> None:
    received(desk, {1: {form.PROGRAMMES: None}})
    desk.add_row(layout.SCORING, {columns.DOSSIER: "D-2026-0001", "G3": 1, "G6": 1, "G7": 2, "G8": 1,
                                  layout.VALIDATED_BY: MANAGER})  # fmt: skip
    desk.day(RECEPTION)
    assert desk.states() == {ATELIER: "Reçue, à compléter"}
    assert kinds(desk, "D-2026-0001") == [("2026-11-02", "acknowledgement"), ("2026-11-02", "missing_pieces")]
