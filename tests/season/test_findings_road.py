"""What a check finds wrong enters the register of dysfunctions, once, with the action of its report (QUA-09)."""

from datetime import date

import pytest

from domain.network.nonconformity_process import NONCONFORMITY
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.network.check_dates import read_due
from tasks.network.observing import observe, read_activity
from tasks.tabs import checks as tab
from tests.season import reading
from tests.season.conformity import ATELIER, REF_1
from tests.season.desk import Desk
from tests.season.test_checks_road import CHECK, CONCLUDED, FAILED, LEFT, SIGNED, judge, opened
from tests.tasks.web.hostile_server import Site


@pytest.mark.rule("QUA-09", "MIK-94", "MIK-88")
def test_a_point_that_failed_becomes_one_dysfunction_with_its_action(audit_desk: Desk, site: Site) -> None:
    opened(audit_desk, site)
    judge(audit_desk, LEFT, {"COM2": FAILED})
    audit_desk.type_rows(tab.CHECKS, {CHECK: SIGNED})
    audit_desk.day(CONCLUDED)
    with audit_desk.ledger() as connection:
        ((view,), (clock,)) = (
            list(read_subjects(connection, NONCONFORMITY)),
            read_deadlines(connection, NONCONFORMITY),
        )
    facts, action = view.facts, view.facts.action
    assert action is not None
    assert (facts.parent, facts.source, facts.code, facts.rule, facts.identified_on, view.state.value) == (
        REF_1, f"Contrôle mensuel {CHECK}", "COM2", "LAW-03", CONCLUDED, "ACTION_PREVUE",
    )  # fmt: skip
    assert (action.owner, action.due_on, clock.dates.due_on) == (ATELIER, date(2027, 1, 20), date(2027, 1, 20))
    with audit_desk.office() as office, office.ledger.reading() as connection:
        due = read_due(connection, office.config, date(2027, 1, 21))
        observed = observe(read_activity(connection, due), due[0], date(2027, 1, 21), office.config.indicators.outliers)
    assert observed.dysfunctions == (view.ref,)  # the next sample is larger for it
    before = reading.traces(audit_desk)
    audit_desk.day(CONCLUDED)
    assert reading.traces(audit_desk) == before
    with audit_desk.office() as office:
        assert defects_of(office) == []
