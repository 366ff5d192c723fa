"""The process as a whole: every row fires with good facts, and nothing else is possible (MIK-02, MIK-03, MIK-14)."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import MissingItem
from domain.calendar import ExplainedDate
from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.process import Decision
from domain.refusal import Refusal
from domain.vocabulary import Event, Mail, Pv, State, TimeLimit
from tests.builders import commission_record, dossier, extension, scored, withdrawal
from tests.domain.deciding import attempt, reached

S, E, L = State, Event, TimeLimit
MISSING = (MissingItem(field="kbis_url", label="Extrait Kbis (lien)", rule="MIK-05"),)


def incomplete() -> Dossier:
    return dossier(missing=MISSING)


def low() -> Dossier:
    return scored(10.5)


def decided() -> Dossier:
    return scored(11, commission=commission_record(), extension=None, withdrawal=withdrawal())


#: source, event, good facts → target, minutes, deadlines that open, e-mails
Row = tuple[State | None, Event, Callable[[], Dossier], State, Pv | None, set[TimeLimit], set[Mail]]
ROWS: tuple[Row, ...] = (
    (None, E.APPLICATION_RECEIVED, incomplete, S.RECEIVED, None, {L.OWNERSHIP}, {Mail.ACKNOWLEDGEMENT}),
    (S.RECEIVED, E.PIECES_MISSING, incomplete, S.RECEIVED, None, {L.COMPLETION}, {Mail.MISSING_PIECES}),
    (S.RECEIVED, E.DECLARATION_COMPLETED, incomplete, S.RECEIVED, None, set(), set()),
    (S.RECEIVED, E.PIECES_COMPLETE, dossier, S.COMPLETE, None, set(), {Mail.APPLICATION_COMPLETE}),
    (S.RECEIVED, E.COMPLETION_LAPSED, incomplete, S.CLOSED_WITHOUT_ACTION, Pv.CLOSED_WITHOUT_ACTION, set(),
     {Mail.CLOSED_WITHOUT_ACTION}),
    (S.RECEIVED, E.OWNER_ASSIGNED, incomplete, S.RECEIVED, None, set(), set()),
    (S.COMPLETE, E.OWNER_ASSIGNED, dossier, S.COMPLETE, None, set(), set()),
    (S.COMPLETE, E.GRID_VALIDATED, low, S.SCORED, None, set(), set()),
    (S.SCORED, E.SCORE_BELOW, low, S.REJECTED_ON_SCORE, Pv.REJECTED_ON_SCORE, set(), {Mail.REJECTED_ON_SCORE}),
    (S.SCORED, E.SCORE_REACHED, decided, S.IN_COMMISSION, None, set(), {Mail.COMMISSION_INVITATION}),
    (S.IN_COMMISSION, E.COMMISSION_ACCEPTED, decided, S.PRE_HABILITATED, Pv.COMMISSION_ACCEPTED,
     {L.CONFORMITY, L.QUALIOPI}, {Mail.PRE_HABILITATED}),
    (S.IN_COMMISSION, E.COMMISSION_REFUSED, decided, S.REFUSED, Pv.COMMISSION_REFUSED, set(),
     {Mail.COMMISSION_REFUSED}),
    (S.PRE_HABILITATED, E.EXTENSION_GRANTED, decided, S.PRE_HABILITATED, Pv.EXTENSION, {L.CONFORMITY},
     {Mail.EXTENSION_GRANTED}),
    (S.PRE_HABILITATED, E.PRE_HABILITATION_WITHDRAWN, decided, S.WITHDRAWN, Pv.WITHDRAWN, set(), {Mail.WITHDRAWN}),
)  # fmt: skip
POSSIBLE = {(source, event) for source, event, *_ in ROWS}
TERMINAL = {S.REJECTED_ON_SCORE, S.REFUSED, S.CLOSED_WITHOUT_ACTION, S.WITHDRAWN}


@pytest.mark.rule("MIK-03")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_each_row_fires_with_good_facts(row: Row) -> None:
    source, event, facts, target, pv, opens, mails = row
    update: dict[str, Any] = {"extension": extension()} if event is E.EXTENSION_GRANTED else {}
    outcome = attempt(source, event, facts(), **update)
    assert isinstance(outcome, Decision), str(outcome)
    assert (outcome.transition.target, outcome.transition.pv) == (target, pv)
    assert (set(outcome.opens), set(outcome.transition.mails)) == (opens, mails)
    assert outcome.closes_all == (target in TERMINAL)
    assert outcome.facts == facts().with_update(update)


@pytest.mark.rule("MIK-02", "MIK-03")
def test_the_rows_are_the_whole_table() -> None:
    assert {(row.source, row.event) for row in PARTNERSHIP.transitions} == POSSIBLE
    assert len(PARTNERSHIP.transitions) == len(POSSIBLE)
    assert PARTNERSHIP.terminal_states == TERMINAL


@pytest.mark.rule("MIK-02")
@pytest.mark.parametrize(
    ("state", "event"), [pair for pair in product([None, *State], Event) if pair not in POSSIBLE], ids=str
)
def test_no_step_can_be_skipped(state: State | None, event: Event) -> None:
    where = f"à l’état « {state.label} »" if state else "qui n’existe pas"
    facts = decided()
    assert attempt(state, event, facts, extension=extension()) == Refusal(
        f"« {event.label} » est impossible pour un dossier {where} : le processus ne saute aucune étape. "
        "Vérifiez le numéro et l’état du dossier.",
        "MIK-02",
    )


@pytest.mark.rule("MIK-02")
@pytest.mark.parametrize("state", sorted(TERMINAL))
def test_nothing_leaves_a_terminal_state(state: State) -> None:
    assert {getattr(attempt(state, event, decided()), "rule", "") for event in Event} == {"MIK-02"}


@pytest.mark.rule("MIK-03")
def test_the_straight_way_to_pre_habilitation() -> None:
    state: State | Refusal | None = None
    for event in (E.APPLICATION_RECEIVED, E.OWNER_ASSIGNED, E.PIECES_COMPLETE, E.GRID_VALIDATED, E.SCORE_REACHED,
                  E.COMMISSION_ACCEPTED):  # fmt: skip
        assert not isinstance(state, Refusal), str(state)
        state = reached(state, event, decided())
    assert state == State.PRE_HABILITATED


def everywhere(*facts: Dossier, start: State | None = None) -> set[State | None]:
    """Every state that some order of events can reach with these facts."""
    seen: set[State | None] = set()
    todo = [start]
    while todo:
        seen.add(state := todo.pop())
        outcomes = [reached(state, event, one) for one in facts for event in Event]
        todo += [s for s in outcomes if isinstance(s, State) and s not in seen and s not in todo]
    return seen


@pytest.mark.rule("MIK-14", "MIK-21", "MIK-22")
@given(st.integers(0, 21).map(lambda halves: halves / 2), st.booleans())
def test_no_way_round_the_commission_below_eleven(total: float, with_derogation: bool) -> None:
    record = commission_record(derogation="Projet remarquable." if with_derogation else "")
    facts = decided().model_copy(update={"scoresheet": scored(total).scoresheet, "commission": record})
    lacking = facts.model_copy(update={"missing": MISSING})
    assert everywhere(facts, lacking) == {
        None, S.RECEIVED, S.COMPLETE, S.CLOSED_WITHOUT_ACTION, S.SCORED, S.REJECTED_ON_SCORE,
    }  # fmt: skip


@pytest.mark.rule("MIK-14", "MIK-21")
@given(st.integers(22, 34).map(lambda halves: halves / 2))
def test_from_eleven_the_commission_may_still_refuse(total: float) -> None:
    facts = decided().model_copy(update={"scoresheet": scored(total).scoresheet})
    assert everywhere(facts, start=S.SCORED) == {
        S.SCORED, S.IN_COMMISSION, S.REFUSED, S.PRE_HABILITATED, S.WITHDRAWN,
    }  # fmt: skip


@pytest.mark.rule("MIK-14")
@pytest.mark.parametrize("score", [0, 10, 10.5])
def test_favourable_factors_never_rescue_a_low_score_already_in_commission(score: float) -> None:
    facts = scored(score, commission=commission_record(derogation="Projet remarquable."))
    assert attempt(S.IN_COMMISSION, E.COMMISSION_ACCEPTED, facts) == Refusal(
        "La note est inférieure à 11 : le dossier est rejeté.", "MIK-21"
    )


def opened_by_acceptance(facts: Dossier) -> Mapping[TimeLimit, ExplainedDate]:
    outcome = attempt(S.IN_COMMISSION, E.COMMISSION_ACCEPTED, facts)
    assert isinstance(outcome, Decision), str(outcome)
    return outcome.opens


@pytest.mark.rule("MIK-29", "O-04")
def test_acceptance_opens_thirty_working_days_and_the_qualiopi_watch() -> None:
    assert {limit: dates.sentence for limit, dates in opened_by_acceptance(decided()).items()} == {
        L.CONFORMITY: "30 jours ouvrés à compter du 13/11/2026, hors 25/12 → 28/12/2026",
        L.QUALIOPI: "fin de validité déclarée le 31/05/2028",
    }


@pytest.mark.rule("MIK-07")
def test_no_qualiopi_watch_without_an_end_of_validity() -> None:
    facts = decided()
    without = facts.model_copy(update={"application": facts.application.model_copy(update={"qualiopi_until": None})})
    assert set(opened_by_acceptance(without)) == {L.CONFORMITY}
