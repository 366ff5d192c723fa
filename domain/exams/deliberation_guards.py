"""Guards of the marks and of the jury's decisions on one candidate (REF-14, M2I-33, M2I-36, M2I-37)."""

from collections import Counter
from datetime import date

from domain.certification import Certification
from domain.exams.candidacy import BlocDecision, Candidacy
from domain.exams.marking import REF, outcome
from domain.exams.vocabulary import Route
from domain.partnership_guards import too_long
from domain.process import Guard
from domain.refusal import Refusal

DECISION, MOTIVE = "Décision", "Motif"


def marks_of_one_present(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Each criterion once, in épreuves that the candidate took (M2I-33)."""
    for mark in candidacy.marks:
        taken = candidacy.attendance_at(mark.epreuve)
        if taken is None or not taken.admitted:
            return Refusal(
                f"le candidat n’a pas passé l’épreuve {mark.epreuve} : il n’y est pas noté. Vérifiez « Présences ».",
                "M2I-33",
                REF,
            )
    (key, times), *_ = [
        *Counter((mark.epreuve, mark.criterion) for mark in candidacy.marks).most_common(1),
        (("", ""), 0),
    ]
    if times > 1:
        return Refusal(
            f"le critère {key[1]} est noté deux fois dans l’épreuve {key[0]}. Gardez une note.", "M2I-33", REF
        )
    return None


def asks_for_in_course(candidacy: Candidacy) -> bool:
    """Whether the in-course results of a candidate from a course are still expected (M2I-36)."""
    return candidacy.eligibility.route is Route.TRAINING and candidacy.in_course is None


def in_course_missing(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """They are asked for when they are expected and not there."""
    if asks_for_in_course(candidacy):
        return None
    return Refusal("les résultats en cours de formation ne sont pas attendus, ou sont déjà là.", "M2I-36")


def in_course_given(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    if figures.referentiel.in_course_results and asks_for_in_course(candidacy):
        return in_course_refusal()
    return None


def in_course_refusal() -> Refusal:
    return Refusal(
        "les résultats en cours de formation manquent : le jury décide à leur vu. Notez-les dans « Inscriptions ».",
        "M2I-36",
        "Résultats en cours de formation",
    )


def every_bloc_decided(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """One decision for each bloc presented, on its own (REF-14)."""
    decided = [decision.bloc for decision in candidacy.decisions]
    absent = [bloc for bloc in candidacy.blocs if bloc not in decided]
    if absent:
        return Refusal(f"le jury décide de chaque bloc présenté. Il manque : {', '.join(absent)}.", "REF-14", DECISION)
    if sorted(decided) != sorted(candidacy.blocs):
        return Refusal("une décision porte sur un bloc que le candidat ne présente pas.", "REF-14", DECISION)
    return None


def decision_refusal(decision: BlocDecision) -> Refusal | None:
    """The jury may depart from the proposal, and then says why (M2I-33)."""
    if decision.acquired != decision.proposed and not decision.motive.strip():
        return Refusal("le jury décide autrement que la grille : écrivez son motif.", "M2I-33", MOTIVE)
    return too_long(MOTIVE, decision.motive)


def departures_motivated(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    return next((found for decision in candidacy.decisions if (found := decision_refusal(decision))), None)


def jury_dated(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    if candidacy.deliberated_on is not None and candidacy.deliberated_on <= on:
        return None
    return Refusal("la délibération se date d’aujourd’hui au plus tard. Corrigez la date.", "REF-24", "Jury réuni le")


def leads_to(wanted: str) -> Guard[Candidacy]:
    """The outcome follows from the decisions alone: « whole », « some » or « none » (M2I-05)."""

    def guard(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
        if candidacy.whole and outcome(candidacy) == wanted:
            return None
        return Refusal("l’issue ne suit pas des décisions sur les blocs. Relisez-les.", "M2I-05", DECISION)

    return guard


def validated_first(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Nothing is told before the certifier has validated the session (M2I-37)."""
    if candidacy.validated_on is not None and candidacy.validated_on <= on:
        return None
    return Refusal("aucun résultat ne part avant que le certificateur ait validé la session.", "M2I-37", "Validée par")


#: what every outcome of the jury needs
DECIDED = (in_course_given, every_bloc_decided, departures_motivated, jury_dated)
