"""The workbook is away for several nights in the middle of the conformity phase, then it is back (MIK-35, MIK-60)."""

from datetime import date

import pytest

from tasks.tabs import audit, columns, layout, trainers
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import ATELIER, AUDIT_1, KAPLAN, REF_1, note
from tests.season.conformity_roads import EVALUATED_ON, SESSION_PLANNED_ON, informed
from tests.season.desk import Desk
from tests.season.partner_site import PATH, publish
from tests.season.reading import events, mails, plain
from tests.tasks.web.hostile_server import Site

NIGHTS = [date(2026, 11, 24), *(date(2026, 12, day) for day in (1, 2, 7, 8))]
BACK_ON = date(2026, 12, 9)


@pytest.mark.rule("MIK-29", "MIK-60", "MIK-62")
def test_clocks_and_reading_go_on_without_it_and_what_was_typed_counts_once_it_is_back(
    audit_desk: Desk, site: Site
) -> None:
    desk = audit_desk
    informed(desk, site)
    publish(site)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(EVALUATED_ON)})
    desk.day(SESSION_PLANNED_ON)
    before = len(mails(desk))
    away = desk.path.rename(desk.path.with_name("ailleurs.xlsx"))
    for night in NIGHTS:
        assert "n’existe pas : lancez « certiflow init » pour le créer" in plain(desk.day(night).warnings[0])
    assert sorted((f"{mail.on:%d/%m}", mail.kind) for mail in mails(desk)[before:]) == [
        ("01/12", "communication_reminder"), ("01/12", "communication_reminder"), ("02/12", "conformity_reminder"),
        ("07/12", "communication_reminder"), ("07/12", "communication_reminder"), ("07/12", "deadline_reminder_staff"),
        ("08/12", "deadline_overdue_owner"),
    ]  # fmt: skip
    assert ("2026-12-08", "supports_read", "A_AUDITER") in events(desk, AUDIT_1)
    assert site.paths == [PATH]
    away.rename(desk.path)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.evaluated(EVALUATED_ON)})
    note(desk, hands.exam_manager_habilitated(EVALUATED_ON))
    assert desk.day(BACK_ON).warnings == []
    assert len(hands.lines_of(desk, 1)) == 36
    assert events(desk, KAPLAN)[-1] == ("2026-12-09", "trainer_validated", "VALIDE")
    assert events(desk, "R-2026-0001")[-1] == ("2026-12-09", "manager_habilitated", "HABILITE")
    assert desk.rows(layout.ANOMALIES) == []
    hands.judge(desk)
    desk.day(date(2026, 12, 10))
    assert (desk.states(), site.paths) == ({ATELIER: "Prêt à signer"}, [PATH])
    assert [event for _, event, _ in events(desk, REF_1)[-2:]] == ["workstreams_done", "agreements_issued"]
    assert desk.row(tab.CONFORMITY, ATELIER)[columns.STATUS] == "Prêt à signer"
    assert {line[columns.STATUS] for line in desk.rows(audit.AUDIT)} == {"Conforme"}
