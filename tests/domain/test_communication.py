"""The audit of a communication: everything judged once, numbered corrections, one re-check and no third (MIK-69)."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import Judgement, SupportType, Verdict
from domain.communication import COMMUNICATION, Communication, CommunicationEvent, CommunicationState, Correction, Pass
from domain.process import Decision
from domain.refusal import Refusal
from tests import builders_conformity as good
from tests.domain.deciding import attempt, reached, refused
from tests.domain.workstream_rows import FAILED, corrections_asked, second_reading, unread

S, E = CommunicationState, CommunicationEvent
FIRST_VERDICTS = (E.PASSED, E.CORRECTIONS)
SECOND_VERDICTS = (E.RECHECK_PASSED, E.RECHECK_FAILED)
FAILING = (Verdict.NON_CONFORMING, Verdict.ABSENT)


def tried(event: CommunicationEvent, facts: Communication, **update: Any) -> Any:
    state = S.CORRECTIONS_REQUESTED if event in SECOND_VERDICTS else S.TO_AUDIT
    return attempt(state, event, facts, good.RECHECKED_ON, **update)


def judged(made: Pass, *judgements: Judgement) -> Pass:
    return made.model_copy(update={"judgements": judgements, "judged_on": good.AUDITED_ON})


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
    late = Refusal("la date va du 20/11/2026, début du délai, à aujourd’hui. Corrigez-la.", "MIK-60", header)
    assert isinstance(found, Decision) == is_taken
    assert is_taken or found == late


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


# --- the re-check


@pytest.mark.rule("MIK-68")
def test_the_second_pass_judges_the_corrections_and_nothing_else() -> None:
    facts = corrections_asked()
    update = good.second_pass(facts)
    whole = update["passes"][1]
    assert facts.with_update(update).to_judge == ((1, "prerequis"), (1, "volume"))
    assert {(one.support, one.item) for one in whole.judgements} == {(1, "prerequis"), (1, "volume")}
    for verdict, event in product(Verdict, SECOND_VERDICTS):
        stray = Judgement(support=1, item="programme", verdict=verdict, auditor=good.AUDITOR)
        passes = (*facts.passes, judged(whole, *whole.judgements, stray))
        assert tried(event, facts, passes=passes) == Refusal(
            "un verdict porte sur un élément qui n’est pas à juger : un second contrôle ne regarde que les corrections "
            "demandées.",
            "MIK-68",
            "Verdict",
        )


@pytest.mark.rule("MIK-68", "MIK-69")
@pytest.mark.parametrize("event", SECOND_VERDICTS)
def test_there_is_no_verdict_of_the_re_check_without_the_re_check(event: CommunicationEvent) -> None:
    facts = corrections_asked()
    nothing_read = Refusal("le second contrôle n’a pas encore été relevé.", "MIK-68")
    cleaned = good.first_pass(good.communication())["passes"]
    second = good.second_pass(facts)["passes"][1]
    assert tried(event, facts) == nothing_read
    assert tried(event, facts, passes=cleaned) == nothing_read
    assert tried(event, facts, passes=(*cleaned, second)) == nothing_read
    assert tried(event, facts, passes=(*facts.passes, second, second)) == nothing_read
    assert tried(event, facts, corrections=facts.corrections[:1], **good.second_pass(facts)) == nothing_read


@pytest.mark.rule("MIK-64", "MIK-68")
@pytest.mark.parametrize("event", SECOND_VERDICTS)
def test_each_correction_is_judged_at_the_re_check(event: CommunicationEvent) -> None:
    facts, second = corrections_asked(), second_reading()
    (whole,) = good.second_pass(facts, FAILED)["passes"][1:]
    for kept in (0, 1):
        passes = (*facts.passes, judged(second, *whole.judgements[:kept]))
        assert refused(S.CORRECTIONS_REQUESTED, event, facts, passes=passes) == ("MIK-64", "Verdict")


@pytest.mark.rule("MIK-69")
@pytest.mark.parametrize("unmet", [{}, *({pair: words} for pair, words in FAILED.items()), FAILED])
def test_the_re_check_is_whole_or_everything_is_lost(unmet: dict[tuple[int, str], str]) -> None:
    facts = corrections_asked()
    update = good.second_pass(facts, unmet)
    targets = [reached(S.CORRECTIONS_REQUESTED, event, facts, good.RECHECKED_ON, **update) for event in SECOND_VERDICTS]
    if unmet:
        lost = Refusal(f"{len(unmet)} élément(s) ne sont pas conformes.", "MIK-67", "Verdict")
        assert targets == [lost, S.LOST]
    else:
        kept = Refusal("tout est conforme : aucune correction à demander.", "MIK-67", "Verdict")
        assert targets == [S.CONFORMING, kept]


@pytest.mark.rule("MIK-69")
def test_a_lost_communication_has_no_way_out_and_no_clock() -> None:
    facts = corrections_asked()
    lost = tried(E.RECHECK_FAILED, facts, **good.second_pass(facts, FAILED))
    assert (lost.transition.target, lost.closes_all, dict(lost.opens)) == (S.LOST, True, {})
    assert [row.event for row in COMMUNICATION.transitions if row.source is S.LOST] == []
    assert {refused(S.LOST, event, lost.facts, good.RECHECKED_ON) for event in E} == {("MIK-02", "")}


@pytest.mark.rule("MIK-69")
def test_no_third_pass_exists_in_the_table() -> None:
    """At most two verdicts lie on any way through it, and the second always ends the audit."""
    verdicts = {E.PASSED, E.CORRECTIONS, E.RECHECK_PASSED, E.RECHECK_FAILED}
    rows = [row for row in COMMUNICATION.transitions if row.event in verdicts]
    assert {(row.source, row.target) for row in rows} == {
        (S.TO_AUDIT, S.CONFORMING), (S.TO_AUDIT, S.CORRECTIONS_REQUESTED),
        (S.CORRECTIONS_REQUESTED, S.CONFORMING), (S.CORRECTIONS_REQUESTED, S.LOST),
    }  # fmt: skip
    back = [row for row in COMMUNICATION.transitions if row.target is S.TO_AUDIT and row.source is not S.TO_AUDIT]
    assert [row.event for row in back] == [E.OPENED]
