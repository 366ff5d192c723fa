"""The tab « Examinateurs »: habilitations granted, renewed, confirmed at each revision, withdrawn (M2I-27, M2I-28)."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.exams.examiner import Examiner
from domain.exams.examiner_process import EXAMINER
from domain.exams.vocabulary import ExaminerEvent, ExaminerState, Sex
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tasks.exams.examiner_rows import Typed, change, habilitation, read_examiner
from tasks.exams.reading import read_exams
from tasks.feedback import Feedback
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Refused
from tasks.ledger.queries import View, read_deadlines, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import examiners as tab
from tasks.tabs.columns import DEADLINE, REF, STATUS, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes, Row

_RULE = "REF-16"
#: an habilitation that may still change
_LIVE: tuple[Labelled, ...] = (ExaminerState.HABILITATED, ExaminerState.TO_CONFIRM, ExaminerState.EXPIRED)


def take_examiners(office: Office, pull: Pull, feedback: Feedback) -> None:
    """New people, then what has changed in the rows of the others."""
    found = MintedTab(office, pull, feedback, tab.EXAMINERS, _RULE)
    found.judge()
    with office.ledger.reading() as connection:
        known = read_exams(connection).examiners
    _refuse_strangers(found, known, feedback)
    live = {ref: view for ref, view in known.items() if view.state in _LIVE}
    signed = [(live[ref], row) for ref, row in found.known(live) if row.cells.get(TYPED_BY)]
    asked: list[tuple[Row, Command | Refusal | None]] = []
    asked += [(row, change(view, typed, office, pull)) for view, row, typed in _changed(office, signed, feedback)]
    asked += _new(office, pull, feedback, found, [view.facts for view in live.values()])
    rows = {said.ref: row for row, said in asked if isinstance(said, Command)}
    for row, said in asked:
        if isinstance(said, Refusal):
            feedback.refuse(tab.EXAMINERS, row, said)
    commands = [said for _, said in asked if isinstance(said, Command)]
    outcomes = apply_commands(office, pull.team, commands, EXAMINER)
    # an answer tells what the state calls for, in this run as in the next: only a refusal belongs to the row
    refused = {one.command.ref: rows[one.command.ref] for one in outcomes if isinstance(one, Refused)}
    feedback.take(tab.EXAMINERS, outcomes, refused)


def _read(office: Office, row: Row, feedback: Feedback) -> Typed | None:
    reading = RowReading(row)
    try:
        return read_examiner(reading, office)
    except BadCell as error:
        feedback.refuse(tab.EXAMINERS, row, Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header))
        return None


def _changed(
    office: Office, signed: Iterable[tuple[View[Examiner], Row]], feedback: Feedback
) -> Iterator[tuple[View[Examiner], Row, Typed]]:
    for view, row in signed:
        typed = _read(office, row, feedback)
        if typed is not None:
            yield view, row, typed


def _new(
    office: Office, pull: Pull, feedback: Feedback, found: MintedTab, known: list[Examiner]
) -> Iterator[tuple[Row, Command | Refusal]]:
    """One habilitation a person and certification: two rows would be two terms (REF-16)."""
    taken = [(facts.certification, facts.person, facts.email, facts.ref) for facts in known]
    for row in found.new_rows:
        typed = _read(office, row, feedback)
        if typed is None:
            continue
        fields = typed.fields
        twin = next((one for one in taken if _is_twin(fields, one)), None)
        if twin is not None:
            message = (
                f"{twin[1]} a déjà une ligne pour cette certification, {twin[3]}. Modifiez-la au lieu d’en ajouter."
            )
            yield row, Refusal(message, _RULE, tab.NAME)
            continue
        taken.append((fields["certification"], fields["person"], fields["email"], f"ligne {row.number}"))
        yield row, habilitation(found.ref_of(row), typed, office, pull)


def _is_twin(fields: dict[str, Any], other: tuple[str, str, str, str]) -> bool:
    code, name, email, _ = other
    is_person = same_person(fields["person"], name) or fields["email"].casefold() == email.casefold()
    return bool(fields["certification"] == code and is_person)


def _refuse_strangers(found: MintedTab, known: dict[str, View[Examiner]], feedback: Feedback) -> None:
    for row in found.all_rows:
        if row.key and row.key not in known and row.cells.get(TYPED_BY):
            message = (
                f"aucun examinateur ne porte la référence « {row.key[:40]} ». Videz « Réf. » pour une nouvelle ligne : "
                "certiflow la numérote."
            )
            feedback.refuse(tab.EXAMINERS, row, Refusal(message, _RULE, REF))


def follow_examiners(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A new version of the référentiel asks every examiner to confirm that he knows it (M2I-28)."""
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, EXAMINER, (ExaminerState.HABILITATED,)))
    commands = []
    for view in views:
        version = office.config.figures_for(view.facts.certification).referentiel.version
        if version != view.facts.version:
            ref, update = f"revised:{view.ref}:{version}", {"asked_on": pull.on}
            commands.append(Command(ref, view.ref, ExaminerEvent.TO_CONFIRM, pull.on, "suivi des référentiels", update))
    feedback.take(tab.EXAMINERS, apply_commands(office, pull.team, commands, EXAMINER), {})


def show_examiners(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every habilitation that lives; the others as long as their row is there."""
    found = MintedTab(office, pull, feedback, tab.EXAMINERS, _RULE)
    with office.ledger.reading() as connection:
        views = read_exams(connection).examiners
        clocks = {deadline.subject: deadline for deadline in read_deadlines(connection, EXAMINER)}
    for ref, view in views.items():
        if view.state in _LIVE or ref in found.rows:
            clock = clocks.get(ref)
            term = french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else ""
            shown: Cells = {
                REF: ref, STATUS: view.state.label, tab.VERSION: view.facts.version, DEADLINE: term,
            }  # fmt: skip
            found.put(changes, ref, shown, _answer(view), _first(view.facts))
    found.answer_others(changes, views)


def _answer(view: View[Examiner]) -> str:
    """In the words of the state, so that the next run has nothing to write."""
    if view.state is ExaminerState.TO_CONFIRM:
        return "Le référentiel a changé : notez dans « Référentiel confirmé le » quand la personne confirme. [M2I-28]"
    if view.state is ExaminerState.EXPIRED:
        return "Habilitation échue : pour la renouveler, donnez de nouvelles dates et une nouvelle décision. [M2I-27]"
    return f"{view.state.label}."


def _first(facts: Examiner) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    sex = facts.sex and Sex(facts.sex).label
    return {
        tab.CERTIFICATION: facts.certification, tab.NAME: facts.person, tab.EMAIL: facts.email, tab.SEX: sex,
        tab.QUALITY: facts.quality, tab.EMPLOYER: facts.employer, tab.EXTERNAL: tab.YES if facts.external else tab.NO,
        tab.YEARS: facts.years, tab.BLOCS: "\n".join(facts.blocs), tab.STARTS_ON: facts.starts_on,
        tab.ENDS_ON: facts.ends_on, tab.DECIDED_BY: facts.decision.decided_by,
        tab.DECIDED_ON: facts.decision.decided_on, tab.CONFIRMED_ON: facts.confirmed_on,
    }  # fmt: skip
