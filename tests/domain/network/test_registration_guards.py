"""What cannot be recorded of a certification: one defect at a time, with its rule and its column."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.dossier import Attendee
from domain.facts import Facts
from domain.network import council, demand, mistake, registration_process, royalty, watch
from domain.network.demand import DemandAnswer
from domain.network.mistake import Mistake
from domain.network.registration import Action, Deposit, StatisticsSent
from domain.network.registration_vocabulary import (
    CouncilEvent,
    CouncilState,
    DemandEvent,
    DemandNature,
    DemandState,
    RegistrationEvent,
    RegistrationState,
    WatchEvent,
    WatchState,
)
from domain.network.royalty import Payment, Waiver
from domain.network.royalty_vocabulary import RoyaltyEvent, RoyaltyState
from domain.refusal import Refusal
from domain.vocabulary import Labelled, Role
from tests.domain.deciding import attempt, refused
from tests.registrations import a_council, a_demand, a_file, a_note, a_royalty

ON, TOMORROW = date(2027, 1, 25), date(2027, 1, 26)
COMPLEMENT, CDC = DemandNature.COMPLEMENT, DemandNature.CDC_NOTICE
DIRECTOR, MANAGER = (
    Attendee(name="Hélène Dubois", role=Role.DIRECTION), Attendee(name="Claire Martin", role=Role.PARTNER_MANAGER),
)  # fmt: skip

AUDITOR = Attendee(name="Léa Petit", role=Role.COMMUNICATION_AUDITOR)


def sent(on: date) -> dict[str, Any]:
    return {"statistics": (StatisticsSent(sent_on=on, proof="Accusé", filed_by="Claire Martin"),)}


def deposited(on: date, receipt: str = "Récépissé 118") -> dict[str, Any]:
    return {"deposit": Deposit(deposited_on=on, receipt=receipt, filed_by="Claire Martin")}


def answered(on: date, text: str = "Jointe.") -> dict[str, Any]:
    return {"answer": DemandAnswer(answered_on=on, text=text)}


def paid(on: date, amount: str = "1230.50") -> dict[str, Any]:
    return {"payment": Payment(paid_on=on, amount=Decimal(amount), reference="VIR 1")}


def waived(by: Attendee, motive: str = "Offerte.") -> dict[str, Any]:
    return {"waiver": Waiver(decided_by=by, motive=motive)}


def taken_back(motive: str = "Doublon.", by: Attendee = MANAGER) -> dict[str, Any]:
    return {"mistake": Mistake(motive=motive, signed_by=by)}


Case = tuple[Labelled | None, Labelled, Facts, dict[str, Any], tuple[str, str]]
R, D, Y = RegistrationState.RUNNING, DemandState.RECEIVED, RoyaltyState.DUE
RE, DE, YE = RegistrationEvent, DemandEvent, RoyaltyEvent
EARLY = Action(what="Trop tôt", owner="Claire Martin", due_on=date(2027, 1, 10))
CASES: list[Case] = [
    (R, RE.DEPOSITED, a_file(), deposited(ON, ""), ("REF-31", registration_process.PROOF)),
    (R, RE.DEPOSITED, a_file(), deposited(TOMORROW), ("REF-31", registration_process.DONE_ON)),
    (R, RE.DEPOSITED, a_file(term=date(2027, 1, 20)), deposited(ON), ("REF-31", registration_process.DONE_ON)),
    (R, RE.STATISTICS_SENT, a_file(), sent(TOMORROW), ("NET-22", registration_process.DONE_ON)),
    (R, RE.STATISTICS_SENT, a_file(), sent(date(2025, 12, 18)), ("NET-22", registration_process.DONE_ON)),
    (None, DE.RECEIVED, a_demand(received_on=TOMORROW), {}, ("LAW-07", demand.RECEIVED_ON)),
    (None, DE.RECEIVED, a_demand(due_on=date(2027, 2, 9)), {}, ("LAW-07", demand.DUE_ON)),
    (None, DE.RECEIVED, a_demand(CDC, due_on=date(2027, 3, 11)), {}, ("LAW-10", demand.DUE_ON)),
    (None, DE.RECEIVED, a_demand(COMPLEMENT, due_on=None), {}, ("REF-32", demand.DUE_ON)),
    (None, DE.RECEIVED, a_demand(COMPLEMENT, due_on=date(2027, 1, 10)), {}, ("REF-32", demand.DUE_ON)),
    (None, DE.RECEIVED, a_demand(what="x" * 4001), {}, ("MIK-31", demand.WHAT)),
    (D, DE.ANSWERED, a_demand(CDC), answered(ON, " "), ("LAW-10", demand.ANSWER)),
    (D, DE.ANSWERED, a_demand(), answered(date(2027, 1, 10)), ("LAW-07", demand.ANSWERED_ON)),
    (D, DE.ANSWERED, a_demand(COMPLEMENT), answered(TOMORROW), ("REF-32", demand.ANSWERED_ON)),
    (None, CouncilEvent.HELD, a_council(held_on=TOMORROW), {}, ("NET-17", council.HELD_ON)),
    (None, CouncilEvent.HELD, a_council(members=("Seule",)), {}, ("NET-17", council.MEMBERS)),
    (None, CouncilEvent.HELD, a_council(actions=(EARLY,)), {}, ("NET-17", council.ACTIONS)),
    (CouncilState.HELD, CouncilEvent.ACTION_DONE, a_council(), {"done": (3,)}, ("NET-17", council.DONE)),
    (CouncilState.HELD, CouncilEvent.ACTION_DONE, a_council(done=(1,)), {"done": (2,)}, ("NET-17", council.DONE)),
    (None, WatchEvent.NOTED, a_note(noted_on=TOMORROW), {}, ("NET-20", watch.NOTED_ON)),
    (None, WatchEvent.NOTED, a_note(action=EARLY), {}, ("REF-30", watch.ACTION_DUE)),
    (WatchState.TO_DO, WatchEvent.DONE, a_note(), {"done_on": date(2027, 1, 10)}, ("REF-30", watch.DONE_ON)),
    (WatchState.TO_DO, WatchEvent.DONE, a_note(), {"done_on": TOMORROW}, ("REF-30", watch.DONE_ON)),
    (Y, YE.PAID, a_royalty(), paid(date(2027, 1, 21)), ("NET-29", royalty.PAID_ON)),
    (Y, YE.PAID, a_royalty(), paid(TOMORROW), ("NET-29", royalty.PAID_ON)),
    (Y, YE.PAID, a_royalty(), paid(ON, "1230.49"), ("NET-29", royalty.PAID)),
    (Y, YE.WAIVED, a_royalty(), waived(DIRECTOR, " "), ("NET-29", royalty.MOTIVE)),
    (Y, YE.WAIVED, a_royalty(), waived(MANAGER), ("NET-29", royalty.DECIDED_BY)),
    *(
        (state, event, facts, update, ("QUA-09", field))
        for state, event, facts in (
            (D, DE.MISTAKEN, a_demand()),
            (DemandState.FINAL, DE.MISTAKEN, a_demand()),
            (CouncilState.CLOSED, CouncilEvent.MISTAKEN, a_council()),
            (WatchState.TO_DO, WatchEvent.MISTAKEN, a_note()),
        )
        for update, field in (
            ({}, mistake.MISTAKE),
            (taken_back(" "), mistake.MISTAKE),
            (taken_back(by=AUDITOR), mistake.SIGNED_BY),
        )
    ),
    (D, DE.MISTAKEN, a_demand(), taken_back("x" * 4001), ("MIK-31", mistake.MISTAKE)),
]


@pytest.mark.rule("REF-31", "REF-32", "NET-17", "NET-20", "NET-22", "NET-29", "REF-30", "LAW-07", "LAW-10", "QUA-09")
@pytest.mark.parametrize(("state", "event", "facts", "update", "found"), CASES)
def test_what_is_wrong_is_refused_under_its_rule(
    state: Labelled | None, event: Labelled, facts: Facts, update: dict[str, Any], found: tuple[str, str]
) -> None:
    assert refused(state, event, facts, ON, **update) == found


@pytest.mark.rule("NET-29")
def test_a_royalty_adds_its_candidates_and_its_session_to_the_cent_and_a_part_of_it_is_not_enough() -> None:
    assert a_royalty().charge.total == Decimal("1230.50")
    found = attempt(RoyaltyState.OVERDUE, RoyaltyEvent.PAID, a_royalty(), ON, **paid(ON, "1080"))
    assert found == Refusal(
        "la redevance est de 1230,50 € hors taxes. Attendez le solde, ou faites abandonner la redevance par la "
        "direction.", "NET-29", "Montant payé (HT)",
    )  # fmt: skip
