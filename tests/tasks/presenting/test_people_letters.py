"""The e-mails about trainers and the responsable de l'évaluation, from real decisions."""

from datetime import date
from typing import Any

import pytest

from domain.evaluation import Grade
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerEvent, ManagerState
from domain.trainer import TRAINER, TrainerEvent, TrainerState
from tasks.ledger.drafts import MailDraft
from tests import builders_conformity as good
from tests.domain.workstream_rows import HANDED
from tests.tasks.presenting.letters import mails, running
from tests.tasks.presenting.moments import moment_of, plain

SECOND_ON = date(2026, 12, 2)


def report(event: TrainerEvent, found: Any, state: TrainerState = TrainerState.TO_EVALUATE) -> MailDraft:
    moment = moment_of(TRAINER, state, event, good.trainer(), found.held_on, evaluations=(found,))
    to_trainer, to_partner = mails(moment, TRAINER)
    own = "\nCe message vous concerne\u202f; l’organisme Atelier des Lumières le reçoit aussi.\n"
    assert to_trainer.text.replace(f"Zoé Garnier,\n{own}", "") == to_partner.text.replace("Hélène Aubry,\n", "")
    return to_partner


@pytest.mark.rule("MIK-75", "MIK-76", "MIK-77")
def test_a_report_grades_the_four_aspects_and_numbers_what_to_rework() -> None:
    points = ("Compléter le bilan.", "Revoir la grille du jury.")
    found = good.evaluation(worst=Grade.MINOR, points=points, advice="Relisez la trame.")
    draft = report(TrainerEvent.REWORK_ASKED, found)
    text = plain(draft.text)
    assert draft.subject == "Points à retravailler\u202f: Zoé Garnier – dossier D-2026-0001"
    for said in (
        "Publics cibles, prérequis et objectifs : Conforme Référentiel de la certification : Non-conformité mineure",
        "1. Compléter le bilan. 2. Revoir la grille du jury.",
        "> Relisez la trame.",
        "au plus tard le jeudi 3 décembre 2026 5 jours ouvrés à compter du 26/11/2026 → 03/12/2026",
        "Le délai de mise en conformité continue de courir.",
    ):
        assert said in text


@pytest.mark.rule("MIK-78", "MIK-79")
def test_a_major_defect_gives_one_second_session_within_five_working_days() -> None:
    text = plain(report(TrainerEvent.MAJOR_FOUND, good.evaluation(worst=Grade.MAJOR)).text)
    assert "une seconde session, la seule possible, dans le délai ci-dessous" in text
    assert "Seconde session d’évaluation d’un formateur – au plus tard le jeudi 3 décembre 2026" in text


def test_an_absence_is_said_as_such() -> None:
    found = good.evaluation(worst=Grade.MAJOR, present=False)
    assert "s’est ouverte sans Zoé Garnier" in plain(report(TrainerEvent.MAJOR_FOUND, found).text)


@pytest.mark.rule("MIK-74")
def test_a_validated_trainer_has_no_deadline() -> None:
    draft = report(TrainerEvent.VALIDATED, good.evaluation())
    assert draft.subject.startswith("Formateur validé\u202f: Zoé Garnier")
    assert ">>>" not in draft.text


@pytest.mark.rule("MIK-80", "MIK-81", "MIK-27", "O-09", "O-14")
def test_a_trainer_set_aside_is_replaced_while_the_clock_runs() -> None:
    facts = good.trainer(
        session=good.meeting(SECOND_ON), evaluations=(good.evaluation(worst=Grade.MAJOR),), had_second=True
    )
    again = (*facts.evaluations, good.evaluation(SECOND_ON, worst=Grade.MAJOR))
    moment = moment_of(
        TRAINER, TrainerState.SECOND_SESSION, TrainerEvent.SET_ASIDE, facts, SECOND_ON, evaluations=again
    )
    text = plain(mails(moment, TRAINER)[1].text)
    for said in (
        "Zoé Garnier n’intervient pas sur la certification, ni pour former ni pour évaluer",
        "le CV d’un nouveau formateur, avec au moins 3 années d’expérience",
        "le délai de mise en conformité continue de courir",
        "former un recours jusqu’au mardi 2 février 2027",
        "Règle O-09",
    ):
        assert said in text


@pytest.mark.rule("MIK-72", "MIK-79")
def test_the_second_session_is_called_as_the_last_one() -> None:
    facts = good.trainer(session=None, evaluations=(good.evaluation(worst=Grade.MAJOR),), had_second=True)
    moment = moment_of(
        TRAINER, TrainerState.SECOND_SESSION, TrainerEvent.SESSION_PLANNED, facts, good.TRAINER_ON,
        session=good.meeting(SECOND_ON),
    )  # fmt: skip
    draft = mails(running(moment, TRAINER_SECOND_SESSION=date(2026, 12, 3)), TRAINER)[0]
    assert draft.subject.startswith("Seconde session d’évaluation\u202f: Zoé Garnier")
    assert "C’est la dernière" in draft.text
    assert "au plus tard le jeudi 3" in plain(draft.text)


@pytest.mark.rule("MIK-48", "MIK-50", "MIK-71")
def test_a_trainer_hears_what_is_handed_over_for_what_use_and_what_comes_next() -> None:
    moment = moment_of(
        TRAINER, TrainerState.TO_EVALUATE, TrainerEvent.DOCUMENTS_DELIVERED, good.trainer(), good.SESSION_ON,
        delivered=HANDED,
    )  # fmt: skip
    to_trainer, to_partner = mails(moment, TRAINER)
    assert to_trainer.subject == "Documents remis à Zoé Garnier – dossier D-2026-0001"
    assert ["Ce message vous concerne" in draft.text for draft in (to_trainer, to_partner)] == [True, False]
    text = plain(to_partner.text)
    for said in (
        "- Kit pédagogique (version 2026-1) - Dossier technique d’évaluation (version 2026-1) Ces",
        "Ils sont confidentiels et ne servent qu’à cette certification",
        "Si des accès sont nécessaires, ils sont donnés à part.",
        "La session se tient en visioconférence ; l’invitation, envoyée à part, en donne la date et le lien.",
        "- Dossier technique, par le cas pratique Le cas pratique du dossier technique nous est remis en entier",
    ):
        assert said in text


def decided(event: ManagerEvent, **over: Any) -> str:
    moment = moment_of(
        EVALUATION_MANAGER, ManagerState.DESIGNATED, event, good.manager(), good.TRAINER_ON,
        decision=good.manager_decision(**over),
    )  # fmt: skip
    return plain(mails(moment, EVALUATION_MANAGER)[0].text)


@pytest.mark.rule("MIK-82", "O-14")
def test_only_a_refusal_of_the_manager_says_how_to_contest_it() -> None:
    refused = decided(ManagerEvent.REFUSED, motive="Aucune expérience des jurys.")
    assert "est refusée à Inès Caron" in refused
    assert "> Aucune expérience des jurys." in refused
    granted = decided(ManagerEvent.HABILITATED)
    assert "est accordée à Inès Caron" in granted
    assert ["recours" in text for text in (refused, granted)] == [True, False]


@pytest.mark.rule("MIK-38")
def test_a_designation_is_acknowledged_to_the_person_and_to_the_organisme() -> None:
    moment = moment_of(EVALUATION_MANAGER, None, ManagerEvent.DESIGNATED, good.manager(), good.SESSION_ON)
    drafts = mails(moment, EVALUATION_MANAGER)
    assert [draft.recipient for draft in drafts] == [good.manager().email, good.partner().email]
    assert "a désigné Inès Caron comme responsable de l’évaluation, le vendredi 20 novembre 2026" in plain(
        drafts[0].text
    )
