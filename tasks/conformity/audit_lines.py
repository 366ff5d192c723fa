"""The rows of the tab « Audit » as the ledger has them: what was read, proposed and judged of each item (MIK-63)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.audit import ChecklistItem, Finding, Judgement, Proposal, Snapshot, Support, Verdict
from domain.communication import Communication, CommunicationState, Correction, Pass
from tasks.ledger.queries import View
from tasks.mail.typography import french
from tasks.presenting.audit_sections import item_label, seen_in_words, support_label
from tasks.tabs import audit as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION, REF, STATUS
from tasks.workbook.protocol import Cells, Row
from tasks.workbook.values import as_text

Items = Mapping[str, ChecklistItem]

_OPEN = (CommunicationState.TO_AUDIT, CommunicationState.CORRECTIONS_REQUESTED)
_CONTROLS = {1: "1er", 2: "2nd"}
_PROPOSED = {
    Finding.FOUND: Verdict.CONFORMING,
    Finding.NOT_FOUND: Verdict.ABSENT,
    Finding.CONTRADICTS: Verdict.NON_CONFORMING,
}


def is_open(view: View[Communication]) -> bool:
    """Whether its outcome is still to come."""
    return view.state in _OPEN


def in_hand(view: View[Communication]) -> bool:
    """Whether a pass was read and waits for its verdicts."""
    current = view.facts.current
    return is_open(view) and current is not None and current.judged_on is None


@dataclass(frozen=True)
class Line:
    """One item of one support in one pass; `number` is the pass, `correction` what the letter asked of the item."""

    facts: Communication
    made: Pass
    number: int
    support: Support
    item: str
    snapshot: Snapshot | None
    proposal: Proposal | None
    judgement: Judgement | None
    correction: Correction | None

    @property
    def key(self) -> str:
        return f"{self.facts.ref}/{self.number}/{self.support.number}/{self.item}"


def lines_of(facts: Communication) -> Iterator[Line]:
    """Every item of every pass, in the order of the supports and of the checklist."""
    supports = {support.number: support for support in facts.supports}
    corrections = {(one.support, one.item): one for one in facts.corrections}
    for number, made in enumerate(facts.passes, start=1):
        snapshots = {read.support.number: read.snapshot for read in made.supports}
        proposals = {(read.support.number, found.item): found for read in made.supports for found in read.proposals}
        judgements = {(one.support, one.item): one for one in made.judgements}
        for pair in facts.expected if number == 1 else corrections:
            yield Line(
                facts, made, number, supports[pair[0]], pair[1], snapshots.get(pair[0]),
                proposals.get(pair), judgements.get(pair), corrections.get(pair),
            )  # fmt: skip


def system_cells(line: Line, items: Items, row: Row | None, *, is_running: bool) -> Cells:
    """What certiflow writes; the address and the passage are the words of a stranger, left as they are."""
    proposal, item = line.proposal, items.get(line.item)
    return {
        REF: line.key, DOSSIER: line.facts.parent, ORGANISATION: line.facts.name,
        tab.CONTROL: _CONTROLS[line.number], tab.SUPPORT: support_label(line.support),
        tab.ADDRESS: _address(line), tab.ITEM: french(item_label(dict(items), line.item)),
        tab.RULE: item.rule if item else "", tab.PROPOSAL: (proposal.finding if proposal else Finding.TO_SEE).label,
        tab.CONFIDENCE: round(proposal.confidence * 100) if proposal and proposal.confidence else None,
        tab.PASSAGE: proposal.passage if proposal else "", tab.REASON: french(proposal.reason) if proposal else "",
        tab.READ: _read(line), STATUS: _status(line, row, is_running), **_comparison(line),
    }  # fmt: skip


def first_cells(line: Line, items: Items) -> Cells:
    """What staff's own columns hold when the row is made: the proposal, as a verdict to confirm or to change."""
    judged = line.judgement
    if judged is not None:  # the row was lost since
        return {
            tab.VERDICT: judged.verdict.label, tab.EVIDENCE: judged.evidence, tab.REQUEST: judged.correction,
            tab.AUDITOR: judged.auditor,
        }  # fmt: skip
    verdict = _PROPOSED.get(line.proposal.finding) if line.proposal else None
    if verdict is None:
        return {}
    item = items.get(line.item)
    asks = line.number == 1 and verdict.calls_for_correction
    return {tab.VERDICT: verdict.label, **({tab.REQUEST: french(item.correction)} if item and asks else {})}


def answer_of(line: Line, row: Row | None) -> str:
    """What « Retour » says of a row in which nothing is refused."""
    judged, day = line.judgement, line.made.judged_on
    if judged is None or day is None:
        return "À juger."
    said = f"Jugé le {day:%d/%m/%Y} par {judged.auditor} : {judged.verdict.label}."
    if line.number == 1 and line.correction:
        said += f" Correction n° {line.correction.number} demandée."
    if row is not None and Verdict.from_label(as_text(row.cells.get(tab.VERDICT))) is not judged.verdict:
        said += " Ce qui a changé depuis dans la ligne est sans effet : le procès-verbal fait foi. [MIK-63]"
    return said


def _address(line: Line) -> str:
    reached = line.snapshot.final_url if line.snapshot else ""
    return f"{line.support.url}\n→ {reached}" if reached and reached != line.support.url else line.support.url


def _read(line: Line) -> str:
    snapshot = line.snapshot
    if snapshot is None:
        return ""
    said = [f"Relevé le {snapshot.read_at:%d/%m/%Y à %H h %M}"]
    if snapshot.sha256:
        said.append(f"SHA-256 {snapshot.sha256[:12]}…")
    if line.number == 2:
        before = line.facts.passes[0].read(line.support.number)
        if before and snapshot.sha256 and before.snapshot.sha256 == snapshot.sha256:
            said.append("Page inchangée depuis le premier contrôle")
    return "\n".join(said)


def _status(line: Line, row: Row | None, is_running: bool) -> str:
    if line.judgement is not None:
        return line.judgement.verdict.label
    if not is_running:
        return tab.ABANDONED
    is_signed = row is not None and row.cells.get(tab.AUDITOR) and row.cells.get(tab.VERDICT)
    return tab.SIGNED if is_signed else tab.TO_JUDGE


def _comparison(line: Line) -> Cells:
    """Before and after, side by side, at the re-check (MIK-68)."""
    if line.number == 1 or line.correction is None:
        return {}
    asked = line.correction
    return {
        tab.ASKED: f"N° {asked.number} – {asked.request}",
        tab.BEFORE: seen_in_words(line.facts.passes[0], asked), tab.AFTER: seen_in_words(line.made, asked),
    }  # fmt: skip
