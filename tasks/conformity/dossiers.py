"""The tab « Conformité » → what happened to each dossier between its pre-habilitation and its declaration.

Each part of a row is read on its own: what was already recorded is passed by, and a wrong part stops only itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.communication import COMMUNICATION, CommunicationEvent, CommunicationState
from domain.conformity import Meeting
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerDecision, ManagerEvent, ManagerState
from domain.partnership import PARTNERSHIP
from domain.partnership_guards import same_person
from domain.process import Command, Process
from domain.refusal import Refusal
from domain.signing import Attendance, FcDeclaration
from domain.vocabulary import Event, State
from tasks.conformity.meetings import INFO_MINUTES, info_session_command, next_meeting
from tasks.conformity.supports import declared_supports, parse_supports
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import moment
from tasks.ledger.advance import unknown_subject
from tasks.ledger.workstreams import Streams, read_streams
from tasks.office import Office, Pull, apply_commands
from tasks.presenting.kits import deliveries
from tasks.tabs import conformity as tab
from tasks.tabs.columns import MOTIVE, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row

SIGNING_MINUTES = 120


@dataclass(frozen=True)
class Entry:
    """One signed row, with its dossier."""

    row: Row
    reading: RowReading
    item: Streams
    office: Office
    pull: Pull

    @property
    def by(self) -> str:
        return f"onglet Conformité : {self.typed_by}"

    @property
    def typed_by(self) -> str:
        return cells.line(self.row.cells.get(TYPED_BY)) or ""

    def command(self, name: str, subject: str, event: Any, update: dict[str, Any]) -> Command:
        """The same typed content is the same command."""
        return Command(f"{name}:{self.item.dossier.ref}:{self.row.fingerprint}", subject, event, self.pull.on, self.by,
                       update)  # fmt: skip


Found = Iterator[Command | Refusal]


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
        return
    planned, known = entry.reading.read(tab.INFO_AT, moment), view.facts.info_session
    link = entry.reading.read(tab.INFO_LINK, cells.url) or ""
    typed = Meeting(starts=planned, minutes=INFO_MINUTES, link=link) if planned else None
    announced = info_session_command(view.ref, known, typed, entry.pull.on, entry.by)
    if announced is not None:
        yield announced
    held_on = entry.reading.read(tab.INFO_HELD, cells.day)
    if held_on is not None:
        present = tuple(" ".join(line.split()) for line in _lines(entry, tab.INFO_PRESENT))
        record = Attendance(held_on=held_on, attendees=present, recorded_by=entry.typed_by)
        update = {"attendance": record, "kits": _kits(entry)}
        yield entry.command("held", view.ref, Event.INFO_SESSION_HELD, update)


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
        yield entry.command(f"signing:{meeting.sequence}", view.ref, event, {"signing": meeting})


def _declaration(entry: Entry) -> Found:
    """The declaration to France compétences, with its proof (MIK-86)."""
    view, declared_on = entry.item.dossier, entry.reading.read(tab.DECLARED_ON, cells.day)
    if view.state is not State.HABILITATED or view.facts.fc_declaration or declared_on is None:
        return
    proof = entry.reading.read(tab.PROOF, cells.text) or ""
    record = FcDeclaration(declared_on=declared_on, proof=proof, recorded_by=entry.typed_by)
    yield entry.command("declared", view.ref, Event.DECLARED_TO_FC, {"fc_declaration": record})


def _supports(entry: Entry) -> Found:
    """What the OF announces of its supports, while a pass may still be read (MIK-60, MIK-62)."""
    view = entry.item.communication
    if view is None:
        return
    update: dict[str, Any] = {}
    if view.state is CommunicationState.TO_AUDIT and not view.facts.passes:
        extra = parse_supports(entry.reading.read(tab.OTHER_SUPPORTS, cells.text) or "")
        if isinstance(extra, Refusal):
            yield extra
            return
        supports = declared_supports(entry.item.dossier.facts.application, extra)
        update = {"ready_on": entry.reading.read(tab.READY_ON, cells.day), "supports": supports}
    elif view.state is CommunicationState.CORRECTIONS_REQUESTED and len(view.facts.passes) == 1:
        update = {"corrected_on": entry.reading.read(tab.CORRECTED_ON, cells.day)}
    changed = {key: value for key, value in update.items() if value is not None and getattr(view.facts, key) != value}
    if changed:
        yield entry.command("supports", view.ref, CommunicationEvent.DECLARED, changed)


def _designation(entry: Entry) -> Found:
    """A new person only when none is in hand: a refused one leaves the place (MIK-38, MIK-82)."""
    name, known = entry.reading.read(tab.MANAGER, cells.line), entry.item.manager
    dossier = entry.item.dossier.facts
    if not name or entry.item.dossier.state not in (State.PRE_HABILITATED, State.IN_CONFORMITY):
        return
    if known is not None:
        if not same_person(known.facts.manager, name):
            yield Refusal(
                f"{known.facts.manager} est déjà désigné. Refusez d’abord son habilitation pour désigner "
                "quelqu’un d’autre.", "MIK-38", tab.MANAGER,
            )  # fmt: skip
        return
    if any(same_person(view.facts.manager, name) for view in entry.item.managers):
        return  # refused: the row still shows who it was
    update = {
        "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
        "parent": dossier.ref, "partner": dossier.partner, "opened_on": entry.pull.on, "manager": name,
        "email": entry.reading.read(tab.MANAGER_EMAIL, cells.email) or "",
        "cv_url": entry.reading.read(tab.MANAGER_CV, cells.url) or "",
        "designated_on": entry.reading.read(tab.DESIGNATED_ON, cells.day) or entry.pull.on,
    }  # fmt: skip
    yield entry.command("designated", "", ManagerEvent.DESIGNATED, update)


def _manager_decision(entry: Entry) -> Found:
    typed, known = entry.reading.read(tab.MANAGER_DECISION, cells.line), entry.item.manager
    if not typed or known is None or known.state is not ManagerState.DESIGNATED:
        return
    if typed not in (tab.HABILITATE, tab.REFUSE):
        raise BadCell(f"« {typed[:40]} » n’est pas un choix possible", "choisissez Habiliter ou Refuser")
    decision = ManagerDecision(
        decided_on=entry.reading.read(tab.DECIDED_ON, cells.day) or entry.pull.on,
        decided_by=entry.reading.required(tab.DECIDED_BY, cells.line),
        motive=entry.reading.read(MOTIVE, cells.any_text) or "",
    )
    if decision in [view.facts.decision for view in entry.item.managers]:
        return  # what was decided of the one before
    if entry.pull.team.find(decision.decided_by) is None:
        yield Refusal(f"« {decision.decided_by[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
                      "MIK-82", tab.DECIDED_BY)  # fmt: skip
        return
    event = ManagerEvent.HABILITATED if typed == tab.HABILITATE else ManagerEvent.REFUSED
    yield entry.command("manager", known.ref, event, {"decision": decision})


#: process → (rule of a cell that cannot be read, part of the row), in the order in which they apply
_PARTS: tuple[tuple[Process[Any], tuple[tuple[str, Callable[[Entry], Found]], ...]], ...] = (
    (PARTNERSHIP, (("MIK-42", _info_session), ("MIK-41", _signing_day), ("MIK-86", _declaration))),
    (EVALUATION_MANAGER, (("MIK-38", _designation), ("MIK-82", _manager_decision))),
    (COMMUNICATION, (("MIK-60", _supports),)),
)
