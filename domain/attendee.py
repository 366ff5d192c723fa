"""Somebody who decides or attends, with the role that the rule looks at."""

from domain.facts import Part
from domain.vocabulary import Role


class Attendee(Part):
    """Someone at the commission, or who takes a decision (MIK-24)."""

    name: str
    role: Role
