"""The evaluation of trainers: validated, reworked, seen a second time, set aside and replaced (MIK-71 to MIK-81)."""

from datetime import date, datetime
from typing import Any

import icalendar
import pytest

from domain.evaluation import Aspect, Grade
from tasks.tabs import columns, layout, replacements, trainers
from tasks.tabs.columns import DOSSIER, TYPED_BY
from tests.season import conformity as hands
from tests.season.answers import Cells
from tests.season.conformity import ATELIER, KAPLAN, KAPLAN_MAIL, OSTROWSKI, PARTNER_MAIL, REF_1, row
from tests.season.conformity_roads import informed
from tests.season.desk import MANAGER, Desk
from tests.season.reading import between, events, mails, minutes, plain
from tests.tasks.web.hostile_server import Site

PLANNED_ON, HELD_ON = date(2026, 11, 19), date(2026, 11, 24)
SECOND_ON, REFUSED_ON, REPLACED_ON = date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 3)
ROY = "F-2026-0003"


def evaluate(desk: Desk, number: int, on: date, cells: dict[str, Any], *, trainer: str = KAPLAN) -> None:
    """Plan a session for `on` the day before, then type what it gave."""
    key = f"{trainer}/{number}"
    desk.type_rows(trainers.TRAINERS, {key: hands.planned(on)})
    desk.day(date.fromordinal(on.toordinal() - 1))
    desk.type_rows(trainers.TRAINERS, {key: cells})
    desk.day(on)


def steps(desk: Desk, trainer: str = KAPLAN) -> list[tuple[str, str, str]]:
    """(number, evaluation expected, status) of each row of a trainer."""
    rows = [line for line in desk.rows(trainers.TRAINERS) if line[columns.REF].startswith(trainer)]
    return [(line[columns.REF][-1], line[trainers.EXPECTED], line[columns.STATUS]) for line in rows]


def clocks(desk: Desk) -> dict[str, date]:
    return {line[columns.DEADLINE]: line["Au plus tard le"].date() for line in desk.deadlines()}


def reports(desk: Desk, kind: str = "trainer_report") -> list[tuple[str, str]]:
    return [(f"{mail.on:%d/%m}", mail.to) for mail in mails(desk, kind)]


@pytest.mark.rule("MIK-72", "MIK-73", "MIK-74", "MIK-75", "MIK-76")
def test_a_trainer_without_any_defect_is_validated_and_hears_of_it_with_his_manager(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    informed(desk, site)
    evaluate(desk, 1, HELD_ON, {**hands.evaluated(HELD_ON), trainers.CASE: None})
    assert plain(row(desk, trainers.TRAINERS, f"{KAPLAN}/1")[columns.ANSWER]).endswith("[MIK-77]")
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": {trainers.CASE: hands.CASE}})
    desk.day(date(2026, 11, 25))
    assert steps(desk) == [("1", "Session d’évaluation", "Validé")]
    assert reports(desk) == [("25/11", PARTNER_MAIL), ("25/11", KAPLAN_MAIL)]
    text = dict(minutes(desk, KAPLAN))["evaluation_formateur"]
    assert between(text, "Aspect évalué Appréciation", "Faits") == " ".join(
        f"{aspect.label} Conforme" for aspect in Aspect
    )
    (attached,) = mails(desk, "trainer_report")[0].attached
    assert attached.endswith("Procès-verbal d’évaluation d’un formateur.pdf")


@pytest.mark.rule("MIK-77")
def test_minor_defects_are_reworked_as_often_as_needed_each_within_five_days(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    evaluate(desk, 1, HELD_ON, hands.evaluated(HELD_ON, Grade.MINOR))
    assert clocks(desk)["Dossier technique corrigé d’un formateur"] == date(2026, 12, 1)
    for number, on in ((2, date(2026, 11, 27)), (3, date(2026, 12, 3))):
        assert steps(desk)[-1] == (str(number), "Dossier corrigé", "À retravailler")
        worst = Grade.MINOR if number == 2 else Grade.CONFORMING
        desk.type_rows(
            trainers.TRAINERS, {f"{KAPLAN}/{number}": {**hands.evaluated(on, worst), trainers.PRESENT: None}}
        )
        desk.day(on)
        assert clocks(desk).get("Dossier technique corrigé d’un formateur") == (
            date(2026, 12, 4) if number == 2 else None
        )
    assert steps(desk) == [
        ("1", "Session d’évaluation", "À retravailler"), ("2", "Dossier corrigé", "À retravailler"),
        ("3", "Dossier corrigé", "Validé"),
    ]  # fmt: skip
    assert [event for _, event, _ in events(desk, KAPLAN) if event not in ("escalated", "reminded")] == [
        "trainer_proposed", "trainer_session_planned", "trainer_documents_delivered", "trainer_rework_asked",
        "trainer_rework_asked", "trainer_validated",
    ]  # fmt: skip
    assert "1. Revoir les compétences 2 et 3 du référentiel." in mails(desk, "trainer_report")[0].text


@pytest.mark.rule("MIK-78", "MIK-79")
def test_a_major_defect_gives_a_second_session_within_five_days(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    evaluate(desk, 1, HELD_ON, hands.evaluated(HELD_ON, Grade.MAJOR))
    assert clocks(desk)["Seconde session d’évaluation d’un formateur"] == date(2026, 12, 1)
    assert steps(desk)[-1] == ("2", "Seconde session", "Seconde session à tenir")
    evaluate(desk, 2, SECOND_ON, hands.evaluated(SECOND_ON))
    assert steps(desk)[-1] == ("2", "Seconde session", "Validé")
    assert "Seconde session d’évaluation d’un formateur" not in clocks(desk)


def set_aside(desk: Desk, site: Site) -> None:
    """An absence, then a second session with a major defect."""
    informed(desk, site)
    evaluate(desk, 1, HELD_ON, {**hands.evaluated(HELD_ON), trainers.PRESENT: "Non", trainers.CASE: None})
    evaluate(desk, 2, SECOND_ON, hands.evaluated(SECOND_ON, Grade.MAJOR))


@pytest.mark.rule("MIK-31", "MIK-78", "MIK-80")
def test_a_second_major_defect_sets_the_trainer_aside_with_minutes(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    set_aside(desk, site)
    assert steps(desk) == [
        ("1", "Session d’évaluation", "Seconde session à tenir"), ("2", "Seconde session", "Écarté")
    ]  # fmt: skip
    assert [kind for kind, _ in minutes(desk, KAPLAN)] == [
        "kit_pedagogique", "kit_dossier_technique", "evaluation_formateur", "formateur_ecarte"
    ]  # fmt: skip
    assert reports(desk, "trainer_set_aside") == [("01/12", PARTNER_MAIL), ("01/12", KAPLAN_MAIL)]
    assert "Voies de recours" in dict(minutes(desk, KAPLAN))["formateur_ecarte"]
    assert "Formateur Jeanne Kaplan : Écarté" in plain(desk.row("Conformité", ATELIER)["Où en sont les étapes"])


#: Anna Roy, instead of the trainer who was set aside
PROPOSAL: Cells = {
    DOSSIER: REF_1, replacements.REPLACED: "Jeanne Kaplan", replacements.NAME: "Anna Roy", replacements.YEARS: 5,
    replacements.CV: "https://pieces.example/roy.pdf", replacements.EMAIL: "anna@atelier.example", TYPED_BY: MANAGER,
}  # fmt: skip


@pytest.mark.rule("MIK-27", "MIK-80", "MIK-81", "O-09")
def test_somebody_else_replaces_him_once_and_the_clock_keeps_running(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    set_aside(desk, site)
    desk.add_rows(replacements.REPLACEMENTS, [
        {**PROPOSAL, replacements.YEARS: 2}, PROPOSAL,
        {**PROPOSAL, replacements.YEARS: 6, replacements.NAME: "Zoé B."},
        {**PROPOSAL, replacements.REPLACED: "Lukas Ostrowski", replacements.YEARS: 4},
    ])  # fmt: skip
    desk.day(REPLACED_ON)
    said = [(plain(line[columns.STATUS]), plain(line[columns.ANSWER])) for line in desk.rows(replacements.REPLACEMENTS)]
    assert said == [
        ("Refusée : à corriger",
         "Expérience : un formateur a 3 ans d’expérience dans le domaine au moins. [MIK-27]"),
        ("Appliquée", "Formateur proposé."),
        ("Refusée : à corriger",
         "Formateur remplacé : Jeanne Kaplan a déjà un remplaçant, Anna Roy ; il n’y en a qu’un. [O-09]"),
        ("Refusée : à corriger",
         "Formateur remplacé : Lukas Ostrowski est « À évaluer » : seul un formateur écarté est remplacé. [MIK-81]"),
    ]  # fmt: skip
    assert steps(desk, ROY) == [("1", "Session d’évaluation", "À évaluer")]
    assert clocks(desk)["Mise en conformité"] == date(2026, 12, 23)
    evaluate(desk, 1, date(2026, 12, 8), hands.evaluated(date(2026, 12, 8)), trainer=ROY)
    assert steps(desk, ROY) == [("1", "Session d’évaluation", "Validé")]


@pytest.mark.rule("MIK-72")
def test_an_evaluation_is_typed_of_a_session_that_took_place_by_somebody_else(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    key = f"{KAPLAN}/1"
    cases = [
        (hands.evaluated(HELD_ON), "Tenue le : aucune séance n’a été planifiée : une présence ne peut pas y être "
         "notée. Planifiez-la d’abord. [MIK-72]"),
        ({**hands.planned(HELD_ON), trainers.HELD_ON: datetime(2026, 11, 23)},
         "Tenue le : la séance était prévue le 24/11/2026. Corrigez sa date, ou celle de sa tenue. [MIK-72]"),
        ({trainers.HELD_ON: hands.at(HELD_ON), trainers.EVALUATOR: "Jeanne Kaplan"},
         "Évaluateur : un formateur ne s’évalue pas lui-même. Indiquez l’évaluateur. [MIK-72]"),
        ({trainers.EVALUATOR: "Bob Inconnu"},
         "Évaluateur : « Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne. [MIK-72]"),
        ({trainers.EVALUATOR: hands.EVALUATOR, Aspect.PUBLICS.label: None},
         "Aspects évalués : chacun des quatre aspects reçoit une appréciation. [MIK-73]"),
    ]  # fmt: skip
    answers = []
    for cells, _ in cases:
        desk.type_rows(trainers.TRAINERS, {key: cells})
        desk.day(HELD_ON)
        answers.append(plain(row(desk, trainers.TRAINERS, key)[columns.ANSWER]))
    assert answers == [said for _, said in cases]
    assert [event for _, event, _ in events(desk, KAPLAN)] == ["trainer_proposed"]


@pytest.mark.rule("MIK-34", "MIK-35", "MIK-72")
def test_a_withdrawal_closes_the_evaluations_and_calls_off_the_session_to_come(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    informed(desk, site)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(HELD_ON)})
    desk.day(PLANNED_ON)
    hands.decide(desk, layout.WITHDRAW)
    desk.day(date(2026, 11, 20))
    assert [events(desk, ref)[-1] for ref in (KAPLAN, OSTROWSKI)] == [("2026-11-20", "trainer_closed", "CLOS")] * 2
    assert steps(desk)[-1] == ("1", "Session d’évaluation", "Évaluation close")
    called_off = mails(desk, "trainer_session_cancelled")
    assert sorted(mail.to for mail in called_off) == [PARTNER_MAIL, KAPLAN_MAIL]
    calendar = icalendar.Calendar.from_ical(called_off[0].attached["invitation.ics"])
    assert (str(calendar["METHOD"]), calendar.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 1)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.evaluated(HELD_ON)})
    desk.day(HELD_ON)
    assert events(desk, KAPLAN)[-1][1] == "trainer_closed"
