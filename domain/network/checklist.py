"""The coded checklist of the network: one for all partners, versioned (QUA-01, QUA-03)."""

from typing import Annotated

from pydantic import Field

from domain.figures import Code, Figures, Filled
from domain.network.check_vocabulary import CheckKind, CheckSection
from domain.network.nonconformity_vocabulary import Gravity


class ControlItem(Figures):
    """One thing to check.

    Args:
        rule: rule that it comes from, printed with it (QUA-01).
        indicator: of the référentiel national qualité (Qualiopi, LAW-17); empty when none speaks of it.
        kinds: the cadences that look at it.
        gravity: of a failure.
        action: what a failure asks the partner to do.
        auto: name of the automatic proposal in `domain.network.proposals`; empty when a person alone judges.
    """

    code: Code
    section: CheckSection
    label: Filled
    rule: Filled
    indicator: str = ""
    kinds: Annotated[tuple[CheckKind, ...], Field(min_length=1)]
    gravity: Gravity
    action: Filled
    auto: str = ""


class ControlChecklist(Figures):
    """Everything that is checked of a partner, whoever it is.

    Args:
        correction_days: calendar days that a correction is given, by gravity.
    """

    version: Filled
    correction_days: dict[Gravity, Annotated[int, Field(gt=0)]]
    items: Annotated[tuple[ControlItem, ...], Field(min_length=1)]

    def of(self, kind: CheckKind) -> tuple[ControlItem, ...]:
        return tuple(item for item in self.items if kind in item.kinds)
