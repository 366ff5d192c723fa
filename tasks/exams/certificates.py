"""The tab « Certificats »: the register of holders, withdrawals by direction and what they lead to (M2I-48)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.dossier import Attendee
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate import Certificate, CertificateWithdrawal
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.holdings import Void, void_blocs
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, CertificateEvent, CertificateState
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.exams.deciders import DIRECTION, person_with
from tasks.exams.identities import People, past_of
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_remains, read_some, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import certificates as tab
from tasks.tabs.columns import MOTIVE, REF, STATUS, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_RULE = "M2I-48"
_BY = "certiflow"
#: as it was before the withdrawal
_HELD: dict[Labelled, Labelled] = {CandidacyState.WITHDRAWN: CandidacyState.CERTIFIED}
#: what these bring from before is still looked at
_CARRYING = (
    CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED, CandidacyState.CONVENED, CandidacyState.PRESENT,
    CandidacyState.PASSED, CandidacyState.PARTLY,
)  # fmt: skip


def take_withdrawals(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Withdraw the certificates whose row « Saisi par » signs."""
    found = KeyedTab(pull, feedback, tab.CERTIFICATES, _RULE)
    found.judge()
    found.refuse_keyless()
    signed = {row.key: row for row in found.rows.values() if row.key and row.cells.get(TYPED_BY)}
    if not signed:
        return
    with office.ledger.reading() as connection:
        views = read_some(connection, CERTIFICATE, list(signed))
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for key, row in signed.items():
        command = _withdrawal(views.get(key), row, pull)
        if isinstance(command, Refusal):
            feedback.refuse(tab.CERTIFICATES, row, command)
        elif command is not None:
            commands.append(command)
            rows[command.ref] = row
    feedback.take(tab.CERTIFICATES, apply_commands(office, pull.team, commands, CERTIFICATE), rows)


def _withdrawal(view: View[Certificate] | None, row: Row, pull: Pull) -> Command | Refusal | None:
    """None when the withdrawal is recorded as typed."""
    if view is None:
        message = (
            f"aucun certificat ne porte le numéro « {(row.key or '')[:40]} ». certiflow fait les lignes de cet onglet."
        )
        return Refusal(message, _RULE, REF)
    reading = RowReading(row)
    try:
        motive = reading.required(MOTIVE, cells.any_text)
        decided_by = reading.required(tab.WITHDRAWN_BY, cells.line)
        decided_on = reading.read(tab.WITHDRAWN_ON, cells.day)
        typed_by = reading.required(TYPED_BY, cells.line)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)
    known = view.facts.withdrawal
    if known is not None:
        return None if known.motive == motive else Refusal("ce certificat est déjà retiré.", _RULE)
    person = person_with(pull.team, decided_by, DIRECTION, _RULE, tab.WITHDRAWN_BY)
    if isinstance(person, Refusal):
        return person
    withdrawal = CertificateWithdrawal(
        motive=motive, decided_by=Attendee(name=person.name, role=person.role), decided_on=decided_on or pull.on
    )
    return withdrawal_command(view.ref, withdrawal, pull, f"onglet {tab.CERTIFICATES} : {typed_by}")


def withdrawal_command(ref: str, withdrawal: CertificateWithdrawal, pull: Pull, by: str) -> Command:
    """A certificate is withdrawn once, whatever the decision came from."""
    return Command(f"withdrawn:{ref}", ref, CertificateEvent.WITHDRAWN, pull.on, by, {"withdrawal": withdrawal})


def follow_withdrawals(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A person whose certification was withdrawn is no longer « Certifié »."""
    with office.ledger.reading() as connection:
        gone = [view.facts for view in read_subjects(connection, CERTIFICATE, {CertificateState.WITHDRAWN})]
        refs = [ref for facts in gone if facts.bloc is None for ref in (facts.candidacy, *facts.earlier)]
        views = read_some(connection, CANDIDACY, refs) if refs else {}
    numbers = {facts.ref for facts in gone}
    commands = [
        Command(f"withdrawn:{view.ref}", view.ref, CandidacyEvent.WITHDRAWN, pull.on, _BY)
        for view in views.values()
        if view.state is CandidacyState.CERTIFIED and numbers.issuperset(view.facts.certificates)
    ]
    feedback.take(tab.CERTIFICATES, apply_commands(office, pull.team, commands, CANDIDACY), {})
    if gone:
        _take_back(office, pull, feedback, void_blocs(gone))


def _take_back(office: Office, pull: Pull, feedback: Feedback, void: Void) -> None:
    """The blocs of what was withdrawn are no longer carried to the other sessions of its holder (M2I-48)."""
    with office.ledger.reading() as connection:
        living = list(read_subjects(connection, CANDIDACY))
        views = [*living, *read_remains(connection, CANDIDACY)]
    held = [replace(view, state=_HELD.get(view.state, view.state)) for view in views]
    before, after = People(held), People(views, void)
    commands = []
    for view in living:
        if view.state in _CARRYING and view.facts.carried:
            lost = _brought(office, before, view.facts) - _brought(office, after, view.facts)
            kept = tuple(bloc for bloc in view.facts.carried if bloc not in lost)
            if kept != view.facts.carried:
                ref = f"taken-back:{view.ref}:{view.version}"
                commands.append(Command(ref, view.ref, CandidacyEvent.CORRECTED, pull.on, _BY, {"carried": kept}))
    feedback.take(tab.CERTIFICATES, apply_commands(office, pull.team, commands, CANDIDACY), {})


def _brought(office: Office, people: People, facts: Candidacy) -> set[str]:
    config = office.config
    return set(past_of(people, facts.person, config.figures_for(facts.certification), config.figures_for, facts.ref)[0])


def show_certificates(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each certificate, those withdrawn included: the register forgets nobody."""
    found = KeyedTab(pull, feedback, tab.CERTIFICATES, _RULE)
    with office.ledger.reading() as connection:
        views: Sequence[View[Certificate]] = list(read_subjects(connection, CERTIFICATE))
    for view in views:
        found.put(changes, view.ref, _cells(view), _answer(view), _first(view.facts))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[Certificate]) -> Cells:
    facts = view.facts
    return {
        REF: view.ref, tab.HOLDER: facts.name, tab.CERTIFICATION: facts.certification, tab.KIND: facts.kind.label,
        tab.BLOC: facts.bloc.code if facts.bloc else "", tab.DELIVERED_ON: facts.delivered_on,
        tab.VALID_UNTIL: facts.valid_until, tab.SESSION: facts.parent, tab.CANDIDACY: facts.candidacy,
        tab.CODE: facts.code, STATUS: view.state.label,
    }  # fmt: skip


def _answer(view: View[Certificate]) -> str:
    event = CertificateEvent.BLOC_DELIVERED if view.facts.bloc else CertificateEvent.DELIVERED
    return f"{(CertificateEvent.WITHDRAWN if view.facts.withdrawal else event).label}."


def _first(facts: Certificate) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    known = facts.withdrawal
    if known is None:
        return {}
    return {tab.WITHDRAWN_BY: known.decided_by.name, MOTIVE: known.motive, tab.WITHDRAWN_ON: known.decided_on}
