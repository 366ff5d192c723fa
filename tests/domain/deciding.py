"""Tries an event on a dossier through `decide`, the way the ledger does, with the shipped figures."""

from datetime import date
from typing import Any

from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.vocabulary import Event, State
from tests.builders import TODAY, shipped_certification, shipped_config


def attempt(
    state: State | None, event: Event, facts: Dossier, on: date = TODAY, **update: Any
) -> Decision[Dossier] | Refusal:
    command = Command(ref="essai", subject=facts.ref, event=event, on=on, by="essai", update=update)
    return decide(PARTNERSHIP, state, facts, command, shipped_certification(), shipped_config().calendar)


def reached(state: State | None, event: Event, facts: Dossier, on: date = TODAY, **update: Any) -> State | Refusal:
    """The state that the event leads to, or its refusal."""
    outcome = attempt(state, event, facts, on, **update)
    return outcome if isinstance(outcome, Refusal) else State(outcome.transition.target)


def refused(state: State | None, event: Event, facts: Dossier, on: date = TODAY, **update: Any) -> tuple[str, str]:
    """Rule and field of the refusal; ("", "") when the event takes effect."""
    outcome = attempt(state, event, facts, on, **update)
    return (outcome.rule, outcome.field) if isinstance(outcome, Refusal) else ("", "")
