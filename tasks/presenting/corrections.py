"""The numbered corrections of a communication, as its e-mails list them (MIK-67, MIK-70)."""

from config.loader import Config
from domain.audit import Verdict
from domain.communication import Communication, Correction
from tasks.presenting.audit_sections import item_label, quoted
from tasks.presenting.letters import Context


def corrections_asked(config: Config, facts: Communication) -> list[Context]:
    """Every correction of the letter, by number, with what the first check saw."""
    return [
        _correction(config, facts, one) | {"found": _seen_first(facts, one)}
        for one in sorted(facts.corrections, key=lambda one: one.number)
    ]


def corrections_unmet(config: Config, facts: Communication) -> list[Context]:
    """Those that the last check did not find made, each with what it found."""
    return [
        _correction(config, facts, one) | {"found": found}
        for one in sorted(facts.corrections, key=lambda one: one.number)
        if (found := _found(facts, one))
    ]


def _correction(config: Config, facts: Communication, one: Correction) -> Context:
    items = config.checklist.by_code
    support = next((known for known in facts.supports if known.number == one.support), None)
    where = " – ".join(filter(None, (support.type.label, support.url))) if support else f"Support {one.support}"
    return {"number": one.number, "support": where, "item": item_label(items, one.item), "request": one.request}


def _seen_first(facts: Communication, one: Correction) -> str:
    """The auditor's words, else what the page was seen to say; nothing for an item that it does not have."""
    first = facts.passes[0]
    judgement, read = first.judgement(one.support, one.item), first.read(one.support)
    if judgement is None or judgement.evidence or judgement.verdict is not Verdict.NON_CONFORMING:
        return judgement.evidence if judgement else ""
    proposal = read.proposal(one.item) if read else None
    return " ".join(filter(None, (proposal.reason, quoted(proposal)))) if proposal else ""


def _found(facts: Communication, one: Correction) -> str:
    judgement = facts.current.judgement(one.support, one.item) if facts.current else None
    if judgement is None or not judgement.verdict.calls_for_correction:
        return ""
    return " – ".join(filter(None, (judgement.verdict.label, judgement.evidence)))
