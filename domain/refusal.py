"""A refusal is data: the French sentence that a person reads, and the rule that says so. It never stops other rows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Why something was not done.

    Args:
        message: what is wrong and how to cure it, in French.
        rule: the rule id (rules.csv) or default id (O-07) that says so.
        field: the column or form field concerned, as users read it; empty when none.
    """

    message: str
    rule: str
    field: str = ""

    def __str__(self) -> str:
        where = f"{self.field} : " if self.field else ""
        return f"{where}{self.message} [{self.rule}]"
