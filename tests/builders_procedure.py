"""Good facts of the contradictory procedure and of a renewal (LAW-06, MIK-89)."""

from datetime import date
from functools import partial
from typing import Any

from domain.dossier import Dossier
from domain.procedure import Grievances, Observations, Procedure, Renewal, Step, Termination
from tests import builders_conformity as good
from tests.builders import OWNER, attendee

#: Monday 3 May 2027; 15 working days after 4 May, but for 6 and 17 May, end on 27 May
SUSPENDED_ON, TOLD_ON, ANSWER_BY, ANSWERED_ON, DECIDED_ON = (
    date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 27), date(2027, 5, 12), date(2027, 5, 28),
)  # fmt: skip
ITEMS = ("Publication de l’offre avec la mention « diplôme d’État ».", "Session tenue sans surveillant.")


def _step(on: date, **over: Any) -> dict[str, Any]:
    return {"motive": "Manquements constatés au contrôle.", "decided_by": attendee(), "decided_on": on,
            "notified_on": on, **over}  # fmt: skip


def a_suspension(**over: Any) -> Step:
    return Step.model_validate(_step(SUSPENDED_ON, **over))


def some_grievances(**over: Any) -> Grievances:
    return Grievances.model_validate(_step(TOLD_ON, **{"items": ITEMS, "answer_by": ANSWER_BY, **over}))


def some_observations(**over: Any) -> Observations:
    values = {"received_on": ANSWERED_ON, "text": "La mention a été retirée le jour même.", "recorded_by": OWNER}
    return Observations.model_validate({**values, **over})


def a_termination(**over: Any) -> Termination:
    return Termination.model_validate(_step(DECIDED_ON, **over))


def a_lifting(**over: Any) -> Step:
    return Step.model_validate(_step(DECIDED_ON, **over))


def a_procedure(**over: Any) -> Procedure:
    """Suspended, nothing more."""
    return Procedure.model_validate({"suspension": a_suspension(), **over})


def told_procedure(**over: Any) -> Procedure:
    return a_procedure(grievances=some_grievances(), **over)


def answered_procedure(**over: Any) -> Procedure:
    return told_procedure(observations=(some_observations(),), **over)


def a_renewal(**over: Any) -> Renewal:
    """The registration of the shipped certification ends on 30/06/2028; the agreement ended a year sooner."""
    values = {"before": date(2027, 6, 30), "until": date(2028, 6, 30), "amendment": "https://ged.example/avenant.pdf"}
    return Renewal.model_validate(_step(DECIDED_ON, **{**values, **over}))


def ending_soon(**over: Any) -> Dossier:
    return good.habilitated(agreements=good.issued_agreements(end=date(2027, 6, 30)), **over)


suspended = partial(good.habilitated, procedure=a_procedure())
told = partial(good.habilitated, procedure=told_procedure())
answered = partial(good.habilitated, procedure=answered_procedure())
terminated = partial(good.habilitated, procedure=answered_procedure(termination=a_termination(answer="Non.")))
