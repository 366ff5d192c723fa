"""The observed delay of a successful conformity (MIK-36)."""

from datetime import date

import pytest

from tasks.office import Office
from tasks.statistics import conformity_delay
from tests.builders_conformity import assurances
from tests.tasks.conformity.signing_desk import ISSUED_ON, SIGNED_ON, SigningDesk, ready


@pytest.mark.rule("MIK-36")
def test_the_mean_and_the_median_count_working_days_from_notification_to_habilitation(office: Office) -> None:
    """02/11/2026 → 22/12/2026 is 35 working days, 16/11 → 22/12 is 26: 11 November is a holiday."""
    refs = [ready(office, notified_on=day) for day in (date(2026, 11, 2), date(2026, 11, 16))]
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    assert conformity_delay(office) is None
    for ref in refs:
        desk.sign(dossier=ref)
        desk.assurances[ref] = assurances()
    desk.run(SIGNED_ON)
    assert conformity_delay(office) == {"mean": 30.5, "median": 30.5, "count": 2}
