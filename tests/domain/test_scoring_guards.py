"""What `decide` refuses before and at scoring: pieces, owner, scorer, grid version, empty lines (MIK-13 to MIK-22)."""

import pytest

from domain.application import MissingItem
from domain.refusal import Refusal
from domain.scoring import Scoresheet
from domain.vocabulary import Event, State
from tests.builders import DIRECTOR, commission_record, dossier, scored, scoresheet
from tests.domain.deciding import attempt, reached, refused

LACKING = (
    MissingItem(field="kbis_url", label="Extrait Kbis (lien)", rule="MIK-05"),
    MissingItem(field="hours", label="Volume horaire envisagé", rule="MIK-10"),
)


def changed(code: str, **over: float) -> Scoresheet:
    sheet = scoresheet(12)
    lines = tuple(line.model_copy(update=over) if line.code == code else line for line in sheet.lines)
    return sheet.model_copy(update={"lines": lines})


@pytest.mark.rule("MIK-13")
def test_only_complete_applications_are_examined() -> None:
    facts = dossier(missing=LACKING)
    assert attempt(State.RECEIVED, Event.PIECES_COMPLETE, facts) == Refusal(
        "Seules les candidatures complètes sont examinées. Il manque : Extrait Kbis (lien), Volume horaire envisagé.",
        "MIK-13",
    )
    assert refused(State.RECEIVED, Event.GRID_VALIDATED, scored(17, missing=LACKING)) == ("MIK-02", "")


@pytest.mark.rule("MIK-13")
def test_pieces_are_not_asked_for_when_none_is_missing() -> None:
    assert attempt(State.RECEIVED, Event.PIECES_MISSING, dossier()) == Refusal("Aucune pièce ne manque.", "MIK-13")


@pytest.mark.rule("MIK-13")
def test_the_command_that_completes_the_declaration_is_judged_on_what_it_brings() -> None:
    assert reached(State.RECEIVED, Event.PIECES_COMPLETE, dossier(missing=LACKING), missing=()) == State.COMPLETE


@pytest.mark.rule("MIK-17")
@pytest.mark.parametrize("state", [State.RECEIVED, State.COMPLETE])
def test_assigning_needs_a_name(state: State) -> None:
    assert attempt(state, Event.OWNER_ASSIGNED, dossier(owner="")) == Refusal(
        "le dossier n’a pas de responsable. Indiquez-le dans l’onglet « Candidatures » avant de noter.",
        "MIK-17",
        "Responsable du dossier",
    )
    assert reached(state, Event.OWNER_ASSIGNED, dossier(owner=""), owner=DIRECTOR) == state


@pytest.mark.rule("MIK-17")
def test_no_scoring_without_an_owner() -> None:
    found = refused(State.COMPLETE, Event.GRID_VALIDATED, scored(12, owner=""))
    assert found == ("MIK-17", "Responsable du dossier")


@pytest.mark.rule("MIK-17", "MIK-18")
@pytest.mark.parametrize("sheet", [scoresheet(12, scorer=DIRECTOR), scoresheet(12, scorer=""), None])
def test_the_owner_validates_the_grid(sheet: Scoresheet | None) -> None:
    assert attempt(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=sheet)) == Refusal(
        "la grille est validée par la personne responsable du dossier, Inès Moreau.", "MIK-16", "Grille validée par"
    )


@pytest.mark.rule("MIK-17")
def test_the_owner_s_name_may_be_typed_another_way() -> None:
    facts = dossier(scoresheet=scoresheet(12, scorer="  INÈS\u00a0 moreau "))
    assert reached(State.COMPLETE, Event.GRID_VALIDATED, facts) == State.SCORED


@pytest.mark.rule("MIK-19")
def test_the_grid_is_that_of_the_day_of_reception() -> None:
    facts = dossier(scoresheet=scoresheet(12, grid_version="2027-1"))
    assert attempt(State.COMPLETE, Event.GRID_VALIDATED, facts) == Refusal(
        "le dossier se note avec la grille en vigueur à sa réception (2026-1). "
        "Remettez ce fichier de grille dans config/certifications.",
        "MIK-19",
    )


@pytest.mark.rule("MIK-18")
@pytest.mark.parametrize("code", [f"G{n}" for n in range(1, 10)])
def test_no_line_is_left_empty(code: str) -> None:
    sheet = scoresheet(12)
    shorter = sheet.model_copy(update={"lines": tuple(line for line in sheet.lines if line.code != code)})
    assert attempt(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=shorter)) == Refusal(
        "aucune ligne de la grille ne reste vide : donnez les points.", "MIK-18", code
    )


@pytest.mark.rule("MIK-20")
@pytest.mark.parametrize(
    ("code", "points", "most"), [("G7", 2.5, "2"), ("G7", -0.5, "2"), ("G3", 3.5, "3"), ("G9", float("nan"), "1")]
)
def test_points_stay_between_0_and_the_maximum_of_the_line(code: str, points: float, most: str) -> None:
    sheet = changed(code, auto_points=0, staff_points=points)
    assert attempt(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=sheet)) == Refusal(
        f"les points vont de 0 à {most}.", "MIK-20", code
    )


@pytest.mark.rule("MIK-20")
@pytest.mark.parametrize("code", ["G10", "G7"])
def test_a_line_too_many_is_refused(code: str) -> None:
    sheet = scoresheet(10)
    extra = sheet.lines[6].model_copy(update={"code": code, "auto_points": 0.0, "staff_points": 2.0})
    longer = sheet.model_copy(update={"lines": (*sheet.lines, extra)})
    assert refused(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=longer)) == ("MIK-20", code)


@pytest.mark.rule("O-08", "MIK-20")
@pytest.mark.parametrize(("code", "points"), [("G7", 0.25), ("G3", 2.0), ("G1", 1.0)])
def test_staff_points_are_among_the_choices_of_the_line(code: str, points: float) -> None:
    sheet = changed(code, auto_points=0, staff_points=points)
    assert refused(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=sheet)) == ("MIK-20", code)


@pytest.mark.rule("MIK-21", "MIK-22")
def test_the_verdict_follows_the_score_alone() -> None:
    assert attempt(State.SCORED, Event.SCORE_BELOW, scored(11)) == Refusal(
        "La note atteint le seuil : le dossier va en commission.", "MIK-22"
    )
    assert attempt(State.SCORED, Event.SCORE_REACHED, scored(10.5, commission=commission_record())) == Refusal(
        "La note est inférieure à 11 : le dossier est rejeté.", "MIK-21"
    )


@pytest.mark.rule("MIK-22")
def test_there_is_no_verdict_without_a_grid() -> None:
    assert refused(State.SCORED, Event.SCORE_BELOW, dossier()) == ("MIK-22", "")
    assert refused(State.SCORED, Event.SCORE_REACHED, dossier()) == ("MIK-21", "")
