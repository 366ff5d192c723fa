"""An examiner from the row that staff add to the end of the habilitation (M2I-27 to M2I-30, REF-16)."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from config.settings import ROOT
from domain.exams.examiner_process import EXAMINER
from tasks import steps
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.tabs import examiners as tab
from tests.config.editing import edit
from tests.season import reading
from tests.season import registrations as hands
from tests.season.desk import DIRECTOR, MANAGER, Desk

DAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
REF_1, MAILBOX = "E-2026-0001", "irene@jurys.example"


@pytest.fixture
def office_desk(desk: Desk) -> Desk:
    hands.team_up(desk)
    return desk


def organise(desk: Desk, on: date) -> None:
    desk.day(on, steps=steps.phase(steps.organise_sessions))


def examiners(desk: Desk) -> list[Any]:
    with desk.ledger() as connection:
        return list(read_subjects(connection, EXAMINER))


def habilitate(desk: Desk) -> None:
    desk.add_row(tab.EXAMINERS, hands.examiner(DAY))
    organise(desk, DAY)


@pytest.mark.rule("M2I-27", "M2I-29", "M2I-30", "REF-16")
def test_a_decision_habilitates_an_examiner_for_named_blocs_and_a_term(office_desk: Desk) -> None:
    desk = office_desk
    desk.add_row(tab.EXAMINERS, hands.examiner(DAY, {tab.BLOCS: "RNCP9002BC01\nRNCP9002BC02"}))
    desk.day(DAY)
    assert hands.answers(desk, tab.EXAMINERS) == [(REF_1, "Habilité", "Habilité.")]
    (view,) = examiners(desk)
    assert (view.facts.blocs, view.facts.version) == (("RNCP9002BC01", "RNCP9002BC02"), "2026-1")
    with desk.ledger() as connection:
        (term,) = read_deadlines(connection, EXAMINER)
    assert (term.limit.value, term.dates.due_on) == ("D-HABILITATION", date(2028, 10, 31))
    ((kind, minutes),) = reading.minutes(desk, REF_1)
    assert kind == "habilitation_examinateur"
    assert "RNCP9002BC02 – Réaliser la maquette et le prototype d’une interface" in minutes
    assert "Habilitation du 23/11/2026 au 31/10/2028" in minutes
    (told,) = reading.mails(desk, "examiner_habilitated")
    assert (told.to, [name[:12] for name in told.attached]) == (MAILBOX, ["PV-2026-0001"])
    before = reading.traces(desk)
    desk.day(DAY)
    assert reading.traces(desk) == before


#: what a row changes, and the answer that it has
UNUSABLE: tuple[tuple[dict[str, Any], str], ...] = (
    ({tab.YEARS: 2.5},
     "Années d’expérience : un examinateur a 3 ans d’expérience au moins dans la spécialité. Habilitez une autre "
     "personne. [M2I-30]"),
    ({tab.BLOCS: "RNCP9002BC09"},
     "Blocs : « RNCP9002BC09 » n’est pas un bloc de RNCP9002. Choisissez parmi : RNCP9002BC01, RNCP9002BC02, "
     "RNCP9002BC03. [M2I-29]"),
    ({tab.ENDS_ON: datetime(2028, 12, 20)},
     "Habilité jusqu’au : l’habilitation ne dépasse pas le 19/12/2028, fin de l’enregistrement de la certification. "
     "Corrigez la date. [M2I-27]"),
    ({tab.ENDS_ON: datetime(2026, 11, 22)},
     "Habilité jusqu’au : l’habilitation prendrait fin le 22/11/2026, avant de commencer ou d’être enregistrée. "
     "Corrigez les dates. [M2I-27]"),
    ({tab.DECIDED_BY: MANAGER},
     f"Décidé par : « {MANAGER} » est inscrit comme « Responsable des partenariats » ; cette décision revient à : "
     "« Responsable des examens », « Direction ». [REF-16]"),
    ({tab.DECIDED_ON: datetime(2026, 11, 24)},
     "Décidé par : une habilitation se décide, au plus tard aujourd’hui, par une personne nommée. Complétez la "
     "décision. [REF-16]"),
    ({tab.EMPLOYER: "Certificateur exemple"},
     "Externe : une personne employée par Certificateur exemple n’est pas externe. Répondez Non, ou corrigez "
     "l’employeur. [LAW-15]"),
    ({"Réf.": "E-2026-0042"},
     "Réf. : aucun examinateur ne porte la référence « E-2026-0042 ». Videz « Réf. » pour une nouvelle ligne : "
     "certiflow la numérote. [REF-16]"),
    ({tab.QUALITY: None}, "Qualité : la cellule est vide ; complétez-la. [REF-16]"),
    ({tab.CERTIFICATION: "RS0000"},
     "Certification : « RS0000 » n’est pas une certification connue ; choisissez parmi : RNCP9002, RS9001, RS9003. "
     "[REF-16]"),
)  # fmt: skip


@pytest.mark.rule("M2I-27", "M2I-29", "M2I-30", "REF-16", "LAW-15")
def test_a_row_that_cannot_be_used_is_answered_and_habilitates_nobody(office_desk: Desk) -> None:
    desk = office_desk
    desk.add_rows(tab.EXAMINERS, [
        hands.examiner(DAY, {tab.NAME: f"Personne {chr(65 + rank)}", tab.EMAIL: f"p{rank}@jurys.example", **over})
        for rank, (over, _) in enumerate(UNUSABLE)
    ])  # fmt: skip
    organise(desk, DAY)
    assert [answer for _, _, answer in hands.answers(desk, tab.EXAMINERS)] == [said for _, said in UNUSABLE]
    assert examiners(desk) == []


@pytest.mark.rule("REF-16")
def test_the_same_person_has_one_row_a_certification(office_desk: Desk) -> None:
    desk = office_desk
    desk.add_rows(tab.EXAMINERS, [
        hands.examiner(DAY), hands.examiner(DAY, {tab.NAME: "irène  VASSEUR", tab.EMAIL: "autre@jurys.example"}),
        hands.examiner(DAY, {tab.CERTIFICATION: "RS9001", tab.ENDS_ON: datetime(2028, 6, 30)}),
    ])  # fmt: skip
    organise(desk, DAY)
    assert [(ref, said) for ref, _, said in hands.answers(desk, tab.EXAMINERS)] == [
        (REF_1, "Habilité."),
        ("", "Prénom et nom : Irène Vasseur a déjà une ligne pour cette certification, ligne 2. Modifiez-la au lieu "
         "d’en ajouter. [REF-16]"),
        ("E-2026-0002", "Habilité."),
    ]  # fmt: skip


@pytest.mark.rule("M2I-28")
def test_a_revised_referentiel_is_confirmed_before_the_habilitation_counts_again(
    office_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    desk = replace(office_desk, settings=office_desk.settings.model_copy(update={"config_folder": folder}))
    habilitate(desk)
    edit(folder / "certifications" / "RNCP9002.toml", 'version = "2026-1"', 'version = "2027-1"')
    organise(desk, LATER)
    assert hands.answers(desk, tab.EXAMINERS) == [
        (REF_1, "À confirmer : référentiel révisé", "Le référentiel a changé : notez dans « Référentiel confirmé le » "
         "quand la personne confirme. [M2I-28]")
    ]  # fmt: skip
    (told,) = reading.mails(desk, "examiner_to_confirm")
    assert "Nouvelle version : 2027-1" in told.text
    for day, said in (
        (date(2026, 11, 30), "Référentiel confirmé le : la connaissance du référentiel se confirme entre le 01/12/2026 "
         "et aujourd’hui. Corrigez la date. [M2I-28]"),
        (LATER, "Habilité."),
    ):  # fmt: skip
        desk.type_rows(tab.EXAMINERS, {REF_1: {tab.CONFIRMED_ON: hands.at(day)}})
        organise(desk, LATER)
        assert hands.answers(desk, tab.EXAMINERS)[0][2] == said
    (view,) = examiners(desk)
    assert (view.state.value, view.facts.version, view.facts.confirmed_on) == ("HABILITE", "2027-1", LATER)


@pytest.mark.rule("M2I-27", "REF-16")
def test_the_term_ends_the_habilitation_and_a_new_decision_renews_it(office_desk: Desk) -> None:
    desk, after = office_desk, date(2028, 11, 1)
    habilitate(desk)
    desk.day(after)
    assert hands.answers(desk, tab.EXAMINERS)[0][1:] == (
        "Habilitation échue",
        "Habilitation échue : pour la renouveler, donnez de nouvelles dates et une nouvelle décision. [M2I-27]",
    )
    answers = []
    for cells in ({tab.ENDS_ON: datetime(2028, 12, 19)}, {tab.DECIDED_ON: hands.at(after)}):
        desk.type_rows(tab.EXAMINERS, {REF_1: cells})
        organise(desk, after)
        answers.append(hands.answers(desk, tab.EXAMINERS)[0][2])
    assert answers == [
        "Décidé le : l’habilitation a été décidée le 23/11/2026 : pour en changer la période, les blocs ou la qualité "
        "de membre externe, datez une nouvelle décision. [REF-16]",
        "Habilité.",
    ]
    assert [mail.subject for mail in reading.mails(desk, "examiner_habilitated")] == [
        f"Votre habilitation d’examinateur – examinateur {REF_1}",
        f"Votre habilitation d’examinateur est renouvelée – examinateur {REF_1}",
    ]


@pytest.mark.rule("REF-16", "MIK-31")
def test_a_withdrawal_is_motivated_and_tells_how_to_contest_it(office_desk: Desk) -> None:
    desk = office_desk
    habilitate(desk)
    desk.type_rows(tab.EXAMINERS, {REF_1: {tab.ENDED: "Oui", tab.ENDED_BY: DIRECTOR}})
    organise(desk, LATER)
    assert hands.answers(desk, tab.EXAMINERS)[0][2] == (
        "Motif du retrait : un retrait d’habilitation est motivé. Écrivez le motif. [REF-16]"
    )
    desk.type_rows(tab.EXAMINERS, {REF_1: {tab.ENDING_MOTIVE: "Deux absences sans prévenir."}})
    organise(desk, LATER)
    assert hands.answers(desk, tab.EXAMINERS) == [(REF_1, "Habilitation retirée", "Habilitation retirée.")]
    minutes = dict(reading.minutes(desk, REF_1))["fin_habilitation_examinateur"]
    assert "Deux absences sans prévenir." in minutes
    assert "Voies de recours" in minutes
    (told,) = reading.mails(desk, "examiner_ended")
    assert told.to == MAILBOX


@pytest.mark.rule("REF-16")
def test_contacts_are_put_right_without_a_decision_and_a_lost_row_comes_back(office_desk: Desk) -> None:
    desk = office_desk
    habilitate(desk)
    desk.type_rows(tab.EXAMINERS, {REF_1: {tab.EMAIL: "irene.vasseur@jurys.example"}})
    organise(desk, LATER)
    assert [event for _, event, _ in reading.events(desk, REF_1)] == ["examiner_habilitated", "examiner_corrected"]
    with desk.book() as book:
        book[tab.EXAMINERS].delete_rows(2)
    organise(desk, LATER)
    (line,) = desk.rows(tab.EXAMINERS)
    assert (line["Réf."], line[tab.NAME], line[tab.EMAIL]) == (REF_1, "Irène Vasseur", "irene.vasseur@jurys.example")
