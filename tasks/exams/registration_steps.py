"""What one row of « Inscriptions » asks of a registration that exists: one step a kind of event, in this order."""

from collections.abc import Callable
from typing import Any

from domain.exams.candidacy import Accommodation, Candidacy
from domain.exams.vocabulary import CandidacyEvent, CandidacyState
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.deciders import ADVISERS, DISABILITY, person_with
from tasks.exams.registering import Registrar
from tasks.exams.registration_rows import Typed
from tasks.ledger.queries import View
from tasks.tabs import registrations as tab

Asked = Command | Refusal | None
Step = Callable[[Registrar, View[Candidacy], Typed], Asked]
_E = CandidacyEvent


def received(registrar: Registrar, ref: str, typed: Typed) -> Command | Refusal:
    """The registration that a new row asks for."""
    described, placed = registrar.described(typed, None), registrar.placed(typed, None)
    if isinstance(described, Refusal):
        return described
    if isinstance(placed, Refusal):
        return placed
    update = described | placed
    command = Command(ref, "", _E.RECEIVED, registrar.pull.on, _by(typed), update)
    return registrar.judged(command, None, Candidacy.model_validate({**update, "ref": ""}))


def correction(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    """What the row describes otherwise; once decided, the place of the person is no part of it any more."""
    known = view.facts
    described = registrar.described(typed, known)
    if isinstance(described, Refusal):
        return described
    if view.state is CandidacyState.TO_VALIDATE:
        placed = registrar.placed(typed, known)
        if isinstance(placed, Refusal):
            return placed
        described |= placed
    else:
        described |= _moved_cells(typed, known)
    update = {name: value for name, value in described.items() if value != getattr(known, name)}
    return _command(registrar, view, _E.CORRECTED, typed, update) if update else None


def _moved_cells(typed: Typed, known: Candidacy) -> dict[str, Any]:
    """Cells of the place that were changed after the decision: the guard says that it stands."""
    changed: dict[str, Any] = {}
    if typed.blocs and set(typed.blocs) != set(known.blocs):
        changed["blocs"] = typed.blocs
    if typed.received_on and typed.received_on != known.received_on:
        changed["received_on"] = typed.received_on
    if not typed.asked.new_session and typed.session != known.session.ref:
        changed["session"] = known.session.model_copy(update={"ref": typed.session})
    return changed


def accommodation(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    """A decision on an accommodation, and each one that replaces it (REF-17)."""
    asked, known = typed.asked, view.facts.accommodation
    if not asked.accommodation:
        return None
    granted = asked.accommodation == tab.GRANTED
    if known and (granted, asked.measures, asked.extra_time) == (
        known.granted, known.measures, known.extra_time_percent
    ) and same_person(asked.accommodated_by, known.decided_by):  # fmt: skip
        return None
    person = person_with(registrar.pull.team, asked.accommodated_by, DISABILITY, "REF-17", tab.ACCOMMODATED_BY)
    if isinstance(person, Refusal):
        return person
    found = Accommodation(
        granted=granted, measures=asked.measures, extra_time_percent=asked.extra_time, decided_by=person.name,
        decided_on=registrar.pull.on,
    )  # fmt: skip
    return _command(registrar, view, _E.ACCOMMODATED, typed, {"accommodation": found})


def in_course(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    found = typed.asked.in_course
    if found is None or found == view.facts.in_course:
        return None
    return _command(registrar, view, _E.IN_COURSE_RECORDED, typed, {"in_course": found})


def decision(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    """Validated or refused by a conseiller formation (M2I-26)."""
    asked = typed.asked
    if not asked.decision:
        return None
    if view.state is not CandidacyState.TO_VALIDATE:
        if asked.decision == tab.VALIDATE:
            return None
        message = "l’inscription est déjà validée. Pour y mettre fin, répondez Oui dans « Désistement »."
        return Refusal(message, "M2I-26", tab.DECISION)
    person = person_with(registrar.pull.team, asked.decided_by, ADVISERS, "M2I-26", tab.DECIDED_BY)
    if isinstance(person, Refusal):
        return person
    update = {"decided_by": person.name, "decided_on": registrar.pull.on}
    if asked.decision == tab.VALIDATE:
        return _command(registrar, view, _E.VALIDATED, typed, update)
    return _command(registrar, view, _E.REFUSED, typed, update | {"refusal_motive": asked.motive})


def move(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    """To another session, without a new file (M2I-43)."""
    wanted = typed.asked.new_session
    if not wanted or wanted == view.facts.session.ref:
        return None
    if view.state is not CandidacyState.REGISTERED:
        message = (
            f"l’inscription est « {view.state.label} » : seul un candidat inscrit et non convoqué change de session. "
            "Avant la décision, changez « Session » ; après la convocation, notez un désistement."
        )
        return Refusal(message, "M2I-43", tab.NEW_SESSION)
    session = registrar.session(wanted, tab.NEW_SESSION)
    if isinstance(session, Refusal):
        return session
    card = view.facts.session.of(session)
    return _command(registrar, view, _E.MOVED, typed, {"session": card, "parent": session.ref})


def giving_up(registrar: Registrar, view: View[Candidacy], typed: Typed) -> Asked:
    return _command(registrar, view, _E.GAVE_UP, typed, view.facts.off()) if typed.asked.gave_up else None


STEPS: tuple[Step, ...] = (correction, accommodation, in_course, decision, move, giving_up)


def _by(typed: Typed) -> str:
    return f"onglet {tab.REGISTRATIONS} : {typed.typed_by}"


def _command(
    registrar: Registrar, view: View[Candidacy], event: CandidacyEvent, typed: Typed, update: dict[str, Any]
) -> Command | Refusal:
    """The version makes it one command: the same words typed again after others are news."""
    ref = f"{event.value}:{view.ref}:{view.version}"
    command = Command(ref, view.ref, event, registrar.pull.on, _by(typed), update)
    return registrar.judged(command, view.state, view.facts)
