"""One line of the doctor's report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was found.

    Args:
        check: stable name, for programs.
        label: French name, for people.
        ok: False when somebody has something to do.
        sentence: French: the state of things, or what is wrong and its cure.
    """

    check: str
    label: str
    ok: bool
    sentence: str
