"""The tab « Résultats »: a session ends, its pieces come in, its PV is signed, the certifier validates it.

MIK-56, NET-27, REF-25, M2I-37. The deliberation itself is in `tasks.exams.deliberation`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from domain.exams import results_guards as rules
from domain.exams.attendance_guards import slots_in_order
from domain.exams.candidacy import Candidacy
from domain.exams.session import ExamSession, MinutesSignature, Pieces, Validation
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, Piece, Route, SessionEvent, SessionState
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from tasks.exams.jury_minutes import not_judged
from tasks.exams.outcomes import take_outcomes
from tasks.exams.reading import Exams, read_exams
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import results as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row

RULE = "M2I-37"
_S, _E = SessionState, SessionEvent
Found = tuple[SessionEvent, Mapping[str, Any]]
Build = Callable[[RowReading, View[ExamSession], Exams, Team], Found | Refusal | None]


class TypedValidation(BaseModel):
    """A validation as somebody typed it in a form. `ref`: of its command."""

    ref: str
    session: str
    validated_by: str
    validated_on: date
    typed_by: str


def result_rows(pull: Pull) -> dict[str, Row]:
    """Session → its signed row; a row that somebody copied is nobody's."""
    content = pull.content.tabs[tab.RESULTS]
    doubled = set(content.doubled_keys)
    return {row.key: row for row in content.rows if row.key and row.key not in doubled and row.cells.get(TYPED_BY)}


def take_ends(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The end of a session, then its pieces."""
    found = KeyedTab(pull, feedback, tab.RESULTS, RULE)
    found.judge()
    found.refuse_keyless()
    _refuse_strangers(office, found, feedback)
    for state, build, rule in ((_S.RUNNING, _end, "M2I-21"), (_S.ENDED, _pieces, "NET-27")):
        _take(office, pull, feedback, state, build, rule)


def take_validations(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The signatures of the PV, then the validation by the certifier."""
    for build, rule in ((_signatures, "REF-25"), (_validation, RULE)):
        _take(office, pull, feedback, _S.DELIBERATED, build, rule)


def _refuse_strangers(office: Office, found: KeyedTab, feedback: Feedback) -> None:
    signed = {key: row for key, row in found.rows.items() if row.cells.get(TYPED_BY)}
    if not signed:
        return
    with office.ledger.reading() as connection:
        known = read_exams(connection).sessions
    for key, row in signed.items():
        if key not in known:
            message = f"aucune session ouverte ne porte le numéro « {key[:40]} ». Vérifiez-le dans « Sessions »."
            feedback.refuse(tab.RESULTS, row, Refusal(message, RULE, REF))


def _take(office: Office, pull: Pull, feedback: Feedback, state: SessionState, build: Build, rule: str) -> None:
    """One command for each signed row of a session in `state`. `rule`: what a cell that cannot be read goes against."""
    signed = result_rows(pull)
    if not signed:
        return
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        views = [exams.sessions[ref] for ref in signed if ref in exams.sessions and exams.sessions[ref].state is state]
        built = [(view, _built(build, signed[view.ref], view, exams, pull, rule)) for view in views]
    commands, rows = [], {}
    for view, made in built:
        if isinstance(made, Refusal):
            feedback.refuse(tab.RESULTS, signed[view.ref], made)
        elif made is not None:
            event, update = made
            by = f"onglet {tab.RESULTS} : {cells.line(signed[view.ref].cells.get(TYPED_BY))}"
            command = Command(f"results:{view.ref}:{view.version}", view.ref, event, pull.on, by, update)
            commands.append(command)
            rows[command.ref] = signed[view.ref]
    take_outcomes(feedback, tab.RESULTS, apply_commands(office, pull.team, commands, EXAM_SESSION), rows)


def _built(
    build: Build, row: Row, view: View[ExamSession], exams: Exams, pull: Pull, rule: str
) -> Found | Refusal | None:
    reading = RowReading(row)
    try:
        return build(reading, view, exams, pull.team)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", rule, reading.header)


def _end(reading: RowReading, view: View[ExamSession], exams: Exams, team: Team) -> Found | Refusal | None:
    """Everybody's presence is noted first: direction is told who did not come (M2I-21)."""
    ended_on = reading.read(rules.ENDED_ON, cells.day)
    if ended_on is None:
        return None
    candidates = exams.by_session.get(view.ref, [])
    is_vae = any(item.facts.eligibility.route is Route.VAE for item in candidates)
    found = {"ends_on": ended_on, "vae": is_vae, **not_judged(candidates)}
    return _unnoted(candidates, rules.ENDED_ON) or (_E.ENDED, found)


def _unnoted(candidates: Iterable[View[Candidacy]], field: str) -> Refusal | None:
    waiting = [item.facts.name for item in candidates if _is_unnoted(item)]
    if not waiting:
        return None
    names = ", ".join(waiting[:10]) + (" et d’autres" if len(waiting) > 10 else "")
    return Refusal(f"la présence n’est pas notée pour {names}. Complétez « Présences ».", "M2I-21", field)


def _is_unnoted(view: View[Candidacy]) -> bool:
    if view.state is CandidacyState.PRESENT:
        return any(view.facts.attendance_at(slot.epreuve) is None for slot in slots_in_order(view.facts))
    return view.state is CandidacyState.CONVENED


def _pieces(reading: RowReading, view: View[ExamSession], exams: Exams, team: Team) -> Found | Refusal | None:
    """Presences change no more after them: somebody whose absence was put right has all his épreuves noted first."""
    received_on = reading.read(rules.RECEIVED_ON, cells.day)
    if received_on is None:
        return None
    items = tuple(_piece(word) for word in reading.read(rules.PIECES, cells.words))
    found = {"pieces": Pieces(received_on=received_on, items=items)}
    return _unnoted(exams.by_session.get(view.ref, []), rules.RECEIVED_ON) or (_E.PIECES_RECEIVED, found)


def _piece(word: str) -> str:
    found = Piece.from_label(word)
    if found is None:
        possible = ", ".join(piece.label for piece in Piece)
        raise BadCell(f"« {word[:40]} » n’est pas une pièce attendue", f"choisissez parmi : {possible}")
    return found.label


def _signatures(reading: RowReading, view: View[ExamSession], exams: Exams, team: Team) -> Found | Refusal | None:
    """Those that are not recorded yet; each is tied to the member who sat."""
    known, added = view.facts.signatures, list[MinutesSignature]()
    for line in (reading.read(rules.SIGNED_BY, cells.any_text) or "").splitlines():
        if line.strip():
            signature = _signature(line, view.facts)
            if not any(same_person(signature.name, item.name) for item in known):
                added.append(signature)
    return (_E.MINUTES_SIGNED, {"signatures": (*known, *added)}) if added else None


def _signature(line: str, session: ExamSession) -> MinutesSignature:
    """« Nom ; date »."""
    name, separator, typed = line.partition(";")
    signed_on = cells.day(typed) if separator else None
    if not name.strip() or signed_on is None:
        raise BadCell(f"« {line.strip()[:60]} » n’a pas la forme attendue", "écrivez « Nom ; date », un par ligne")
    member = next((item for item in session.sat if same_person(item.name, name)), None)
    return MinutesSignature(name=member.name if member else " ".join(name.split()), signed_on=signed_on)


def _validation(reading: RowReading, view: View[ExamSession], exams: Exams, team: Team) -> Found | Refusal | None:
    name = reading.read(rules.VALIDATED_BY, cells.line)
    if name is None:
        return None
    return _E.VALIDATED, validation_of(name, reading.required(rules.VALIDATED_ON, cells.day), team)


def validation_of(name: str, validated_on: date, team: Team) -> Mapping[str, Any]:
    """With the role that « Équipe » gives: somebody who is not of the certifier has none (NET-02)."""
    person = team.find(name)
    given = Validation(validated_by=name, validated_on=validated_on, role=person.role if person else None)
    return {"validation": given}
