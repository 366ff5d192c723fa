"""Good surveys of holders for tests to spoil, and holders whose survey is due."""

from datetime import date
from typing import Any
from unicodedata import normalize

from domain.exams.certificate import Certificate
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.vocabulary import CertificateState
from domain.network.survey import Answer, Survey
from domain.network.survey_vocabulary import AnswerSource, Contract, Situation, Wave
from tasks.office import Office
from tests.domain.exams.test_certificate_guards import a_certificate
from tests.exams_ledger import place

CERTIFIED_ON, SENT_ON, ANSWERED_ON = date(2027, 1, 25), date(2027, 7, 26), date(2027, 8, 9)
TOKEN = "MFRGGZDFMZTWQ2LKNNWG23TP"


def an_answer(**over: Any) -> Answer:
    """Employed in the trade, on a permanent contract, 27 000 € a year."""
    values: dict[str, Any] = {
        "source": AnswerSource.HOLDER, "answered_on": ANSWERED_ON, "situation": Situation.EMPLOYED, "in_trade": True,
        "contract": Contract.PERMANENT, "salary": 27000,
    }  # fmt: skip
    return Answer.model_validate({**values, **over})


def a_mark(**over: Any) -> Answer:
    """The value of use of an RS certification."""
    values = {"source": AnswerSource.HOLDER, "answered_on": ANSWERED_ON, "usefulness": 8, "used": True}
    return Answer.model_validate({**values, **over})


def a_survey(**over: Any) -> Survey:
    """The six-month survey of a holder of RNCP9002, waiting for its answer."""
    values: dict[str, Any] = {
        "ref": "ENQ-2027-0001", "certification": "RNCP9002", "parent": "S-2027-0001", "certificate": "CERT-2027-0001",
        "holder": "Maëlys Anne d’Œuvrard", "email": "maelys@candidats.example", "wave": Wave.SIX_MONTHS,
        "usage": False, "certified_on": CERTIFIED_ON, "sent_on": SENT_ON, "token": TOKEN, "kept_years": 5,
        "link": f"https://www.certif-academie.example/enquete?jeton={TOKEN}",
    }  # fmt: skip
    return Survey.model_validate({**values, **over})


def certified(office: Office, name: str = "Maëlys", on: date = CERTIFIED_ON, **over: Any) -> Certificate:
    """A parchemin delivered on that day to a holder of that first name, in the ledger."""
    known = a_certificate()
    plain = normalize("NFD", name).encode("ascii", "ignore").decode().casefold()
    values: dict[str, Any] = {
        "candidacy": f"I-{name}", "email": f"{plain}@candidats.example", "delivered_on": on, "jury_date": on,
        "validated_on": on, "holder": known.holder.model_copy(update={"first_names": name}),
    }  # fmt: skip
    facts = a_certificate(**values | over)
    return facts.with_update({"ref": place(office, CERTIFICATE, facts, CertificateState.DELIVERED, on)})
