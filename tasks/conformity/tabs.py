"""The tabs of the conformity phase, written back together from the ledger."""

from collections.abc import Mapping

from tasks.conformity.audit import show_audit
from tasks.conformity.replacements import show_replacements
from tasks.conformity.showing import show_conformity
from tasks.conformity.signatures import show_signatures
from tasks.conformity.trainers import show_trainers
from tasks.feedback import Feedback
from tasks.ledger.queries import read_deadlines
from tasks.ledger.workstreams import Streams
from tasks.office import Office, Pull
from tasks.workbook.protocol import Changes


def show_workstreams(
    changes: Changes, office: Office, pull: Pull, feedback: Feedback, streams: Mapping[str, Streams]
) -> None:
    """Every row of « Conformité », « Formateurs », « Remplacements », « Audit » and « Signatures »."""
    with office.ledger.reading() as connection:
        running = {(item.subject, item.limit): item for item in read_deadlines(connection)}
    show_conformity(changes, office, pull, feedback, streams, running)
    for show in (show_trainers, show_replacements, show_audit, show_signatures):
        show(changes, office, pull, feedback, streams)
