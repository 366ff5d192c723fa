"""The tab « Candidatures » → commands: new applications, edited answers, second answers, lost and deleted rows.

Each row has one defined answer (MIK-04): its snapshot tells whether it was seen before, whatever moved around it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.dossier import Dossier
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Event, State
from tasks.feedback import Feedback, Note
from tasks.intake.declaration import Declaration, read_declaration, snapshot
from tasks.intake.form import SUBMITTED_AT
from tasks.ledger.keeping import UncountedSnapshot, keep_uncounted
from tasks.ledger.queries import Submission, View, read_subjects, read_submissions
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs.layout import APPLICATIONS, REF
from tasks.workbook.protocol import Row

_OPEN = frozenset(State) - PROCESS.terminal_states


@dataclass
class Known:
    """What the ledger already knows, indexed as the rows ask for it."""

    latest_by_row: dict[str, Submission] = field(default_factory=dict)
    by_sha: dict[str, Submission] = field(default_factory=dict)
    dossiers: dict[str, View[Dossier]] = field(default_factory=dict)
    open_by_applicant: dict[tuple[str, str], View[Dossier]] = field(default_factory=dict)


def take_applications(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Receive what is new in the tab; everything refused is noted, everything declared is kept."""
    known, rows = read_known(office), pull.content.tabs[APPLICATIONS].rows
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    uncounted: list[UncountedSnapshot] = []
    for row in rows:
        for found in _Reading(office, pull.on, known, row).answer():
            match found:
                case Command():
                    commands.append(found)
                    by_ref[found.ref] = row
                case UncountedSnapshot():
                    uncounted.append(found)
                case Refusal():
                    feedback.refuse(APPLICATIONS, row, found)
    keep_uncounted(office.ledger, uncounted, pull.on)
    feedback.take(APPLICATIONS, apply_commands(office, pull.team, commands), by_ref)
    feedback.notes.extend(_deleted(known, pull))


def read_known(office: Office) -> Known:
    known = Known()
    with office.ledger.reading() as connection:
        for submission in read_submissions(connection):
            known.latest_by_row[submission.row_ref] = submission
            known.by_sha[submission.sha256] = submission
        for view in read_subjects(connection, PROCESS):
            known.dossiers[view.ref] = view
            if view.state in _OPEN:
                known.open_by_applicant[view.facts.certification, view.facts.natural_key] = view
    return known


def sha_of(declared: str) -> str:
    return hashlib.sha256(declared.encode()).hexdigest()


def received_on(row: Row, on: date) -> date:
    """The day of the form's Horodateur; `on` when the row has none."""
    stamp = row.cells.get(SUBMITTED_AT)
    if isinstance(stamp, datetime):
        return stamp.date()
    return stamp if isinstance(stamp, date) else on


@dataclass(frozen=True)
class _Reading:
    """One row against what is known."""

    office: Office
    on: date
    known: Known
    row: Row

    def answer(self) -> Iterator[Command | UncountedSnapshot | Refusal]:
        if received_on(self.row, self.on) > self.on:
            return  # not received yet on the day this run stands for
        declared = snapshot(self.row)
        sha = sha_of(declared)
        if self.row.key and self.row.key not in self.known.latest_by_row:
            yield Refusal(
                f"la référence « {self.row.key[:40]} » n’existe pas. Effacez cette cellule.", "MIK-04", "Réf."
            )
            return
        before = self.known.latest_by_row.get(self.row.key or "") or self.known.by_sha.get(sha)
        if before and before.sha256 == sha:
            return  # seen, unchanged
        declaration = read_declaration(self.row, self.office.config.certifications, received_on(self.row, self.on))
        if isinstance(declaration, list):
            yield from declaration
            return
        dossier = self._dossier(before, declaration)
        if isinstance(dossier, Refusal):
            yield dossier
        else:
            origin = before.row_ref if before else ""
            yield from self._take(declaration, dossier, declared, sha, origin)

    def _dossier(self, before: Submission | None, declaration: Declaration) -> View[Dossier] | Refusal | None:
        """The dossier that the row speaks of, None for a new one."""
        application = declaration.application
        applicant = (application.certification, application.siret)
        if before is None:
            return self.known.open_by_applicant.get(applicant)
        view = self.known.dossiers[before.subject]
        if (view.facts.certification, view.facts.natural_key) != applicant:
            return Refusal(
                f"le SIRET et la certification du dossier {view.ref} ne changent pas. Rétablissez-les et déposez une "
                "nouvelle réponse pour une autre candidature.",
                "MIK-04", "SIRET",
            )  # fmt: skip
        return view

    def _take(
        self, declaration: Declaration, dossier: View[Dossier] | None, declared: str, sha: str, origin: str
    ) -> Iterator[Command | UncountedSnapshot]:
        if dossier is None:
            yield self._command(Event.APPLICATION_RECEIVED, "", declaration, declared, sha, origin)
        elif dossier.state is State.RECEIVED:
            yield self._command(Event.DECLARATION_COMPLETED, dossier.ref, declaration, declared, sha, origin)
        else:
            yield UncountedSnapshot(origin, dossier.ref, declared)

    def _command(
        self, event: Event, subject: str, declaration: Declaration, declared: str, sha: str, origin: str
    ) -> Command:
        update: dict[str, object] = {
            "application": declaration.application, "missing": declaration.missing, "declaration_sha256": sha
        }  # fmt: skip
        if event is Event.APPLICATION_RECEIVED:
            certification = declaration.application.certification
            update |= {
                "certification": certification,
                "received_on": received_on(self.row, self.on),
                "grid_version": self.office.config.certifications[certification].grid.version,
            }
        return Command(
            ref=f"declaration:{origin}:{sha}",
            subject=subject, event=event, on=self.on, by="formulaire de candidature", update=update,
            snapshot=declared, origin=origin,
        )  # fmt: skip


def _deleted(known: Known, pull: Pull) -> Iterator[Note]:
    """Dossiers whose row is no longer in the tab: they go on, and somebody is told."""
    rows = pull.content.tabs[APPLICATIONS].rows
    present = {row.key for row in rows}
    shas = {sha_of(snapshot(row)) for row in rows if row.key is None}
    for row_ref, submission in known.latest_by_row.items():
        dossier = known.dossiers[submission.subject]
        if row_ref not in present and submission.sha256 not in shas and submission.accepted and dossier.state in _OPEN:
            message = (
                f"la ligne {row_ref} a été supprimée de l’onglet. Le dossier {submission.subject} suit son cours ; "
                "pour le clore, passez par une décision."
            )
            yield Note(APPLICATIONS, None, Refusal(message, "MIK-16", REF))
