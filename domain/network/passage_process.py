"""A passage: from the delivery of a certification to its acceptance by the CPF information system (NET-21, LAW-10).

A rejected passage is sent again alone, an accepted one never. After a second rejection the proof is kept, and a new
piece from the holder still lets it be sent again.
"""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail
from domain.network.passage import Passage
from domain.network.passage_guards import asked_in_order, complete, deposited_in_order, done_in_order, put_right
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = PassageState, PassageEvent

_Row = Transition[Passage]

#: what the Caisse des dépôts holds nothing of: a withdrawn certification is then simply not told
HELD_BACK = (_S.INCOMPLETE, _S.TO_EXPORT, _S.REJECTED, _S.CORRECTED, _S.REJECTED_AGAIN)
_MATCHING, _CORRECTION = (TimeLimit.MATCHING,), (TimeLimit.CPF_CORRECTION,)

# fmt: off
TRANSITIONS: tuple[Transition[Passage], ...] = (
    _Row(source=None, event=_E.OPENED, target=_S.INCOMPLETE, rule="NET-21", opens=_MATCHING),
    _Row(source=_S.INCOMPLETE, event=_E.AMENDED, target=_S.INCOMPLETE, rule="LAW-10"),
    _Row(source=_S.INCOMPLETE, event=_E.COMPLETED, target=_S.TO_EXPORT, rule="LAW-10", guards=(complete,)),
    _Row(source=_S.TO_EXPORT, event=_E.AMENDED, target=_S.INCOMPLETE, rule="LAW-10"),
    _Row(source=_S.TO_EXPORT, event=_E.EXPORTED, target=_S.EXPORTED, rule="NET-21", guards=(complete,)),
    _Row(source=_S.CORRECTED, event=_E.AMENDED, target=_S.CORRECTED, rule="LAW-10", guards=(complete,)),
    _Row(source=_S.CORRECTED, event=_E.EXPORTED, target=_S.EXPORTED_AGAIN, rule="NET-21", guards=(complete,)),
    *(_Row(source=state, event=_E.DEPOSITED, target=state, rule="NET-21", guards=(deposited_in_order,))
      for state in (_S.EXPORTED, _S.EXPORTED_AGAIN)),
    *(_Row(source=state, event=_E.MATCHED, target=_S.MATCHED, rule="NET-21", closes=_MATCHING)
      for state in (_S.EXPORTED, _S.EXPORTED_AGAIN)),
    _Row(source=_S.EXPORTED, event=_E.REJECTED, target=_S.REJECTED, rule="LAW-10", mails=(Mail.PASSAGE_REJECTED,)),
    _Row(source=_S.EXPORTED, event=_E.REJECTED_UNKNOWN, target=_S.REJECTED, rule="LAW-10",
         mails=(Mail.PASSAGE_TO_STUDY,)),
    _Row(source=_S.EXPORTED_AGAIN, event=_E.REJECTED, target=_S.REJECTED_AGAIN, rule="LAW-10",
         mails=(Mail.PASSAGE_TO_STUDY,), closes=_MATCHING),
    *(_Row(source=state, event=_E.CORRECTED, target=_S.CORRECTED, rule="LAW-10", guards=(put_right,))
      for state in (_S.REJECTED, _S.REJECTED_AGAIN)),
    _Row(source=_S.MATCHED, event=_E.CORRECTION_ASKED, target=_S.TO_CORRECT, rule="LAW-10", guards=(asked_in_order,),
         opens=_CORRECTION),
    _Row(source=_S.TO_CORRECT, event=_E.CORRECTION_DONE, target=_S.MATCHED, rule="LAW-10", guards=(done_in_order,),
         closes=_CORRECTION),
    _Row(source=_S.TO_CORRECT, event=_E.WITHDRAWAL_REPORTED, target=_S.CANCELLED, rule="M2I-48",
         guards=(done_in_order,)),
    *(_Row(source=state, event=_E.CANCELLED, target=_S.CANCELLED, rule="M2I-48") for state in HELD_BACK),
    *(_Row(source=state, event=_E.NIR_STORED, target=state, rule="LAW-10") for state in HELD_BACK),
    *(_Row(source=state, event=_E.NIR_PURGED, target=state, rule="LAW-10")
      for state in PassageState),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Passage, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """Three months from the delivery, and from a request for a correction (R. 6113-17-2)."""
    asked = facts.correction
    start = facts.delivered_on if limit is TimeLimit.MATCHING else asked.asked_on if asked else on
    return calendar.due(start, figures.time_limits[limit].length, figures.time_limits[limit].unit)


PASSAGE = Process(
    kind="passage", prefix="ACC", noun="un accrochage", facts=Passage, states=PassageState, transitions=TRANSITIONS,
    span=span,
)  # fmt: skip
