"""The tab « Conformité » → what happened to each dossier between its pre-habilitation and its declaration.

Each part of a row is read on its own: what was already recorded is passed by, and a wrong part stops only itself.
"""

from collections.abc import Callable
from typing import Any

from domain.communication import COMMUNICATION, CommunicationEvent, CommunicationState
from domain.conformity import Meeting
from domain.evaluation_manager import EVALUATION_MANAGER
from domain.exams.vocabulary import Route
from domain.extent import Extent
from domain.partnership import PARTNERSHIP, UNDER_THE_CLOCK
from domain.procedure_guards import changed_on, ended_on
from domain.process import Command, Process
from domain.refusal import Refusal
from domain.signing import Attendance, FcDeclaration
from domain.vocabulary import Event, State
from tasks.conformity.entries import Entry, Found
from tasks.conformity.managers import designation, manager_decision
from tasks.conformity.meetings import INFO_MINUTES, info_session_command, next_meeting
from tasks.conformity.supports import declared_supports, parse_supports
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import moment
from tasks.ledger.advance import unknown_subject
from tasks.ledger.workstreams import read_streams
from tasks.office import Office, Pull, apply_commands
from tasks.presenting.kits import deliveries
from tasks.tabs import conformity as tab
from tasks.tabs.columns import TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row

SIGNING_MINUTES = 120


def take_conformity(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Apply the rows that « Saisi par » signs."""
    found = KeyedTab(pull, feedback, tab.CONFORMITY, "MIK-29")
    found.judge()
    with office.ledger.reading() as connection:
        streams = read_streams(connection)
    signed = [row for row in found.all_rows if row.cells.get(TYPED_BY)]
    for row in signed:
        if row.key not in streams:
            feedback.refuse(tab.CONFORMITY, row, unknown_subject(row.key or ""))
    entries = [
        Entry(row, RowReading(row), streams[key], office, pull)
        for key, row in found.known(streams)
        if row.cells.get(TYPED_BY)
    ]
    for process, parts in _PARTS:
        _apply(office, pull, feedback, process, [(entry, part) for entry in entries for part in parts])


def _apply(
    office: Office, pull: Pull, feedback: Feedback, process: Process[Any],
    asked: list[tuple[Entry, tuple[str, Callable[[Entry], Found]]]],
) -> None:  # fmt: skip
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for entry, (rule, part) in asked:
        try:
            found = list(part(entry))
        except BadCell as error:
            found = [Refusal(f"{error.reason} ; {error.cure}.", rule, entry.reading.header)]
        for one in found:
            if isinstance(one, Refusal):
                feedback.refuse(tab.CONFORMITY, entry.row, one)
            else:
                commands.append(one)
                rows[one.ref] = entry.row
    feedback.take(tab.CONFORMITY, apply_commands(office, pull.team, commands, process), rows)


def _info_session(entry: Entry) -> Found:
    """Planned, planned anew, cancelled, then held (MIK-42 to MIK-44)."""
    view = entry.item.dossier
    if view.state is not State.PRE_HABILITATED:
        yield from _held_already(entry)
        return
    planned, known = entry.reading.read(tab.INFO_AT, moment), view.facts.info_session
    link = entry.reading.read(tab.INFO_LINK, cells.url) or ""
    typed = Meeting(starts=planned, minutes=INFO_MINUTES, link=link) if planned else None
    held_on, meeting = entry.reading.read(tab.INFO_HELD, cells.day), next_meeting(known, typed)
    corrects = held_on is not None and typed is not None and typed.starts.date() <= entry.pull.on
    if meeting is not None and not corrects:  # nobody is invited to what took place already
        yield info_session_command(view.ref, meeting, entry.pull.on, entry.by)
    if held_on is not None:
        present = tuple(" ".join(line.split()) for line in _lines(entry, tab.INFO_PRESENT))
        record = Attendance(held_on=held_on, attendees=present, recorded_by=entry.typed_by)
        update: dict[str, Any] = {"attendance": record, "kits": _kits(entry)}
        if corrects and meeting is not None:
            update["info_session"] = meeting
        yield entry.command("held", view, Event.INFO_SESSION_HELD, update)


def _held_already(entry: Entry) -> Found:
    """What was recorded stays; a date changed afterwards is told, not taken."""
    held, typed = entry.item.dossier.facts.attendance, entry.reading.read(tab.INFO_HELD, cells.day)
    if held is not None and typed is not None and typed != held.held_on:
        message = f"la séance est enregistrée au {held.held_on:%d/%m/%Y} ; ce qui change ensuite est sans effet."
        yield Refusal(message, "MIK-42", tab.INFO_HELD)


def _extent(entry: Entry) -> Found:
    """The blocs and the routes of the habilitation, until the agreements that state them are signed (NET-04)."""
    view = entry.item.dossier
    if view.state not in UNDER_THE_CLOCK:
        return
    typed = Extent(
        blocs=tuple(dict.fromkeys(line.strip().upper() for line in _lines(entry, tab.EXTENT_BLOCS))),
        routes=tuple(dict.fromkeys(_route(line) for line in _lines(entry, tab.EXTENT_ROUTES))),
    )
    if typed != view.facts.extent:
        yield entry.command("extent", view, Event.EXTENT_SET, {"extent": typed})


def _route(typed: str) -> Route:
    route = Route.from_label(typed)
    if route is None:
        possible = " ; ".join(route.label for route in Route)
        raise BadCell(f"« {typed.strip()[:40]} » n’est pas une voie d’accès", f"choisissez parmi : {possible}")
    return route


def _lines(entry: Entry, header: str) -> list[str]:
    return [line for line in (entry.reading.read(header, cells.text) or "").splitlines() if line.strip()]


def _kits(entry: Entry) -> tuple[Any, ...]:
    """Everything but the evaluation kit, which waits for its recipient (MIK-45 to MIK-50, MIK-57)."""
    dossier = entry.item.dossier.facts
    config = entry.office.config
    kits = [kit for kit in config.kits[dossier.certification].root.values() if not kit.needs_evaluation_scope]
    regulation = [text for kind, text in config.agreements.items() if kind.value == "reglementation"]
    return deliveries(kits, regulation, dossier.application.representative, entry.pull.on)


def _signing_day(entry: Entry) -> Found:
    view = entry.item.dossier
    if view.state is not State.READY_TO_SIGN:
        return
    planned, place = entry.reading.read(tab.SIGNING_AT, moment), entry.reading.read(tab.SIGNING_PLACE, cells.line)
    typed = Meeting(starts=planned, minutes=SIGNING_MINUTES, place=place or "") if planned else None
    meeting = next_meeting(view.facts.signing, typed)
    if meeting is not None:
        event = Event.SIGNING_CANCELLED if meeting.cancelled else Event.SIGNING_PLANNED
        yield entry.command("signing", view, event, {"signing": meeting})


def _declaration(entry: Entry) -> Found:
    """The declaration to France compétences, with its proof: the habilitation, then each change of it (MIK-86, LAW-05).

    What was declared before the last change is still in its cell until that change is declared too.
    """
    view, declared_on = entry.item.dossier, entry.reading.read(tab.DECLARED_ON, cells.day)
    if declared_on is None or PARTNERSHIP.find(view.state, Event.DECLARED_TO_FC) is None:
        return
    known = view.facts.fc_declaration
    since = (ended_on if view.state in PARTNERSHIP.terminal_states else changed_on)(view.facts)
    if known and (declared_on == known.declared_on or (since and known.declared_on > since)):
        return
    proof = entry.reading.read(tab.PROOF, cells.text) or ""
    record = FcDeclaration(declared_on=declared_on, proof=proof, recorded_by=entry.typed_by)
    yield entry.command("declared", view, Event.DECLARED_TO_FC, {"fc_declaration": record})


def _supports(entry: Entry) -> Found:
    """What the OF announces of its supports, while a pass may still be read (MIK-60, MIK-62)."""
    view = entry.item.communication
    if view is None:
        return
    update: dict[str, Any] = {}
    if view.state is CommunicationState.TO_AUDIT:
        extra = parse_supports(entry.reading.read(tab.OTHER_SUPPORTS, cells.text) or "")
        if isinstance(extra, Refusal):
            yield extra
            return
        supports = declared_supports(entry.item.dossier.facts.application, extra)
        if view.facts.passes:
            if supports != view.facts.supports:
                message = "les supports sont déjà relevés : celui qui s’ajoute n’entre plus dans ce contrôle."
                yield Refusal(message, "MIK-62", tab.OTHER_SUPPORTS)
            return
        update = {"ready_on": entry.reading.read(tab.READY_ON, cells.day), "supports": supports}
    elif view.state is CommunicationState.CORRECTIONS_REQUESTED and len(view.facts.passes) == 1:
        update = {"corrected_on": entry.reading.read(tab.CORRECTED_ON, cells.day)}
    changed = {key: value for key, value in update.items() if value is not None and getattr(view.facts, key) != value}
    if changed:
        yield entry.command("supports", view, CommunicationEvent.DECLARED, changed)


#: process → (rule of a cell that cannot be read, part of the row), in the order in which they apply
_PARTS: tuple[tuple[Process[Any], tuple[tuple[str, Callable[[Entry], Found]], ...]], ...] = (
    (PARTNERSHIP, (("MIK-42", _info_session), ("NET-04", _extent), ("MIK-41", _signing_day), ("MIK-86", _declaration))),
    (EVALUATION_MANAGER, (("MIK-38", designation), ("MIK-82", manager_decision))),
    (COMMUNICATION, (("MIK-60", _supports),)),
)
