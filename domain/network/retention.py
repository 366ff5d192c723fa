"""How long data are kept, what is due to be erased, and what remains of it (RGPD, article 5, 1 e; domain.md §6)."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from domain.calendar import add_months
from domain.exams.candidacy import Candidacy
from domain.exams.certificate import Certificate
from domain.facts import Facts
from domain.vocabulary import Labelled


class Kept(Labelled):
    """What is kept for a time of its own."""

    APPLICATION = "candidature", "Candidature"
    PARTNER = "partenaire", "Dossier de partenaire"
    SESSION = "session", "Pièces de session"
    REGISTER = "registre", "Registre des titulaires"
    MAIL = "courriels", "E-mails"


class Duration(BaseModel):
    """One duration.

    Args:
        years: from the event that `label` names.
        keeps: kinds of documents that another duration keeps.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: int = Field(ge=1, le=100)
    label: str
    keeps: tuple[str, ...] = ()

    def ends_on(self, since: date) -> date:
        """The day from which the data may be erased: two years after 15/03/2027 is 15/03/2029."""
        return add_months(since, 12 * self.years)

    def started_by(self, on: date) -> date:
        """The last day whose data may be erased on `on`."""
        return add_months(on, -12 * self.years)


class Retention(BaseModel):
    """Every duration, and when what was kept by decision is proposed again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    again_after_months: int = Field(ge=1)
    durations: Mapping[Kept, Duration]


def remainder(facts: Facts, kept: Kept) -> Facts | None:
    """What stays of a subject once its lot is erased; None when nothing does.

    With the pieces of a session, its certificates stay, less the address of their holder; and what a candidate
    acquired, which is his for life (M2I-05), with the identity that tells him from others.
    """
    if kept is not Kept.SESSION:
        return None
    if isinstance(facts, Certificate):
        return facts.with_update({"email": ""})
    if isinstance(facts, Candidacy) and facts.obtained:
        return _identity(facts)
    return None


def _identity(facts: Candidacy) -> Candidacy:
    person = facts.person.model_copy(update={"email": "", "phone": ""})
    route = facts.eligibility.model_copy(update={"proof_url": "", "checked_by": ""})
    card = facts.session.model_copy(update={"manager": "", "manager_email": "", "motive": "", "link": ""})
    cleared = {
        "partner": "", "partner_name": "", "partner_email": "", "trainers": (), "funding": "", "accommodation": None,
        "in_course": None, "slots": (), "told_measures": "", "attendance": (), "marks": (), "exclusion": None,
        "decided_by": "", "homonym_checked_by": "", "refusal_motive": "", "next_sessions": (), "owner": "",
        "decisions": tuple(item.model_copy(update={"motive": ""}) for item in facts.decisions),
    }  # fmt: skip
    return facts.with_update({"person": person, "eligibility": route, "session": card, **cleared})
