"""The two answers of direction that the law asks for before a habilitation, as typed in « Conformité » (LAW-01)."""

from domain.refusal import Refusal
from domain.signing import Assurances
from domain.vocabulary import State
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import read_subjects
from tasks.office import PROCESS, Office, Pull
from tasks.tabs import conformity as tab
from tasks.tabs.columns import TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row


def read_assurances(office: Office, pull: Pull, feedback: Feedback) -> tuple[dict[str, Assurances], dict[str, Row]]:
    """The complete answers of dossiers ready to sign, and the rows they are typed in, by dossier."""
    with office.ledger.reading() as connection:
        ready = [view.ref for view in read_subjects(connection, PROCESS, {State.READY_TO_SIGN})]
    found: dict[str, Assurances] = {}
    rows = dict(KeyedTab(pull, feedback, tab.CONFORMITY, "LAW-01").known(ready))
    for ref, row in rows.items():
        if not row.cells.get(TYPED_BY):
            continue
        try:
            given = _read(row, pull)
        except BadCell as error:
            feedback.refuse(tab.CONFORMITY, row, Refusal(f"{error.reason} ; {error.cure}.", "LAW-01"))
            continue
        if given is not None:
            found[ref] = given
    return found, rows


def _read(row: Row, pull: Pull) -> Assurances | None:
    reading = RowReading(row)
    respects, means = reading.read(tab.RESPECTS, cells.yes_no), reading.read(tab.MEANS, cells.yes_no)
    decided_by = reading.read(tab.GRANTED_BY, cells.line)
    if respects is None or means is None or not decided_by:
        return None
    return Assurances(respects_reference=respects, adequate_means=means, decided_by=decided_by, decided_on=pull.on)
