"""The tab « Audit » → the verdicts of a pass, all at once: conforming, corrections to make, or lost (MIK-63 to 69)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from domain.audit import Check, ChecklistItem, Finding, Judgement, Verdict
from domain.communication import COMMUNICATION, Communication, CommunicationEvent, Correction
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Person
from tasks.conformity.audit_lines import Items, Line, answer_of, first_cells, in_hand, is_open, lines_of, system_cells
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Refused
from tasks.ledger.queries import View, read_subjects
from tasks.ledger.workstreams import Streams
from tasks.mail.typography import count, french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import audit as tab
from tasks.tabs.columns import REF
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Changes, Row
from tasks.workbook.values import CellValue

Find = Callable[[str], Person | None]

#: (number of the pass, something failed) → what follows
_OUTCOMES = {
    (1, False): CommunicationEvent.PASSED,
    (1, True): CommunicationEvent.CORRECTIONS,
    (2, False): CommunicationEvent.RECHECK_PASSED,
    (2, True): CommunicationEvent.RECHECK_FAILED,
}


def take_audit(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Decide every pass whose rows are all signed; elsewhere, say how many are left (MIK-64)."""
    found = KeyedTab(pull, feedback, tab.AUDIT, "MIK-63")
    found.judge()
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, COMMUNICATION))
    items, find = office.config.checklist.by_code, cache(pull.team.find)
    known: set[str] = set()
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for view in views:
        lines = list(lines_of(view.facts))
        known.update(line.key for line in lines)
        if not in_hand(view):
            continue
        current = [line for line in lines if line.made is view.facts.current]
        judgements = _judgements(current, found.rows, feedback, items, find)
        if judgements:
            command = _decision(view, judgements, pull, items)
            commands.append(command)
            rows[command.ref] = found.rows[current[0].key]
    _refuse_strangers(found, feedback, known)
    outcomes = apply_commands(office, pull.team, commands, COMMUNICATION)
    refused = {outcome.command.ref for outcome in outcomes if isinstance(outcome, Refused)}
    feedback.take(tab.AUDIT, outcomes, {ref: row for ref, row in rows.items() if ref in refused})


def show_audit(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams]
) -> None:
    """Every row of the audits in hand, and those of the past that are still in the tab: staff may remove them."""
    found, items = KeyedTab(pull, feedback, tab.AUDIT, "MIK-63"), office.config.checklist.by_code
    known: set[str] = set()
    for item in streams.values():
        view = item.communication
        for line in lines_of(view.facts) if view else ():
            known.add(line.key)
            row, is_running = found.rows.get(line.key), view is not None and is_open(view)
            if row is not None or is_running:
                asserted = system_cells(line, items, row, is_running=is_running)
                found.put(changes, line.key, asserted, answer_of(line, row), first_cells(line, items))
    found.answer_others(changes, known)


def _judgements(
    lines: Sequence[Line], rows: Mapping[str, Row], feedback: Feedback, items: Items, find: Find
) -> list[Judgement]:
    """The verdicts of a whole pass; none while a row is left: once begun, each of its rows says how many are."""
    judged: list[Judgement] = []
    for line in lines:
        row = rows.get(line.key)
        one = _judgement(line, row, items.get(line.item), find) if row else None
        if isinstance(one, Judgement):
            judged.append(one)
        elif isinstance(one, Refusal):
            feedback.refuse(tab.AUDIT, row, one)
    left = len(lines) - len(judged)
    if not left:
        return judged if _is_shown_somewhere(lines, judged, rows, feedback, items) else []
    for line in lines if judged else ():
        if line.key in rows:
            feedback.answers[tab.AUDIT, rows[line.key].number] = (
                f"Il reste {count(left, 'élément')} à juger et à signer dans ce contrôle. [MIK-64]"
            )
    return []


def _is_shown_somewhere(
    lines: Sequence[Line], judged: Sequence[Judgement], rows: Mapping[str, Row], feedback: Feedback, items: Items
) -> bool:
    """Each of the eight elements, and the title, is on one support at least; else its first row says so (MIK-64)."""
    shown = {one.item for one in judged if one.verdict is not Verdict.NOT_APPLICABLE}
    missing = {
        one.item: item.label
        for one in judged
        if (item := items.get(one.item)) and item.check in (Check.ELEMENT, Check.EXACT_TITLE) and one.item not in shown
    }
    for code, label in missing.items():
        line = next(line for line in lines if line.item == code)
        message = f"« {label} » est « Sans objet » partout : cet élément figure sur un support au moins."
        feedback.refuse(tab.AUDIT, rows[line.key], Refusal(message, "MIK-64", tab.VERDICT))
    return not missing


def _judgement(line: Line, row: Row, item: ChecklistItem | None, find: Find) -> Judgement | Refusal | None:
    """The verdict of one row; None while it is not signed, or has no verdict yet."""
    reading = RowReading(row)
    try:
        signed = reading.read(tab.AUDITOR, cells.line)
        verdict = reading.read(tab.VERDICT, _verdict) if signed else None
        if not signed or verdict is None:
            return None
        evidence = reading.read(tab.EVIDENCE, cells.text) or ""
        request = reading.read(tab.REQUEST, cells.text) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-63", reading.header)
    auditor = find(signed)
    if auditor is None:
        message = f"« {signed[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne."
        return Refusal(message, "MIK-63", tab.AUDITOR)
    refusal = _unsettled(line, verdict) or (_unexplained(line, verdict) if not evidence else None)
    asks = line.number == 1 and verdict.calls_for_correction
    asked = (request or french(item.correction if item else "")) if asks else ""
    return refusal or Judgement(
        support=line.support.number, item=line.item, verdict=verdict, evidence=evidence, correction=asked,
        auditor=auditor.name,
    )  # fmt: skip


def _verdict(cell: CellValue) -> Verdict | None:
    return cells.choice(cell, Verdict)


def _unsettled(line: Line, verdict: Verdict) -> Refusal | None:
    """A correction was asked: at the second check it is made, or it is not (MIK-69)."""
    if line.number == 1 or verdict is not Verdict.NOT_APPLICABLE:
        return None
    message = (
        "une correction demandée est faite ou ne l’est pas : choisissez « Conforme », « Non conforme » ou « Absent »."
    )
    return Refusal(message, "MIK-69", tab.VERDICT)


def _unexplained(line: Line, verdict: Verdict) -> Refusal | None:
    """The verdicts that nobody could follow without a word of the auditor."""
    if verdict is Verdict.NOT_APPLICABLE:
        return Refusal("dites pourquoi l’élément est sans objet : tous sont jugés.", "MIK-64", tab.EVIDENCE)
    contradicted = line.proposal is not None and line.proposal.finding is Finding.CONTRADICTS
    if verdict is Verdict.CONFORMING and contradicted:
        message = "le contrôle automatique a relevé le contraire. Dites ce qui rend l’élément conforme."
        return Refusal(message, "MIK-63", tab.EVIDENCE)
    return None


def _decision(view: View[Communication], judgements: list[Judgement], pull: Pull, items: Items) -> Command:
    """One command a pass: it is judged once (MIK-69)."""
    *before, current = view.facts.passes
    judged = current.model_copy(update={"judged_on": pull.on, "judgements": tuple(judgements)})
    failed = [one for one in judgements if one.verdict.calls_for_correction]
    event = _OUTCOMES[len(view.facts.passes), bool(failed)]
    update: dict[str, object] = {"passes": (*before, judged)}
    if event is CommunicationEvent.CORRECTIONS:
        update["corrections"] = _corrections(failed, items)
    auditors = ", ".join(dict.fromkeys(one.auditor for one in judgements))
    ref = f"verdict:{view.ref}:{len(view.facts.passes)}"
    return Command(ref, view.ref, event, pull.on, f"onglet Audit : {auditors}", update)


def _corrections(failed: list[Judgement], items: Items) -> tuple[Correction, ...]:
    """Numbered as the letter will list them: what blocks comes first (MIK-65, MIK-67)."""
    ordered = sorted(failed, key=lambda one: not (one.item in items and items[one.item].blocking))
    return tuple(
        Correction(number=number, support=one.support, item=one.item, request=one.correction)
        for number, one in enumerate(ordered, start=1)
    )


def _refuse_strangers(found: KeyedTab, feedback: Feedback, known: set[str]) -> None:
    """A signed row that stands for no item: certiflow makes the rows of this tab."""
    for row in found.all_rows:
        if row.cells.get(tab.AUDITOR) and row.key not in known:
            message = (
                f"aucun élément à juger ne porte la référence « {(row.key or '')[:40]} ». Remplissez la ligne que "
                "certiflow a faite."
            )
            feedback.refuse(tab.AUDIT, row, Refusal(message, "MIK-63", REF))
