"""Each row of the process of destruction, with good facts to fire it."""

from datetime import date
from functools import partial
from typing import Any

from domain.correspondence import Mail, Pv
from domain.dossier import Attendee
from domain.network.destruction import (
    Destruction,
    DestructionDecision,
    DestructionEvent,
    DestructionState,
    ErasedEvents,
    Volume,
)
from domain.network.retention import Kept
from domain.vocabulary import Role
from tests.domain.rows import Row

DECIDED_ON = date(2028, 12, 4)
S, E = DestructionState, DestructionEvent


def a_lot(**over: Any) -> Destruction:
    return Destruction(
        ref="DEST-2028-0001", certification="RS9001", kept=Kept.APPLICATION, root="D-2026-0007",
        since=date(2026, 12, 1), due_on=date(2028, 12, 1), volume=Volume(subjects=1, events=6, documents=1, mails=3),
        events=(ErasedEvents(subject="D-2026-0007", until=12),), documents=("PV-2026-0004",),
    ).with_update(over)  # fmt: skip


def decision(motive: str = "") -> DestructionDecision:
    director = Attendee(name="Hélène Dubois", role=Role.DIRECTION)
    return DestructionDecision(decided_by=director, decided_on=DECIDED_ON, motive=motive)


DESTRUCTION_ROWS = (
    Row(None, E.PROPOSED, a_lot, S.PROPOSED, "RGPD", on=date(2028, 12, 1)),
    Row(S.PROPOSED, E.CONFIRMED, a_lot, S.CONFIRMED, "RGPD", {"decision": decision()}, DECIDED_ON),
    Row(S.PROPOSED, E.KEPT, a_lot, S.KEPT, "RGPD", {"decision": decision("Contentieux en cours.")}, DECIDED_ON),
    Row(S.CONFIRMED, E.ERASED, partial(a_lot, decision=decision()), S.ERASED, "RGPD", {"erased_on": DECIDED_ON},
        DECIDED_ON, pv=Pv.DESTRUCTION, mails=(Mail.DATA_ERASED,)),
)  # fmt: skip
