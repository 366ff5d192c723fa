"""A season with every outcome: minutes without a gap, verified, sent as registered, and a report that names nobody."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from flows.report import report_of
from tasks.inspection import status_of
from tasks.integrity import defects_of
from tasks.run import Run
from tasks.tabs import columns, layout
from tests.homes import copy_home
from tests.season import answers as form
from tests.season.desk import DIRECTOR, MANAGER, Desk, commission_cells, scoring_cells
from tests.season.reading import mails, register
from tests.season.roads import ALL_POINTS, COMMISSION_DAY, SCORING_DAY, SEVEN_AUTO, received

Season = tuple[Desk, list[Run]]
SECRETS = {
    "direction@atelier.example", "Maëlle", "Le Goff", "Kœnig", "secret-de-salarié", "Motif très secret",
    "autre@p.example", "Jeanne Kaplan", "Atelier n°", MANAGER, DIRECTOR, "90000001900019", "jean@dupont.example",
    "<b>gras",
}  # fmt: skip


@pytest.fixture(scope="module")
def season(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Season:
    """Six dossiers: extended, withdrawn, refused, rejected on score, closed without action, and a row refused."""
    desk = Desk.at(copy_home(empty_home, tmp_path_factory.mktemp("register") / "home"))
    runs = []
    received(desk, {1: {}, 2: {}, 3: {}, 4: SEVEN_AUTO, 5: {form.PROGRAMMES: None, form.STAFF: "secret-de-salarié"},
                    6: {form.EMAIL: "autre@p.example, jean@dupont.example"}})  # fmt: skip
    names = [f"Atelier n° {rank}" for rank in range(1, 5)]
    points = [ALL_POINTS, ALL_POINTS, ALL_POINTS, (0, 0, 0, 0)]
    desk.type_all(layout.SCORING, dict(zip(names, map(scoring_cells, points), strict=True)))
    runs.append(desk.day(SCORING_DAY))
    decisions = {name: commission_cells("Accepter", COMMISSION_DAY) for name in names[:2]}
    decisions[names[2]] = commission_cells("Refuser", COMMISSION_DAY, {columns.MOTIVE: "Motif très secret"})
    desk.type_all(layout.COMMISSION, decisions)
    runs.append(desk.day(COMMISSION_DAY))
    common = {columns.MOTIVE: "Motif très secret", layout.DECIDED_BY: DIRECTOR, columns.TYPED_BY: MANAGER}
    desk.add_rows(layout.DIRECTION, [
        {columns.DOSSIER: "D-2026-0001", layout.DECISION: layout.EXTEND, layout.DAYS: 3, **common},
        {columns.DOSSIER: "D-2026-0002", layout.DECISION: layout.WITHDRAW, **common},
        {columns.DOSSIER: "jean@dupont.example | <b>gras", layout.DECISION: layout.WITHDRAW, **common},
    ])  # fmt: skip
    desk.add_row(layout.SCORING, {columns.DOSSIER: "jean@dupont.example | <b>gras", layout.VALIDATED_BY: MANAGER})
    runs.append(desk.day(date(2026, 11, 12)))
    runs.append(desk.day(date(2026, 12, 2)))
    return desk, runs


@pytest.mark.rule("MIK-31", "MIK-32")
def test_every_outcome_has_its_minutes_in_order_without_a_gap_and_sent_as_registered(season: Season) -> None:
    desk, _ = season
    rows = register(desk)
    minutes = [row for row in rows if row["number"].startswith("PV-")]
    assert [(row["number"], row["kind"], row["subject"]) for row in minutes] == [
        ("PV-2026-0001", "rejet_sur_note", "D-2026-0004"),
        ("PV-2026-0002", "commission_acceptation", "D-2026-0001"),
        ("PV-2026-0003", "commission_acceptation", "D-2026-0002"),
        ("PV-2026-0004", "commission_refus", "D-2026-0003"),
        ("PV-2026-0005", "prolongation", "D-2026-0001"),
        ("PV-2026-0006", "retrait", "D-2026-0002"),
        ("PV-2026-0007", "classement_sans_suite", "D-2026-0005"),
    ]
    sent = {
        name.split()[0]: hashlib.sha256(content).hexdigest()
        for mail in mails(desk)
        for name, content in mail.attached.items()
    }
    assert sent == {row["number"]: row["sha256"] for row in rows}
    shown = {row["Numéro"]: row["Empreinte SHA-256"] for row in desk.rows(layout.MINUTES)}
    assert shown == sent
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("MIK-01", "MIK-31")
def test_the_status_counts_every_dossier_and_a_missing_pv_is_a_defect(season: Season) -> None:
    desk, _ = season
    with desk.office() as office:
        found = status_of(office)
        pv = next(row for row in register(desk) if row["kind"] == "retrait")
        file = office.settings.documents_folder / pv["path"]
        aside = file.rename(file.with_suffix(".aside"))
        assert [sentence.partition(" (")[0] for sentence in defects_of(office)] == ["Le document PV-2026-0006"]
        aside.rename(file)
    assert found["states"] == {
        "PRE_HABILITE": 1, "RETIREE": 1, "REFUSEE": 1, "REJETEE_NOTE": 1, "CLASSEE_SANS_SUITE": 1
    }  # fmt: skip
    assert {item["scope"] for item in found["dossiers"]} == {"PREPARER_EVALUER"}
    assert found["mails"] == {"sent": len(mails(desk))}
    assert found["documents"] == {"made": 10}


def test_the_report_names_nobody_and_quotes_nothing_typed(season: Season) -> None:
    desk, runs = season
    with desk.office() as office:
        reports = []
        for run in runs:
            run.office = office  # the one of the run is closed
            reports.append(report_of("Journée", run))
    for report in reports:
        assert [secret for secret in SECRETS if secret in report.markdown + report.headline] == []
    assert [report.refusals for report in reports] == [2, 2, 4, 4]
    assert "| Candidatures | C-2026-0005 | Nombre de salariés | MIK-05 |" in reports[0].markdown
    assert "| Notation | ligne 6 | Dossier | MIK-02 |" in reports[2].markdown
    assert "| Décisions | ligne 4 | Dossier | MIK-02 |" in reports[2].markdown
    assert [scores["Évaluateur"] for scores in reports[0].scorers] == ["CM"]
