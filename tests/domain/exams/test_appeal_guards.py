"""What a recours is, and who may answer it: one defect at a time (M2I-42, O-14)."""

from datetime import date
from typing import Any

import pytest

from domain.dossier import Attendee
from domain.exams.appeal import Appeal, AppealDecision
from domain.exams.appeal_process import APPEAL
from domain.exams.vocabulary import AppealEvent, AppealState
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.vocabulary import Labelled, Role, TimeLimit
from tests.builders import shipped_config
from tests.exams import certification_of

ON = date(2027, 2, 8)
ANSWER = AppealDecision(
    decided_by=Attendee(name="Hélène Dubois", role=Role.DIRECTION), decided_on=ON, motive="Les grilles concordent."
)


def an_appeal(**over: Any) -> Appeal:
    values: dict[str, Any] = {
        "ref": "RC-2027-0001", "certification": "RNCP9002", "parent": "S-2027-0001", "contested": "I-2027-0001",
        "contested_what": "inscription I-2027-0001 (« Échec »)", "contested_by": ("Irène Vasseur", "Sylvie Renard"),
        "contested_on": date(2027, 1, 22), "claimant": "Luc de la Tour", "claimant_email": "luc@candidats.example",
        "lodged_on": date(2027, 2, 1), "grounds": "Ma seconde étude de cas n’a pas été lue.",
    }  # fmt: skip
    return Appeal.model_validate({**values, **over})


def answer(
    facts: Appeal, event: Labelled, state: Labelled | None = AppealState.LODGED, **update: Any
) -> Decision[Appeal] | Refusal:
    command = Command("essai", facts.ref, event, ON, "essai", update)
    return decide(APPEAL, state, facts, command, certification_of(), shipped_config().calendar)


@pytest.mark.rule("M2I-42")
@pytest.mark.parametrize(
    ("over", "said", "field"),
    [
        ({"grounds": " "}, "indiquez ce que l’auteur du recours conteste et pourquoi.", "Motifs du recours"),
        (
            {"lodged_on": date(2027, 1, 21)},
            "un recours arrive entre la décision contestée, du 22/01/2027, et aujourd’hui. Corrigez la date.",
            "Reçu le",
        ),
        (
            {"lodged_on": date(2027, 2, 9)},
            "un recours arrive entre la décision contestée, du 22/01/2027, et aujourd’hui. Corrigez la date.",
            "Reçu le",
        ),
    ],
)
def test_a_recours_has_grounds_and_comes_after_what_it_contests(over: dict[str, Any], said: str, field: str) -> None:
    assert answer(an_appeal(**over), AppealEvent.LODGED, None) == Refusal(said, "M2I-42", field)


@pytest.mark.rule("O-14")
def test_fifteen_working_days_run_from_its_reception() -> None:
    found = answer(an_appeal(), AppealEvent.LODGED, None)
    assert isinstance(found, Decision)
    due = found.opens[TimeLimit.APPEAL]
    assert (due.due_on, due.sentence) == (date(2027, 2, 22), "15 jours ouvrés à compter du 01/02/2027 → 22/02/2027")


@pytest.mark.rule("M2I-42", "O-14")
@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"motive": ""}, ("la réponse à un recours est motivée. Écrivez le motif.", "M2I-42", "Motif")),
        (
            {"decided_by": Attendee(name="Omar Traoré", role=Role.EXAM_MANAGER)},
            ("un recours se décide par la direction. Indiquez un de ses membres, inscrit dans l’onglet « Équipe ».",
             "M2I-42", "Décidé par"),
        ),
        (
            {"decided_by": Attendee(name="sylvie  RENARD", role=Role.DIRECTION)},
            ("Sylvie Renard a pris part à la décision contestée. Une autre personne de la direction répond au recours.",
             "O-14", "Décidé par"),
        ),
        (
            {"decided_on": date(2027, 1, 31)},
            ("la réponse se date entre la réception du recours et aujourd’hui. Corrigez la date.", "M2I-42",
             "Décidé le"),
        ),
    ],
    ids=["no motive", "not direction", "who took the decision", "before it came"],
)  # fmt: skip
def test_direction_answers_and_nobody_judges_his_own_decision(
    over: dict[str, Any], refusal: tuple[str, str, str]
) -> None:
    found = answer(an_appeal(), AppealEvent.REJECTED, decision=ANSWER.model_copy(update=over))
    assert found == Refusal(*refusal)


@pytest.mark.rule("M2I-42")
@pytest.mark.parametrize(
    ("event", "state"), [(AppealEvent.UPHELD, AppealState.UPHELD), (AppealEvent.REJECTED, AppealState.REJECTED)]
)
def test_an_answer_ends_the_recours(event: AppealEvent, state: AppealState) -> None:
    found = answer(an_appeal(), event, decision=ANSWER)
    assert isinstance(found, Decision)
    assert (found.transition.target, found.closes_all) == (state, True)
