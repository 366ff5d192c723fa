"""Every e-mail and document of the exams, from each row of their tables with good facts."""

from dataclasses import replace
from typing import Any

import pytest

from domain.correspondence import Mail, Paper
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyEvent
from domain.network.destruction import DESTRUCTION
from domain.network.passage_process import PASSAGE
from domain.process import Decision
from domain.processes import EXAMS
from tasks.ledger.drafts import Moment, Registered
from tasks.ledger.journal import Head
from tasks.presenting.presenters import presenter_of
from tests.builders import shipped_config
from tests.domain.deciding import attempt
from tests.domain.exam_rows_candidacy import CANDIDACY_ROWS
from tests.domain.exam_rows_others import APPEAL_ROWS, CERTIFICATE_ROWS, EXAMINER_ROWS, FRAUD_ROWS
from tests.domain.exam_rows_session import SESSION_ROWS
from tests.domain.network.passage_rows import PASSAGE_ROWS
from tests.domain.retention_rows import DESTRUCTION_ROWS
from tests.domain.rows import Row
from tests.tasks.presenting.letters import TEAM

PROCESS_OF = {process.facts: process for process in (*EXAMS, PASSAGE, DESTRUCTION)}
#: to jurors who were convened, to a partner that organises: nobody, where the pinned session has none
ONLY_IF_ANY = (Mail.JURY_POSTPONED, Mail.JURY_CANCELLED, Mail.SESSION_ENDING_PARTNER)
ROWS = [
    row
    for rows in (
        SESSION_ROWS,
        CANDIDACY_ROWS,
        EXAMINER_ROWS,
        CERTIFICATE_ROWS,
        FRAUD_ROWS,
        APPEAL_ROWS,
        PASSAGE_ROWS,
        DESTRUCTION_ROWS,
    )
    for row in rows
    if row.mails or row.papers or row.pv
]


def decided(row: Row) -> Moment[Any]:
    facts = row.facts()
    decision = attempt(row.source, row.event, facts, row.on, **row.update)
    assert isinstance(decision, Decision), str(decision)
    command: Any = type("Given", (), {"on": row.on, "ref": "essai", "by": "essai", "event": row.event})
    running = dict(decision.opens)
    return Moment(command, decision, row.source, Head(128, "3f9a" * 16), running, running, facts)


@pytest.mark.rule("MIK-31", "MIK-32", "M2I-12", "M2I-21", "REF-22")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_row_writes_its_documents_and_its_mails_to_somebody(row: Row) -> None:
    moment = decided(row)
    presenter = presenter_of(PROCESS_OF[type(moment.decision.facts)], shipped_config(), TEAM)
    kinds = [*((row.pv,) if row.pv else ()), *row.papers]
    documents = [presenter.document(moment, kind) for kind in kinds]
    assert [document.title for document in documents if document.data] == [kind.label for kind in kinds]
    written = presenter.mails(moment, [Registered("PV-2026-0007", "Procès-verbal")] if kinds else [])
    expected = [mail.value for mail in row.mails if mail not in ONLY_IF_ANY]
    assert [name for name in dict.fromkeys(draft.template for draft in written) if name in expected] == expected
    assert all("@" in draft.recipient and draft.subject and draft.text for draft in written)


@pytest.mark.rule("M2I-01", "M2I-12")
def test_a_convocation_says_the_referentiel_of_its_session_not_that_of_the_day() -> None:
    row = next(row for row in CANDIDACY_ROWS if row.event is CandidacyEvent.CONVENED)
    card = row.facts().session.model_copy(  # type: ignore[attr-defined]
        update={"version": "2019-3", "epreuves": (("E1", "Épreuve d’alors", "Sur papier."),)}
    )
    facts = row.facts().with_update({"session": card})
    moment = decided(replace(row, facts=lambda: facts))
    sections = presenter_of(CANDIDACY, shipped_config(), TEAM).document(moment, Paper.CONVOCATION).data["sections"]
    assert next(part["list"] for part in sections if part["title"] == "Nature des épreuves") == [
        "Épreuve d’alors – Sur papier."
    ]
    assert "version 2019-3" in sections[-1]["list"][-1]
