"""What the jury may decide, and when: blocs apart, motives, in-course results, nothing before the validation."""

from datetime import date
from typing import Any

import pytest

from domain.exams.candidacy import Attendance, BlocDecision, Candidacy, Eligibility, InCourseResults, Mark
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, Route
from domain.process import Command, decide
from domain.refusal import Refusal
from tests.builders import shipped_config
from tests.exams import EXAM_DAY, a_candidacy, a_session, certification_of

SESSION = a_session()
B1, B2, B3 = (bloc.code for bloc in SESSION.referentiel.blocs)
JURY_ON, TODAY = date(2027, 1, 20), date(2027, 1, 21)
_S, _E = CandidacyState, CandidacyEvent
TAKEN = tuple(
    Attendance(epreuve=epreuve.code, present=True, convocation_shown=True, identity_checked=True)
    for epreuve in SESSION.referentiel.epreuves
)


def decisions(*acquired: str, blocs: tuple[str, ...] = (B1, B2, B3)) -> tuple[BlocDecision, ...]:
    return tuple(BlocDecision(bloc=bloc, proposed=bloc in acquired, acquired=bloc in acquired) for bloc in blocs)


def after(event: CandidacyEvent, facts: Candidacy, state: CandidacyState = _S.PRESENT) -> tuple[str, str] | str:
    command = Command("x", facts.ref, event, TODAY, "essai")
    found = decide(CANDIDACY, state, facts, command, certification_of(), shipped_config().calendar)
    return (found.message, found.rule) if isinstance(found, Refusal) else found.transition.target.value


def judged(*acquired: str, **over: Any) -> Candidacy:
    values = {"attendance": TAKEN, "decisions": decisions(*acquired), "deliberated_on": JURY_ON, **over}
    return a_candidacy(SESSION, **values)


@pytest.mark.rule("REF-14", "M2I-05")
@pytest.mark.parametrize(
    ("event", "facts", "target"),
    [
        (_E.PASSED, judged(B1, B2, B3), "REUSSI"),
        (_E.PASSED, judged(B1, decisions=decisions(B1, blocs=(B1,)), blocs=(B1,), carried=(B2, B3)), "REUSSI"),
        (_E.PARTLY, judged(B2), "PARTIEL"),
        (_E.FAILED, judged(), "ECHEC"),
    ],
)
def test_the_outcome_follows_from_the_blocs(event: CandidacyEvent, facts: Candidacy, target: str) -> None:
    assert after(event, facts) == target


BY_TRAINING = Eligibility(route=Route.TRAINING, proof_url="https://pieces.example/a.pdf", prerequisites_checked=True)
GIVEN = InCourseResults(summary="Contrôle continu : 14 sur 20", received_on=EXAM_DAY)


@pytest.mark.rule("REF-14", "REF-24", "M2I-05", "M2I-33", "M2I-36")
@pytest.mark.parametrize(
    ("event", "facts", "said"),
    [
        (_E.PASSED, judged(B1), ("l’issue ne suit pas des décisions sur les blocs. Relisez-les.", "M2I-05")),
        (_E.FAILED, judged(B1), ("l’issue ne suit pas des décisions sur les blocs. Relisez-les.", "M2I-05")),
        (_E.PASSED, judged(B1, B2, B3, decisions=decisions(B1, B2, blocs=(B1, B2))),
         (f"le jury décide de chaque bloc présenté. Il manque : {B3}.", "REF-14")),
        (_E.PARTLY, judged(B1, blocs=(B1, B2)),
         ("une décision porte sur un bloc que le candidat ne présente pas.", "REF-14")),
        (_E.PARTLY, judged(decisions=(BlocDecision(bloc=B1, proposed=False, acquired=True), *decisions()[1:])),
         ("le jury décide autrement que la grille : écrivez son motif.", "M2I-33")),
        (_E.PASSED, judged(B1, B2, B3, deliberated_on=date(2027, 1, 22)),
         ("la délibération se date d’aujourd’hui au plus tard. Corrigez la date.", "REF-24")),
        (_E.PASSED, judged(B1, B2, B3, deliberated_on=None),
         ("la délibération se date d’aujourd’hui au plus tard. Corrigez la date.", "REF-24")),
        (_E.PASSED, judged(B1, B2, B3, eligibility=BY_TRAINING),
         ("les résultats en cours de formation manquent : le jury décide à leur vu. Notez-les dans « Inscriptions ».",
          "M2I-36")),
    ],
)  # fmt: skip
def test_each_defect_has_its_sentence(event: CandidacyEvent, facts: Candidacy, said: tuple[str, str]) -> None:
    assert after(event, facts) == said


@pytest.mark.rule("M2I-33", "M2I-36")
def test_a_departure_with_its_motive_and_in_course_results_are_enough() -> None:
    departs = BlocDecision(bloc=B1, proposed=False, acquired=True, motive="L’entretien a levé le doute.")
    facts = judged(decisions=(departs, *decisions()[1:]), eligibility=BY_TRAINING, in_course=GIVEN)
    assert after(_E.PARTLY, facts) == "PARTIEL"


@pytest.mark.rule("M2I-36")
def test_the_in_course_results_are_asked_for_only_when_they_are_expected() -> None:
    nothing = ("les résultats en cours de formation ne sont pas attendus, ou sont déjà là.", "M2I-36")
    assert after(_E.IN_COURSE_ASKED, judged(eligibility=BY_TRAINING)) == "PRESENT"
    assert after(_E.IN_COURSE_ASKED, judged()) == nothing
    assert after(_E.IN_COURSE_ASKED, judged(eligibility=BY_TRAINING, in_course=GIVEN)) == nothing


@pytest.mark.rule("M2I-37")
def test_no_result_is_told_before_the_session_is_validated() -> None:
    early = ("aucun résultat ne part avant que le certificateur ait validé la session.", "M2I-37")
    assert after(_E.NOTIFIED, judged(), _S.FAILED) == early
    assert after(_E.NOTIFIED, judged(validated_on=TODAY), _S.FAILED) == "ECHEC"


@pytest.mark.rule("M2I-33")
def test_an_epreuve_that_was_not_taken_is_not_marked_and_a_criterion_is_marked_once() -> None:
    mark = Mark(epreuve="E1", criterion="C1.1", points=3, juror="Irène Vasseur")
    assert after(_E.GRID_RECORDED, judged(marks=(mark,))) == "PRESENT"
    away = (Attendance(epreuve="E1", present=False), *TAKEN[1:])
    said = "le candidat n’a pas passé l’épreuve E1 : il n’y est pas noté. Vérifiez « Présences »."
    assert after(_E.GRID_RECORDED, judged(marks=(mark,), attendance=away)) == (said, "M2I-33")
    twice = (mark, mark.model_copy(update={"points": 1}))
    said = "le critère C1.1 est noté deux fois dans l’épreuve E1. Gardez une note."
    assert after(_E.GRID_RECORDED, judged(marks=twice)) == (said, "M2I-33")
