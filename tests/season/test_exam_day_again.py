"""What is typed wrong on the day, in the grids and at the jury: each row has its answer, and the others go on."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams import attendance_guards as day
from domain.exams import incident_guards as told
from domain.exams import results_guards as results
from domain.exams.deliberation_guards import MOTIVE
from domain.exams.marking import JUROR, POINTS
from tasks.tabs import attendance, deliberations, grids, incidents, layout
from tasks.tabs import results as results_tab
from tasks.tabs.columns import ANSWER, REF, STATUS, TYPED_BY
from tests.exams import EXAM_DAY, EXAM_OFFICE, EXAM_OFFICE_MAIL
from tests.season import exam_day as hands
from tests.season import exam_roads, reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR_MAIL, Desk
from tests.season.exam_day import JURY, SESSION
from tests.season.exam_roads import B1, B2, I_LUC, I_NOUR, I_ZOE, MAELYS


def answer(desk: Desk, tab: str, key: str) -> str:
    return reading.plain(row(desk, tab, key)[ANSWER])


def answers(desk: Desk, tab: str) -> dict[str, str]:
    return {line.get(REF, ""): reading.plain(line.get(ANSWER, "")) for line in desk.rows(tab)}


@pytest.mark.rule("M2I-13", "M2I-17", "M2I-20", "M2I-22")
def test_each_row_of_the_day_that_is_wrong_says_why(desk: Desk) -> None:
    exam_roads.opened(desk)
    desk.type_rows(
        attendance.ATTENDANCE,
        {
            f"{MAELYS}/E1": hands.came({day.CHECKED_BY: None}),
            f"{I_ZOE}/E2": hands.came(),
            f"{I_LUC}/E1": hands.came({day.ARRIVED: "09:20"}),
            f"{I_NOUR}/E1": hands.came({day.CHECKED_AT: "midi"}),
            f"{I_NOUR}/E2": {TYPED_BY: EXAM_OFFICE},
        },
    )
    desk.add_row(attendance.ATTENDANCE, {REF: "I-2027-0099/E1", **hands.came()})
    desk.day(EXAM_DAY)
    said = answers(desk, attendance.ATTENDANCE)
    assert {key: text for key, text in said.items() if not text.startswith("À noter")} == {
        f"{MAELYS}/E1": "Vérifiée par : indiquez qui a vérifié l’identité du candidat. [M2I-20]",
        f"{I_ZOE}/E2": "Présent : notez d’abord l’épreuve E1 : elle décide de l’admission du candidat. [M2I-13]",
        f"{I_LUC}/E1": "Retard accepté : le candidat est arrivé après 09:00 : dites si le retard est accepté ; "
        "l’épreuve finit toujours à 12:00. [M2I-22]",
        f"{I_NOUR}/E1": "Vérifiée à : l’heure n’est pas lisible ; écrivez par exemple 09:05. [M2I-20]",
        f"{I_NOUR}/E2": "Présent : la cellule est vide ; complétez-la. [M2I-20]",
        "I-2027-0099/E1": "Réf. : aucun candidat convoqué n’a la référence « I-2027-0099/E1 ». Remplissez la ligne que "
        "certiflow a faite. [M2I-20]",
    }  # fmt: skip
    assert reading.events(desk, MAELYS)[1:] == []


@pytest.mark.rule("M2I-22", "M2I-50", "M2I-21")
def test_a_late_candidate_is_admitted_or_not_and_an_exclusion_takes_effect_at_once(desk: Desk) -> None:
    exam_roads.opened(desk)
    excluded = {day.EXCLUDED_AT: "10:05", day.EXCLUSION_MOTIVE: "Téléphone allumé pendant l’épreuve."}
    desk.type_rows(
        attendance.ATTENDANCE,
        {
            f"{MAELYS}/E1": hands.came({day.ARRIVED: "09:20", day.LATE: "Oui"}),
            f"{I_ZOE}/E1": hands.came(excluded),
            f"{I_LUC}/E1": hands.came({day.ARRIVED: "11:00", day.LATE: "Non"}),
        },
    )
    desk.day(EXAM_DAY)
    assert [line[STATUS] for line in desk.rows(attendance.ATTENDANCE) if line[REF].endswith("/E1")] == [
        "Présent", "Exclu", "Absent", "Convoqué",
    ]  # fmt: skip
    assert row(desk, attendance.ATTENDANCE, f"{MAELYS}/E1")[attendance.TIMES] == "18/01/2027 09:00 – 12:00"
    (mail,) = reading.mails(desk, "candidate_excluded")
    text = reading.plain(mail.text)
    assert mail.to == "zoe@candidats.example"
    assert "Téléphone allumé pendant l’épreuve." in text
    assert "Décidé par" in text
    assert "former un recours" in text
    (absent,) = reading.mails(desk, "candidate_absent")
    assert "Votre arrivée à 11:00, après le début de l’épreuve" in reading.plain(absent.text)
    assert [event for _, event, _ in reading.events(desk, I_ZOE)][1:] == ["candidate_admitted", "candidate_excluded"]


@pytest.mark.rule("M2I-33", "REF-13", "REF-29")
def test_a_grid_that_is_wrong_is_refused_line_by_line_and_the_rest_recorded(desk: Desk) -> None:
    exam_roads.attended(desk)
    good: dict[str, Any] = {POINTS: 3, JUROR: JURY, TYPED_BY: EXAM_OFFICE}
    desk.type_rows(
        grids.GRIDS,
        {
            f"{MAELYS}/E1/C1.1": good,
            f"{MAELYS}/E1/C1.2": {**good, POINTS: None},
            f"{MAELYS}/E1/C2.1": {**good, POINTS: 5},
            f"{MAELYS}/E1/C2.2": {**good, JUROR: "Marc Vidal"},
            f"{MAELYS}/E1/C3.1": {**good, POINTS: "=4"},
            f"{I_ZOE}/E1/C1.1": good,
        },
    )
    desk.add_rows(grids.GRIDS, [
        {REF: f"{I_ZOE}/E1/C1.1", POINTS: 1, JUROR: "Paul Roux", TYPED_BY: EXAM_OFFICE},
        {REF: f"{I_LUC}/E1/C1.1", **good},
        {REF: "I-2027-0099/E1/C1.1", **good},
    ])  # fmt: skip
    desk.day(EXAM_DAY)
    said = answers(desk, grids.GRIDS)
    contradictory = (
        f"Réf. : la ligne {I_ZOE}/E1/C1.1 figure deux fois. Gardez-en une : les deux saisies sont conservées ici. "
        f"[M2I-33] Points : deux lignes notent ce critère différemment : 1 (Paul Roux) et 3 ({JURY}). Le jury n’en "
        "garde qu’une. [M2I-33]"
    )
    assert {key: text for key, text in said.items() if not text.startswith("À noter")} == {
        f"{MAELYS}/E1/C1.1": "Grille d’évaluation enregistrée.",
        f"{MAELYS}/E1/C1.2": "Points : la cellule est vide ; complétez-la. [M2I-33]",
        f"{MAELYS}/E1/C2.1": "Points : 5 n’est pas sur l’échelle de l’épreuve E1 (0, 1, 2, 3, 4). Corrigez. [REF-13]",
        f"{MAELYS}/E1/C2.2": "Juré : « Marc Vidal » n’est pas du jury de cette session. Vérifiez « Jurys ». [REF-15]",
        f"{MAELYS}/E1/C3.1": "Points : « =4 » n’est pas un nombre ; indiquez un nombre, en chiffres. [M2I-33]",
        f"{I_ZOE}/E1/C1.1": contradictory,
        f"{I_LUC}/E1/C1.1": "Réf. : le candidat est « Absent » : il n’est pas noté. Vérifiez « Présences ». [M2I-33]",
        "I-2027-0099/E1/C1.1": "Réf. : aucune grille attendue n’a la référence « I-2027-0099/E1/C1.1 ». Remplissez la "
        "ligne que certiflow a faite. [M2I-33]",
    }  # fmt: skip
    both = [reading.plain(line[ANSWER]) for line in desk.rows(grids.GRIDS) if line[REF] == f"{I_ZOE}/E1/C1.1"]
    assert both == [contradictory, contradictory]
    assert len(desk.rows(layout.ANOMALIES)) == 8  # the twins are one place


@pytest.mark.rule("REF-24", "REF-14", "M2I-33")
def test_the_jury_decides_on_whole_grids_with_motives_and_a_date_or_nobody_is_judged(desk: Desk) -> None:
    exam_roads.ripe(desk)
    hands.decide_as_proposed(desk)
    hands.decide(desk, {f"{MAELYS}/{B1}": "Non validé"})
    hands.decide(desk, {f"{MAELYS}/{B2}": "Validé"}, {deliberations.PRESIDENT: "Marc Vidal"})
    hands.decide(desk, {f"{I_ZOE}/{B1}": "Peut-être"})
    desk.add_row(deliberations.DELIBERATIONS, {REF: f"{I_LUC}/{B1}", TYPED_BY: EXAM_OFFICE})
    desk.day(hands.JURY_ON)
    said = answers(desk, deliberations.DELIBERATIONS)
    assert said[f"{MAELYS}/{B1}"] == "Motif : le jury décide autrement que la grille : écrivez son motif. [M2I-33]"
    assert said[f"{MAELYS}/{B2}"] == (
        "Président du jury : « Marc Vidal » n’a pas siégé au jury. Vérifiez « Jurys ». [REF-15]"
    )
    assert said[f"{I_ZOE}/{B1}"] == (
        "Décision : « peut-être » n’est pas une décision. Choisissez Validé ou Non validé. [REF-14]"
    )
    assert said[f"{I_LUC}/{B1}"] == "Réf. : le candidat est « Absent » : le jury ne décide rien pour lui. [REF-14]"
    assert said[f"{I_ZOE}/{B2}"].startswith("Lue : le jury délibère quand")
    hands.decide(desk, {f"{MAELYS}/{B1}": "Non validé"}, {MOTIVE: "L’entretien n’a pas confirmé la grille."})
    hands.decide(desk, {f"{MAELYS}/{B2}": "Validé", f"{I_ZOE}/{B1}": "Validé"})
    desk.day(hands.JURY_ON)
    assert answer(desk, results_tab.RESULTS, SESSION) == (
        "le procès-verbal de jury ne peut pas être établi. Il manque : la date du jury. [REF-24]"
    )
    assert row(desk, deliberations.DELIBERATIONS, f"{MAELYS}/{B2}")[STATUS] == "Présent"
    assert reading.minutes(desk, SESSION) == []
    hands.note(desk, {results.JURY_ON: at(hands.JURY_ON)}, hands.JURY_ON)
    assert row(desk, deliberations.DELIBERATIONS, f"{MAELYS}/{B2}")[STATUS] == "Réussite partielle"


@pytest.mark.rule("M2I-33")
def test_a_criterion_that_the_grid_leaves_empty_stops_the_decision(desk: Desk) -> None:
    exam_roads.attended(desk)
    desk.type_rows(grids.GRIDS, {
        key: {POINTS: 4, JUROR: JURY, TYPED_BY: EXAM_OFFICE}
        for key in (*hands.grid_of(MAELYS), *hands.grid_of(I_ZOE)) if key != f"{I_ZOE}/E3/C2.1"
    })  # fmt: skip
    hands.end(desk)
    hands.receive(desk)
    shown = row(desk, deliberations.DELIBERATIONS, f"{I_ZOE}/{B1}")
    assert (shown.get(deliberations.PROPOSAL), reading.plain(shown[deliberations.REASONS])) == (
        None, "Grille incomplète : C2.1 (E3).",
    )  # fmt: skip
    hands.decide(desk, {f"{I_ZOE}/{B1}": "Validé"})
    desk.day(hands.JURY_ON)
    assert answer(desk, deliberations.DELIBERATIONS, f"{I_ZOE}/{B1}") == (
        "Décision : la grille est incomplète : C2.1 (E3). Complétez « Grilles ». [M2I-33]"
    )


HOSTILE = '=HYPERLINK("http://mal.example") <b>gras</b> {{ 7*7 }} #panic()'


@pytest.mark.rule("M2I-40", "REF-22", "M2I-41")
def test_an_incident_is_told_the_same_day_numbered_then_treated(desk: Desk) -> None:
    exam_roads.opened(desk)
    incident: dict[str, Any] = {
        incidents.SESSION: SESSION.lower(), told.OCCURRED_AT: datetime(2027, 1, 18, 10, 30), told.WHAT: HOSTILE,
        incidents.CANDIDATES: MAELYS, told.REPORTED_BY: JURY, TYPED_BY: EXAM_OFFICE,
    }  # fmt: skip
    wrong = [
        {**incident, incidents.SESSION: "S-2027-0099"},
        {**incident, told.OCCURRED_AT: datetime(2027, 2, 1, 9)},
        {**incident, incidents.CANDIDATES: "I-2027-0099"},
        {**incident, told.WHAT: None},
    ]
    desk.add_rows(incidents.INCIDENTS, [incident, {**incident, told.WHAT: "Panne de courant."}, *wrong])
    desk.day(EXAM_DAY)
    rows = [(line.get(REF), reading.plain(line[ANSWER])) for line in desk.rows(incidents.INCIDENTS)]
    assert rows == [
        (f"{SESSION}/1", "Incident signalé."),
        (f"{SESSION}/2", "Incident signalé."),
        (None, "Session : aucune session ne porte le numéro « S-2027-0099 ». Vérifiez-le dans « Sessions ». [M2I-40]"),
        (None, "Date et heure : un incident ne peut pas être daté après aujourd’hui. Corrigez la date. [M2I-40]"),
        (None, "Candidats concernés : aucune inscription ne porte le numéro « I-2027-0099 ». Écrivez un numéro par "
               "ligne. [M2I-40]"),
        (None, "Faits : la cellule est vide ; complétez-la. [M2I-40]"),
    ]  # fmt: skip
    alerts = [mail for mail in reading.mails(desk, "incident_alert") if "Panne" in mail.text]
    assert {mail.to for mail in alerts} == {DIRECTOR_MAIL, EXAM_OFFICE_MAIL}
    hostile = next(mail for mail in reading.mails(desk, "incident_alert") if "Panne" not in mail.text)
    assert "<b>gras</b>" not in hostile.html
    assert "{{ 7*7 }} #panic()" in hostile.text
    treated: dict[str, Any] = {
        told.TREATMENT: "Reprise à 10 h 45.", told.TREATED_BY: EXAM_OFFICE, told.TREATED_ON: at(EXAM_DAY),
    }  # fmt: skip
    desk.type_rows(incidents.INCIDENTS, {f"{SESSION}/2": treated})
    desk.day(date(2027, 1, 19))
    assert answer(desk, incidents.INCIDENTS, f"{SESSION}/2") == "Incident traité."
    assert len(reading.mails(desk, "incident_alert")) == 4
