"""The figures of the cohorts: who is asked when, and what answers may say (NET-18, NET-19, NET-23)."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.calendar import add_months
from domain.figures import Figures
from domain.network.survey_vocabulary import Wave


class CohortFigures(Figures):
    """When the holders of a certification are asked, and what is made of it.

    Args:
        insertion_waves: of an RNCP certification; empty asks nobody.
        usage_waves: of an RS certification; empty asks nobody.
        catch_up_days: a wave that is later than this is not sent any more: it would not measure the same.
        late_answer_days: how long after its sending a survey still takes an answer.
        readiness_cohorts: promotions with all their waves that the renewal of an RNCP certification asks for.
        readiness_usage_cohorts: the same of an RS certification.
        small_cell: under so many answers, no median salary nor contract is told: people would be recognised.
        lowest_salary, highest_salary: gross, euros a year; others are refused.
        kept_years: how long answers are kept.
    """

    insertion_waves: tuple[Wave, ...]
    usage_waves: tuple[Wave, ...]
    catch_up_days: int = Field(ge=0)
    late_answer_days: int = Field(ge=0)
    readiness_cohorts: int = Field(ge=1)
    readiness_usage_cohorts: int = Field(ge=1)
    small_cell: int = Field(ge=2)
    lowest_salary: Annotated[int, Field(ge=0)]
    highest_salary: int
    kept_years: int = Field(ge=1)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.lowest_salary >= self.highest_salary:
            raise ValueError("« lowest_salary » doit rester sous « highest_salary » : corrigez l’un des deux")
        for waves in (self.insertion_waves, self.usage_waves):
            if len(set(waves)) != len(waves):
                raise ValueError("une vague d’enquête figure deux fois : gardez-la une fois (NET-23)")
        return self

    def waves(self, kind: Literal["RS", "RNCP"]) -> tuple[Wave, ...]:
        """Those of a certification of this répertoire (NET-18, NET-19)."""
        return self.insertion_waves if kind == "RNCP" else self.usage_waves

    def is_due(self, wave: Wave, certified_on: date, on: date) -> bool:
        """Whether the wave is to be sent on this day: from the same day of the month on, for `catch_up_days`."""
        due_on = add_months(certified_on, wave.months)
        return due_on <= on and (on - due_on).days <= self.catch_up_days
