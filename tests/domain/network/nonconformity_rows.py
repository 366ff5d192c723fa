"""The whole table of a dysfunction, row by row (QUA-09, MIK-94)."""

from datetime import date
from functools import partial
from typing import Any

from domain.correspondence import Mail, Paper
from domain.dossier import Attendee
from domain.network.nonconformity import Action, Nonconformity, Treatment, Verification
from domain.network.nonconformity_vocabulary import Gravity, NonconformityEvent, NonconformityState
from domain.vocabulary import Role, TimeLimit
from tests import builders_conformity as good
from tests.builders import CODE, OWNER
from tests.domain.rows import Row

S, E = NonconformityState, NonconformityEvent
FOUND_ON, ASKED_ON, DONE_ON, VERIFIED_ON = (
    date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 10), date(2027, 3, 12),
)  # fmt: skip
WHAT = ("Corriger l’intitulé de la certification.", "Republier la page.")


def an_action(**over: Any) -> Action:
    values = {"what": WHAT, "owner": good.REPRESENTATIVE, "due_on": date(2027, 3, 23), "decided_on": ASKED_ON}
    return Action.model_validate({**values, **over})


def a_treatment(**over: Any) -> Treatment:
    values = {"proof": "https://atelier-lumieres.example/capture.png", "treated_on": DONE_ON}
    return Treatment.model_validate({**values, **over})


def a_verification(**over: Any) -> Verification:
    values = {"motive": "Vu en ligne.", "verified_by": Attendee(name=OWNER, role=Role.PARTNER_MANAGER),
              "verified_on": VERIFIED_ON}  # fmt: skip
    return Verification.model_validate({**values, **over})


def a_nonconformity(**over: Any) -> Nonconformity:
    """A major one of a partner, found by a check, nothing asked yet."""
    values: dict[str, Any] = {
        "ref": "DYS-2027-0001", "certification": CODE, "owner": OWNER, "parent": "D-2026-0001",
        "partner": good.partner(), "source": "Contrôle CT-2027-0001", "code": "intitule", "rule": "LAW-03",
        "gravity": Gravity.MAJOR, "what": "L’intitulé publié n’est pas celui de la certification.",
        "identified_on": FOUND_ON,
    }  # fmt: skip
    return Nonconformity.model_validate({**values, **over})


asked = partial(a_nonconformity, action=an_action())
treated = partial(asked, treatment=a_treatment())
_AGAIN = {"refusals": (a_verification(motive="La page est toujours en ligne."),),
          "action": an_action(due_on=date(2027, 4, 2), decided_on=VERIFIED_ON)}  # fmt: skip
_ACTION = (TimeLimit.CORRECTIVE_ACTION,)

NONCONFORMITY_ROWS = (
    Row(None, E.OPENED, a_nonconformity, S.OPENED, "QUA-09", on=FOUND_ON),
    *(Row(state, E.CORRECTED, facts, state, "QUA-09", {"gravity": Gravity.MINOR}, VERIFIED_ON)
      for state, facts in ((S.OPENED, a_nonconformity), (S.ACTION_PLANNED, asked), (S.TREATED, treated))),
    *(Row(state, E.ACTION_PLANNED, facts, S.ACTION_PLANNED, "MIK-94", {"action": an_action()}, ASKED_ON,
          mails=(Mail.ACTION_ASKED,), closes=_ACTION, opens=_ACTION)
      for state, facts in ((S.OPENED, a_nonconformity), (S.ACTION_PLANNED, asked))),
    Row(S.ACTION_PLANNED, E.TREATED, asked, S.TREATED, "MIK-94", {"treatment": a_treatment()}, DONE_ON,
        closes=_ACTION),
    Row(S.TREATED, E.PROOF_REFUSED, treated, S.ACTION_PLANNED, "MIK-94", _AGAIN, VERIFIED_ON,
        mails=(Mail.ACTION_ASKED,), opens=_ACTION),
    Row(S.TREATED, E.CLOSED, treated, S.CLOSED, "QUA-09", {"closure": a_verification()}, VERIFIED_ON,
        papers=(Paper.NONCONFORMITY_SHEET,), mails=(Mail.NONCONFORMITY_CLOSED,)),
)  # fmt: skip
