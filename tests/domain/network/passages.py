"""Good facts of the accrochage for tests, with the fields to change."""

from datetime import UTC, date, datetime
from typing import Any

from domain.exams.award import Holder
from domain.exams.vocabulary import Route
from domain.network.passage import Contract, Passage, Reply, Sent, Supplement
from domain.network.passage_vocabulary import Profile
from tests.exams import a_person

DELIVERED_ON = date(2027, 1, 25)
FLUX, FLUX_2 = "7d8f3f0e-0000-5000-8000-000000000001", "7d8f3f0e-0000-5000-8000-000000000002"
CONTRACT = Contract(client_id="12ABC345", contract_id="MCFCER000123")
CONTRACT_115 = CONTRACT.model_copy(update={"profile": Profile.V115})
NOBODY = "Aucun titulaire ne correspond aux critères obligatoires"


def a_holder(**over: Any) -> Holder:
    person = a_person(**over)
    return Holder(first_names=person.first_names, birth_name=person.birth_name, usage_name=person.usage_name,
                  sex=person.sex, birth=person.birth)  # fmt: skip


def a_passage(**over: Any) -> Passage:
    """Maëlys d’Œuvrard, certified of RNCP9002 as a free candidate: complete, never sent."""
    values: dict[str, Any] = {
        "ref": "ACC-2027-0001", "certification": "RNCP9002", "parent": "S-2027-0001", "certificate": "CERT-2027-0001",
        "candidacy": "I-2027-0001", "holder": a_holder(), "email": "maelys@candidats.example",
        "route": Route.EXPERIENCE, "registered_on": date(2026, 11, 23),
        "exams": (date(2027, 1, 18), date(2027, 1, 18)), "delivered_on": DELIVERED_ON,
    }  # fmt: skip
    return Passage.model_validate({**values, **over})


def sent(flux: str = FLUX, day: int = 28, contract: Contract = CONTRACT, deposited_on: date | None = None) -> Sent:
    stamp = datetime(2027, 1, day, 7, 30, tzinfo=UTC)
    return Sent(flux=flux, stamp=stamp, contract=contract, deposited_on=deposited_on)


def rejection(flux: str = FLUX, code: str = "AUCUN.TITULAIRE", message: str = NOBODY) -> Reply:
    return Reply(flux=flux, treatment="51354", on=date(2027, 2, 4), accepted=False, message=message, code=code)


def typed(**over: Any) -> Supplement:
    return Supplement.model_validate(over)
