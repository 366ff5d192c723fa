"""The contradictory procedure: no direct road, no haste, no decision without its reasons (LAW-06, QUA-10, O-17)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import ExplainedDate
from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.vocabulary import Event, Labelled, Role, State, TimeLimit
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.builders import attendee, shipped_certification, shipped_config
from tests.domain.deciding import attempt, refused

S, E, L = State, Event, TimeLimit
Running = Mapping[TimeLimit, ExplainedDate]


def tried(
    state: Labelled, event: Event, facts: Dossier, on: date, running: Running, **update: Any
) -> Decision[Dossier] | Refusal:
    """With the time limits that run."""
    command = Command("essai", facts.ref, event, on, "essai", update)
    calendar = shipped_config().calendar
    return decide(PARTNERSHIP, state, facts, command, shipped_certification(), calendar, running)


def left_until(day: date) -> Running:
    return {L.OBSERVATIONS: ExplainedDate(made.TOLD_ON, day, "essai")}


@pytest.mark.rule("LAW-06", "O-17", "QUA-10")
def test_no_row_leads_from_a_habilitation_to_its_termination() -> None:
    assert {row.source for row in PARTNERSHIP.transitions if row.target is S.TERMINATED} == {S.SUSPENDED, S.TERMINATED}
    ways_out = {row.target for row in PARTNERSHIP.transitions if row.source is S.HABILITATED}
    assert ways_out == {S.HABILITATED, S.SUSPENDED, S.EXPIRED}


@pytest.mark.rule("LAW-06")
def test_the_griefs_open_fifteen_working_days_for_the_observations() -> None:
    told = {"procedure": made.told_procedure()}
    outcome = attempt(S.SUSPENDED, E.GRIEVANCES_NOTIFIED, made.suspended(), made.TOLD_ON, **told)
    assert isinstance(outcome, Decision)
    sentence = "15 jours ouvrés à compter du 04/05/2027, hors 06/05, 17/05 → 27/05/2027"
    assert outcome.opens == {L.OBSERVATIONS: ExplainedDate(made.TOLD_ON, made.ANSWER_BY, sentence)}


@pytest.mark.rule("LAW-06")
def test_the_last_day_left_to_answer_still_belongs_to_the_partner() -> None:
    def ended(on: date, until: date, decided_on: date) -> Decision[Dossier] | Refusal:
        asked = made.told_procedure(termination=made.a_termination(decided_on=decided_on))
        return tried(S.SUSPENDED, E.AGREEMENT_TERMINATED, made.told(), on, left_until(until), procedure=asked)

    dated = "cette décision se date entre le 28/05/2027 et aujourd’hui. Corrigez la date."
    running = "« Observations sur les griefs » : le délai court jusqu’au 28/05/2027. Attendez sa fin."
    assert ended(made.ANSWER_BY, made.ANSWER_BY, made.ANSWER_BY) == Refusal(dated, "LAW-06", "Date de la décision")
    assert ended(made.DECIDED_ON, made.ANSWER_BY, made.ANSWER_BY) == Refusal(dated, "LAW-06", "Date de la décision")
    # a holiday that was added late moves the last day
    assert ended(made.DECIDED_ON, made.DECIDED_ON, made.DECIDED_ON) == Refusal(running, "LAW-06")
    assert isinstance(ended(made.DECIDED_ON, made.ANSWER_BY, made.DECIDED_ON), Decision)


@pytest.mark.rule("LAW-06")
def test_a_partner_that_has_answered_is_answered_and_keeps_the_time_that_it_was_given() -> None:
    def ended(on: date, answer: str) -> tuple[str, str]:
        asked = made.answered_procedure(termination=made.a_termination(decided_on=on, answer=answer))
        return refused(S.SUSPENDED, E.AGREEMENT_TERMINATED, made.answered(), on, procedure=asked)

    said = "La page le dit encore."
    assert [ended(made.DECIDED_ON, " "), ended(made.ANSWER_BY, said), ended(made.DECIDED_ON, said)] == [
        ("LAW-06", "Réponse aux observations"), ("LAW-06", "Date de la décision"), ("", ""),
    ]  # fmt: skip


@pytest.mark.rule("LAW-06")
def test_new_griefs_ask_for_new_observations() -> None:
    """An answer to the former griefs does not answer those that came after it."""
    told = made.some_grievances(notified_on=date(2027, 5, 20), answer_by=date(2027, 6, 10))
    again = made.answered_procedure().model_copy(update={"grievances": told})
    assert (made.answered_procedure().answered_on, again.answered_on) == (made.ANSWERED_ON, None)
    asked = again.model_copy(update={"termination": made.a_termination(answer="Non.")})
    facts = good.habilitated(procedure=again)
    found = refused(S.SUSPENDED, E.AGREEMENT_TERMINATED, facts, made.DECIDED_ON, procedure=asked)
    assert found == ("LAW-06", "Date de la décision")


WHOLE = made.told_procedure(termination=made.a_termination(), lifting=made.a_lifting())
STEPS = (
    pytest.param(S.HABILITATED, E.AGREEMENT_SUSPENDED, good.habilitated(), "suspension", made.SUSPENDED_ON, id="susp"),
    pytest.param(S.SUSPENDED, E.GRIEVANCES_NOTIFIED, made.suspended(), "grievances", made.TOLD_ON, id="griefs"),
    pytest.param(S.SUSPENDED, E.AGREEMENT_TERMINATED, made.told(), "termination", made.DECIDED_ON, id="end"),
    pytest.param(S.SUSPENDED, E.SUSPENSION_LIFTED, made.told(), "lifting", made.DECIDED_ON, id="lift"),
)


@pytest.mark.rule("LAW-06", "QUA-10")
@pytest.mark.parametrize(("state", "event", "facts", "name", "on"), STEPS)
@pytest.mark.parametrize(
    ("over", "found"),
    [
        ({"motive": " "}, ("LAW-06", "Motif")),
        ({"motive": "x" * 20_000}, ("MIK-31", "Motif")),
        ({"decided_by": attendee("Inès Moreau", Role.PARTNER_MANAGER)}, ("LAW-06", "Décidé par")),
        ({"decided_on": date(2027, 5, 29)}, ("LAW-06", "Date de la décision")),
        ({"decided_on": date(2026, 12, 1)}, ("LAW-06", "Date de la décision")),
    ],
)
def test_each_step_is_motivated_by_direction_and_dated(
    state: State, event: Event, facts: Dossier, name: str, on: date, over: dict[str, Any], found: tuple[str, str]
) -> None:
    step = getattr(WHOLE, name).model_copy(update=over)
    assert refused(state, event, facts, on, procedure=WHOLE.model_copy(update={name: step})) == found


@pytest.mark.rule("LAW-06")
def test_griefs_are_listed_and_observations_answer_them() -> None:
    empty = {"procedure": made.a_procedure(grievances=made.some_grievances(items=(" ",)))}
    assert refused(S.SUSPENDED, E.GRIEVANCES_NOTIFIED, made.suspended(), made.TOLD_ON, **empty) == ("LAW-06", "Griefs")

    def received(facts: Dossier, **over: Any) -> tuple[str, str]:
        known = facts.procedure or made.a_procedure()
        update = {"observations": (*known.observations, made.some_observations(**over))}
        asked = known.model_copy(update=update)
        return refused(S.SUSPENDED, E.OBSERVATIONS_RECEIVED, facts, made.ANSWERED_ON, procedure=asked)

    assert [
        received(made.suspended()),
        received(made.told(), text=" "),
        received(made.told(), text="x" * 20_000),
        received(made.told(), received_on=date(2027, 5, 3)),
        received(made.told(), received_on=date(2027, 5, 13)),
        received(made.answered()),
        received(made.answered(), text="Une pièce de plus."),
    ] == [
        ("LAW-06", "Étape"),
        ("LAW-06", "Observations"),
        ("MIK-31", "Observations"),
        ("LAW-06", "Observations reçues le"),
        ("LAW-06", "Observations reçues le"),
        ("LAW-06", "Observations"),
        ("", ""),
    ]


@pytest.mark.rule("MIK-85", "MIK-89", "LAW-01")
@pytest.mark.parametrize(
    ("over", "found"),
    [
        ({"until": date(2028, 7, 1)}, ("MIK-85", "Nouveau terme")),
        ({"until": date(2027, 6, 30)}, ("MIK-85", "Nouveau terme")),
        ({"amendment": " "}, ("LAW-01", "Avenant signé (lien)")),
        ({"unsettled": ("DYS-2027-0001",)}, ("MIK-89", "Étape")),
        ({"motive": ""}, ("MIK-89", "Motif")),
        ({}, ("", "")),
    ],
)
def test_an_agreement_is_renewed_with_the_registration_on_a_clean_file(
    over: dict[str, Any], found: tuple[str, str]
) -> None:
    update = {"renewal": made.a_renewal(**over), "agreements": good.issued_agreements()}
    assert refused(S.HABILITATED, E.AGREEMENT_RENEWED, made.ending_soon(), made.DECIDED_ON, **update) == found


@pytest.mark.rule("LAW-05", "MIK-86")
@pytest.mark.parametrize(
    ("state", "facts", "changed_on"),
    [
        (S.TERMINATED, made.terminated(), made.DECIDED_ON),
        (S.EXPIRED, good.habilitated(), date(2028, 6, 30)),
        (S.HABILITATED, good.habilitated(renewal=made.a_renewal()), made.DECIDED_ON),
        (S.SUSPENDED, made.suspended(), good.SIGNED_ON),
    ],
)
def test_what_is_declared_is_the_last_change(state: State, facts: Dossier, changed_on: date) -> None:
    def told(declared_on: date) -> str:
        update = {"fc_declaration": good.fc_declaration(declared_on=declared_on)}
        return refused(state, E.DECLARED_TO_FC, facts, date(2028, 7, 3), **update)[1]

    days = (changed_on - timedelta(days=1), changed_on, date(2028, 7, 4))
    field = "Déclaré à France compétences le"
    assert [told(day) for day in days] == [field, "", field]


@pytest.mark.rule("LAW-05")
@pytest.mark.parametrize(
    ("state", "event"), [(S.SUSPENDED, E.AGREEMENT_TERMINATED), (S.HABILITATED, E.AGREEMENT_EXPIRED)]
)
def test_an_end_closes_every_clock_and_opens_two_months_to_declare_it(state: State, event: Event) -> None:
    asked = made.answered_procedure(termination=made.a_termination(answer="Non."))
    outcome = attempt(state, event, made.answered(), made.DECIDED_ON, procedure=asked)
    assert isinstance(outcome, Decision)
    assert outcome.closes_all
    assert {limit: dates.due_on for limit, dates in outcome.opens.items()} == {L.FC_DECLARATION: date(2027, 7, 28)}


#: what somebody might try: an event, and how many days after the last one
ATTEMPTS = st.lists(
    st.tuples(
        st.sampled_from([E.AGREEMENT_SUSPENDED, E.GRIEVANCES_NOTIFIED, E.OBSERVATIONS_RECEIVED,
                         E.AGREEMENT_TERMINATED, E.SUSPENSION_LIFTED]),
        st.integers(0, 30),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.rule("LAW-06", "O-17", "QUA-10")
@settings(max_examples=150)
@given(ATTEMPTS)
def test_whatever_is_tried_nothing_is_terminated_without_griefs_and_time_or_an_answer(
    attempts: list[tuple[Event, int]],
) -> None:
    state, facts, on = S.HABILITATED, good.habilitated(), made.SUSPENDED_ON
    running: dict[TimeLimit, ExplainedDate] = {}
    history: list[tuple[Event, date]] = []
    for event, days in attempts:
        on += timedelta(days=days)
        outcome = tried(state, event, facts, on, running, procedure=typed(facts, event, on))
        if isinstance(outcome, Refusal):
            continue
        state, facts = State(outcome.transition.target), outcome.facts
        running = {limit: dates for limit, dates in running.items() if limit not in outcome.transition.closes}
        running |= outcome.opens
        history.append((event, on))
    assert (state is S.TERMINATED) == (E.AGREEMENT_TERMINATED in [event for event, _ in history])
    assert state is not S.TERMINATED or was_fair(history)


def typed(facts: Dossier, event: Event, on: date) -> Any:
    """What somebody in a hurry would type."""
    calendar, known = shipped_config().calendar, facts.procedure or made.a_procedure()
    dated: dict[str, Any] = {"decided_on": on, "notified_on": on}
    match event:
        case E.AGREEMENT_SUSPENDED:
            return made.a_procedure(suspension=made.a_suspension(**dated))
        case E.GRIEVANCES_NOTIFIED:
            due = calendar.due(on, 15, "working_days").due_on
            return known.model_copy(update={"grievances": made.some_grievances(answer_by=due, **dated)})
        case E.OBSERVATIONS_RECEIVED:
            said = made.some_observations(received_on=on, text=f"Réponse {len(known.observations)}.")
            return known.model_copy(update={"observations": (*known.observations, said)})
        case E.AGREEMENT_TERMINATED:
            return known.model_copy(update={"termination": made.a_termination(answer="Non.", **dated)})
        case _:
            return known.model_copy(update={"lifting": made.a_lifting(**dated)})


def was_fair(history: list[tuple[Event, date]]) -> bool:
    """Since the last suspension: griefs, then an answer or the whole of the time left."""
    ranks = {event: rank for rank, (event, _) in enumerate(history)}
    told = ranks[E.GRIEVANCES_NOTIFIED]
    time_left = shipped_config().calendar.due(history[told][1], 15, "working_days").due_on
    has_answered = ranks.get(E.OBSERVATIONS_RECEIVED, -1) > told
    return ranks[E.AGREEMENT_SUSPENDED] < told and (has_answered or history[-1][1] > time_left)
