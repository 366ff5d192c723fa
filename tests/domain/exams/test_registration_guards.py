"""A registration with one defect at a time: what each guard says, and that nothing of who one is bars the way."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exams import registration_guards as guards
from domain.exams.candidacy import Accommodation, Candidacy, Eligibility, InCourseResults
from domain.exams.person import Birth
from domain.exams.vocabulary import Route, SessionKind, Sex
from domain.process import Guard
from domain.refusal import Refusal
from tests.exams import a_candidacy, a_person, a_session, certification_of

ON = date(2026, 11, 24)
FIGURES = certification_of()
GOOD = a_candidacy(decided_by="Nadia Belkacem", decided_on=ON)


def first(rules: Sequence[Guard[Candidacy]], facts: Candidacy, before: Candidacy = GOOD) -> Refusal | None:
    return next((refusal for guard in rules if (refusal := guard(facts, ON, FIGURES, before))), None)


def eligibility(**over: Any) -> dict[str, Any]:
    return {"eligibility": GOOD.eligibility.model_copy(update=over)}


def person(**over: Any) -> dict[str, Any]:
    return {"person": a_person(**over)}


def born(year: int, month: int | None = None, day: int | None = None) -> dict[str, Any]:
    return person(birth=Birth(year=year, month=month, day=day, place="Sélestat"))


def test_a_good_registration_is_taken_and_validated() -> None:
    assert first((*guards.REGISTRATION, guards.prerequisites_verified, guards.adviser_named), GOOD) is None


@pytest.mark.rule("NET-10", "M2I-24", "LAW-15", "LAW-12", "M2I-12")
@pytest.mark.parametrize(
    ("over", "said"),
    [
        (person(first_names="—"), "Prénoms : « — » comporte autre chose que des lettres latines, que demandent le "
         "parchemin et les déclarations. Recopiez le nom de la pièce d’identité, au besoin de ses lignes destinées à "
         "la lecture automatique. [NET-10]"),
        (person(birth_name="’"), "Nom de naissance : le nom ne comporte aucune lettre. Complétez-le. [NET-10]"),
        (person(usage_name="x" * 121), "Nom d’usage : le nom compte 121 caractères, 120 au plus. Écrivez-le comme sur "
         "la pièce d’identité. [NET-10]"),
        (person(email=""), "E-mail : sans adresse, le candidat ne peut pas être convoqué. Complétez-la. [M2I-12]"),
        (born(2026, 11, 25), "Date de naissance : la date de naissance est dans le futur. Corrigez-la. [NET-10]"),
        (born(2026, 12), "Date de naissance : la date de naissance est dans le futur. Corrigez-la. [NET-10]"),
        (born(2027), "Date de naissance : la date de naissance est dans le futur. Corrigez-la. [NET-10]"),
        ({"received_on": date(2026, 11, 25)},
         "Reçue le : une inscription ne se reçoit pas après aujourd’hui. Corrigez la date. [M2I-26]"),
        (eligibility(proof_url=""), "Justificatif (lien) : joignez le justificatif de la voie « Candidat libre : "
         "expérience équivalente ». [M2I-24]"),
        (eligibility(route=Route.TRAINING), "Formateurs : nommez les formateurs du candidat, un par ligne : aucun "
         "d’eux ne siège à son jury. [LAW-15]"),
        (eligibility(route=Route.VAE) | {"received_on": date(2026, 10, 17)},
         "Session : la session commence le 18/01/2027 ; le jury d’une VAE se tient dans les trois mois du dossier, "
         "soit au plus tard le 17/01/2027. Choisissez une session plus proche. [LAW-12]"),
    ],
)  # fmt: skip
def test_each_defect_of_a_registration_is_said(over: dict[str, Any], said: str) -> None:
    assert str(first(guards.REGISTRATION, GOOD.with_update(over))) == said


@pytest.mark.rule("M2I-24", "M2I-25", "M2I-07", "REF-19")
def test_the_routes_of_a_whole_certification_and_of_its_blocs() -> None:
    open_to: dict[SessionKind, set[Route]] = {}
    for kind in SessionKind:
        session = a_session(kind=kind)
        for route in Route:
            facts = a_candidacy(session, eligibility=Eligibility(route=route, proof_url="https://p.example"),
                                trainers=("Jeanne Kaplan",))  # fmt: skip
            if guards.route_allowed(facts, ON, FIGURES, facts) is None:
                open_to.setdefault(kind, set()).add(route)
    assert open_to == {SessionKind.FULL: set(Route), SessionKind.BLOCS: set(Route) - {Route.TRAINING}}


@pytest.mark.rule("M2I-02")
@given(
    year=st.integers(1900, 2026), sex=st.sampled_from(Sex), country=st.text(max_size=30),
    route=st.sampled_from(Route), funding=st.text(max_size=30),
)  # fmt: skip
def test_nobody_is_turned_away_for_age_sex_country_or_status(
    year: int, sex: Sex, country: str, route: Route, funding: str
) -> None:
    facts = GOOD.with_update(
        {
            "person": a_person(sex=sex, birth=Birth(year=year, place="Alger", country=country)),
            "eligibility": GOOD.eligibility.model_copy(update={"route": route}),
            "funding": funding, "trainers": ("Jeanne Kaplan",),
        }
    )  # fmt: skip
    assert first(guards.REGISTRATION, facts) is None


_SHEET = "Prérequis vérifiés"


@pytest.mark.rule("REF-20", "M2I-26")
@pytest.mark.parametrize(
    ("over", "said"),
    [
        (eligibility(prerequisites_checked=False),
         f"{_SHEET} : vérifiez les prérequis avant de valider l’inscription. [REF-20]"),
        (eligibility(checked_by=""), f"{_SHEET} par : indiquez qui a vérifié les prérequis. [REF-20]"),
        (eligibility(checked_on=date(2026, 11, 25)), f"{_SHEET} le : la vérification des prérequis se date, au plus "
         "tard d’aujourd’hui. Corrigez la date. [REF-20]"),
        ({"decided_by": ""}, "Décidé par : indiquez le conseiller formation qui décide de l’inscription. [M2I-26]"),
    ],
)  # fmt: skip
def test_an_unverified_registration_is_not_validated(over: dict[str, Any], said: str) -> None:
    found = first((guards.prerequisites_verified, guards.adviser_named), GOOD.with_update(over))
    assert str(found) == said


@pytest.mark.rule("REF-20")
def test_a_referentiel_without_prerequisites_asks_for_no_verification() -> None:
    figures = FIGURES.model_copy(update={"referentiel": FIGURES.referentiel.model_copy(update={"prerequisites": ()})})
    facts = GOOD.with_update(eligibility(prerequisites_checked=False))
    assert guards.prerequisites_verified(facts, ON, figures, facts) is None


@pytest.mark.rule("REF-17", "LAW-13")
@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"measures": " "}, "écrivez les mesures accordées ou, pour un refus, ce qui l’explique sans dire la raison "
         "médicale."),
        ({"measures": "TDAH : salle calme"}, "« TDAH » relève du dossier médical, qui n’est pas conservé ici. Écrivez "
         "seulement les mesures : tiers-temps, poste adapté, secrétaire, interprète…"),
        ({"extra_time_percent": 101}, "le temps supplémentaire va de 1 à 100 %, pour un aménagement accordé seulement. "
         "Corrigez-le."),
        ({"granted": False}, "le temps supplémentaire va de 1 à 100 %, pour un aménagement accordé seulement. "
         "Corrigez-le."),
    ],
)  # fmt: skip
def test_an_accommodation_says_its_measures_and_nothing_medical(over: dict[str, Any], said: str) -> None:
    good = Accommodation(granted=True, measures="Tiers-temps, interprète en LSF, salle accessible en fauteuil.",
                         extra_time_percent=33, decided_by="Ugo Ferrand", decided_on=ON)  # fmt: skip
    assert first([guards.accommodation_complete], GOOD.with_update({"accommodation": good})) is None
    found = first([guards.accommodation_complete], GOOD.with_update({"accommodation": good.model_copy(update=over)}))
    assert found is not None
    assert found.message == said


@pytest.mark.rule("M2I-36", "M2I-26", "M2I-43")
@pytest.mark.parametrize(
    ("guard", "over", "said"),
    [
        (guards.in_course_dated, {"in_course": InCourseResults(summary="Réussi", received_on=date(2026, 11, 25))},
         "Résultats reçus le : des résultats ne se reçoivent pas après aujourd’hui. Corrigez la date. [M2I-36]"),
        (guards.in_course_dated, {"in_course": None},
         "Résultats en formation : résumez les résultats obtenus en cours de formation. [M2I-36]"),
        (guards.refusal_motivated, {}, "Motif : un refus donne ses raisons au candidat. Écrivez le motif. [M2I-26]"),
        (guards.moves_elsewhere, {}, "Nouvelle session : le candidat est déjà inscrit à cette session. [M2I-43]"),
        (guards.decision_stands, {"blocs": ("RNCP9002BC01",)},
         "Blocs : l’inscription est décidée : cette donnée ne change plus. Pour une autre session, remplissez « "
         "Nouvelle session » ; sinon, notez un désistement et inscrivez de nouveau le candidat. [M2I-26]"),
        (guards.decision_stands, person(birth_name="Petit"), "None"),
    ],
)  # fmt: skip
def test_the_other_acts_have_their_own_conditions(
    guard: Callable[..., Refusal | None], over: dict[str, Any], said: str
) -> None:
    assert str(guard(GOOD.with_update(over), ON, FIGURES, GOOD)) == said
