"""The tab « Dysfonctionnements » → dysfunctions found, acted upon, proved and closed (QUA-09, MIK-94)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.network import nonconformity_guards as field
from domain.network.nonconformity import Nonconformity, Treatment
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import Gravity, NonconformityState
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.outcomes import take_outcomes
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_some
from tasks.network.nonconformities import (
    Found,
    TypedAction,
    TypedVerification,
    action_update,
    correction_command,
    leader_of,
    opening,
    planning_command,
    stays_where_it_is,
    treatment_command,
    verification_command,
)
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import nonconformities as tab
from tasks.tabs.columns import DOSSIER, REF, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Row

_RULE = "QUA-09"
_TYPED = "saisie"  # code of what no check names
Answer = Command | Refusal | None


@dataclass(frozen=True)
class Entry:
    """One signed row and its dysfunction as it stands."""

    view: View[Nonconformity]
    reading: RowReading
    office: Office
    pull: Pull

    @property
    def by(self) -> str:
        return f"onglet {tab.NONCONFORMITIES} : {self.reading.required(TYPED_BY, cells.line)}"


def take_nonconformities(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The rows that are new, then, for each, what happened since."""
    found = MintedTab(office, pull, feedback, tab.NONCONFORMITIES, _RULE)
    found.judge()
    if found.new_rows:
        _apply(office, pull, feedback, _opened(office, found, pull))
        found = MintedTab(office, pull, feedback, tab.NONCONFORMITIES, _RULE)
    rows = {key: row for key, row in found.rows.items() if row.cells.get(TYPED_BY)}
    if not rows:
        return
    _refuse_strangers(office, rows, feedback)
    for step in (_corrected, _planned, _treated, _verified):
        with office.ledger.reading() as connection:
            views = read_some(connection, NONCONFORMITY, list(rows))
        refused = feedback.of(tab.NONCONFORMITIES)
        entries = [
            Entry(views[key], RowReading(row), office, pull) for key, row in rows.items() if row.number not in refused
        ]
        _apply(office, pull, feedback, [(entry.reading.row, _safely(step, entry)) for entry in entries])


def _refuse_strangers(office: Office, rows: Mapping[str, Row], feedback: Feedback) -> None:
    with office.ledger.reading() as connection:
        known = read_some(connection, NONCONFORMITY, list(rows))
    for key in rows.keys() - known.keys():
        message = f"aucun dysfonctionnement n’a la référence « {key[:40]} ». Effacez-la : certiflow numérote lui-même."
        feedback.refuse(tab.NONCONFORMITIES, rows[key], Refusal(message, _RULE, REF))


def _apply(office: Office, pull: Pull, feedback: Feedback, found: Iterable[tuple[Row, Answer]]) -> None:
    listed = list(found)
    for row, refusal in listed:
        if isinstance(refusal, Refusal):
            feedback.refuse(tab.NONCONFORMITIES, row, refusal)
    rows = {command.ref: row for row, command in listed if isinstance(command, Command)}
    commands = [command for _, command in listed if isinstance(command, Command)]
    if commands:
        outcomes = apply_commands(office, pull.team, commands, NONCONFORMITY)
        take_outcomes(feedback, tab.NONCONFORMITIES, outcomes, rows)


def _safely(step: Callable[[Entry], Answer], entry: Entry) -> Answer:
    try:
        return step(entry)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, entry.reading.header)


def _opened(office: Office, found: MintedTab, pull: Pull) -> Sequence[tuple[Row, Answer]]:
    named = [ref for row in found.new_rows if (ref := _dossier(row))]
    with office.ledger.reading() as connection:
        dossiers = read_some(connection, PARTNERSHIP, named)
    answers = list[tuple[Row, Answer]]()
    for row in found.new_rows:
        reading, ref = RowReading(row), _dossier(row)
        try:
            if ref and ref not in dossiers:
                answers.append((row, unknown_subject(ref)))
                continue
            by = f"onglet {tab.NONCONFORMITIES} : {reading.required(TYPED_BY, cells.line)}"
            facts = dossiers[ref].facts if ref else None
            day = reading.required(field.IDENTIFIED_ON, cells.day)
            command = opening(office, found.ref_of(row), _found(reading, ref), facts, pull.on, by=by, identified_on=day)
            answers.append((row, command))
        except BadCell as error:
            answers.append((row, Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)))
    return answers


def _dossier(row: Row) -> str:
    try:
        return (cells.line(row.cells.get(DOSSIER)) or "").upper()
    except BadCell:
        return "?"


def _found(reading: RowReading, dossier: str) -> Found:
    return Found(
        dossier=dossier, source=reading.required(field.SOURCE, cells.line), code=_TYPED,
        rule=(reading.read(tab.RULE, cells.line) or _RULE).upper(),
        gravity=reading.required(tab.GRAVITY, _gravity),
        what=reading.required(field.WHAT, cells.any_text),
        certification=reading.read(tab.CERTIFICATION, cells.line) or "",
    )  # fmt: skip


def _gravity(cell: object) -> Gravity | None:
    typed = cells.line(cell)  # type: ignore[arg-type]
    if typed is None:
        return None
    found = Gravity.from_label(typed)
    if found is None:
        known = ", ".join(gravity.label for gravity in Gravity)
        raise BadCell(f"« {typed[:40]} » n’est pas une gravité", f"choisissez parmi : {known}")
    return found


def _corrected(entry: Entry) -> Answer:
    """The finding, worded anew."""
    facts, reading = entry.view.facts, entry.reading
    typed = _found(reading, "")
    if (_dossier(reading.row) or "") != facts.parent:
        return stays_where_it_is(entry.view)
    said = {"source": typed.source, "rule": typed.rule, "gravity": typed.gravity, "what": typed.what,
            "identified_on": reading.required(field.IDENTIFIED_ON, cells.day)}  # fmt: skip
    changed = {name: value for name, value in said.items() if getattr(facts, name) != value}
    return correction_command(entry.view, changed, entry.pull.on, entry.by) if changed else None


def _action(entry: Entry) -> TypedAction | None:
    """As typed; a date that is past already is the one of an action to take again, and counts no more."""
    typed = entry.reading.read(field.ACTION, cells.any_text)
    if not typed:
        return None
    points = tuple(" ".join(point.split()) for point in typed.splitlines() if point.strip())
    due_on = entry.reading.read(field.DUE_ON, cells.day)
    owner = entry.reading.read(field.ACTION_OWNER, cells.line) or ""
    known = entry.view.facts.action
    if known is not None and (due_on is None or due_on < entry.pull.on):
        due_on = known.due_on
    return TypedAction(what=points, owner=owner, due_on=due_on)


def _planned(entry: Entry) -> Answer:
    view, typed = entry.view, _action(entry)
    if typed is None or view.state not in (NonconformityState.OPENED, NonconformityState.ACTION_PLANNED):
        return None
    known, owner = view.facts.action, typed.owner or leader_of(view.facts)
    if known and (known.what, known.owner, known.due_on) == (typed.what, owner, typed.due_on):
        return None  # whoever left « Équipe » since
    action = action_update(entry.office, view.facts, typed, entry.pull.team, entry.pull.on)
    return action if isinstance(action, Refusal) else planning_command(view, action, entry.pull.on, entry.by)


def _treated(entry: Entry) -> Answer:
    """A proof that is new: the one that was refused is still in its cell."""
    view, proof = entry.view, entry.reading.read(field.PROOF, cells.any_text)
    if not proof or view.state is not NonconformityState.ACTION_PLANNED:
        return None
    done = Treatment(proof=proof, treated_on=entry.reading.required(field.TREATED_ON, cells.day))
    return treatment_command(view, done, entry.pull.on, entry.by) if done != view.facts.treatment else None


def _verified(entry: Entry) -> Answer:
    """The closure, or a refusal that is new."""
    view, reading = entry.view, entry.reading
    word = reading.read(tab.VERIFICATION, cells.line)
    if not word or view.state is not NonconformityState.TREATED:
        return None
    if word not in (tab.CLOSE, tab.REFUSE):
        raise BadCell(f"« {word[:40]} » n’est pas un choix possible", f"choisissez {tab.CLOSE} ou {tab.REFUSE}")
    typed = TypedVerification(
        accepted=word == tab.CLOSE, motive=reading.read(field.MOTIVE, cells.any_text) or "",
        verified_by=reading.required(field.VERIFIED_BY, cells.line),
        verified_on=reading.required(field.VERIFIED_ON, cells.day),
    )  # fmt: skip
    last = view.facts.refusals[-1] if view.facts.refusals else None
    if last and not typed.accepted and (last.motive, last.verified_on) == (typed.motive, typed.verified_on):
        return None
    known, again = view.facts.action, _action(entry)
    if known is None or again is None:
        return None
    fresh = again.due_on if again.due_on != known.due_on else None
    again = again.model_copy(update={"due_on": fresh})
    return verification_command(entry.office, view, typed, again, entry.pull.team, entry.pull.on, entry.by)
