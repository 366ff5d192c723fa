"""What the e-mail of a survey and its reminders both say (NET-18, NET-19)."""

from domain.network.survey import Survey
from tasks.presenting.letters import Context


def survey_context(facts: Survey) -> Context:
    return {
        "wave": facts.wave, "usage": facts.usage, "certified_on": facts.certified_on, "url": facts.link,
        "kept_years": facts.kept_years,
    }  # fmt: skip
