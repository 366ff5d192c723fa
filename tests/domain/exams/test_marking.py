"""From marks to a proposal: the points of a competence, the rule of attribution of a bloc, who may mark what."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exams.candidacy import Attendance, Candidacy, Mark, SessionCard
from domain.exams.marking import expected_marks, mark_refusal, missing_marks, outcome, propose
from domain.exams.seating import Declaration
from domain.exams.session import ExamSession
from domain.referentiel import EpreuveKind, Referentiel
from tests.exams import a_candidacy, a_juror, a_session, certification_of

B1, B2 = "RNCP9002BC01", "RNCP9002BC02"
CODES = ("RNCP9002", "RS9003", "RS9001")


def present(session: ExamSession, **over: Any) -> Candidacy:
    """A candidate who took every épreuve."""
    taken = tuple(
        Attendance(epreuve=epreuve.code, present=True, convocation_shown=True, identity_checked=True)
        for epreuve in session.referentiel.epreuves
    )
    return a_candidacy(session, **{"attendance": taken, **over})


def referentiel_of(code: str) -> Referentiel:
    return certification_of(code).referentiel


@st.composite
def marked(draw: st.DrawFn) -> tuple[Referentiel, tuple[Mark, ...]]:
    """A shipped référentiel and marks on the scale of each épreuve, some left out."""
    referentiel = referentiel_of(draw(st.sampled_from(CODES)))
    marks = []
    for epreuve in referentiel.epreuves:
        points = st.none() | st.sampled_from([step.points for step in epreuve.scale])
        for _, criterion in referentiel.criteria_of(epreuve, [bloc.code for bloc in referentiel.blocs]):
            given_points = draw(points)
            if given_points is not None:
                marks.append(Mark(epreuve=epreuve.code, criterion=criterion.code, points=given_points, juror="x"))
    return referentiel, tuple(marks)


@given(marked())
@pytest.mark.rule("REF-14")
def test_a_bloc_is_decided_from_its_own_marks_alone(found: tuple[Referentiel, tuple[Mark, ...]]) -> None:
    referentiel, marks = found
    for bloc in referentiel.blocs:
        own = {criterion.code for competence in bloc.competences for criterion in competence.criteria}
        alone = propose(referentiel, bloc.code, [mark for mark in marks if mark.criterion in own])
        assert propose(referentiel, bloc.code, marks) == alone


@given(marked(), st.integers(0, 10_000))
def test_a_better_mark_never_takes_anything_away(found: tuple[Referentiel, tuple[Mark, ...]], rank: int) -> None:
    referentiel, marks = found
    if not marks:
        return
    index = rank % len(marks)
    best = marks[index].model_copy(update={"points": referentiel.epreuve(marks[index].epreuve).maximum})
    better = (*marks[:index], best, *marks[index + 1 :])
    for bloc in referentiel.blocs:
        assert propose(referentiel, bloc.code, better).acquired >= propose(referentiel, bloc.code, marks).acquired


@given(marked())
def test_points_add_up_and_follow_the_share_of_the_competence(found: tuple[Referentiel, tuple[Mark, ...]]) -> None:
    referentiel, marks = found
    share = Fraction(str(referentiel.attribution.competence_share))
    for bloc in referentiel.blocs:
        for result, competence in zip(
            propose(referentiel, bloc.code, marks).competences, bloc.competences, strict=True
        ):
            own = {criterion.code for criterion in competence.criteria}
            points = sum(Fraction(str(mark.points)) for mark in marks if mark.criterion in own)
            assert Fraction(str(result.points)) == points
            assert result.acquired == (points >= share * Fraction(str(result.maximum)))


@pytest.mark.rule("REF-29", "M2I-33")
def test_the_grid_is_made_of_the_criteria_of_the_blocs_presented_in_the_epreuves_taken() -> None:
    session = a_session()
    candidacy = present(session, blocs=(B1,))
    lines = [(epreuve.code, criterion) for epreuve, _, criterion in expected_marks(session.referentiel, candidacy)]
    assert lines == [
        ("E1", "C1.1"), ("E1", "C1.2"), ("E1", "C2.1"), ("E1", "C2.2"), ("E2", "C1.1"), ("E2", "C1.2"),
        ("E3", "C2.1"), ("E3", "C2.2"),
    ]  # fmt: skip
    marks = tuple(Mark(epreuve=e, criterion=c, points=4, juror="x") for e, c in lines if (e, c) != ("E1", "C2.1"))
    assert missing_marks(session.referentiel, candidacy.with_update({"marks": marks}), B1) == ["C2.1 (E1)"]


@pytest.mark.rule("M2I-35")
def test_the_final_interview_has_a_note_of_its_own_that_may_decide() -> None:
    """RNCP9002 ends with an interview; C2 is acquired with its points, and not without."""
    referentiel = referentiel_of("RNCP9002")
    interview = next(epreuve for epreuve in referentiel.epreuves if epreuve.kind is EpreuveKind.INTERVIEW)
    assert (referentiel.interview, referentiel_of("RS9001").interview) == (True, False)
    judged = [
        (epreuve.code, criterion.code)
        for epreuve in referentiel.epreuves
        for competence, criterion in referentiel.criteria_of(epreuve, [B1])
        if competence.code == "C2"
    ]
    elsewhere = [Mark(epreuve=code, criterion=criterion, points=2, juror="x") for code, criterion in judged
                 if code != interview.code]  # fmt: skip
    spoken = [Mark(epreuve=code, criterion=criterion, points=4, juror="x") for code, criterion in judged
              if code == interview.code]  # fmt: skip
    assert spoken
    acquired = [propose(referentiel, B1, marks).competences[1].acquired for marks in (elsewhere, elsewhere + spoken)]
    assert acquired == [False, True]


def test_an_epreuve_that_was_not_taken_gives_no_point_and_asks_for_none() -> None:
    session = a_session()
    away = Attendance(epreuve="E3", present=False)
    candidacy = present(session)
    candidacy = candidacy.with_update({"attendance": (*candidacy.attendance[:2], away), "blocs": (B1,)})
    asked = [epreuve.code for epreuve, _, _ in expected_marks(session.referentiel, candidacy)]
    assert asked == ["E1"] * 4 + ["E2"] * 2
    marks = [Mark(epreuve=e, criterion=c, points=4, juror="x") for e, c in (("E1", "C2.1"), ("E1", "C2.2"))]
    c2 = propose(session.referentiel, B1, marks).competences[1]
    assert (c2.points, c2.maximum, c2.acquired) == (8, 16, False)
    assert c2.sentence == "C2 non acquise (8 points sur 16)"


@pytest.mark.rule("M2I-05")
@pytest.mark.parametrize(
    ("obtained", "carried", "expected"),
    [((), (), "none"), ((), (B2,), "none"), ((B1,), (), "some"), ((B1,), (B2,), "whole"), ((B1, B2), (), "whole")],
)
def test_the_outcome_counts_the_blocs_carried_over(
    obtained: tuple[str, ...], carried: tuple[str, ...], expected: str
) -> None:
    decisions = [{"bloc": bloc, "proposed": True, "acquired": bloc in obtained} for bloc in (B1, B2)]
    card = SessionCard.of(a_session()).model_copy(update={"blocs": ((B1, "Concevoir"), (B2, "Réaliser"))})
    candidacy = a_candidacy(carried=carried, decisions=decisions).with_update({"session": card})
    assert outcome(candidacy) == expected


def _mark(**over: Any) -> Mark:
    return Mark.model_validate({"epreuve": "E1", "criterion": "C1.1", "points": 3, "juror": "Irène Vasseur", **over})


@pytest.mark.rule("M2I-29", "M2I-31", "LAW-15", "REF-13")
@pytest.mark.parametrize(
    ("mark", "juror", "candidate", "message"),
    [
        ({}, {}, {}, None),
        ({"points": 5}, {}, {}, "5 n’est pas sur l’échelle de l’épreuve E1 (0, 1, 2, 3, 4). Corrigez."),
        ({"points": 2.5}, {}, {}, "2,5 n’est pas sur l’échelle de l’épreuve E1 (0, 1, 2, 3, 4). Corrigez."),
        ({"criterion": "C9.9"}, {}, {}, "l’épreuve E1 n’évalue pas C9.9 pour ce candidat. Vérifiez la référence."),
        ({"criterion": "C3.1"}, {}, {"blocs": (B1,)},
         "l’épreuve E1 n’évalue pas C3.1 pour ce candidat. Vérifiez la référence."),
        ({"epreuve": "E9"}, {}, {},
         "le candidat n’a pas passé l’épreuve E9 : il n’y est pas noté. Vérifiez « Présences »."),
        ({}, {}, {"attendance": ()},
         "le candidat n’a pas passé l’épreuve E1 : il n’y est pas noté. Vérifiez « Présences »."),
        ({"juror": "Marc Vidal"}, {}, {},
         "« Marc Vidal » n’est pas du jury de cette session. Vérifiez « Jurys »."),
        ({}, {"present": None}, {},
         "Irène Vasseur : notez d’abord sa présence dans « Jurys »."),
        ({}, {"declaration": Declaration(signed_on=a_session().starts_on, linked=("I-2026-0001",))}, {},
         "Irène Vasseur a déclaré un lien avec ce candidat : un autre juré le note."),
        ({}, {}, {"trainers": ("irène vasseur",)}, "Irène Vasseur a formé ce candidat : un autre juré le note."),
        ({}, {"blocs": (B2,)}, {},
         "Irène Vasseur n’est pas habilité pour le bloc RNCP9002BC01 : un autre juré le note."),
    ],
)  # fmt: skip
def test_a_mark_is_on_the_scale_and_by_a_juror_who_may_give_it(
    mark: dict[str, Any], juror: dict[str, Any], candidate: dict[str, Any], message: str | None
) -> None:
    session = a_session(jury=(a_juror(**juror),))
    refusal = mark_refusal(_mark(**mark), present(session, **candidate), session)
    assert (refusal.message if refusal else None) == message
