"""The first audit of a communication: everything judged once, numbered corrections."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import Judgement, SupportType, Verdict
from domain.communication import CommunicationEvent, Correction, Pass
from domain.process import Decision
from domain.refusal import Refusal
from tests import builders_conformity as good
from tests.domain.communicating import E, S, judged, tried
from tests.domain.deciding import attempt
from tests.domain.workstream_rows import FAILED, corrections_asked, second_reading, unread

FIRST_VERDICTS = (E.PASSED, E.CORRECTIONS)
FAILING = (Verdict.NON_CONFORMING, Verdict.ABSENT)


def first(**over: Any) -> dict[str, Any]:
    """A first pass with two failures, and what a test changes of it."""
    return {**good.first_pass(good.communication(), FAILED), **over}


# --- what the OF announces, what is read


@pytest.mark.rule("MIK-60")
@pytest.mark.parametrize(
    ("day", "is_taken"),
    [(date(2026, 11, 19), False), (good.SESSION_ON, True), (good.RECHECKED_ON, True), (date(2026, 12, 19), False)],
)
@pytest.mark.parametrize(("field", "header"), [("ready_on", "Supports prêts le"),
                                               ("corrected_on", "Corrections faites le")])  # fmt: skip
def test_what_is_announced_is_dated_between_the_session_and_today(
    day: date, is_taken: bool, field: str, header: str
) -> None:
    update: dict[str, Any] = {field: day}
    found = attempt(S.TO_AUDIT, E.DECLARED, unread(), good.RECHECKED_ON, **update)
    rule = "MIK-60" if field == "ready_on" else "MIK-68"
    late = Refusal("la date va du 20/11/2026, début du délai, à aujourd’hui. Corrigez-la.", rule, header)
    assert isinstance(found, Decision) == is_taken
    assert is_taken or found == late


@pytest.mark.rule("MIK-68")
def test_corrections_are_not_made_before_they_are_asked() -> None:
    asked = corrections_asked()
    before = attempt(S.CORRECTIONS_REQUESTED, E.DECLARED, asked, corrected_on=good.AUDITED_ON - timedelta(days=1))
    asked_on = f"{good.AUDITED_ON:%d/%m/%Y}"
    assert before == Refusal(f"la date va du {asked_on}, début du délai, à aujourd’hui. Corrigez-la.", "MIK-68",
                             "Corrections faites le")  # fmt: skip
    same_day = attempt(S.CORRECTIONS_REQUESTED, E.DECLARED, asked, good.RECHECKED_ON, corrected_on=good.AUDITED_ON)
    assert isinstance(same_day, Decision)


@pytest.mark.rule("MIK-59", "MIK-62")
def test_nothing_is_judged_before_the_supports_are_read() -> None:
    for event in FIRST_VERDICTS:
        assert tried(event, unread()) == Refusal("les supports ne sont pas encore relevés.", "MIK-62")


@pytest.mark.rule("MIK-62", "MIK-64")
def test_an_audit_of_nothing_conforms_to_nothing() -> None:
    empty = Pass(read_on=good.AUDITED_ON, checklist="2026-1", supports=(), judged_on=good.AUDITED_ON)
    assert tried(E.PASSED, unread(), passes=(empty,)).rule == "MIK-62"


@pytest.mark.rule("MIK-69")
def test_a_reading_waits_for_the_verdicts_of_the_one_before_and_nothing_judged_is_read_again() -> None:
    message = Refusal("un relevé attend déjà ses verdicts, et ce qui est jugé ne change plus.", "MIK-69")
    facts, (again,) = good.communication(), good.communication().passes
    assert attempt(S.TO_AUDIT, E.READ, facts, passes=(*facts.passes, again)) == message
    asked, second = corrections_asked(), second_reading()
    assert attempt(S.CORRECTIONS_REQUESTED, E.READ, asked, passes=(again, second)) == message
    once_more = asked.with_update({"passes": (*asked.passes, second)})
    assert attempt(S.CORRECTIONS_REQUESTED, E.READ, once_more, passes=(*once_more.passes, second)) == message


# --- the verdicts


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize("event", FIRST_VERDICTS)
@pytest.mark.parametrize("left", [1, 3])
def test_every_item_of_every_support_is_judged(event: CommunicationEvent, left: int) -> None:
    facts = good.communication(SupportType.WEBSITE, SupportType.EDOF)
    (whole,) = good.first_pass(facts, FAILED)["passes"]
    update = {**good.first_pass(facts, FAILED), "passes": (judged(whole, *whole.judgements[:-left]),)}
    message = f"{left} élément(s) restent à juger : chacun reçoit un verdict."
    assert tried(event, facts, **update) == Refusal(message, "MIK-64", "Verdict")


@pytest.mark.rule("MIK-45", "MIK-64", "NET-09")
def test_the_items_are_the_eight_elements_and_more_on_each_support() -> None:
    facts = good.communication(*SupportType)
    elements = {"publics", "prerequis", "referentiel", "objectifs", "programme", "modalites", "volume", "evaluation"}
    assert [support.type for support in facts.supports] == list(SupportType)
    for support in facts.supports:
        assert elements < {item for number, item in facts.expected if number == support.number}


@pytest.mark.rule("MIK-63")
@pytest.mark.parametrize("event", FIRST_VERDICTS)
@pytest.mark.parametrize("other", Verdict)
def test_two_verdicts_for_one_item_are_refused_even_when_they_agree(event: CommunicationEvent, other: Verdict) -> None:
    facts = good.communication()
    (whole,) = first()["passes"]
    twin = whole.judgements[0].model_copy(update={"verdict": other, "auditor": "Ali Roux"})
    update = first(passes=(judged(whole, *whole.judgements, twin),))
    message = "un même élément porte deux verdicts. Gardez-en un."
    assert tried(event, facts, **update) == Refusal(message, "MIK-63", "Verdict")


@pytest.mark.rule("MIK-64")
@pytest.mark.parametrize("pair", [(2, "prerequis"), (1, "couleur")])
def test_what_is_not_to_be_judged_has_no_verdict(pair: tuple[int, str]) -> None:
    (whole,) = first()["passes"]
    stray = Judgement(support=pair[0], item=pair[1], verdict=Verdict.CONFORMING, auditor=good.AUDITOR)
    update = first(passes=(judged(whole, *whole.judgements, stray),))
    assert tried(E.CORRECTIONS, good.communication(), **update).rule == "MIK-68"


@pytest.mark.rule("MIK-63", "MIK-67")
@given(st.lists(st.sampled_from(Verdict), min_size=12, max_size=12))
def test_one_failed_item_is_enough_for_corrections_and_none_conforms(verdicts: list[Verdict]) -> None:
    facts = good.communication()
    (whole,) = good.first_pass(facts)["passes"]
    chosen = [*verdicts, *[Verdict.CONFORMING] * len(whole.judgements)]
    told = [one.model_copy(update={"verdict": verdict}) for one, verdict in zip(whole.judgements, chosen, strict=False)]
    failed = [one for one in told if one.verdict in FAILING]
    asked = tuple(Correction(number=number, support=one.support, item=one.item, request="Corrigez.")
                  for number, one in enumerate(failed, start=1))  # fmt: skip
    passes = (judged(whole, *told),)
    conforming = tried(E.PASSED, facts, passes=passes)
    corrections = tried(E.CORRECTIONS, facts, passes=passes, corrections=asked)
    if failed:
        assert conforming == Refusal(f"{len(failed)} élément(s) ne sont pas conformes.", "MIK-67", "Verdict")
        assert corrections.transition.target == S.CORRECTIONS_REQUESTED
    else:
        message = "tout est conforme : aucune correction à demander."
        assert corrections == Refusal(message, "MIK-67", "Verdict")
        assert conforming.transition.target == S.CONFORMING


@pytest.mark.rule("MIK-67")
def test_corrections_are_numbered_from_one_each_with_what_is_asked() -> None:
    one, two = first()["corrections"]
    assert [(asked.number, asked.item) for asked in (one, two)] == [(1, "prerequis"), (2, "volume")]

    def asking(*corrections: Correction) -> Any:
        return tried(E.CORRECTIONS, good.communication(), **first(corrections=corrections))

    def like(known: Correction, **over: Any) -> Correction:
        return known.model_copy(update=over)

    unclear = Refusal("chaque élément non conforme dit la correction demandée.", "MIK-67", "Correction demandée")
    wrong: Mapping[str, tuple[Correction, ...]] = {
        "none": (),
        "one left out": (one,),
        "out of order": (two, one),
        "from zero": (like(one, number=0), like(two, number=1)),
        "with a gap": (one, like(two, number=3)),
        "twice the same": (one, like(one, number=2)),
        "of another item": (one, like(two, item="programme")),
        "one too many": (one, two, like(two, number=3, item="programme")),
        "with nothing asked": (one, like(two, request=" \n")),
    }
    assert {name: asking(*corrections) for name, corrections in wrong.items()} == dict.fromkeys(wrong, unclear)
    assert asking(one, two).facts.corrections == (one, two)
    assert asking(like(two, number=1), like(one, number=2)).transition.target == S.CORRECTIONS_REQUESTED
