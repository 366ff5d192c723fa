"""The whole tables of a registration file, a council, a demand, a watch note and a royalty, row by row."""

from datetime import date
from decimal import Decimal
from functools import partial

from domain.correspondence import Mail, Pv
from domain.dossier import Attendee
from domain.network.demand import LIMITS, DemandAnswer
from domain.network.mistake import Mistake
from domain.network.registration import Deposit, FiledPiece, StatisticsSent
from domain.network.registration_vocabulary import (
    CouncilEvent,
    CouncilState,
    DemandEvent,
    DemandNature,
    DemandState,
    RegistrationEvent,
    RegistrationState,
    WatchEvent,
    WatchState,
)
from domain.network.royalty import Payment, Waiver
from domain.network.royalty_vocabulary import RoyaltyEvent, RoyaltyState
from domain.vocabulary import Role, TimeLimit
from tests.domain.rows import Row
from tests.registrations import OPENED_ON, a_council, a_demand, a_file, a_note, a_royalty

R, RE, C, CE, D, DE, W, WE, Y, YE, L = (
    RegistrationState, RegistrationEvent, CouncilState, CouncilEvent, DemandState, DemandEvent, WatchState, WatchEvent,
    RoyaltyState, RoyaltyEvent, TimeLimit,
)  # fmt: skip
ON = date(2027, 1, 25)
_PIECE = FiledPiece(
    code="OPPORTUNITE", label="Note d’opportunité", rule="REF-09", link="https://pieces.example/note.pdf", filed_on=ON,
    filed_by="Claire Martin", expected=("Enjeux", "Public visé"), covered=("Enjeux", "Public visé"),
)  # fmt: skip
_SENT = StatisticsSent(sent_on=ON, proof="Accusé 8812", filed_by="Claire Martin")
_DEPOSIT = Deposit(deposited_on=ON, receipt="Récépissé 2027-118", filed_by="Claire Martin")
_MISTAKE = {"mistake": Mistake(
    motive="Ligne d’une autre certification.", signed_by=Attendee(name="Claire Martin", role=Role.PARTNER_MANAGER),
)}  # fmt: skip
FILE_ROWS = (
    Row(None, RE.OPENED, a_file, R.RUNNING, "REF-31", on=OPENED_ON, opens=(L.RENEWAL, L.STATISTICS, L.COUNCIL)),
    *(row for state in (R.RUNNING, R.DEPOSITED) for row in (
        Row(state, RE.PIECE_FILED, a_file, state, "REF-06", {"pieces": (_PIECE,)}, ON),
        Row(state, RE.STATISTICS_SENT, a_file, state, "NET-22", {"statistics": (_SENT,)}, ON, closes=(L.STATISTICS,),
            opens=(L.STATISTICS,)),
        Row(state, RE.COUNCIL_NOTED, a_file, state, "NET-17", {"council_on": ON}, ON, closes=(L.COUNCIL,),
            opens=(L.COUNCIL,)),
        Row(state, RE.TERM_CHANGED, a_file, R.RUNNING, "REF-31", {"term": date(2031, 12, 19)}, ON, closes=(L.RENEWAL,),
            opens=(L.RENEWAL,)),
        Row(state, RE.ENDED, a_file, R.ENDED, "M2I-10", on=ON),
    )),
    Row(R.RUNNING, RE.DEPOSITED, a_file, R.DEPOSITED, "REF-31", {"deposit": _DEPOSIT}, ON, closes=(L.RENEWAL,)),
)  # fmt: skip

COUNCIL_ROWS = (
    Row(None, CE.HELD, a_council, C.HELD, "NET-17", on=ON, pv=Pv.COUNCIL, mails=(Mail.COUNCIL_MINUTES,),
        opens=(L.ACTION,)),
    Row(None, CE.HELD_WITHOUT_ACTION, partial(a_council, actions=()), C.CLOSED, "NET-17", on=ON, pv=Pv.COUNCIL,
        mails=(Mail.COUNCIL_MINUTES,)),
    Row(C.HELD, CE.ACTION_DONE, a_council, C.HELD, "NET-17", {"done": (2,)}, ON, closes=(L.ACTION,), opens=(L.ACTION,)),
    Row(C.HELD, CE.ACTIONS_DONE, a_council, C.CLOSED, "NET-17", {"done": (1, 2)}, ON, closes=(L.ACTION,)),
    *(Row(state, CE.MISTAKEN, a_council, C.MISTAKEN, "QUA-09", _MISTAKE, ON) for state in (C.HELD, C.CLOSED)),
)  # fmt: skip

_ANSWER = DemandAnswer(answered_on=ON, text="Trois études d’insertion jointes.", proof="https://pieces.example/r.pdf")
DEMAND_ROWS = (
    Row(None, DE.RECEIVED, a_demand, D.RECEIVED, "REF-32", on=ON, mails=(Mail.DEMAND_RECEIVED,),
        opens=(LIMITS[DemandNature.FC_NOTICE],)),
    Row(D.RECEIVED, DE.FINAL_TERM, a_demand, D.FINAL, "LAW-07", on=date(2027, 2, 11), mails=(Mail.DEMAND_RECEIVED,),
        closes=(L.FC_NOTICE,), opens=(L.FC_NOTICE_FINAL,)),
    *(Row(state, DE.ANSWERED, a_demand, D.ANSWERED, "REF-32", {"answer": _ANSWER}, ON)
      for state in (D.RECEIVED, D.FINAL)),
    *(Row(state, DE.MISTAKEN, a_demand, D.MISTAKEN, "QUA-09", _MISTAKE, ON) for state in (D.RECEIVED, D.FINAL)),
)  # fmt: skip

WATCH_ROWS = (
    Row(None, WE.NOTED, a_note, W.TO_DO, "REF-30", on=ON, opens=(L.ACTION,)),
    Row(None, WE.FILED, partial(a_note, action=None), W.CLOSED, "NET-20", on=ON),
    Row(W.TO_DO, WE.DONE, a_note, W.CLOSED, "REF-30", {"done_on": ON}, ON, closes=(L.ACTION,)),
    *(Row(state, WE.MISTAKEN, a_note, W.MISTAKEN, "QUA-09", _MISTAKE, ON) for state in (W.TO_DO, W.CLOSED)),
)

_PAYMENT = Payment(paid_on=ON, amount=Decimal("1230.50"), reference="VIR 5521")
_WAIVER = Waiver(decided_by=Attendee(name="Hélène Dubois", role=Role.DIRECTION), motive="Première session, offerte.")
ROYALTY_ROWS = (
    Row(None, YE.CALLED, a_royalty, Y.DUE, "NET-29", on=date(2027, 1, 22), mails=(Mail.ROYALTY_CALLED,),
        opens=(L.ROYALTY,)),
    Row(Y.DUE, YE.REMINDED, a_royalty, Y.OVERDUE, "NET-29", on=date(2027, 2, 22), mails=(Mail.ROYALTY_REMINDER,),
        closes=(L.ROYALTY,), opens=(L.ROYALTY_OVERDUE,)),
    *(row for state in (Y.DUE, Y.OVERDUE) for row in (
        Row(state, YE.PAID, a_royalty, Y.PAID, "NET-29", {"payment": _PAYMENT}, ON),
        Row(state, YE.WAIVED, a_royalty, Y.WAIVED, "NET-29", {"waiver": _WAIVER}, ON, mails=(Mail.ROYALTY_WAIVED,)),
    )),
)  # fmt: skip
