"""Makes the three agreements of a dossier that is ready to sign, or says which clause is missing (LAW-02, QUA-04)."""

from datetime import date

from domain.agreements import AgreementKind
from domain.clauses import agreement_refusals
from domain.dossier import Dossier
from domain.process import Command
from domain.refusal import Refusal
from domain.signing import IssuedAgreements
from domain.vocabulary import Event, State
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.presenting.agreements import terms_of
from tasks.tabs.signatures import SIGNATURES, row_key
from tasks.workbook.protocol import Row


def issue_agreements(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Issue what is not issued yet. What is refused is tried again at each run, with the texts as they are then."""
    with office.ledger.reading() as connection:
        ready = read_subjects(connection, PROCESS, {State.READY_TO_SIGN})
        waiting = [view for view in ready if _is_due(office, view.facts)]
    known = {row.key: row for row in pull.content.tabs[SIGNATURES].rows}
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for view in waiting:
        dossier = view.facts
        gaps = _gaps(office, dossier, pull.on)
        command = _command(office, dossier, gaps, pull.on, view.version)
        key = row_key(dossier.ref, next(iter(gaps), AgreementKind.CONVENTION))
        commands.append(command)
        rows[command.ref] = known.get(key) or Row(0, key, {}, "")  # a row to come: its refusal is placed by its key
    feedback.take(SIGNATURES, apply_commands(office, pull.team, commands), rows)


def _is_due(office: Office, dossier: Dossier) -> bool:
    """Not issued, or unsigned and no longer true: of the end (MIK-85) or of the extent of the habilitation (NET-04)."""
    issued = dossier.agreements
    if issued is None or dossier.signatures:
        return issued is None
    last = office.config.figures_for(dossier.certification, dossier.grid_version).registration_end
    return issued.end > last or issued.extent != dossier.extent


Gaps = dict[AgreementKind, tuple[Refusal, ...]]


def _gaps(office: Office, dossier: Dossier, on: date) -> Gaps:
    """What keeps each agreement from being made; those that lack nothing are not there."""
    figures = office.config.figures_for(dossier.certification, dossier.grid_version)
    terms = terms_of(dossier, office.config.organisation, figures, on)
    found = {kind: agreement_refusals(office.config.agreements[kind], terms) for kind in AgreementKind}
    return {kind: refusals for kind, refusals in found.items() if refusals}


def _command(office: Office, dossier: Dossier, gaps: Gaps, on: date, version: int) -> Command:
    """The agreements run from today to the end of the registration (MIK-85)."""
    texts = office.config.agreements
    prints = {kind: texts[kind].sha256 for kind in AgreementKind}
    issued = IssuedAgreements(
        issued_on=on,
        start=on,
        end=office.config.figures_for(dossier.certification, dossier.grid_version).registration_end,
        versions={kind: texts[kind].version for kind in AgreementKind},
        fingerprints=prints,
        gaps=tuple(
            (refusal.rule, f"dans « {kind.label} », {refusal.message}")
            for kind, refusals in gaps.items()
            for refusal in refusals
        ),
        extent=dossier.extent,
    )
    return Command(
        f"agreements:{dossier.ref}:{version}",
        dossier.ref,
        Event.AGREEMENTS_ISSUED,
        on,
        "certiflow",
        {"agreements": issued},
    )
