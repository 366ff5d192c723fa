"""Tries an event on a subject through `decide`, the way the ledger does, with the shipped figures."""

from datetime import date
from typing import Any

from domain.facts import Facts
from domain.process import Command, Decision, decide
from domain.processes import PROCESSES
from domain.refusal import Refusal
from domain.vocabulary import Labelled
from tests.builders import TODAY, shipped_config

_BY_FACTS = {process.facts: process for process in PROCESSES}


def attempt(
    state: Labelled | None, event: Labelled, facts: Facts, on: date = TODAY, **update: Any
) -> Decision[Any] | Refusal:
    """What the process of these facts decides."""
    command = Command(ref="essai", subject=facts.ref, event=event, on=on, by="essai", update=update)
    process = _BY_FACTS[type(facts)]
    config = shipped_config()
    return decide(process, state, facts, command, config.certifications[facts.certification], config.calendar)


def reached(
    state: Labelled | None, event: Labelled, facts: Facts, on: date = TODAY, **update: Any
) -> Labelled | Refusal:
    """The state that the event leads to, or its refusal."""
    outcome = attempt(state, event, facts, on, **update)
    return outcome if isinstance(outcome, Refusal) else outcome.transition.target


def refused(state: Labelled | None, event: Labelled, facts: Facts, on: date = TODAY, **update: Any) -> tuple[str, str]:
    """Rule and field of the refusal; ("", "") when the event takes effect."""
    outcome = attempt(state, event, facts, on, **update)
    return (outcome.rule, outcome.field) if isinstance(outcome, Refusal) else ("", "")
