"""What the minutes of a communication audit print: supports as read, items as judged, before and after (MIK-62 to 68).

Passages come from a stranger's page: they are quoted, never read.
"""

from collections.abc import Mapping
from datetime import datetime, timezone

from domain.audit import ChecklistItem, Judgement, Proposal, Snapshot, Support, Verdict
from domain.calendar import format_date
from domain.communication import Communication, Correction, Pass, ReadSupport
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded

Items = Mapping[str, ChecklistItem]

_TONES = {Verdict.CONFORMING: "good", Verdict.NON_CONFORMING: "bad", Verdict.ABSENT: "bad", Verdict.NOT_APPLICABLE: ""}


def support_label(support: Support) -> str:
    """« Support 2 – Page de vente »."""
    return f"Support {support.number} – {support.type.label}"


def item_label(items: Items, code: str) -> str:
    """An item that the checklist no longer has keeps its code."""
    return items[code].label if code in items else code


def is_blocking(items: Items, code: str) -> bool:
    return code in items and items[code].blocking


def support_section(read: ReadSupport, judged: Pass, items: Items) -> Data:
    """One support: where and when it was read, then each item that was judged, blocking ones first (MIK-62, MIK-63)."""
    found = [judgement for judgement in judged.judgements if judgement.support == read.support.number]
    found.sort(key=lambda judgement: not is_blocking(items, judgement.item))
    rows = [
        [_item(items, judgement.item), _proposed(read.proposal(judgement.item)), judgement.evidence or "—",
         judgement.verdict.label]
        for judgement in found
    ]  # fmt: skip
    columns = ["Élément", "Contrôle automatique", "Constat de l’auditeur", "Verdict"]
    return {
        "title": support_label(read.support),
        "paragraphs": ["\n".join(reading(read.snapshot))],
        "table": {
            "columns": columns,
            "rows": rows,
            "tones": [_TONES[judgement.verdict] for judgement in found],
            "shares": [3, 5, 3, 0],
        },
    }


def reading(snapshot: Snapshot) -> list[str]:
    """Address, moment and fingerprint of a page, or why it could not be read."""
    lines = [worded("Adresse : {url}", url=snapshot.url) if snapshot.url else worded("Aucune adresse déclarée")]
    if snapshot.final_url and snapshot.final_url != snapshot.url:
        lines.append(worded("Adresse atteinte : {url}", url=snapshot.final_url))
    lines.append(worded("Relevée le {moment}", moment=_moment(snapshot.read_at)))
    if snapshot.refusal:
        lines.append(worded("Lecture automatique impossible : {why}", why=snapshot.refusal))
    if snapshot.sha256:
        lines.append(worded("Empreinte SHA-256 : {sha256}", sha256=snapshot.sha256))
    return lines


def _moment(read_at: datetime) -> str:
    """« 09/12/2026 à 14 h 32 (UTC+01:00) », as the snapshot dates it."""
    zone = timezone(offset).tzname(None) if (offset := read_at.utcoffset()) is not None else ""
    return f"{format_date(read_at.date())} à {read_at:%H h %M}{f' ({zone})' if zone else ''}"


def _item(items: Items, code: str) -> Data:
    rule = items[code].rule if code in items else ""
    return {"title": item_label(items, code), "note": f"{rule}, point bloquant" if is_blocking(items, code) else rule}


def _proposed(proposal: Proposal | None) -> str | Data:
    """What the pre-audit said, with the passage that it rests on."""
    if proposal is None:
        return "—"
    return {"title": proposal.finding.label, "note": "\n".join(filter(None, (proposal.reason, quoted(proposal))))}


def quoted(proposal: Proposal) -> str:
    """The passage of the page that a proposal rests on."""
    return worded("« {passage} »", passage=proposal.passage) if proposal.passage else ""


def corrections_section(facts: Communication, items: Items) -> Data:
    """The corrections asked, with the numbers of the letter; what blocks comes first (MIK-65, MIK-67)."""
    ordered = sorted(facts.corrections, key=lambda one: (not is_blocking(items, one.item), one.number))
    rows = [[str(one.number), _corrected(facts, items, one), one.request] for one in ordered]
    columns = ["N°", "Élément et support", "Correction demandée"]
    return {"title": "Corrections demandées", "table": {"columns": columns, "rows": rows}}


def _corrected(facts: Communication, items: Items, correction: Correction) -> Data:
    support = next((known for known in facts.supports if known.number == correction.support), None)
    notes = [support_label(support) if support else "", "point bloquant" if is_blocking(items, correction.item) else ""]
    return {"title": item_label(items, correction.item), "note": ", ".join(filter(None, notes))}


def comparison_section(facts: Communication, items: Items) -> Data:
    """Each correction with what both passes found, side by side (MIK-68)."""
    first, second = facts.passes[0], facts.passes[-1]
    rows, tones = [], []
    for one in sorted(facts.corrections, key=lambda one: one.number):
        after = second.judgement(one.support, one.item)
        is_made = after is not None and not after.verdict.calls_for_correction
        asked = _corrected(facts, items, one)
        note = worded("{where}. Demande : {request}", where=asked["note"], request=one.request)
        rows.append([str(one.number), asked | {"note": note}, _seen(first, one), _seen(second, one),
                     "Faite" if is_made else "Non faite"])  # fmt: skip
        tones.append("good" if is_made else "bad")
    columns = ["N°", "Correction", "Premier contrôle", "Second contrôle", "Résultat"]
    table = {"columns": columns, "rows": rows, "tones": tones, "shares": [0, 3, 3, 3, 0]}
    return {"title": "Corrections, avant et après", "table": table}


def _seen(judged: Pass, correction: Correction) -> Data:
    """The verdict of one pass, with the auditor's words and the passage of the page."""
    judgement = judged.judgement(correction.support, correction.item)
    return {"title": judgement.verdict.label if judgement else "—", "note": seen_in_words(judged, correction)}


def seen_in_words(judged: Pass, correction: Correction) -> str:
    """What one pass found for a correction: the auditor's words, then the passage, or why there is none."""
    judgement: Judgement | None = judged.judgement(correction.support, correction.item)
    read = judged.read(correction.support)
    proposal = read.proposal(correction.item) if read else None
    found = (quoted(proposal) or proposal.reason) if proposal else ""
    words = (judgement.evidence if judgement else "", found or "Aucun passage relevé")
    return "\n".join(dict.fromkeys(filter(None, words)))  # the auditor may have kept the reason as it was proposed


def readings_section(facts: Communication) -> Data:
    """Both readings of the supports that had to be corrected: the evidence of the comparison."""
    concerned = sorted({correction.support for correction in facts.corrections})
    lines = []
    for number in concerned:
        for label, judged in (("premier contrôle", facts.passes[0]), ("second contrôle", facts.passes[-1])):
            read = judged.read(number)
            if read:
                heading = worded("{support}, {label} :", support=support_label(read.support), label=label)
                lines.append("\n".join([heading, *reading(read.snapshot)]))
    return {"title": "Supports relevés", "list": lines}
