"""What a partner owes for one session: called, reminded, paid, or waived by direction (NET-29, QUA-04)."""

from datetime import date
from decimal import Decimal

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.conformity import WorkstreamFacts
from domain.correspondence import Mail
from domain.dossier import Attendee
from domain.facts import Part
from domain.network.royalty_vocabulary import RoyaltyEvent, RoyaltyState
from domain.partnership_guards import too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import Role, TimeLimit

PAID_ON, PAID, REFERENCE, MOTIVE, DECIDED_BY = (
    "Payée le", "Montant payé (HT)", "Référence du paiement", "Motif de l’abandon", "Abandon décidé par"
)  # fmt: skip
_RULE = "NET-29"


class Charge(Part):
    """One session, and what the convention says that it costs, in euros before tax.

    Args:
        candidates: references of those whom the partner owes for.
    """

    session: str
    held_on: date
    place: str
    candidates: tuple[str, ...]
    per_candidate: Decimal
    per_session: Decimal

    @property
    def total(self) -> Decimal:
        return self.per_candidate * len(self.candidates) + self.per_session


class Payment(Part):
    """`amount` in euros before tax."""

    paid_on: date
    amount: Decimal
    reference: str


class Waiver(Part):
    decided_by: Attendee
    motive: str


class Royalty(WorkstreamFacts):
    """One line; `opened_on` is the day of the call."""

    charge: Charge
    payment: Payment | None = None
    waiver: Waiver | None = None


def paid_in_full(royalty: Royalty, on: date, figures: Certification, before: Royalty) -> Refusal | None:
    """The whole of it, from the call on."""
    payment = royalty.payment
    if payment is None or not royalty.opened_on <= payment.paid_on <= on:
        return Refusal("le paiement se date entre l’appel et aujourd’hui. Corrigez la date.", _RULE, PAID_ON)
    if payment.amount != royalty.charge.total:
        message = (
            f"la redevance est de {royalty.charge.total:.2f} € hors taxes. Attendez le solde, ou faites abandonner la "
            "redevance par la direction."
        ).replace(".", ",", 1)
        return Refusal(message, _RULE, PAID)
    return None


def waived_by_direction(royalty: Royalty, on: date, figures: Certification, before: Royalty) -> Refusal | None:
    """The financial rule of the convention binds both: only direction lets go of it, and says why (QUA-04)."""
    waiver = royalty.waiver
    if waiver is None or not waiver.motive.strip():
        return Refusal("un abandon est motivé. Écrivez le motif.", _RULE, MOTIVE)
    if waiver.decided_by.role is not Role.DIRECTION:
        return Refusal("la direction seule abandonne une redevance. Indiquez un de ses membres.", _RULE, DECIDED_BY)
    return too_long(MOTIVE, waiver.motive)


_S, _E = RoyaltyState, RoyaltyEvent
_Row = Transition[Royalty]
# fmt: off
TRANSITIONS: tuple[Transition[Royalty], ...] = (
    _Row(source=None, event=_E.CALLED, target=_S.DUE, rule=_RULE, mails=(Mail.ROYALTY_CALLED,),
         opens=(TimeLimit.ROYALTY,)),
    _Row(source=_S.DUE, event=_E.REMINDED, target=_S.OVERDUE, rule=_RULE, mails=(Mail.ROYALTY_REMINDER,),
         closes=(TimeLimit.ROYALTY,), opens=(TimeLimit.ROYALTY_OVERDUE,)),
    *(
        row
        for state in (_S.DUE, _S.OVERDUE)
        for row in (
            _Row(source=state, event=_E.PAID, target=_S.PAID, rule=_RULE, guards=(paid_in_full,)),
            _Row(source=state, event=_E.WAIVED, target=_S.WAIVED, rule=_RULE, guards=(waived_by_direction,),
                 mails=(Mail.ROYALTY_WAIVED,)),
        )
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Royalty, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """From the call; then from the reminder."""
    return calendar.due(on, figures.time_limits[limit].length, figures.time_limits[limit].unit)


ROYALTY = Process(
    kind="royalty", prefix="RED", noun="une redevance", facts=Royalty, states=RoyaltyState, transitions=TRANSITIONS,
    span=span,
)  # fmt: skip
