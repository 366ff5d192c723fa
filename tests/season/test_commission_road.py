"""The decision of the commission, from its row to its minutes and its e-mail (MIK-24 to MIK-33)."""

import hashlib
from datetime import date, datetime

import pytest

from domain.vocabulary import Factor, Opinion
from tasks.tabs import columns, layout
from tests.season.answers import Cells
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.reading import between, events, kinds, mails, minutes, pdf_text, plain, register, traces
from tests.season.roads import ATELIER, COMMISSION_DAY, in_commission, pre_habilitated

REF = "D-2026-0001"
YOUNG: Cells = {"Année de création": 2025}
PLAN = [
    ("Séance d’information et remise des documents", "18/11/2026",
     "5 jours ouvrés à compter du 10/11/2026, hors 11/11 → 18/11/2026"),
    ("Supports de communication mis à jour, prêts pour le contrôle", "09/12/2026",
     "15 jours ouvrés à compter du 18/11/2026 → 09/12/2026"),
    ("Second contrôle des supports, s’il y a lieu", "16/12/2026",
     "5 jours ouvrés à compter du 09/12/2026 → 16/12/2026"),
    ("Évaluation des formateurs, seconde session comprise", "23/12/2026",
     "5 jours ouvrés à compter du 16/12/2026 → 23/12/2026"),
    ("Signature de la convention, de la réglementation et de la charte", "23/12/2026",
     "30 jours ouvrés à compter du 10/11/2026, hors 11/11 → 23/12/2026"),
]  # fmt: skip


def accepted_text(desk: Desk) -> str:
    return dict(minutes(desk, REF))["commission_acceptation"]


@pytest.mark.rule("MIK-24", "MIK-28", "MIK-29", "O-04")
def test_an_acceptance_pre_habilitates_and_starts_thirty_working_days(desk: Desk) -> None:
    pre_habilitated(desk)
    assert events(desk, REF)[-1] == ("2026-11-10", "commission_accepted", "PRE_HABILITE")
    assert kinds(desk, REF)[-1] == ("2026-11-10", "pre_habilitated")
    assert [(row[columns.DEADLINE], row["Au plus tard le"], plain(row["Calcul"])) for row in desk.deadlines()] == [
        ("Séance d’information", datetime(2026, 11, 18), PLAN[0][2]),
        ("Mise en conformité", datetime(2026, 12, 23), PLAN[-1][2]),
        ("Validité de la certification Qualiopi", datetime(2027, 12, 19), "fin de validité déclarée le 19/12/2027"),
    ]
    row = desk.row(layout.COMMISSION, ATELIER)
    assert (row[columns.STATUS], row[columns.ANSWER]) == ("Pré-habilité", "Pré-habilité.")


@pytest.mark.rule("MIK-29", "O-04")
def test_the_plan_of_dates_is_the_same_in_the_minutes_and_in_the_mail(desk: Desk) -> None:
    pre_habilitated(desk)
    printed = between(accepted_text(desk), "Plan de conformité Étape Au plus tard", "Déclarations qui engagent")
    assert printed == " ".join(f"{label} {day} {sentence}" for label, day, sentence in PLAN)
    (mail,) = mails(desk, "pre_habilitated")
    for label, _, sentence in PLAN:
        assert label in mail.text
        assert sentence in mail.text
    assert "mercredi 23 décembre 2026" in mail.text


@pytest.mark.rule("MIK-15", "MIK-24", "MIK-31")
def test_the_minutes_say_who_sat_and_the_five_opinions(desk: Desk) -> None:
    in_commission(desk)
    attendees = f"{DIRECTOR}\n{MANAGER}\nSofia Meyer ; Personnalité qualifiée"
    comments = {layout.comment_on(factor): f"vu {number}" for number, factor in enumerate(Factor, start=1)}
    reserved = {layout.opinion_of(Factor.E_REPUTATION): Opinion.RESERVED.label}
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY, {layout.ATTENDEES: attendees, **comments, **reserved})
    desk.day(COMMISSION_DAY)
    text = accepted_text(desk)
    assert between(text, "Membre Qualité", "Éléments étudiés") == (
        f"{DIRECTOR} Direction {MANAGER} Responsable des partenariats Sofia Meyer Personnalité qualifiée"
    )
    assert between(text, "Facteur Commentaire Avis", "Plan de conformité") == " ".join(
        f"{factor.label} vu {number} {'Réservé' if factor is Factor.E_REPUTATION else 'Favorable'}"
        for number, factor in enumerate(Factor, start=1)
    )
    assert "Note : 17 / 17" in text
    assert "Voies de recours" not in text


@pytest.mark.rule("MIK-33")
def test_the_declarations_that_bind_the_partner_are_in_the_minutes(desk: Desk) -> None:
    pre_habilitated(desk)
    text = accepted_text(desk).partition("Déclarations qui engagent l’organisme (MIK-33)")[2]
    for line in ("Nombre de salariés 6", "Année de création 2016", "Numéro du certificat Qualiopi Q-2024-0815",
                 "Formateurs pressentis Jeanne Kaplan (8 ans d’expérience) ; Lukas Ostrowski (3,5 ans d’expérience)",
                 "Engagement à respecter le cahier des charges de communication oui"):  # fmt: skip
        assert line in text


@pytest.mark.rule("MIK-31", "MIK-32")
def test_the_pdf_attached_is_the_one_registered_and_its_seal_is_the_journal_s(desk: Desk) -> None:
    pre_habilitated(desk)
    (mail,) = mails(desk, "pre_habilitated")
    ((name, attached),) = mail.attached.items()
    document = register(desk)[-1]
    shown = desk.rows(layout.MINUTES)[-1]
    assert name == "PV-2026-0001 Procès-verbal de commission - pré-habilitation.pdf"
    assert hashlib.sha256(attached).hexdigest() == document["sha256"] == shown["Empreinte SHA-256"]
    on_disk = desk.settings.documents_folder / document["path"]
    assert on_disk.read_bytes() == attached
    journal = traces(desk)["journal"]
    assert (
        f"Journal certiflow : {document['seq']} événements, empreinte {journal[document['seq'] - 1][:16]}. "
        "Règle appliquée : MIK-28."
    ) in pdf_text(on_disk)


@pytest.mark.rule("MIK-30", "MIK-31", "MIK-32")
def test_a_refusal_gives_its_reasons_its_minutes_and_the_way_to_appeal(desk: Desk) -> None:
    motive = "Le processus de sélection n’est pas décrit.\nLes moyens ne couvrent pas l’accompagnement."
    in_commission(desk)
    desk.decide(ATELIER, "Refuser", COMMISSION_DAY, {columns.MOTIVE: motive})
    desk.day(COMMISSION_DAY)
    assert desk.states() == {ATELIER: "Refusée en commission"}
    text = dict(minutes(desk, REF))["commission_refus"]
    assert plain(motive) in between(text, "Candidature refusée", "Date et signature")
    assert "Voies de recours : cette décision peut être contestée" in text
    assert "jusqu’au 10/01/2027" in text
    (mail,) = mails(desk, "commission_refused")
    assert between(mail.text, "Les motifs de la décision", "Nous vous remercions").endswith(
        "> Le processus de sélection n’est pas décrit. > Les moyens ne couvrent pas l’accompagnement."
    )
    assert "recours jusqu’au dimanche 10 janvier 2027" in mail.text
    assert [name[:12] for name in mail.attached] == ["PV-2026-0001"]
    assert desk.deadlines() == []


@pytest.mark.rule("MIK-26", "O-07")
def test_an_alert_needs_a_derogation_which_the_minutes_print(desk: Desk) -> None:
    in_commission(desk, {1: YOUNG})
    assert desk.row(layout.COMMISSION, ATELIER)["Alertes"] == "Années d’activité\u202f: 1 (minimum 2)"
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    assert plain(desk.row(layout.COMMISSION, ATELIER)[columns.ANSWER]) == (
        "Dérogation motivée : Années d’activité : 1 (minimum 2). L’acceptation demande une dérogation motivée, "
        "imprimée au procès-verbal (O-07). [MIK-26]"
    )
    assert desk.states() == {ATELIER: "En commission"}
    derogation = "Équipe issue d’un organisme habilité depuis 2018."
    desk.type(layout.COMMISSION, ATELIER, {layout.DEROGATION: derogation})
    desk.day(date(2026, 11, 12))
    assert desk.states() == {ATELIER: "Pré-habilité"}
    text = accepted_text(desk)
    assert f"Dérogation motivée {derogation}" in text
    assert "Années d’activité : 1 (minimum 2) (MIK-26)" in text
    assert derogation in mails(desk, "pre_habilitated")[0].text
    assert desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-28", "MIK-31")
def test_minutes_and_mail_give_the_same_day_when_the_decision_is_typed_later(desk: Desk) -> None:
    in_commission(desk)
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(date(2026, 11, 12))
    assert "Commission du 10/11/2026 – notifiée le 12/11/2026" in accepted_text(desk)
    (mail,) = mails(desk, "pre_habilitated")
    assert "Réunie le mardi 10 novembre 2026, la commission" in mail.text
    assert "30 jours ouvrés à compter du 12/11/2026" in mail.text


@pytest.mark.rule("MIK-14")
def test_a_dossier_above_the_mark_can_still_be_refused_for_the_other_factors(desk: Desk) -> None:
    in_commission(desk)
    unfavourable = {layout.opinion_of(factor): Opinion.UNFAVOURABLE.label for factor in Factor}
    desk.decide(ATELIER, "Refuser", COMMISSION_DAY, {columns.MOTIVE: "E-réputation.", **unfavourable})
    desk.day(COMMISSION_DAY)
    row = desk.row(layout.COMMISSION, ATELIER)
    assert (row["Note"], row[columns.STATUS]) == (17, "Refusée en commission")
