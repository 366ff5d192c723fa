"""Thirty working days to conform, five for the information session: reminders, then the ladder (MIK-29, O-20)."""

from collections import Counter
from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout
from tests.season.answers import QUALIOPI_END
from tests.season.desk import DIRECTOR_MAIL, MANAGER_MAIL, Desk
from tests.season.reading import mails, plain
from tests.season.roads import ALL_POINTS, ATELIER, COMMISSION_DAY, SCORING_DAY, pre_habilitated, received

REF = "D-2026-0001"
PARTNER_MAIL = "direction@atelier.example"
#: nobody plans the session that was due on Wednesday 18/11/2026
SESSION_LADDER = [
    ("2026-11-16", "deadline_reminder_staff", MANAGER_MAIL),
    ("2026-11-18", "deadline_overdue_owner", MANAGER_MAIL),
    ("2026-11-20", "deadline_overdue_manager", MANAGER_MAIL),
    ("2026-11-25", "deadline_overdue_direction", DIRECTOR_MAIL),
]
#: the whole is due on Wednesday 23/12/2026; Friday 25/12 is a holiday
EXPECTED = [
    *SESSION_LADDER,
    ("2026-12-02", "conformity_reminder", PARTNER_MAIL),
    ("2026-12-09", "conformity_reminder", PARTNER_MAIL),
    ("2026-12-16", "conformity_reminder", PARTNER_MAIL),
    ("2026-12-16", "deadline_reminder_staff", MANAGER_MAIL),
    ("2026-12-22", "conformity_reminder", PARTNER_MAIL),
    ("2026-12-23", "deadline_overdue_owner", MANAGER_MAIL),
    ("2026-12-28", "deadline_overdue_manager", MANAGER_MAIL),
    ("2026-12-31", "deadline_overdue_direction", DIRECTOR_MAIL),
]
DAYS = sorted({date.fromisoformat(day) for day, _, _ in EXPECTED})
EVES = [*(date(2026, 11, day) for day in (13, 17, 19, 24)), *(date(2026, 12, day) for day in (1, 8, 15, 21, 24, 30))]


def said_since_acceptance(desk: Desk) -> list[tuple[str, str, str]]:
    found = [(mail.on.isoformat(), mail.kind, mail.to) for mail in mails(desk, dossier=REF)]
    return [mail for mail in found if mail[0] > COMMISSION_DAY.isoformat()]


@pytest.mark.rule("MIK-29", "O-20")
def test_each_level_is_said_once_on_its_day(desk: Desk) -> None:
    pre_habilitated(desk)
    for night in sorted([*EVES, *DAYS, date(2027, 1, 8)]):
        desk.day(night)
    assert said_since_acceptance(desk) == EXPECTED
    late = [row for row in desk.rows(layout.TO_DO) if row["Urgence"] == "En retard"]
    assert [(row["Dossier"], row.get("Avant le")) for row in late] == [
        (REF, datetime(2026, 11, 18)), (REF, datetime(2026, 12, 23)), (REF, None)  # the last: days that are missing
    ]  # fmt: skip
    assert desk.states() == {ATELIER: "Pré-habilité"}


@pytest.mark.rule("O-20")
def test_after_nights_without_a_run_no_rung_is_skipped_and_no_reminder_is_late(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.day(date(2027, 1, 8))
    desk.day(date(2027, 1, 11))
    rungs = [(kind, to) for _, kind, to in SESSION_LADDER[1:]]
    assert rungs == [(kind, to) for _, kind, to in EXPECTED[-3:]]
    assert Counter(said_since_acceptance(desk)) == Counter(2 * [("2027-01-08", *rung) for rung in rungs])


@pytest.mark.rule("MIK-29")
def test_a_reminder_shows_the_steps_that_are_left_and_the_explained_date(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.day(date(2026, 12, 16))
    (mail,) = mails(desk, "conformity_reminder")
    assert "30 jours ouvrés à compter du 10/11/2026, hors 11/11 → 23/12/2026" in mail.text
    assert "Séance d’information et remise des documents : 18/11/2026" in mail.text  # it was never held
    assert "Évaluation des formateurs, seconde session comprise : 23/12/2026" in mail.text
    (shown,) = (row for row in desk.deadlines() if row[columns.DEADLINE] == "Mise en conformité")
    assert (shown["Jours ouvrés restants"], plain(shown["Déjà dit"])) == (
        5,
        "Rappel à 5 jours ouvrés de l’échéance, le 16/12/2026 ; Rappel au responsable du dossier, le 16/12/2026",
    )


@pytest.mark.rule("MIK-07")
def test_a_qualiopi_end_that_nobody_can_count_is_refused_at_intake_and_cured(desk: Desk) -> None:
    received(desk, {1: {QUALIOPI_END: datetime(2099, 12, 31)}, 2: {}})
    assert desk.states() == {ATELIER: "Reçue, à compléter", "Atelier n° 2": "Complète, à noter"}
    assert [(row["Champ"], plain(row["Problème et remède"]), row["Règle"]) for row in desk.rows(layout.ANOMALIES)] == [
        (QUALIOPI_END, "un certificat Qualiopi dure trois ans ; recopiez la date du certificat.", "MIK-07")
    ]
    desk.type(layout.APPLICATIONS, ATELIER, {QUALIOPI_END: "19/12/2029"})
    desk.day(SCORING_DAY)
    desk.score(ATELIER, ALL_POINTS)
    desk.day(COMMISSION_DAY)
    desk.decide(ATELIER, "Accepter", COMMISSION_DAY)
    desk.day(COMMISSION_DAY)
    assert (desk.states()[ATELIER], desk.rows(layout.ANOMALIES)) == ("Pré-habilité", [])
