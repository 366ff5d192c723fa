"""What reception calls for: an owner for each dossier (MIK-17), then « complete » or a request for pieces (MIK-13)."""

from domain.dossier import Dossier
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Event, State
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.intake.recognition import recognise
from tasks.ledger.queries import View, read_subjects, read_submissions
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs.columns import OWNER
from tasks.tabs.layout import APPLICATIONS
from tasks.workbook.protocol import Row


def follow_up(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Designate owners, then declare complete or ask for what is missing. Works from the ledger: it heals itself."""
    rows_of = _rows_by_dossier(office, pull)
    with office.ledger.reading() as connection:
        waiting = list(read_subjects(connection, PROCESS, {State.RECEIVED, State.COMPLETE}))
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for view in waiting:
        row = rows_of.get(view.ref)
        command = _owner_command(view, row, pull, feedback)
        if command is not None:
            commands.append(command)
            if row is not None:
                by_ref[command.ref] = row
        if view.state is State.RECEIVED:
            commands.append(_completeness(view, pull))
            feedback.refuse(APPLICATIONS, row, _unusable(view))
    feedback.take(APPLICATIONS, apply_commands(office, pull.team, commands), by_ref)


def _rows_by_dossier(office: Office, pull: Pull) -> dict[str, Row]:
    """The row where staff name the owner: the latest answer that counts."""
    with office.ledger.reading() as connection:
        submissions = read_submissions(connection)
    rows = pull.content.tabs[APPLICATIONS].rows
    recognised = recognise(rows, submissions)
    row_of = {recognised.refs[row.number]: row for row in rows if row.number in recognised.refs}
    return {item.subject: row_of[item.row_ref] for item in submissions if item.accepted and item.row_ref in row_of}


def _owner_command(view: View[Dossier], row: Row | None, pull: Pull, feedback: Feedback) -> Command | None:
    """The designation that the row asks for; without one, the only partner manager there is."""
    try:
        wanted = (cells.line(row.cells.get(OWNER)) if row else None) or ""
    except BadCell as error:
        feedback.refuse(APPLICATIONS, row, Refusal(f"{error.reason} ; {error.cure}.", "MIK-17", OWNER))
        return None
    if not wanted and (view.facts.owner or pull.team.sole_manager is None):
        return None
    person = pull.team.find(wanted) if wanted else pull.team.sole_manager
    if person is None:
        refusal = Refusal(f"« {wanted[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne ou "
                          "corrigez le nom.", "MIK-17", OWNER)  # fmt: skip
        feedback.refuse(APPLICATIONS, row, refusal)
        return None
    if same_person(person.name, view.facts.owner):
        return None
    return Command(
        ref=f"owner:{view.ref}:{view.version}", subject=view.ref, event=Event.OWNER_ASSIGNED,
        on=pull.on, by="onglet Candidatures", update={"owner": person.name},
    )  # fmt: skip


def _unusable(view: View[Dossier]) -> list[Refusal]:
    """What was typed and cannot be used, as anomalies; what is merely absent is asked of the OF."""
    return [
        Refusal(f"{item.reason} ; {item.cure}.", item.rule, item.label)
        for item in view.facts.missing
        if item.is_unusable
    ]


def _completeness(view: View[Dossier], pull: Pull) -> Command:
    """Once for each declaration: complete, or the list of what is missing."""
    event = Event.PIECES_MISSING if view.facts.missing else Event.PIECES_COMPLETE
    return Command(
        ref=f"pieces:{view.ref}:{view.facts.declaration_number}", subject=view.ref, event=event,
        on=pull.on, by="contrôle de complétude",
    )  # fmt: skip
