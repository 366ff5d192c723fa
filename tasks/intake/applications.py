"""The tab « Candidatures » → commands: new applications, edited answers, second answers, lost and deleted rows.

Each row has one defined answer (MIK-04): its snapshot tells whether it was seen before, whatever moved around it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.calendar import format_date
from domain.dossier import Dossier
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Event, State
from tasks.feedback import Feedback, Note
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.intake.declaration import Declaration, read_declaration, snapshot
from tasks.intake.form import SUBMITTED_AT
from tasks.intake.recognition import Recognition, recognise, sha_of
from tasks.ledger.keeping import UncountedSnapshot, keep_uncounted
from tasks.ledger.queries import Submission, View, read_subjects, read_submissions
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs.columns import REF
from tasks.tabs.layout import APPLICATIONS
from tasks.workbook.protocol import Row

#: how old a form answer may be when it is first read
FARTHEST_YEARS = 5
_OPEN = frozenset(State) - PROCESS.terminal_states


@dataclass
class Known:
    """What the ledger already knows, indexed as the rows ask for it."""

    submissions: list[Submission] = field(default_factory=list)
    latest_by_row: dict[str, Submission] = field(default_factory=dict)
    dossiers: dict[str, View[Dossier]] = field(default_factory=dict)
    open_by_applicant: dict[tuple[str, str], View[Dossier]] = field(default_factory=dict)
    declarations: Counter[str] = field(default_factory=Counter)  # dossier → how many were kept


def is_early(row: Row, on: date) -> bool:
    """Whether the answer comes after the day that this run stands for."""
    try:
        return received_on(row, on) > on
    except BadCell:
        return False


def take_applications(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Receive what is new in the tab; everything refused is noted, everything declared is kept.

    Two new answers of one applicant are taken one after the other, so that the second completes the first.
    """
    feedback.judged.add(APPLICATIONS)
    rows: Sequence[Row] = pull.content.tabs[APPLICATIONS].rows
    known = read_known(office)
    recognised = recognise(rows, known.submissions)
    _note_odd_rows(rows, recognised, feedback)
    feedback.notes.extend(_deleted(known, recognised))
    odd = recognised.strangers | recognised.twins.keys()
    rows = [row for row in rows if row.number not in odd]
    while rows:
        rows = _take_round(office, pull, feedback, known, recognised, rows)
        known = read_known(office) if rows else known


def _take_round(
    office: Office, pull: Pull, feedback: Feedback, known: Known, recognised: Recognition, rows: Sequence[Row]
) -> list[Row]:
    """Take each applicant's first new answer; returns the rows to look at again."""
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    uncounted: list[UncountedSnapshot] = []
    met: set[tuple[str, str]] = set()
    later: list[Row] = []
    for row in rows:
        reading = _Reading(office, pull.on, known, row, recognised.refs.get(row.number, ""))
        found = reading.answer()
        applicant = reading.applicant
        if applicant in met:
            later.append(row)
            continue
        if applicant is not None:
            met.add(applicant)
        match found:
            case Command():
                commands.append(found)
                by_ref[found.ref] = row
            case UncountedSnapshot():
                uncounted.append(found)
            case list():
                feedback.refuse(APPLICATIONS, row, found)
    keep_uncounted(office.ledger, uncounted, pull.on)
    feedback.take(APPLICATIONS, apply_commands(office, pull.team, commands), by_ref)
    return later


def read_known(office: Office) -> Known:
    known = Known()
    with office.ledger.reading() as connection:
        known.submissions = read_submissions(connection)
        for submission in known.submissions:
            known.latest_by_row[submission.row_ref] = submission
            known.declarations[submission.subject] += 1
        for view in read_subjects(connection, PROCESS):
            known.dossiers[view.ref] = view
            if view.state in _OPEN:
                known.open_by_applicant[view.facts.certification, view.facts.natural_key] = view
    return known


def received_on(row: Row, on: date) -> date:
    """The day of the form's Horodateur; `on` when the row has none.

    Raises:
        BadCell: it is no date, or one of another age.
    """
    day = cells.day(row.cells.get(SUBMITTED_AT)) or on
    if abs(day.year - on.year) > FARTHEST_YEARS:
        raise BadCell(f"la date {format_date(day)} est trop éloignée", "indiquez la date de la réponse")
    return day


def _note_odd_rows(rows: Sequence[Row], recognised: Recognition, feedback: Feedback) -> None:
    for row in rows:
        if row.number in recognised.strangers:
            message = f"la référence « {(row.key or '')[:40]} » n’existe pas. Effacez cette cellule."
            feedback.refuse(APPLICATIONS, row, Refusal(message, "MIK-04", REF))
        elif row.number in recognised.twins:
            twin_of = recognised.twins[row.number] or "qui dit la même chose"
            message = f"ligne en double de la réponse {twin_of}. Supprimez-la."
            feedback.refuse(APPLICATIONS, row, Refusal(message, "MIK-04", REF))


class _Reading:
    """One row against what is known. `applicant` is set once the row is known to say something new."""

    def __init__(self, office: Office, on: date, known: Known, row: Row, row_ref: str) -> None:
        self.office, self.on, self.known, self.row, self.row_ref = office, on, known, row, row_ref
        self.applicant: tuple[str, str] | None = None
        self.declared = snapshot(row)

    def answer(self) -> Command | UncountedSnapshot | list[Refusal]:
        """What the row calls for; an empty list when nothing."""
        try:
            received = received_on(self.row, self.on)
        except BadCell as error:
            return [Refusal(f"{error.reason} ; {error.cure}.", "MIK-04", SUBMITTED_AT)]
        before = self.known.latest_by_row.get(self.row_ref)
        if received > self.on or (before and before.sha256 == sha_of(self.declared)):
            return []  # not received yet on the day this run stands for, or seen and unchanged
        declaration = read_declaration(self.row, self.office.config.certifications, received)
        if isinstance(declaration, list):
            return declaration
        application = declaration.application
        self.applicant = (application.certification, application.siret)
        if before is None:
            return self._take(declaration, self.known.open_by_applicant.get(self.applicant))
        view = self.known.dossiers[before.subject]
        if (view.facts.certification, view.facts.natural_key) != self.applicant:
            message = (
                f"le SIRET et la certification du dossier {view.ref} ne changent pas. Rétablissez-les et déposez une "
                "nouvelle réponse pour une autre candidature."
            )
            return [Refusal(message, "MIK-04", "SIRET")]
        return self._take(declaration, view)

    def _take(self, declaration: Declaration, dossier: View[Dossier] | None) -> Command | UncountedSnapshot:
        if dossier is None:
            return self._command(Event.APPLICATION_RECEIVED, "", declaration, 1)
        if dossier.state is State.RECEIVED:
            number = self.known.declarations[dossier.ref] + 1
            return self._command(Event.DECLARATION_COMPLETED, dossier.ref, declaration, number)
        return UncountedSnapshot(self.row_ref, dossier.ref, self.declared)

    def _command(self, event: Event, subject: str, declaration: Declaration, number: int) -> Command:
        sha = sha_of(self.declared)
        update: dict[str, object] = {
            "application": declaration.application, "missing": declaration.missing, "declaration_sha256": sha,
            "declaration_number": number,
        }  # fmt: skip
        if event is Event.APPLICATION_RECEIVED:
            certification = declaration.application.certification
            update |= {
                "certification": certification,
                "received_on": received_on(self.row, self.on),
                "grid_version": self.office.config.certifications[certification].grid.version,
            }
        return Command(
            ref=f"declaration:{subject}:{number}:{sha}", subject=subject, event=event, on=self.on,
            by="formulaire de candidature", update=update, snapshot=self.declared, origin=self.row_ref,
        )  # fmt: skip


def _deleted(known: Known, recognised: Recognition) -> Iterator[Note]:
    """Dossiers whose row is no longer in the tab: they go on, and somebody is told."""
    present = set(recognised.refs.values())
    for row_ref, submission in known.latest_by_row.items():
        dossier = known.dossiers[submission.subject]
        if row_ref not in present and submission.accepted and dossier.state in _OPEN:
            message = (
                f"la ligne {row_ref} a été supprimée de l’onglet. Le dossier {submission.subject} suit son cours ; "
                "pour le clore, passez par une décision."
            )
            yield Note(APPLICATIONS, None, Refusal(message, "MIK-16", REF))
