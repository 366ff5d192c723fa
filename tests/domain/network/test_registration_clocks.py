"""When the clocks of a certification end: back from its term, on from what was sent, held or received."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from domain.facts import Facts
from domain.network.registration import StatisticsSent
from domain.network.registration_vocabulary import CouncilEvent, CouncilState, DemandEvent, DemandNature, DemandState
from domain.network.registration_vocabulary import RegistrationEvent as E
from domain.network.registration_vocabulary import RegistrationState as S
from domain.process import Decision
from domain.vocabulary import Labelled, TimeLimit
from tests.domain.deciding import attempt
from tests.registrations import FIRST, OPENED_ON, SECOND, a_council, a_demand, a_file


def opened(state: Labelled | None, event: Labelled, facts: Facts, on: date, **update: Any) -> Mapping[TimeLimit, Any]:
    """The time limits that the event opens."""
    decision = attempt(state, event, facts, on, **update)
    assert isinstance(decision, Decision), str(decision)
    return decision.opens


@pytest.mark.rule("REF-31")
@pytest.mark.parametrize(
    ("term", "due_on"),
    [
        (date(2028, 12, 19), date(2028, 4, 19)),
        (date(2028, 10, 31), date(2028, 2, 29)),  # a month without a 31st, in a leap year
        (date(2027, 10, 31), date(2027, 2, 26)),  # its last day, 28, is a Sunday
        (date(2029, 1, 1), date(2028, 4, 28)),  # 1 May is a holiday, and a Monday
    ],
)
def test_the_renewal_is_planned_eight_months_back_from_the_term_on_a_worked_day(term: date, due_on: date) -> None:
    assert opened(None, E.OPENED, a_file(term=term), OPENED_ON)[TimeLimit.RENEWAL].due_on == due_on


@pytest.mark.rule("REF-31")
def test_a_renewal_that_was_due_before_the_file_opened_is_due_at_once_and_says_since_when() -> None:
    found = opened(None, E.OPENED, a_file(term=date(2027, 4, 30)), OPENED_ON)[TimeLimit.RENEWAL]
    assert (found.due_on, found.sentence) == (OPENED_ON, "8 mois avant le terme du 30/04/2027 → 28/08/2026")


@pytest.mark.rule("REF-31", "M2I-10")
def test_nobody_renews_a_certification_that_is_closed_or_replaced() -> None:
    assert TimeLimit.RENEWAL not in opened(None, E.OPENED, a_file(renewable=False), OPENED_ON)


@pytest.mark.rule("NET-22", "LAW-11")
def test_statistics_are_due_two_years_after_the_last_ones_first_after_the_registration_and_for_the_rncp() -> None:
    limit = TimeLimit.STATISTICS
    assert opened(None, E.OPENED, a_file(), OPENED_ON)[limit].due_on == date(2027, 12, 19)
    sent = StatisticsSent(sent_on=date(2028, 2, 29), proof="Accusé", filed_by="Claire Martin")
    following = opened(S.RUNNING, E.STATISTICS_SENT, a_file(), date(2028, 3, 6), statistics=(sent,))[limit]
    assert (following.due_on, following.sentence) == (
        date(2030, 2, 28), "24 mois à compter du 29/02/2028 → 28/02/2030",
    )  # fmt: skip
    assert limit not in opened(None, E.OPENED, a_file(certification="RS9001"), OPENED_ON)


@pytest.mark.rule("NET-17")
def test_a_council_is_due_a_year_after_the_opening_of_the_file_then_after_the_last_one() -> None:
    assert opened(None, E.OPENED, a_file(), OPENED_ON)[TimeLimit.COUNCIL].due_on == date(2027, 11, 2)
    noted = opened(S.RUNNING, E.COUNCIL_NOTED, a_file(), date(2027, 1, 25), council_on=date(2027, 1, 11))
    assert noted[TimeLimit.COUNCIL].due_on == date(2028, 1, 11)


@pytest.mark.rule("NET-17")
def test_the_nearest_action_of_a_council_is_the_one_that_is_awaited() -> None:
    held = opened(None, CouncilEvent.HELD, a_council(), date(2027, 1, 25))[TimeLimit.ACTION]
    assert (held.due_on, held.sentence) == (SECOND.due_on, "action 2, confiée à Hélène Dubois → 01/02/2027")
    left = opened(CouncilState.HELD, CouncilEvent.ACTION_DONE, a_council(), date(2027, 2, 8), done=(2,))
    assert left[TimeLimit.ACTION].due_on == FIRST.due_on
    late = opened(CouncilState.HELD, CouncilEvent.ACTION_DONE, a_council(), date(2027, 3, 8), done=(2,))
    assert late[TimeLimit.ACTION].due_on == date(2027, 3, 8)


@pytest.mark.rule("LAW-07")
def test_a_mise_en_demeure_of_france_competences_leaves_thirty_days_then_fifteen_from_their_end() -> None:
    first = opened(None, DemandEvent.RECEIVED, a_demand(), date(2027, 1, 25))
    assert {limit: dates.due_on for limit, dates in first.items()} == {TimeLimit.FC_NOTICE: date(2027, 2, 10)}
    final = opened(DemandState.RECEIVED, DemandEvent.FINAL_TERM, a_demand(), date(2027, 2, 11))
    assert {limit: dates.due_on for limit, dates in final.items()} == {TimeLimit.FC_NOTICE_FINAL: date(2027, 2, 25)}
    longer = a_demand(due_on=date(2027, 3, 31))
    (written,) = opened(None, DemandEvent.RECEIVED, longer, date(2027, 1, 25)).values()
    assert written.due_on == date(2027, 3, 31)
    (after,) = opened(DemandState.RECEIVED, DemandEvent.FINAL_TERM, longer, date(2027, 4, 1)).values()
    assert after.due_on == date(2027, 4, 15)


@pytest.mark.rule("LAW-10", "REF-32")
@pytest.mark.parametrize(
    ("nature", "limit", "due_on"),
    [
        (DemandNature.CDC_NOTICE, TimeLimit.CDC_NOTICE, date(2027, 3, 12)),
        (DemandNature.COMPLEMENT, TimeLimit.COMPLEMENT, date(2027, 2, 1)),
    ],
)
def test_the_caisse_des_depots_leaves_sixty_days_and_an_instructor_the_date_that_he_wrote(
    nature: DemandNature, limit: TimeLimit, due_on: date
) -> None:
    found = opened(None, DemandEvent.RECEIVED, a_demand(nature), date(2027, 1, 25))
    assert {one: dates.due_on for one, dates in found.items()} == {limit: due_on}
