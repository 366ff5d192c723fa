"""The tab « Formateurs » on a real ledger and a real workbook: every road of an evaluation (MIK-71 to MIK-80)."""

from datetime import date, datetime

import pytest

from domain.conformity import Meeting
from domain.evaluation import Aspect, AspectGrade, Evaluation, Grade
from domain.process import Command
from domain.trainer import TRAINER, TrainerEvent, TrainerState
from tasks.office import Office, apply_commands
from tasks.tabs import trainers as tab
from tasks.tabs.columns import ANSWER, REF, TYPED_BY
from tests.builders import OWNER
from tests.builders_conformity import EVALUATOR
from tests.tasks.conformity.trainer_desk import (
    ASK_SESSION,
    CASE,
    HELD_AT,
    HELD_ON,
    LINK,
    MAJOR,
    MINOR,
    OF_MAIL,
    PLANNED_ON,
    POINTS,
    REREAD_ON,
    ROW_1,
    ROW_2,
    ROW_3,
    SECOND_AT,
    TEAM,
    ZOE_MAIL,
    TrainerDesk,
    evaluation,
    session,
)


@pytest.fixture
def desk(office: Office) -> TrainerDesk:
    return TrainerDesk(office)


def both(day: str, template: str) -> list[tuple[str, str, str]]:
    """One e-mail to the trainer, one to the OF (MIK-75)."""
    return [(day, template, ZOE_MAIL), (day, template, OF_MAIL)]


@pytest.mark.rule("MIK-39", "MIK-72", "MIK-73", "MIK-74", "MIK-75", "MIK-76")
def test_validated_at_the_first_session(desk: TrainerDesk) -> None:
    assert desk.rows() == [(ROW_1, "Session d’évaluation", "À évaluer", ASK_SESSION)]
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    assert desk.rows() == [(ROW_1, "Session d’évaluation", "À évaluer", "Session d’évaluation planifiée.")]
    assert desk.zoe.facts.session == Meeting(starts=HELD_AT, link=LINK)
    desk.type(ROW_1, evaluation() | {tab.ADVICE: "Continuez."})
    desk.run(HELD_ON)
    grades = tuple(AspectGrade(aspect=aspect, grade=Grade.CONFORMING) for aspect in Aspect)
    assert desk.zoe.facts.evaluations == (
        Evaluation(
            held_on=HELD_ON, session_on=HELD_ON, grades=grades, case_url=CASE, advice="Continuez.", evaluator=EVALUATOR
        ),
    )
    assert (desk.zoe.state, desk.minutes()) == (TrainerState.VALIDATED, ["evaluation_formateur"])
    assert desk.rows() == [(ROW_1, "Session d’évaluation", "Validé", "Formateur validé.")]
    assert desk.mails() == both("16/11", "trainer_invitation") + both("19/11", "trainer_report")


@pytest.mark.rule("MIK-77")
def test_points_are_reworked_then_judged_on_the_corrected_file(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MINOR, typed={tab.POINTS: POINTS})
    assert desk.zoe.facts.evaluations[0].points == ("Durée de l’épreuve à préciser", "Barème à joindre")
    due = "Dossier technique corrigé d’un formateur : 5 jours ouvrés à compter du 19/11/2026 → 26/11/2026"
    assert desk.deadlines() == [(ROW_1, ""), (ROW_2, due)]
    assert desk.shown(REF, tab.EMAIL, tab.SESSION_AT)[1] == (ROW_2, ZOE_MAIL, "")
    desk.type(ROW_2, evaluation(REREAD_ON) | {tab.PRESENT: None})
    assert desk.run(REREAD_ON) == []
    assert desk.rows() == [
        (ROW_1, "Session d’évaluation", "À retravailler", "Points à retravailler demandés."),
        (ROW_2, "Dossier corrigé", "Validé", "Formateur validé."),
    ]
    assert [found.on_file for found in desk.zoe.facts.evaluations] == [False, True]
    assert desk.deadlines() == [(ROW_1, ""), (ROW_2, "")]


@pytest.mark.rule("MIK-77")
def test_a_corrected_file_may_also_be_judged_in_a_session(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MINOR, typed={tab.POINTS: POINTS})
    desk.evaluate(2, starts=SECOND_AT)
    assert [(found.held_on, found.on_file) for found in desk.zoe.facts.evaluations] == [
        (HELD_ON, False), (SECOND_AT.date(), False)
    ]  # fmt: skip


@pytest.mark.rule("MIK-78", "MIK-79")
def test_a_major_defect_gives_a_second_session(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MAJOR)
    due = "Seconde session d’évaluation d’un formateur : 5 jours ouvrés à compter du 19/11/2026 → 26/11/2026"
    assert desk.deadlines() == [(ROW_1, ""), (ROW_2, due)]
    assert desk.rows()[1] == (ROW_2, "Seconde session", "Seconde session à tenir", ASK_SESSION)
    desk.evaluate(2, starts=SECOND_AT)
    assert desk.rows() == [
        (ROW_1, "Session d’évaluation", "Seconde session à tenir", "Non-conformité majeure : seconde session."),
        (ROW_2, "Seconde session", "Validé", "Formateur validé."),
    ]
    assert desk.mails()[4:] == both("19/11", "trainer_invitation") + both("24/11", "trainer_report")


@pytest.mark.rule("MIK-78", "MIK-80")
def test_a_second_major_defect_sets_aside_even_after_a_rework(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MAJOR)
    desk.evaluate(2, starts=SECOND_AT, grades=MINOR, typed={tab.POINTS: POINTS})
    desk.type(ROW_3, evaluation(REREAD_ON, MAJOR))
    desk.run(REREAD_ON)
    assert [(row[1], row[2]) for row in desk.rows()] == [
        ("Session d’évaluation", "Seconde session à tenir"),
        ("Seconde session", "À retravailler"),
        ("Dossier corrigé", "Écarté"),
    ]
    assert desk.minutes() == ["evaluation_formateur", "evaluation_formateur", "formateur_ecarte"]
    assert desk.mails()[-2:] == both("25/11", "trainer_set_aside")


@pytest.mark.rule("MIK-78")
def test_an_absence_is_a_major_defect_on_every_aspect(desk: TrainerDesk) -> None:
    desk.evaluate(grades=(None,) * 4, typed={tab.PRESENT: "Non", tab.CASE: None})
    (found,) = desk.zoe.facts.evaluations
    assert (found.present, [item.grade for item in found.grades]) == (False, [Grade.MAJOR] * 4)
    assert desk.zoe.state is TrainerState.SECOND_SESSION


@pytest.mark.rule("MIK-72")
def test_each_change_of_the_session_is_announced_once(desk: TrainerDesk) -> None:
    later = datetime(2026, 11, 20, 10)
    told = []
    for typed in (session(), session(later), session(None), session(), session(email="z@of.example"), session()):
        desk.type(ROW_1, typed)
        desk.run(PLANNED_ON)
        desk.run(PLANNED_ON)
        known = desk.zoe.facts.session
        assert known is not None
        told.append((known.starts, known.sequence, known.cancelled, desk.shown(ANSWER)[0][0]))
    planned, cancelled = "Session d’évaluation planifiée.", "Session d’évaluation annulée."
    assert told == [
        (HELD_AT, 0, False, planned), (later, 1, False, planned), (later, 2, True, cancelled),
        (HELD_AT, 3, False, planned), (HELD_AT, 4, False, planned), (HELD_AT, 5, False, planned),
    ]  # fmt: skip
    assert [(template, to) for _, template, to in desk.mails() if to != OF_MAIL] == [
        ("trainer_invitation", ZOE_MAIL), ("trainer_invitation", ZOE_MAIL), ("trainer_session_cancelled", ZOE_MAIL),
        ("trainer_invitation", ZOE_MAIL), ("trainer_invitation", "z@of.example"), ("trainer_invitation", ZOE_MAIL),
    ]  # fmt: skip


@pytest.mark.rule("MIK-74")
def test_without_the_whole_case_the_work_goes_on(desk: TrainerDesk) -> None:
    desk.evaluate(typed={tab.CASE: None, tab.POINTS: "Cas pratique à remettre en entier"})
    assert desk.zoe.state is TrainerState.TO_REWORK


@pytest.mark.rule("MIK-72")
def test_a_link_corrected_after_the_session_invites_nobody(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    desk.type(ROW_1, session(link=f"{LINK}-bis") | evaluation())
    assert desk.run(date(2026, 11, 20)) == []
    assert desk.zoe.state is TrainerState.VALIDATED
    assert [template for _, template, _ in desk.mails()] == ["trainer_invitation"] * 2 + ["trainer_report"] * 2


@pytest.mark.rule("MIK-72")
def test_session_and_evaluation_typed_together(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session() | evaluation())
    assert desk.run(HELD_ON) == []
    assert desk.zoe.state is TrainerState.VALIDATED


@pytest.mark.rule("MIK-76")
def test_an_evaluation_that_is_not_signed_waits(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session())
    desk.run(PLANNED_ON)
    desk.type(ROW_1, evaluation() | {TYPED_BY: None})
    assert desk.run(HELD_ON) == []
    assert (desk.zoe.facts.evaluations, desk.shown(ANSWER)) == ((), [("Session d’évaluation planifiée.",)])


@pytest.mark.rule("MIK-02")
def test_nothing_typed_anew_changes_what_was_recorded(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MINOR, typed={tab.POINTS: POINTS})
    desk.type(ROW_1, session(datetime(2026, 11, 30, 9)) | evaluation())
    mails, facts = desk.mails(), desk.zoe.facts
    assert desk.run(REREAD_ON) == []
    assert (desk.mails(), desk.zoe.facts) == (mails, facts)
    assert desk.rows()[0] == (ROW_1, "Session d’évaluation", "À retravailler", "Points à retravailler demandés.")


def test_a_run_that_changes_nothing_writes_nothing(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MINOR, typed={tab.POINTS: POINTS})
    desk.run(HELD_ON)
    assert desk.changed_cells == 0


def test_a_run_cut_before_the_workbook_heals_at_the_next(desk: TrainerDesk) -> None:
    desk.type(ROW_1, session() | evaluation(grades=MAJOR))
    desk.run(HELD_ON, write=False)
    assert desk.run(HELD_ON) == []
    assert [row[2:] for row in desk.rows()] == [
        ("Seconde session à tenir", "Non-conformité majeure : seconde session."),
        ("Seconde session à tenir", ASK_SESSION),
    ]
    assert len(desk.mails()) == 2  # nobody is invited to what took place already


@pytest.mark.rule("MIK-72")
def test_a_row_that_was_lost_comes_back_with_its_session(desk: TrainerDesk) -> None:
    desk.evaluate(grades=MINOR, typed={tab.POINTS: POINTS})
    desk.type(ROW_2, session(SECOND_AT))
    desk.run(HELD_ON)
    desk.remove(ROW_1)
    desk.remove(ROW_2)
    for _ in range(2):
        assert desk.run(HELD_ON) == []
    assert desk.shown(REF, tab.SESSION_AT, tab.LINK, tab.POINTS) == [
        (ROW_1, "", "", "Durée de l’épreuve à préciser Barème à joindre"), (ROW_2, str(SECOND_AT), LINK, "")
    ]  # fmt: skip
    assert desk.zoe.facts.session == Meeting(starts=SECOND_AT, link=LINK)


@pytest.mark.rule("MIK-35")
def test_a_closed_evaluation_says_so_and_takes_nothing(desk: TrainerDesk, office: Office) -> None:
    closing = Command("close", desk.zoe.ref, TrainerEvent.CLOSED, PLANNED_ON, "essai")
    apply_commands(office, TEAM, [closing], TRAINER)
    desk.type(ROW_1, session() | evaluation())
    assert desk.run(HELD_ON) == []
    assert desk.rows() == [(ROW_1, "Session d’évaluation", "Évaluation close", "Évaluation du formateur close.")]
    assert (desk.zoe.facts.session, desk.mails(), OWNER in desk.shown(TYPED_BY)[0]) == (None, [], True)
