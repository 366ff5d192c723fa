"""The commission through `decide`: quorum, five factors, dates, long texts, derogation, reasons (MIK-24 to MIK-27)."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from domain.application import Trainer
from domain.dossier import Attendee, Dossier, ineligible_trainers, warnings
from domain.refusal import Refusal
from domain.vocabulary import Event, Factor, Opinion, Role, State
from tests.builders import (
    DIRECTOR,
    OWNER,
    RECEIVED_ON,
    TODAY,
    application,
    attendee,
    commission_record,
    factor_opinions,
    scored,
    shipped_certification,
)
from tests.domain.deciding import attempt, reached, refused

DECISIONS = pytest.mark.parametrize("event", [Event.COMMISSION_ACCEPTED, Event.COMMISSION_REFUSED])
MANAGER, DIRECTION, AUDITOR = Role.PARTNER_MANAGER, Role.DIRECTION, Role.COMMUNICATION_AUDITOR
NEEDS_DIRECTION = Refusal(
    "la commission réunit au moins un membre de la direction, autre que le responsable du dossier.",
    "MIK-24",
    "Participants",
)
NEEDS_OWNER = Refusal("la commission réunit la personne responsable du dossier, Inès Moreau.", "MIK-24", "Participants")


def convened(declared: dict[str, Any] | None = None, **over: Any) -> Dossier:
    """A dossier at 12 before a commission; `over` changes the commission's record."""
    return scored(12, application=application(**declared or {}), commission=commission_record(**over))


def tried(event: Event, facts: Dossier) -> Any:
    return attempt(State.IN_COMMISSION, event, facts)


@pytest.mark.rule("MIK-24")
@DECISIONS
@pytest.mark.parametrize(
    ("attendees", "refusal"),
    [
        ((), NEEDS_DIRECTION),
        ((attendee(OWNER, MANAGER),), NEEDS_DIRECTION),
        ((attendee(OWNER, MANAGER), attendee("Léa Roy", AUDITOR)), NEEDS_DIRECTION),
        ((attendee(DIRECTOR, DIRECTION),), NEEDS_OWNER),
        ((attendee(DIRECTOR, DIRECTION), attendee("Léa Roy", MANAGER)), NEEDS_OWNER),
        ((attendee(OWNER, DIRECTION),), NEEDS_DIRECTION),
        ((attendee(OWNER, DIRECTION), attendee("Léa Roy", MANAGER)), NEEDS_DIRECTION),
        ((attendee(OWNER, MANAGER), attendee("INÈS  moreau", DIRECTION)), NEEDS_DIRECTION),
        ((attendee(OWNER, MANAGER), attendee(" inès\u00a0Moreau ", DIRECTION)), NEEDS_DIRECTION),
    ],
)
def test_quorum_is_refused(event: Event, attendees: tuple[Attendee, ...], refusal: Refusal) -> None:
    assert tried(event, convened(attendees=attendees)) == refusal


@pytest.mark.rule("MIK-24")
@pytest.mark.parametrize(
    "attendees",
    [
        (attendee(OWNER, MANAGER), attendee(DIRECTOR, DIRECTION)),
        (attendee("inès MOREAU", MANAGER), attendee(DIRECTOR, DIRECTION), attendee("Léa Roy", AUDITOR)),
        (attendee(OWNER, DIRECTION), attendee(DIRECTOR, DIRECTION)),
    ],
)
def test_quorum_is_met(attendees: tuple[Attendee, ...]) -> None:
    facts = convened(attendees=attendees)
    assert reached(State.IN_COMMISSION, Event.COMMISSION_ACCEPTED, facts) == State.PRE_HABILITATED


@pytest.mark.rule("MIK-24")
def test_two_codings_of_one_name_are_one_person() -> None:
    twice = (attendee(OWNER, MANAGER), attendee(unicodedata.normalize("NFD", OWNER), DIRECTION))
    assert tried(Event.COMMISSION_ACCEPTED, convened(attendees=twice)) == NEEDS_DIRECTION


@pytest.mark.rule("MIK-15")
@DECISIONS
@pytest.mark.parametrize("factor", list(Factor))
def test_each_of_the_five_factors_gets_an_opinion(event: Event, factor: Factor) -> None:
    four = tuple(item for item in factor_opinions() if item.factor is not factor)
    assert tried(event, convened(factors=four)) == Refusal(
        "chacun des cinq autres facteurs reçoit un avis : Favorable, Réservé ou Défavorable.", "MIK-15", factor.label
    )


@pytest.mark.rule("MIK-14", "MIK-15")
def test_opinions_inform_the_decision_and_do_not_make_it() -> None:
    facts = convened(factors=factor_opinions(opinion=Opinion.UNFAVOURABLE, comment="À revoir."))
    found = [reached(State.IN_COMMISSION, e, facts) for e in (Event.COMMISSION_ACCEPTED, Event.COMMISSION_REFUSED)]
    assert found == [State.PRE_HABILITATED, State.REFUSED]


@pytest.mark.rule("MIK-24")
@DECISIONS
def test_a_commission_is_not_dated_tomorrow(event: Event) -> None:
    assert tried(event, convened(held_on=date(2026, 11, 14))) == Refusal(
        "la commission ne peut pas être datée après aujourd’hui. Corrigez la date.", "MIK-24", "Date de la commission"
    )


@pytest.mark.rule("MIK-21")
@DECISIONS
def test_a_commission_is_not_dated_before_the_grid(event: Event) -> None:
    assert tried(event, convened(held_on=date(2026, 11, 8))) == Refusal(
        "la commission suit la notation, validée le 09/11/2026. Corrigez la date.", "MIK-21", "Date de la commission"
    )


@DECISIONS
@pytest.mark.parametrize("held_on", [date(2026, 11, 9), TODAY])
def test_a_commission_may_be_held_from_the_day_of_the_grid_to_today(event: Event, held_on: date) -> None:
    assert refused(State.IN_COMMISSION, event, convened(held_on=held_on)) == ("", "")


@DECISIONS
def test_there_is_no_decision_without_a_commission(event: Event) -> None:
    assert tried(event, scored(12)) == NEEDS_DIRECTION


@DECISIONS
@pytest.mark.parametrize(("field", "name"), [("motive", "Motif"), ("derogation", "Dérogation motivée")])
def test_a_text_of_20_000_characters_is_refused(event: Event, field: str, name: str) -> None:
    longest, longer, huge = ({field: "é" * length} for length in (4000, 4001, 20_000))
    assert tried(event, convened(None, **huge)) == Refusal(
        "le texte compte 20000 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce.", "MIK-31", name
    )
    assert refused(State.IN_COMMISSION, event, convened(None, **longest)) == ("", "")
    assert refused(State.IN_COMMISSION, event, convened(None, **longer)) == ("MIK-31", name)


@DECISIONS
def test_a_comment_of_20_000_characters_is_refused(event: Event) -> None:
    assert refused(State.IN_COMMISSION, event, convened(factors=factor_opinions(comment="é" * 20_000)))[0] == "MIK-31"


YOUNG = {"creation_year": 2025}
GREEN = {"trainers": (Trainer(name="Zoé Garnier", years=2.5, cv_url="cv.pdf"),)}


@pytest.mark.parametrize(
    ("declared", "rule", "reasons"),
    [
        pytest.param(YOUNG, "MIK-26", "Années d’activité : 1 (minimum 2)", marks=pytest.mark.rule("MIK-26", "O-07")),
        pytest.param({"creation_year": None}, "MIK-26", "Années d’activité : non déclarées (minimum 2)"),
        pytest.param(GREEN, "MIK-27", "Aucun formateur n’a 3 années d’expérience dans le domaine",
                     marks=pytest.mark.rule("MIK-27", "O-07")),
        pytest.param({"trainers": ()}, "MIK-27", "Aucun formateur n’a 3 années d’expérience dans le domaine"),
        pytest.param(YOUNG | GREEN, "MIK-26", "Années d’activité : 1 (minimum 2) ; "
                     "Aucun formateur n’a 3 années d’expérience dans le domaine"),
    ],
)  # fmt: skip
def test_acceptance_below_the_thresholds_needs_a_derogation(declared: dict[str, Any], rule: str, reasons: str) -> None:
    expected = Refusal(
        f"{reasons}. L’acceptation demande une dérogation motivée, imprimée au procès-verbal (O-07).",
        rule,
        "Dérogation motivée",
    )
    assert [tried(Event.COMMISSION_ACCEPTED, convened(declared, derogation=text)) for text in ("", " \n")] == [
        expected, expected,
    ]  # fmt: skip
    granted = convened(declared, derogation="Équipe très expérimentée par ailleurs.")
    assert reached(State.IN_COMMISSION, Event.COMMISSION_ACCEPTED, granted) == State.PRE_HABILITATED
    assert reached(State.IN_COMMISSION, Event.COMMISSION_REFUSED, convened(declared)) == State.REFUSED


@pytest.mark.rule("MIK-26", "MIK-27")
def test_the_thresholds_themselves_need_no_derogation() -> None:
    declared = {"creation_year": 2024, "trainers": (Trainer(name="Zoé Garnier", years=3, cv_url="cv.pdf"),)}
    assert warnings(convened(declared), shipped_certification()) == ()
    assert reached(State.IN_COMMISSION, Event.COMMISSION_ACCEPTED, convened(declared)) == State.PRE_HABILITATED


@pytest.mark.rule("MIK-26", "MIK-19")
def test_years_of_activity_are_those_of_the_day_of_reception() -> None:
    facts = convened({"creation_year": 2025}, held_on=date(2027, 1, 20))
    assert (facts.received_on, refused(State.IN_COMMISSION, Event.COMMISSION_ACCEPTED, facts, date(2027, 2, 1))) == (
        RECEIVED_ON,
        ("MIK-26", "Dérogation motivée"),
    )


@pytest.mark.rule("MIK-27")
def test_each_trainer_below_three_years_is_not_eligible() -> None:
    declared = (Trainer(name="Ada", years=2.99), Trainer(name="Bob", years=3), Trainer(name="Cléo"))
    facts = convened({"trainers": declared})
    assert ineligible_trainers(facts, shipped_certification()) == ("Ada", "Cléo")


@pytest.mark.parametrize("motive", ["", "  \n "])
def test_a_refusal_gives_its_reasons(motive: str) -> None:
    assert tried(Event.COMMISSION_REFUSED, convened(motive=motive)) == Refusal(
        "un refus donne ses raisons au candidat. Écrivez le motif.", "MIK-30", "Motif"
    )
    assert reached(State.IN_COMMISSION, Event.COMMISSION_ACCEPTED, convened(motive=motive)) == State.PRE_HABILITATED
