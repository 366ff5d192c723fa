"""What a dysfunction must say, who may close it, and by when it is acted upon (QUA-09, MIK-94)."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import ExplainedDate
from domain.dossier import Attendee
from domain.network.nonconformity import Nonconformity
from domain.network.nonconformity_process import span, usual_date
from domain.network.nonconformity_vocabulary import Gravity, NonconformityEvent, NonconformityState
from domain.refusal import Refusal
from domain.vocabulary import Role, TimeLimit
from tests import builders_conformity as good
from tests.builders import shipped_certification, shipped_config
from tests.domain.deciding import attempt, refused
from tests.domain.network.nonconformity_rows import (
    ASKED_ON,
    DONE_ON,
    FOUND_ON,
    VERIFIED_ON,
    a_nonconformity,
    a_treatment,
    a_verification,
    an_action,
    asked,
    treated,
)

S, E = NonconformityState, NonconformityEvent


@pytest.mark.rule("QUA-09")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"what": " "}, "Constat"),
        ({"what": "x" * 8_001}, "Constat"),
        ({"source": " "}, "Origine"),
        ({"identified_on": date(2027, 3, 2)}, "Constaté le"),
    ],
)
def test_a_finding_says_what_whence_and_when(over: dict[str, Any], field: str) -> None:
    outcome = attempt(None, E.OPENED, a_nonconformity(**over), FOUND_ON)
    assert isinstance(outcome, Refusal)
    assert outcome.field == field


@pytest.mark.rule("QUA-09")
def test_a_correction_is_an_event_and_never_comes_after_the_action() -> None:
    found = attempt(S.ACTION_PLANNED, E.CORRECTED, asked(), VERIFIED_ON, identified_on=date(2027, 3, 3))
    message = "l’action a été demandée le 02/03/2027 : le constat la précède."
    assert found == Refusal(message, "QUA-09", "Constaté le")
    assert refused(S.CLOSED, E.CORRECTED, treated(), VERIFIED_ON, what="Rien")[0] == "MIK-02"


@pytest.mark.rule("MIK-94")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"what": ()}, "Action demandée"),
        ({"what": (" ",)}, "Action demandée"),
        ({"owner": " "}, "Responsable de l’action"),
        ({"due_on": date(2027, 3, 1)}, "À faire avant le"),
        ({"due_on": date(2028, 3, 4)}, "À faire avant le"),
    ],
)
def test_an_action_says_what_whom_and_by_when(over: dict[str, Any], field: str) -> None:
    assert refused(S.OPENED, E.ACTION_PLANNED, a_nonconformity(), ASKED_ON, action=an_action(**over)) == (
        "MIK-94", field,
    )  # fmt: skip


@pytest.mark.rule("QUA-09")
@pytest.mark.parametrize(
    ("over", "field"),
    [({"proof": " "}, "Preuve"), ({"treated_on": date(2027, 2, 28)}, "Traité le"),
     ({"treated_on": date(2027, 3, 11)}, "Traité le")],
)  # fmt: skip
def test_a_treatment_is_proved_and_dated(over: dict[str, Any], field: str) -> None:
    assert refused(S.ACTION_PLANNED, E.TREATED, asked(), DONE_ON, treatment=a_treatment(**over)) == ("QUA-09", field)


@pytest.mark.rule("QUA-09")
def test_nobody_closes_his_own_action() -> None:
    """Whatever the case and the spaces of the name."""
    self_made = a_verification(verified_by=Attendee(name="  HÉLÈNE aubry ", role=Role.DIRECTION))
    for event, update in ((E.CLOSED, {"closure": self_made}), (E.PROOF_REFUSED, {"refusals": (self_made,)})):
        outcome = attempt(S.TREATED, event, treated(), VERIFIED_ON, **update)
        message = f"{good.REPRESENTATIVE} mène l’action : une autre personne vérifie la preuve."
        assert outcome == Refusal(message, "QUA-09", "Vérifié par")
    assert refused(S.TREATED, E.CLOSED, treated(), VERIFIED_ON)[1] == "Vérifié par"
    early = a_verification(verified_on=date(2027, 3, 9))
    assert refused(S.TREATED, E.CLOSED, treated(), VERIFIED_ON, closure=early) == ("QUA-09", "Vérifié le")


@pytest.mark.rule("MIK-94")
def test_a_proof_is_refused_with_its_reason_and_the_action_gets_another_date() -> None:
    silent = {"refusals": (a_verification(motive=" "),)}
    assert refused(S.TREATED, E.PROOF_REFUSED, treated(), VERIFIED_ON, **silent) == ("MIK-94", "Motif")
    late = {"refusals": (a_verification(),), "action": an_action(due_on=date(2027, 3, 11))}
    assert refused(S.TREATED, E.PROOF_REFUSED, treated(), VERIFIED_ON, **late) == ("MIK-94", "À faire avant le")


@pytest.mark.rule("QUA-09")
def test_the_graver_the_sooner() -> None:
    calendar = shipped_config().calendar
    found = {gravity: usual_date(gravity, shipped_certification(), ASKED_ON, calendar).due_on for gravity in Gravity}
    assert found == {
        Gravity.MINOR: date(2027, 4, 14), Gravity.MAJOR: date(2027, 3, 23), Gravity.CRITICAL: date(2027, 3, 9),
    }  # fmt: skip


@pytest.mark.rule("QUA-09")
def test_the_date_of_an_action_says_how_it_was_counted() -> None:
    def explained(facts: Nonconformity) -> ExplainedDate | None:
        return span(TimeLimit.CORRECTIVE_ACTION, facts, shipped_certification(), ASKED_ON, shipped_config().calendar)

    usual, fixed = explained(asked()), explained(asked(action=an_action(due_on=date(2027, 3, 5))))
    assert usual == ExplainedDate(
        ASKED_ON, date(2027, 3, 23), "15 jours ouvrés à compter du 02/03/2027 → 23/03/2027"
    )  # fmt: skip
    assert fixed == ExplainedDate(ASKED_ON, date(2027, 3, 5), "date fixée avec l’action, le 05/03/2027")
    assert explained(a_nonconformity()) is None
