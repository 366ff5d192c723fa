"""The « plan de conformité »: J+5, J+20, J+25, J+30 inside the thirty working days (O-04, MIK-29)."""

from datetime import date

import pytest

from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.plan import conformity_plan


@pytest.mark.rule("O-04", "MIK-29")
def test_the_plan_from_the_second_of_november(certification: Certification, calendar: WorkingCalendar) -> None:
    ends = calendar.due(date(2026, 11, 2), 30, "working_days")
    plan = conformity_plan(date(2026, 11, 2), ends, certification.time_limits, calendar)
    assert [(step.label, step.rule, step.dates.due_on, step.dates.sentence) for step in plan] == [
        ("Séance d’information et remise des documents", "MIK-42", date(2026, 11, 9),
         "5 jours ouvrés à compter du 02/11/2026 → 09/11/2026"),
        ("Supports de communication mis à jour, prêts pour le contrôle", "MIK-60", date(2026, 12, 1),
         "15 jours ouvrés à compter du 09/11/2026, hors 11/11 → 01/12/2026"),
        ("Second contrôle des supports, s’il y a lieu", "MIK-68", date(2026, 12, 8),
         "5 jours ouvrés à compter du 01/12/2026 → 08/12/2026"),
        ("Évaluation des formateurs, seconde session comprise", "MIK-79", date(2026, 12, 15),
         "5 jours ouvrés à compter du 08/12/2026 → 15/12/2026"),
        ("Signature de la convention, de la réglementation et de la charte", "MIK-29", date(2026, 12, 15),
         "30 jours ouvrés à compter du 02/11/2026, hors 11/11 → 15/12/2026"),
    ]  # fmt: skip
    counted = [calendar.between(date(2026, 11, 2), step.dates.due_on) for step in plan]
    assert counted == [5, 20, 25, 30, 30]


@pytest.mark.rule("O-04")
@pytest.mark.parametrize("start", [date(2026, 10, 30), date(2026, 12, 14), date(2027, 4, 28), date(2027, 7, 12)])
def test_the_steps_hold_in_the_thirty_days(
    certification: Certification, calendar: WorkingCalendar, start: date
) -> None:
    ends = calendar.due(start, 30, "working_days")
    *steps, last = conformity_plan(start, ends, certification.time_limits, calendar)
    assert (last.dates, steps[-1].dates.due_on) == (ends, ends.due_on)
    assert [step.dates.start for step in steps] == [start, *(step.dates.due_on for step in steps[:-1])]


@pytest.mark.rule("O-05")
def test_an_extension_moves_the_signature_alone(certification: Certification, calendar: WorkingCalendar) -> None:
    start = date(2026, 11, 2)
    short, long = (calendar.due(start, length, "working_days") for length in (30, 40))
    before = conformity_plan(start, short, certification.time_limits, calendar)
    after = conformity_plan(start, long, certification.time_limits, calendar)
    assert (after[:-1], after[-1].dates) == (before[:-1], long)
