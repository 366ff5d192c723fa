"""The tab « Redevances » → payments, and what direction lets go of (NET-29)."""

from decimal import Decimal

from domain.dossier import Attendee
from domain.network.royalty import DECIDED_BY, MOTIVE, PAID, PAID_ON, REFERENCE, ROYALTY, Payment, Royalty, Waiver
from domain.network.royalty_vocabulary import RoyaltyEvent, RoyaltyState
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.deciders import DIRECTION, person_with
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.ledger.queries import View, read_deadlines, read_some, read_subjects
from tasks.network.staff_rows import Asked, apply_asked, clock_of, judged
from tasks.office import Office, Pull
from tasks.tabs import royalties as tab
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, STATUS, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_RULE = "NET-29"
_OPEN = (RoyaltyState.DUE, RoyaltyState.OVERDUE)


def take_royalties(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The rows that somebody signed."""
    found = KeyedTab(pull, feedback, tab.ROYALTIES, _RULE)
    found.judge()
    found.refuse_keyless()
    signed = {key: row for key, row in found.rows.items() if row.cells.get(TYPED_BY)}
    if not signed:
        return
    with office.ledger.reading() as connection:
        views = read_some(connection, ROYALTY, list(signed))
    asked = [(row, _judged(row, views.get(key), pull)) for key, row in signed.items()]
    apply_asked(office, pull, feedback, tab.ROYALTIES, ROYALTY, asked)


def _judged(row: Row, view: View[Royalty] | None, pull: Pull) -> Asked:
    if view is None:
        return Refusal("aucune redevance ne porte cette référence. Rétablissez-la.", _RULE, REF)
    return judged(row, _RULE, lambda reading: _asked(reading, view, pull))


def _asked(reading: RowReading, view: View[Royalty], pull: Pull) -> Asked:
    payment, motive = _payment(reading), reading.read(MOTIVE, cells.any_text) or ""
    if payment is not None and motive:
        return Refusal("une redevance est payée, ou abandonnée. Gardez l’un des deux.", _RULE, MOTIVE)
    if view.state not in _OPEN:
        recorded = view.facts.waiver.motive if view.facts.waiver else ""
        if (payment, motive) == (view.facts.payment, recorded):
            return None
        return Refusal("ce qui est enregistré ne change plus. Rétablissez la ligne.", _RULE)
    by = f"onglet {tab.ROYALTIES} : {reading.required(TYPED_BY, cells.line)}"
    if payment is not None:
        ref = f"royalty-paid:{view.ref}"
        return Command(ref, view.ref, RoyaltyEvent.PAID, pull.on, by, {"payment": payment})
    return _waived(reading, view, motive, by, pull) if motive else None


def _payment(reading: RowReading) -> Payment | None:
    if not (reading.row.cells.get(PAID_ON) or reading.row.cells.get(PAID)):
        return None
    return Payment(
        paid_on=reading.required(PAID_ON, cells.day),
        amount=Decimal(str(reading.required(PAID, cells.decimal))),
        reference=reading.read(REFERENCE, cells.line) or "",
    )


def _waived(reading: RowReading, view: View[Royalty], motive: str, by: str, pull: Pull) -> Asked:
    person = person_with(pull.team, reading.required(DECIDED_BY, cells.line), DIRECTION, "QUA-04", DECIDED_BY)
    if isinstance(person, Refusal):
        return person
    waiver = Waiver(decided_by=Attendee(name=person.name, role=person.role), motive=motive)
    return Command(f"royalty-waived:{view.ref}", view.ref, RoyaltyEvent.WAIVED, pull.on, by, {"waiver": waiver})


def show_royalties(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each line, those that are settled included."""
    found = KeyedTab(pull, feedback, tab.ROYALTIES, _RULE)
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, ROYALTY))
        clocks = {item.subject: item for item in read_deadlines(connection, ROYALTY)}
    for view in views:
        charge = view.facts.charge
        shown: Cells = {
            REF: view.ref, DOSSIER: view.facts.parent, ORGANISATION: view.facts.name, tab.SESSION: charge.session,
            tab.COUNT: len(charge.candidates), tab.AMOUNT: float(charge.total), STATUS: view.state.label,
            DEADLINE: clock_of(clocks.get(view.ref)),
        }  # fmt: skip
        found.put(changes, view.ref, shown, f"{view.state.label}.", _first(view.facts))
    found.answer_others(changes, [view.ref for view in views])


def _first(facts: Royalty) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    if facts.waiver is not None:
        return {MOTIVE: facts.waiver.motive, DECIDED_BY: facts.waiver.decided_by.name}
    if facts.payment is None:
        return {}
    return {PAID_ON: facts.payment.paid_on, PAID: float(facts.payment.amount), REFERENCE: facts.payment.reference}
