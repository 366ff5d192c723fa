"""Every e-mail and document of a dysfunction, from each row of its table with good facts."""

from dataclasses import replace

import pytest

from domain.network.nonconformity_process import NONCONFORMITY
from tasks.ledger.drafts import Registered
from tasks.presenting.presenters import presenter_of
from tests.builders import DIRECTOR, shipped_config
from tests.domain.network.nonconformity_rows import NONCONFORMITY_ROWS, an_action, asked
from tests.domain.rows import Row
from tests.tasks.presenting.letters import DIRECTION, OF, TEAM
from tests.tasks.presenting.test_exam_letters import decided

WRITING = [row for row in NONCONFORMITY_ROWS if row.mails]


@pytest.mark.rule("QUA-09", "MIK-94")
@pytest.mark.parametrize("row", WRITING, ids=str)
def test_every_row_writes_its_sheet_and_its_mail_to_the_partner(row: Row) -> None:
    moment, presenter = decided(row), presenter_of(NONCONFORMITY, shipped_config(), TEAM)
    documents = [presenter.document(moment, kind) for kind in row.papers]
    assert [document.title for document in documents if document.data] == [kind.label for kind in row.papers]
    written = presenter.mails(moment, [Registered("DC-2027-0007", document.title) for document in documents])
    assert [(draft.template, draft.recipient) for draft in written] == [(mail.value, OF) for mail in row.mails]


@pytest.mark.rule("QUA-09")
def test_an_action_that_a_colleague_leads_is_asked_of_him() -> None:
    row = next(row for row in WRITING if row.papers == () and row.facts == asked)
    ours = an_action(owner=DIRECTOR)
    moment = decided(replace(row, update={"action": ours}))
    (draft,) = presenter_of(NONCONFORMITY, shipped_config(), TEAM).mails(moment, [])
    assert (draft.template, draft.recipient) == ("action_asked", DIRECTION)
