"""The tab « Conservation »: lots are proposed there, a person decides, then they are erased (RGPD)."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from config.retention import load_retention
from domain.calendar import add_months, format_date
from domain.dossier import Attendee
from domain.network.destruction import (
    CONFIRMED_BY,
    DECISION,
    DESTRUCTION,
    MOTIVE,
    RULE,
    Destruction,
    DestructionDecision,
    DestructionEvent,
    DestructionState,
    Volume,
)
from domain.network.retention import Retention
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Role
from tasks.exams.deciders import person_with
from tasks.exams.outcomes import take_outcomes
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.ledger.schema import subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.retention.content import content_of
from tasks.retention.lots import Lot, due_lots
from tasks.retention.wording import told
from tasks.tabs import retention as tab
from tasks.tabs.columns import REF, STATUS
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_DECIDERS = (Role.DIRECTION, Role.PARTNER_MANAGER)
_UNDECIDED = (DestructionState.PROPOSED, DestructionState.CONFIRMED)


def propose_lots(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each lot whose time is over, unless one waits, or somebody chose to keep it not long ago."""
    retention = load_retention(office.settings.config_folder)
    with office.ledger.reading() as connection:
        known = [view for view in read_subjects(connection, DESTRUCTION) if _stands(view, retention, pull.on)]
        keys = {view.facts.natural_key for view in known}
        commands = [
            _proposed(lot, content_of(connection, lot, retention).volume, pull.on)
            for lot in due_lots(connection, retention, pull.on)
            if lot.key not in keys
        ]
    feedback.take(tab.RETENTION, apply_commands(office, pull.team, commands, DESTRUCTION), {})


def _stands(view: View[Destruction], retention: Retention, on: date) -> bool:
    """Whether a lot needs no new proposal. E-mails come back: others have grown old since."""
    if view.state in _UNDECIDED:
        return True
    if view.state is DestructionState.ERASED:
        return bool(view.facts.root)
    decided = view.facts.decision.decided_on if view.facts.decision else on
    return on < add_months(decided, retention.again_after_months)


def _proposed(lot: Lot, volume: Volume, on: date) -> Command:
    update = {
        "certification": lot.certification, "kept": lot.kept, "root": lot.root, "since": lot.since,
        "due_on": lot.due_on, "sent_until": lot.sent_until, "volume": volume,
    }  # fmt: skip
    until = lot.sent_until.isoformat() if lot.sent_until else ""
    return Command(f"retention:{lot.key}:{until}:{on}", "", DestructionEvent.PROPOSED, on, "certiflow", update)


def take_erasures(office: Office, pull: Pull, feedback: Feedback) -> None:
    """What was typed in « Conservation »: each signed row, once."""
    found = KeyedTab(pull, feedback, tab.RETENTION, RULE)
    found.judge()
    signed = {key: row for key, row in found.rows.items() if row.cells.get(DECISION)}
    if not signed:
        return
    retention = load_retention(office.settings.config_folder)
    rows: dict[str, Row] = {}
    commands = []
    with office.ledger.reading() as connection:
        views = read_some(connection, DESTRUCTION, list(signed))
        waiting = [key for key in signed if key in views and views[key].state is DestructionState.PROPOSED]
        due = {lot.key: lot for lot in due_lots(connection, retention, pull.on)} if waiting else {}
        for key, row in signed.items():
            asked = _asked(views.get(key), row, pull)
            if isinstance(asked, Command) and asked.event is DestructionEvent.CONFIRMED:
                lot = due.get(views[key].facts.natural_key)
                asked = _covering(asked, connection, lot, retention, views[key].facts)
            if isinstance(asked, Refusal):
                feedback.refuse(tab.RETENTION, row, asked)
            elif asked is not None:
                commands.append(asked)
                rows[asked.ref] = row
    take_outcomes(feedback, tab.RETENTION, apply_commands(office, pull.team, commands, DESTRUCTION), rows)


def _asked(view: View[Destruction] | None, row: Row, pull: Pull) -> Command | Refusal | None:
    """None when the decision is recorded as typed."""
    if view is None:
        message = (
            f"aucun lot ne porte la référence « {(row.key or '')[:40]} ». certiflow fait les lignes de cet onglet."
        )
        return Refusal(message, RULE, DECISION)
    reading = RowReading(row)
    try:
        word = reading.required(DECISION, cells.line)
        if word not in (tab.ERASE, tab.KEEP):
            raise BadCell(f"« {word[:40]} » n’est pas un choix possible", f"choisissez {tab.ERASE} ou {tab.KEEP}")
        motive = reading.read(MOTIVE, cells.any_text) or ""
        name = reading.required(CONFIRMED_BY, cells.line)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header)
    if view.state is not DestructionState.PROPOSED:
        same = (word == tab.KEEP) is (view.state is DestructionState.KEPT)
        return None if same else Refusal("la décision est prise : elle ne change plus.", RULE, DECISION)
    person = person_with(pull.team, name, _DECIDERS, RULE, CONFIRMED_BY)
    if isinstance(person, Refusal):
        return person
    decision = DestructionDecision(
        decided_by=Attendee(name=person.name, role=person.role), decided_on=pull.on, motive=motive
    )
    event = DestructionEvent.KEPT if word == tab.KEEP else DestructionEvent.CONFIRMED
    by = f"onglet {tab.RETENTION} : {person.name}"
    return Command(f"retention-decision:{view.ref}", view.ref, event, pull.on, by, {"decision": decision})


def _covering(command: Command, connection: Connection, lot: Lot | None, retention: Retention,
              facts: Destruction) -> Command | Refusal:  # fmt: skip
    """The decision with what it covers, as it is on its day."""
    if lot is None:
        message = "ce lot n’est plus à effacer : un délai court encore, ou une affaire reste ouverte. Attendez sa fin."
        return Refusal(message, RULE, DECISION)
    found = content_of(connection, replace(lot, sent_until=facts.sent_until), retention)
    covered = {
        "volume": found.volume, "events": found.events, "documents": found.documents, "pages": found.pages,
        "fluxes": found.fluxes,
    }  # fmt: skip
    return replace(command, update={**command.update, **covered})


def show_lots(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each lot; those that are settled keep theirs, which names nobody."""
    found = KeyedTab(pull, feedback, tab.RETENTION, RULE)
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, DESTRUCTION))
        roots = {view.facts.root for view in views if view.state is DestructionState.PROPOSED}
        query = select(subjects.c.ref, subjects.c.name).where(subjects.c.ref.in_(roots))
        names: dict[str, str] = {row.ref: row.name for row in connection.execute(query)}
    durations = load_retention(office.settings.config_folder).durations if views else {}
    for view in views:
        shown = _cells(view, names.get(view.facts.root, ""), durations[view.facts.kept].label)
        found.put(changes, view.ref, shown, _said(view), _first(view))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[Destruction], name: str, duration: str) -> Cells:
    facts = view.facts
    until = f" jusqu’au {format_date(facts.sent_until)}" if facts.sent_until else ""
    whose = f", {name}" if name and view.state is DestructionState.PROPOSED else ""
    return {
        REF: view.ref, tab.WHAT: french(f"{facts.name}{until}{whose}"), tab.DURATION: french(duration),
        tab.SINCE: facts.since, tab.DUE_ON: facts.due_on, tab.VOLUME: french(told(facts.volume)),
        STATUS: view.state.label,
    }  # fmt: skip


def _said(view: View[Destruction]) -> str:
    decision, day = view.facts.decision, view.facts.erased_on
    if view.state is DestructionState.PROPOSED or decision is None:
        return "À décider : effacer, ou conserver avec un motif. [RGPD]"
    if view.state is DestructionState.KEPT:
        return f"Conservé, décision du {format_date(decision.decided_on)}."
    return f"Effacé le {format_date(day)}." if day else "Effacement décidé."


def _first(view: View[Destruction]) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    decision = view.facts.decision
    if decision is None:
        return {}
    word = tab.KEEP if view.state is DestructionState.KEPT else tab.ERASE
    return {DECISION: word, MOTIVE: decision.motive, CONFIRMED_BY: decision.decided_by.name}
