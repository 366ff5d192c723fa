"""The tab « Remplacements »: a new trainer instead of one that was set aside, once (MIK-81, O-09)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.evaluation import Grade
from domain.partnership import PARTNERSHIP
from domain.trainer import TrainerState
from domain.vocabulary import State
from tasks.ledger.batch import Batch
from tasks.office import Office
from tasks.tabs import replacements as new
from tasks.tabs import trainers as tab
from tasks.tabs.columns import DOSSIER, TYPED_BY
from tasks.tabs.replacements import REPLACEMENTS
from tests.builders import OWNER
from tests.tasks.conformity.trainer_desk import (
    HELD_AT,
    HELD_ON,
    ZOE,
    TrainerDesk,
    evaluation,
    proposal,
    replacement_rows,
    session,
)

DAY = date(2026, 11, 25)
MAJOR = (Grade.MAJOR,) * 4
APPLIED = ("Appliquée", "Formateur proposé.")


@pytest.fixture
def desk(office: Office) -> TrainerDesk:
    """Zoé Garnier was set aside at her second session."""
    desk = TrainerDesk(office)
    desk.evaluate(grades=MAJOR)
    desk.evaluate(2, starts=datetime(2026, 11, 24, 9), grades=MAJOR)
    assert desk.zoe.state is TrainerState.SET_ASIDE
    return desk


def names(desk: TrainerDesk) -> list[tuple[str, str]]:
    return [(view.ref, view.facts.trainer) for view in desk.trainers()]


def end(desk: TrainerDesk, state: State) -> None:
    """The dossier in another state, whatever led to it."""
    with desk.office.ledger.writing() as connection:
        batch = Batch(connection, PARTNERSHIP, desk.office.config)
        batch.load(["D-2026-0001"])
        subject = batch.loaded["D-2026-0001"]
        batch.set_state(subject, subject.facts, state, DAY)
        batch.flush()


@pytest.mark.rule("MIK-81", "O-09")
def test_the_new_trainer_is_evaluated_like_the_first(desk: TrainerDesk) -> None:
    desk.add(REPLACEMENTS, proposal())
    assert desk.run(DAY) == []
    assert replacement_rows(desk) == [APPLIED]
    anna = desk.trainers()[1].facts
    assert anna.model_dump() == {
        "ref": "F-2026-0002", "certification": "RS9001", "grid_version": desk.dossier.grid_version, "owner": OWNER,
        "parent": "D-2026-0001", "partner": desk.dossier.partner.model_dump(), "opened_on": DAY,
        "trainer": "Anna Roy", "email": "anna@atelier-lumieres.example", "years": 5.0,
        "cv_url": "https://atelier-lumieres.example/roy.pdf", "replaces": ZOE,
        "session": None, "evaluations": (), "had_second": False, "delivered": (),
    }  # fmt: skip
    assert desk.shown(tab.TRAINER, tab.EXPERIENCE, tab.EXPECTED, tab.EMAIL)[2] == (
        "Anna Roy", "5 ans", "Session d’évaluation", "anna@atelier-lumieres.example"
    )  # fmt: skip
    desk.type("F-2026-0002/1", session(datetime(2026, 11, 27, 9), None))
    desk.run(DAY)
    desk.type("F-2026-0002/1", evaluation(date(2026, 11, 27)))
    assert desk.run(date(2026, 11, 27)) == []
    assert [view.state for view in desk.trainers()] == [TrainerState.SET_ASIDE, TrainerState.VALIDATED]


@pytest.mark.rule("MIK-81")
def test_the_same_proposal_typed_twice_or_read_again_is_one(desk: TrainerDesk) -> None:
    desk.add(REPLACEMENTS, proposal())
    desk.add(REPLACEMENTS, proposal())
    for _ in range(2):
        assert desk.run(DAY) == []
        assert replacement_rows(desk) == [APPLIED, APPLIED]
    assert names(desk) == [("F-2026-0001", ZOE), ("F-2026-0002", "Anna Roy")]
    end(desk, State.WITHDRAWN)
    assert desk.run(date(2026, 12, 20)) == []
    assert (replacement_rows(desk), desk.changed_cells) == ([APPLIED, APPLIED], 0)


@pytest.mark.rule("O-09")
def test_a_second_replacement_is_refused_even_in_the_same_run(desk: TrainerDesk) -> None:
    desk.add(REPLACEMENTS, proposal())
    desk.add(REPLACEMENTS, proposal() | {new.NAME: "Paul Noir"})
    assert desk.run(DAY) == [(new.REPLACED, "O-09")]
    assert replacement_rows(desk) == [
        APPLIED,
        ("Refusée : à corriger",
         "Formateur remplacé : Zoé Garnier a déjà un remplaçant, Anna Roy ; il n’y en a qu’un. [O-09]"),
    ]  # fmt: skip
    assert names(desk) == [("F-2026-0001", ZOE), ("F-2026-0002", "Anna Roy")]


@pytest.mark.rule("O-09")
def test_a_replacement_that_fails_is_not_replaced(desk: TrainerDesk) -> None:
    desk.add(REPLACEMENTS, proposal())
    desk.run(DAY)
    for number, starts in ((1, datetime(2026, 11, 26, 9)), (2, datetime(2026, 11, 27, 9))):
        desk.type(f"F-2026-0002/{number}", session(starts) | evaluation(starts.date(), MAJOR))
        desk.run(starts.date())
    assert desk.trainers()[1].state is TrainerState.SET_ASIDE
    desk.add(REPLACEMENTS, proposal() | {new.REPLACED: "Anna Roy", new.NAME: "Paul Noir"})
    assert desk.run(date(2026, 11, 27)) == [(new.REPLACED, "O-09")]


@pytest.mark.rule("MIK-81", "MIK-27", "MIK-80")
@pytest.mark.parametrize(
    ("over", "refused"),
    [
        ({DOSSIER: "D-2026-0099"}, (DOSSIER, "MIK-02")),
        ({DOSSIER: None}, (DOSSIER, "MIK-81")),
        ({new.REPLACED: "Luc Petit"}, (new.REPLACED, "MIK-81")),
        ({new.NAME: "zoé garnier"}, (new.NAME, "MIK-81")),
        ({new.YEARS: 2.5}, ("Expérience", "MIK-27")),
        ({new.YEARS: "beaucoup"}, (new.YEARS, "MIK-81")),
        ({new.YEARS: None}, (new.YEARS, "MIK-81")),
        ({new.CV: None}, (new.CV, "MIK-81")),
        ({new.CV: "=cmd|'/c calc'!A1"}, (new.CV, "MIK-81")),
        ({new.EMAIL: "anna"}, (new.EMAIL, "MIK-81")),
    ],
    ids=["unknown dossier", "no dossier", "nobody of that name", "the same person", "too little experience",
         "years in words", "no years", "no CV", "a formula", "no e-mail address"],
)  # fmt: skip
def test_a_proposal_that_cannot_be_taken(desk: TrainerDesk, over: dict[str, Any], refused: tuple[str, str]) -> None:
    desk.add(REPLACEMENTS, proposal() | over)
    assert desk.run(DAY) == [refused]
    assert names(desk) == [("F-2026-0001", ZOE)]
    assert replacement_rows(desk)[0][0] == "Refusée : à corriger"


@pytest.mark.rule("MIK-81")
def test_only_a_trainer_that_was_set_aside_is_replaced(office: Office) -> None:
    desk = TrainerDesk(office)
    desk.type("F-2026-0001/1", session(HELD_AT) | evaluation(HELD_ON))
    desk.add(REPLACEMENTS, proposal())
    assert desk.run(HELD_ON) == [(new.REPLACED, "MIK-81")]
    assert replacement_rows(desk)[0][1] == (
        "Formateur remplacé : Zoé Garnier est « Validé » : seul un formateur écarté est remplacé. [MIK-81]"
    )


@pytest.mark.rule("O-09")
@pytest.mark.parametrize("state", [State.IN_COMMISSION, State.HABILITATED, State.WITHDRAWN])
def test_a_replacement_comes_between_the_pre_habilitation_and_the_signature(desk: TrainerDesk, state: State) -> None:
    end(desk, state)
    desk.add(REPLACEMENTS, proposal())
    assert desk.run(DAY) == [(DOSSIER, "O-09")]
    assert names(desk) == [("F-2026-0001", ZOE)]


def test_a_proposal_that_is_not_signed_waits(desk: TrainerDesk) -> None:
    desk.add(REPLACEMENTS, proposal() | {TYPED_BY: None})
    assert desk.run(DAY) == []
    assert replacement_rows(desk) == [("", "")]
    assert names(desk) == [("F-2026-0001", ZOE)]
