"""The file of a certification: renewal planned back from its term, statistics every two years, a council a year."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, add_months, format_date
from domain.certification import Certification
from domain.network.registration import RegistrationFile
from domain.network.registration_vocabulary import RegistrationEvent, RegistrationState
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit

DONE_ON, PROOF, SECTIONS = "Fait le", "Lien ou numéro", "Rubriques traitées"

_S, _E = RegistrationState, RegistrationEvent
_Row = Transition[RegistrationFile]


def piece_complete(
    facts: RegistrationFile, on: date, figures: Certification, before: RegistrationFile
) -> Refusal | None:
    """The piece that was filed last deals with every section that its rule names (REF-09)."""
    piece = facts.pieces[-1]
    if piece.filed_on > on:
        return Refusal("cette date est dans le futur. Corrigez-la.", piece.rule, DONE_ON)
    if piece.missing:
        absent = ", ".join(f"« {section} »" for section in piece.missing)
        message = f"cette pièce traite a minima toutes ses rubriques ; il manque {absent}. Complétez-la."
        return Refusal(message, piece.rule, SECTIONS)
    return None


def deposit_in_order(
    facts: RegistrationFile, on: date, figures: Certification, before: RegistrationFile
) -> Refusal | None:
    """With its récépissé, before the registration ends (REF-31)."""
    deposit = facts.deposit
    if deposit is None or not deposit.receipt:
        return Refusal("un dépôt se prouve par son récépissé. Indiquez son numéro ou son lien.", "REF-31", PROOF)
    if deposit.deposited_on > min(on, facts.term):
        message = f"le dépôt a lieu au plus tard aujourd’hui et avant le terme, le {format_date(facts.term)}."
        return Refusal(f"{message} Corrigez la date.", "REF-31", DONE_ON)
    return None


def statistics_in_order(
    facts: RegistrationFile, on: date, figures: Certification, before: RegistrationFile
) -> Refusal | None:
    """Each sending after the one before, with a proof (NET-22)."""
    sent = facts.statistics[-1]
    after = before.statistics[-1].sent_on if before.statistics else facts.registered_on
    if not after <= sent.sent_on <= on:
        message = f"l’envoi se date entre le {format_date(after)} et aujourd’hui. Corrigez la date."
        return Refusal(message, "NET-22", DONE_ON)
    return None


# fmt: off
TRANSITIONS: tuple[Transition[RegistrationFile], ...] = (
    _Row(source=None, event=_E.OPENED, target=_S.RUNNING, rule="REF-31",
         opens=(TimeLimit.RENEWAL, TimeLimit.STATISTICS, TimeLimit.COUNCIL)),
    *(
        row
        for state in (_S.RUNNING, _S.DEPOSITED)
        for row in (
            _Row(source=state, event=_E.PIECE_FILED, target=state, rule="REF-06", guards=(piece_complete,)),
            _Row(source=state, event=_E.STATISTICS_SENT, target=state, rule="NET-22", guards=(statistics_in_order,),
                 closes=(TimeLimit.STATISTICS,), opens=(TimeLimit.STATISTICS,)),
            _Row(source=state, event=_E.COUNCIL_NOTED, target=state, rule="NET-17",
                 closes=(TimeLimit.COUNCIL,), opens=(TimeLimit.COUNCIL,)),
            _Row(source=state, event=_E.TERM_CHANGED, target=_S.RUNNING, rule="REF-31",
                 closes=(TimeLimit.RENEWAL,), opens=(TimeLimit.RENEWAL,)),
            _Row(source=state, event=_E.ENDED, target=_S.ENDED, rule="M2I-10"),
        )
    ),
    _Row(source=_S.RUNNING, event=_E.DEPOSITED, target=_S.DEPOSITED, rule="REF-31", guards=(deposit_in_order,),
         closes=(TimeLimit.RENEWAL,)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: RegistrationFile, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """Renewal: back from the term. Statistics and council: on from the last ones, or from the start of the clock."""
    length = figures.time_limits[limit].length
    if limit is TimeLimit.RENEWAL:
        if not facts.renewable:
            return None
        due_on = calendar.previous_working_day(add_months(facts.term, -length))
        return _from_now(
            on, due_on, f"{length} mois avant le terme du {format_date(facts.term)} → {format_date(due_on)}"
        )
    if limit is TimeLimit.STATISTICS:
        if figures.kind != "RNCP":
            return None  # LAW-11 asks them of the RNCP only
        start = facts.statistics[-1].sent_on if facts.statistics else facts.registered_on
    else:
        start = facts.council_on or facts.opened_on
    dates = calendar.due(start, length, figures.time_limits[limit].unit)
    return _from_now(on, dates.due_on, dates.sentence)


def _from_now(on: date, due_on: date, sentence: str) -> ExplainedDate:
    """A date that was past before the clock started is due at once; its sentence says when it was."""
    return ExplainedDate(on, max(due_on, on), sentence)


REGISTRATION_FILE = Process(
    kind="registration_file", prefix="ENR", noun="un dossier d’enregistrement", facts=RegistrationFile,
    states=RegistrationState, transitions=TRANSITIONS, span=span,
)  # fmt: skip
