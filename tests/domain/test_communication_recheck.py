"""The re-check: the corrections alone, whole or lost, and no third pass (MIK-68, MIK-69)."""

from itertools import product

import pytest

from domain.audit import Judgement, Verdict
from domain.communication import COMMUNICATION, CommunicationEvent
from domain.refusal import Refusal
from tests import builders_conformity as good
from tests.domain.communicating import SECOND_VERDICTS, E, S, judged, tried
from tests.domain.deciding import reached, refused
from tests.domain.workstream_rows import FAILED, corrections_asked, second_reading


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
