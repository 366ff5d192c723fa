"""A real decision, then its documents: data, and PDF as text."""

from datetime import UTC, date, datetime
from typing import Any

from domain.correspondence import Paper, Pv
from domain.process import Command, Decision, Process, decide
from domain.vocabulary import Labelled
from tasks.ledger.drafts import Moment
from tasks.ledger.journal import Head
from tasks.presenting.frame import Data
from tasks.typesetting import render
from tests.builders import shipped_certification, shipped_config
from tests.tasks.typesetting.reading import printed

STAMP = datetime(2026, 12, 22, 12, tzinfo=UTC)


def moment_of(
    process: Process[Any], state: Labelled | None, event: Labelled, facts: Any, on: date, **update: Any
) -> Moment[Any]:
    """The decision of the table itself, with the shipped figures; an event that it refuses fails the test."""
    config = shipped_config()
    command = Command("essai", facts.ref, event, on, "essai", update)
    decision = decide(process, state, facts, command, shipped_certification(), config.calendar)
    assert isinstance(decision, Decision), decision
    return Moment(command, decision, state, Head(128, "3f9a5c0e7d21b844" * 4), {}, decision.opens, facts)


def pdf_of(writer: Any, kind: Pv | Paper) -> bytes:
    return render("record", {**writer.write(kind), "number": "PV-2026-0007"}, STAMP)


def plain(text: str) -> str:
    """Text with ordinary spaces, as `printed` gives it."""
    return " ".join(text.split())


def text_of(writer: Any, kind: Pv | Paper) -> str:
    """The PDF as text on one line, with ordinary spaces."""
    return printed(pdf_of(writer, kind))


def section(data: Data, title: str) -> Data:
    """The section whose title begins so."""
    (found,) = [part for part in data["sections"] if plain(part["title"]).startswith(title)]
    return dict(found)
