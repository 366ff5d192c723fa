"""What a tab of the exams says of the commands of its rows: refusals only.

What took effect is said from the ledger, in the words that the next run will find there: it has nothing to write.
"""

from collections.abc import Iterable, Mapping

from tasks.feedback import Feedback
from tasks.ledger.advance import Outcome, Refused
from tasks.workbook.protocol import Row


def take_outcomes(feedback: Feedback, tab: str, outcomes: Iterable[Outcome], rows: Mapping[str, Row]) -> None:
    """`rows`: command → its row."""
    listed = list(outcomes)
    refused = {item.command.ref for item in listed if isinstance(item, Refused)}
    feedback.take(tab, listed, {ref: row for ref, row in rows.items() if ref in refused})
