"""The tab « Notation » → a validated grid, then the outcome that follows by itself (MIK-16 to MIK-22)."""

from domain.certification import Certification, GridLine
from domain.dossier import Dossier
from domain.process import Command
from domain.refusal import Refusal
from domain.scoring import ScoredLine, Scoresheet, auto_points, passes
from domain.vocabulary import Event, State
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_refs, read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.presenting.frame import points
from tasks.tabs.layout import COMMENT, SCORING, VALIDATED_BY, staff_points
from tasks.workbook.protocol import Row


def take_grids(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Validate the grids that carry a name, then decide every scored dossier, the ones of a cut run included."""
    if pull.content.tabs[SCORING].problem is None:
        feedback.judged.add(SCORING)
    rows = {row.key: row for row in pull.content.tabs[SCORING].rows if row.key}
    with office.ledger.reading() as connection:
        to_score = {view.ref: view for view in read_subjects(connection, PROCESS, {State.COMPLETE})}
        existing = read_refs(connection, PROCESS)
    for signed in pull.content.tabs[SCORING].rows:
        if signed.cells.get(VALIDATED_BY) and signed.key not in existing:
            feedback.refuse(SCORING, signed, unknown_subject(signed.key or ""))
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for ref, view in to_score.items():
        row = rows.get(ref)
        if row is None or row.cells.get(VALIDATED_BY) is None:
            continue
        found = _validation(office, view, row, pull)
        if isinstance(found, Command):
            commands.append(found)
            by_ref[found.ref] = row
        else:
            feedback.refuse(SCORING, row, found)
    feedback.take(SCORING, apply_commands(office, pull.team, commands), by_ref)
    _decide_scored(office, pull, feedback)


def scored_lines(figures: Certification, dossier: Dossier, row: Row) -> list[ScoredLine] | Refusal:
    """Every line of the grid with its automatic points and those that staff typed, or what is wrong with one."""
    lines = []
    for line in figures.grid.lines:
        staff = _staff_points(line, row)
        if isinstance(staff, Refusal):
            return staff
        automatic = auto_points(line, dossier.application, dossier.received_on)
        lines.append(
            ScoredLine(code=line.code, label=line.label, max=line.max, auto_points=automatic.points,
                       staff_points=staff, reason=automatic.reason)
        )  # fmt: skip
    return lines


def _staff_points(line: GridLine, row: Row) -> float | Refusal:
    if not line.staff_choices:
        return 0
    header = staff_points(line.code, line.staff_label)
    possible = " ; ".join(f"{choice:g}".replace(".", ",") for choice in line.staff_choices)
    try:
        typed = cells.decimal(row.cells.get(header))
    except BadCell as error:
        return Refusal(f"{error.reason} ; choisissez parmi : {possible}.", "MIK-18", header)
    if typed is None:
        return Refusal(f"aucune ligne ne reste vide ; choisissez parmi : {possible}.", "MIK-18", header)
    if typed not in line.staff_choices:
        return Refusal(f"« {points(typed)} » n’est pas possible ; choisissez parmi : {possible}.", "MIK-20", header)
    return typed


def _validation(office: Office, view: View[Dossier], row: Row, pull: Pull) -> Command | Refusal:
    figures = office.config.figures_for(view.facts.certification, view.facts.grid_version)
    lines = scored_lines(figures, view.facts, row)
    if isinstance(lines, Refusal):
        return lines
    reading = RowReading(row)
    try:
        scorer, comment = reading.read(VALIDATED_BY, cells.line), reading.read(COMMENT, cells.text)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-18", reading.header)
    sheet = Scoresheet(grid_version=figures.grid.version, lines=tuple(lines), scorer=scorer or "",
                       scored_on=pull.on, comment=comment or "")  # fmt: skip
    return Command(
        ref=f"grid:{view.ref}:{row.fingerprint}", subject=view.ref, event=Event.GRID_VALIDATED, on=pull.on,
        by=f"onglet Notation : {scorer}", update={"scoresheet": sheet},
    )  # fmt: skip


def _decide_scored(office: Office, pull: Pull, feedback: Feedback) -> None:
    """No human step once the grid is validated (MIK-22)."""
    with office.ledger.reading() as connection:
        scored = list(read_subjects(connection, PROCESS, {State.SCORED}))
    commands = []
    for view in scored:
        figures = office.config.figures_for(view.facts.certification, view.facts.grid_version)
        total = view.facts.scoresheet.total if view.facts.scoresheet else 0
        event = Event.SCORE_REACHED if passes(figures.grid, total) else Event.SCORE_BELOW
        commands.append(Command(f"score:{view.ref}", view.ref, event, pull.on, "application de la grille"))
    feedback.take(SCORING, apply_commands(office, pull.team, commands), {})
