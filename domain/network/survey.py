"""A survey of one holder: what becomes of him after the certification, or what it is worth to him (NET-18, NET-19)."""

from datetime import date

from domain.facts import Facts, Part
from domain.network.survey_vocabulary import AnswerSource, Contract, Situation, Wave


class Answer(Part):
    """What a holder says, himself or through somebody.

    Args:
        in_trade: whether the job is in the trade that the certification leads to.
        salary: gross, euros a year.
        usefulness: value of use of an RS certification, 0 to 10 (NET-19).
        used: whether the holder uses what it certifies.
        given_by: who typed it, when the holder did not.
    """

    source: AnswerSource
    answered_on: date
    situation: Situation | None = None
    in_trade: bool | None = None
    contract: Contract | None = None
    salary: int | None = None
    usefulness: int | None = None
    used: bool | None = None
    given_by: str = ""


class Survey(Facts):
    """One holder and one wave; `parent` is the session.

    Args:
        certificate: reference of the certificate.
        certified_on: the day of the delivery, that the wave is counted from.
        sent_on: the day that the holder was asked.
        usage: asks the value of use (RS) in place of the insertion (RNCP).
        token: names the survey in the form: nobody finds it by trying.
        link: to the form, for this holder alone.
        kept_years: how long the answer is kept, as the letter says.
        answer: the last one; the journal keeps those before.
        declined_on: when the holder asked not to be solicited any more (RGPD, article 21).
    """

    certificate: str
    holder: str
    email: str
    wave: Wave
    usage: bool
    certified_on: date
    sent_on: date
    token: str
    link: str
    kept_years: int
    answer: Answer | None = None
    declined_on: date | None = None

    @property
    def natural_key(self) -> str:
        """The token, by which an answer finds its survey."""
        return self.token

    @property
    def name(self) -> str:
        return self.holder

    @property
    def rule(self) -> str:
        """Why the holder is asked."""
        return "NET-19" if self.usage else "NET-18"
