"""The tab « Sessions » → sessions planned and changed; what becomes of them is in `organising` and `postponing`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from domain.dossier import Dossier
from domain.exams import session_guards as field
from domain.exams.session import ExamSession, Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionEvent, SessionKind
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import State
from tasks.exams.postponing import take_decisions_on_sessions
from tasks.exams.reading import BEFORE, read_exams
from tasks.exams.session_rows import read_days, read_details
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_some
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import sessions as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue

#: the rule that a cell is for, when it is not where and when (M2I-11)
_RULES = {
    field.BLOCS: "M2I-05", field.ROOMS: "M2I-15", field.MANAGER: "M2I-14", tab.MANAGER_EMAIL: "M2I-14",
    tab.INVIGILATORS: "M2I-23",
}  # fmt: skip
Partners = Mapping[str, View[Dossier]]
_SIRET = re.compile(r"\d{14}")


@dataclass(frozen=True)
class Desk:
    """What every row of the tab is read with."""

    office: Office
    pull: Pull
    partners: Partners


def take_sessions(office: Office, pull: Pull, feedback: Feedback) -> None:
    """New sessions, then decisions, which count whatever else the row says, then what else changed in the row."""
    found = MintedTab(office, pull, feedback, tab.SESSIONS, "M2I-11")
    found.judge()
    desk = Desk(office, pull, _partners(office, found.all_rows))
    _apply(desk, feedback, [(row, partial(_planned, desk, found.ref_of(row))) for row in found.new_rows])
    with office.ledger.reading() as connection:
        known = read_exams(connection).sessions
    _refuse_strangers(found, known, feedback)
    take_decisions_on_sessions(office, pull, feedback, _signed(found, known))
    with office.ledger.reading() as connection:
        known = {ref: view for ref, view in read_exams(connection).sessions.items() if view.state in BEFORE}
    _apply(desk, feedback, [(row, partial(_changed, desk, view)) for view, row in _signed(found, known)])


def _signed(found: MintedTab, known: Mapping[str, View[ExamSession]]) -> list[tuple[View[ExamSession], Row]]:
    return [(known[key], row) for key, row in found.known(known) if row.cells.get(TYPED_BY)]


def _partners(office: Office, rows: Sequence[Row]) -> Partners:
    named = {str(row.cells.get(field.ORGANISER) or "").strip().upper() for row in rows}
    with office.ledger.reading() as connection:
        return read_some(connection, PARTNERSHIP, sorted(named - {""})) if named - {""} else {}


def _refuse_strangers(found: MintedTab, known: Mapping[str, View[ExamSession]], feedback: Feedback) -> None:
    for row in found.all_rows:
        if row.key and row.key not in known and row.cells.get(TYPED_BY):
            message = f"aucune session ne porte la référence « {row.key[:40]} ». Videz-la pour une session neuve."
            feedback.refuse(tab.SESSIONS, row, Refusal(message, "M2I-11", REF))


def _apply(desk: Desk, feedback: Feedback, asked: Sequence[tuple[Row, Any]]) -> None:
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for row, read in asked:
        reading = RowReading(row)
        try:
            found = list(read(reading))
        except BadCell as error:
            rule = _RULES.get(reading.header, "M2I-11")
            found = [Refusal(f"{error.reason} ; {error.cure}.", rule, reading.header)]
        for one in found:
            if isinstance(one, Refusal):
                feedback.refuse(tab.SESSIONS, row, one)
            else:
                commands.append(one)
                rows[one.ref] = row
    outcomes = apply_commands(desk.office, desk.pull.team, commands, EXAM_SESSION)
    feedback.take(tab.SESSIONS, outcomes, rows)


def _planned(desk: Desk, ref: str, reading: RowReading) -> Iterator[Command | Refusal]:
    """The facts of a new session; its référentiel is that of today and stays (M2I-01)."""
    code = reading.required(tab.CERTIFICATION, partial(_certification, desk.office))
    figures = desk.office.config.figures_for(code)
    details = read_details(reading, desk.pull.team, figures.exam_day)
    starts_on, ends_on = read_days(reading)
    organiser = _organiser(desk, reading, code)
    if isinstance(organiser, Refusal):
        yield organiser
        return
    yield Command(ref, "", SessionEvent.PLANNED, desk.pull.on, _by(reading), {
        **details, "certification": code, "grid_version": figures.grid.version, "referentiel": figures.referentiel,
        "blocs": _blocs(details, figures.referentiel.blocs), "organiser": organiser, "starts_on": starts_on,
        "ends_on": ends_on,
    })  # fmt: skip


def _changed(desk: Desk, view: View[ExamSession], reading: RowReading) -> Iterator[Command | Refusal]:
    """What differs from the ledger. A new responsable gets his letter of mission (REF-21)."""
    facts = view.facts
    if reading.required(tab.CERTIFICATION, cells.line) != facts.certification:
        message = (
            f"la certification de {facts.ref} reste {facts.certification}. Annulez la session et ajoutez une ligne."
        )
        yield Refusal(message, "M2I-11", tab.CERTIFICATION)
        return
    organiser = _organiser(desk, reading, facts.certification, facts.organiser.dossier)
    if isinstance(organiser, Refusal):
        yield organiser
        return
    usual = desk.office.config.figures_for(facts.certification, facts.grid_version).exam_day
    typed = read_details(reading, desk.pull.team, usual) | _days(facts, reading)
    typed["blocs"] = _blocs(typed, facts.referentiel.blocs)
    known = facts.organiser
    if (organiser.dossier, organiser.siret, organiser.scope) != (known.dossier, known.siret, known.scope):
        typed["organiser"] = organiser
    update = {name: value for name, value in typed.items() if value != getattr(facts, name)}
    for event, part in _events(facts, update):
        ref = f"{event.value}:{facts.ref}:{view.version}"
        yield Command(ref, facts.ref, event, desk.pull.on, _by(reading), part)


def _events(facts: ExamSession, update: dict[str, Any]) -> Iterator[tuple[SessionEvent, dict[str, Any]]]:
    """One letter of mission a row: with the new dates and place when they change, else for a new responsable alone."""
    site = update.get("site", facts.site)
    in_the_letter = set(update) - {"manager", "site", "hours", "invigilators"}
    if in_the_letter or (site.address, site.modality) != (facts.site.address, facts.site.modality):
        yield SessionEvent.MOVED, update
        return
    rest = {name: value for name, value in update.items() if name != "manager"}
    if "manager" in update:
        yield SessionEvent.MANAGER_NAMED, {"manager": update["manager"]}
    if rest:
        yield SessionEvent.CHANGED, rest


def _days(facts: ExamSession, reading: RowReading) -> dict[str, Any]:
    """The days that count: once postponed, those of the postponement, never the cells that nobody corrected since."""
    first, last = read_days(reading)
    if facts.postponements:
        typed = reading.read(field.NEW_FIRST_DAY, cells.day)
        if typed is not None:
            first, last = typed, reading.read(tab.NEW_LAST_DAY, cells.day) or typed
        elif first in {ending.planned_on for ending in facts.postponements}:
            return {}
    return {"starts_on": first, "ends_on": last}


def _blocs(typed: Mapping[str, Any], known: Sequence[Any]) -> tuple[str, ...]:
    """All of them for the whole certification, unless the row names some; in the order of the référentiel (M2I-04)."""
    named = tuple(code.upper() for code in typed["blocs"])
    codes = tuple(bloc.code for bloc in known)
    if not named and typed["kind"] is SessionKind.FULL:
        return codes
    return (*(code for code in codes if code in named), *(code for code in named if code not in codes))


def _organiser(desk: Desk, reading: RowReading, code: str, known: str = "") -> Organiser | Refusal:
    """The certifier, a co-certifier, or a partner habilitated today for this certification (NET-01, NET-15, NET-25).

    Args:
        known: dossier of the partner that organises the session already: when its habilitation ends, the rest of the
            row is still taken; `organiser_in_force` stops the session.
    """
    typed = reading.read(field.ORGANISER, cells.line)
    organisation = desk.office.config.organisation
    if typed is None:
        return Organiser(name=organisation.name, email=organisation.email)
    if _SIRET.fullmatch("".join(typed.split())):
        return _co_certifier(desk, "".join(typed.split()), code)
    view = desk.partners.get(typed.upper())
    if view is None or view.facts.certification != code:
        message = (
            f"« {typed[:40]} » n’est pas le dossier d’un partenaire de {code}. Vérifiez-le dans « Dossiers », ou "
            "laissez l’organisateur vide."
        )
        return Refusal(message, "NET-25", field.ORGANISER)
    if view.state is not State.HABILITATED and view.ref != known:
        message = (
            f"{view.facts.name} est « {view.state.label} » : seul un partenaire habilité organise une session. "
            "Laissez l’organisateur vide."
        )
        return Refusal(message, "NET-25", field.ORGANISER)
    application = view.facts.application
    return Organiser(dossier=view.ref, name=view.facts.name, email=application.email,
                     representative=application.representative, scope=application.scope,
                     extent=view.facts.extent, standing=view.state)  # fmt: skip


def _co_certifier(desk: Desk, siret: str, code: str) -> Organiser | Refusal:
    for one in desk.office.config.figures_for(code).co_certifiers:
        if one.siret == siret:
            return Organiser(siret=siret, name=one.name, email=one.email, representative=one.representative)
    message = (
        f"aucun co-certificateur de {code} ne porte le SIRET {siret}. Ajoutez-le à « co_certifiers » de {code}.toml, "
        "ou laissez l’organisateur vide."
    )
    return Refusal(message, "NET-01", field.ORGANISER)


def _certification(office: Office, cell: CellValue) -> str | None:
    typed = cells.line(cell)
    if typed is None or typed in office.config.certifications:
        return typed
    known = ", ".join(office.config.certifications)
    raise BadCell(f"« {typed[:40]} » n’est pas une certification connue", f"choisissez parmi : {known}")


def _by(reading: RowReading) -> str:
    return f"onglet {tab.SESSIONS} : {reading.required(TYPED_BY, cells.line)}"
