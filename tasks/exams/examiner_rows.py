"""One row of « Examinateurs », and what it asks of the habilitation that it is about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.exams.examiner import Examiner, HabilitationDecision
from domain.exams.vocabulary import ExaminerEvent, ExaminerState, Sex
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.deciders import EXAM_OFFICE, person_with
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.office import Office, Pull
from tasks.tabs import examiners as tab
from tasks.tabs.columns import TYPED_BY
from tasks.workbook.values import CellValue

#: a decision grants them: they change by another one only
_GRANTED = ("external", "years", "blocs", "starts_on", "ends_on", "decision")
_CARD = ("person", "email", "sex", "quality", "employer")


@dataclass(frozen=True)
class Typed:
    """A row as typed.

    Args:
        fields: those of the facts; no bloc stands for all of them at first, and then for those that were granted.
        ended: the end of the habilitation is asked for.
    """

    fields: dict[str, Any]
    confirmed_on: date | None
    ended: bool
    ended_by: str
    ending_motive: str
    typed_by: str

    def differing(self, known: Examiner, names: tuple[str, ...]) -> dict[str, Any]:
        found = {name: self.fields[name] for name in names if self.fields[name] != getattr(known, name)}
        if set(self.fields["blocs"]) in (set(), set(known.blocs)):
            found.pop("blocs", None)
        return found


def read_examiner(reading: RowReading, office: Office) -> Typed:
    """Raises BadCell for the first cell that cannot be used."""

    def certification(cell: CellValue) -> str | None:
        code, known = cells.line(cell), office.config.certifications
        if code is not None and code not in known:
            raise BadCell(
                f"« {code[:40]} » n’est pas une certification connue", f"choisissez parmi : {', '.join(known)}"
            )
        return code

    code = reading.required(tab.CERTIFICATION, certification)
    sex = reading.read(tab.SEX, lambda cell: cells.choice(cell, Sex))
    fields: dict[str, Any] = {
        "certification": code,
        "person": reading.required(tab.NAME, cells.line),
        "email": reading.required(tab.EMAIL, cells.email),
        "sex": sex.value if sex else "",
        "quality": reading.required(tab.QUALITY, cells.line),
        "employer": reading.read(tab.EMPLOYER, cells.line) or "",
        "external": reading.required(tab.EXTERNAL, cells.yes_no),
        "years": reading.required(tab.YEARS, cells.decimal),
        "blocs": reading.read(tab.BLOCS, cells.words),
        "starts_on": reading.required(tab.STARTS_ON, cells.day),
        "ends_on": reading.required(tab.ENDS_ON, cells.day),
        "decision": HabilitationDecision(
            decided_by=reading.required(tab.DECIDED_BY, cells.line),
            decided_on=reading.required(tab.DECIDED_ON, cells.day),
        ),
    }
    return Typed(
        fields, reading.read(tab.CONFIRMED_ON, cells.day), bool(reading.read(tab.ENDED, cells.yes_no)),
        reading.read(tab.ENDED_BY, cells.line) or "", reading.read(tab.ENDING_MOTIVE, cells.any_text) or "",
        reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def habilitation(ref: str, typed: Typed, office: Office, pull: Pull) -> Command | Refusal:
    """The command that makes an examiner of a new row."""
    decision = _decision(typed, pull)
    if isinstance(decision, Refusal):
        return decision
    every = tuple(bloc.code for bloc in office.config.figures_for(typed.fields["certification"]).referentiel.blocs)
    update = {
        **typed.fields, "blocs": typed.fields["blocs"] or every, "decision": decision,
        "version": _version(office, typed), "confirmed_on": typed.confirmed_on,
    }  # fmt: skip
    return Command(ref, "", ExaminerEvent.HABILITATED, pull.on, _by(typed), update)


def change(view: View[Examiner], typed: Typed, office: Office, pull: Pull) -> Command | Refusal | None:
    """The one thing that the row asks of an habilitation: its end, a new one, a confirmation, a correction."""
    known = view.facts
    if typed.fields["certification"] != known.certification:
        message = f"cette ligne habilite pour {known.certification}. Ajoutez une ligne pour une autre certification."
        return Refusal(message, "M2I-27", tab.CERTIFICATION)
    if typed.ended:
        return _ending(view, typed, pull) if view.state is not ExaminerState.EXPIRED else None
    if _is_granted_anew(typed, known):
        return _renewal(view, typed, office, pull)
    card = typed.differing(known, _CARD)
    confirmed = {"confirmed_on": typed.confirmed_on} if typed.confirmed_on not in (None, known.confirmed_on) else {}
    if confirmed and view.state is ExaminerState.TO_CONFIRM:
        update = card | confirmed | {"version": _version(office, typed)}
        return _command(view, ExaminerEvent.CONFIRMED, update, typed, pull)
    if (card or confirmed) and view.state is not ExaminerState.EXPIRED:
        return _command(view, ExaminerEvent.CORRECTED, card | confirmed, typed, pull)
    return None


def _is_granted_anew(typed: Typed, known: Examiner) -> bool:
    """Whether the row differs from what was granted; a decision is the same when its person and day are."""
    said, was = typed.fields["decision"], known.decision
    same = same_person(said.decided_by, was.decided_by) and said.decided_on == was.decided_on
    return bool(typed.differing(known, tuple(name for name in _GRANTED if name != "decision" or not same)))


def _renewal(view: View[Examiner], typed: Typed, office: Office, pull: Pull) -> Command | Refusal:
    decision = _decision(typed, pull)
    if isinstance(decision, Refusal):
        return decision
    update = typed.differing(view.facts, (*_CARD, *_GRANTED)) | {
        "decision": decision, "version": _version(office, typed), "asked_on": None,
        "confirmed_on": typed.confirmed_on or view.facts.confirmed_on,
    }  # fmt: skip
    return _command(view, ExaminerEvent.RENEWED, update, typed, pull)


def _ending(view: View[Examiner], typed: Typed, pull: Pull) -> Command | Refusal:
    person = person_with(pull.team, typed.ended_by, EXAM_OFFICE, "REF-16", tab.ENDED_BY)
    if isinstance(person, Refusal):
        return person
    update = {
        "ending": HabilitationDecision(decided_by=person.name, decided_on=pull.on),
        "ending_motive": typed.ending_motive,
    }
    return _command(view, ExaminerEvent.ENDED, update, typed, pull)


def _decision(typed: Typed, pull: Pull) -> HabilitationDecision | Refusal:
    said: HabilitationDecision = typed.fields["decision"]
    person = person_with(pull.team, said.decided_by, EXAM_OFFICE, "REF-16", tab.DECIDED_BY)
    return person if isinstance(person, Refusal) else said.model_copy(update={"decided_by": person.name})


def _version(office: Office, typed: Typed) -> str:
    return office.config.figures_for(typed.fields["certification"]).referentiel.version


def _by(typed: Typed) -> str:
    return f"onglet {tab.EXAMINERS} : {typed.typed_by}"


def _command(view: View[Examiner], event: ExaminerEvent, update: dict[str, Any], typed: Typed, pull: Pull) -> Command:
    """The version makes it one command: the same words typed again after others are news."""
    return Command(f"{event.value}:{view.ref}:{view.version}", view.ref, event, pull.on, _by(typed), update)
