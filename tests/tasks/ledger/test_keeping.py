"""What the ledger keeps beside the journal: snapshots that do not count, the team, anomalies, notes, past grids."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from domain.team import Person, Team
from domain.vocabulary import Role
from tasks.ledger.database import Ledger
from tasks.ledger.keeping import (
    Anomaly,
    GridChanged,
    UncountedSnapshot,
    archive_certifications,
    keep_uncounted,
    read_note,
    store_team,
    sync_anomalies,
    write_note,
)
from tasks.ledger.queries import Submission, read_submissions, read_team
from tasks.ledger.schema import anomalies, notes
from tests.builders import CODE, RECEIVED_ON, TODAY, shipped_certification, shipped_config
from tests.tasks.ledger.acting import TEAM, act, received, ref_of

ONE = Anomaly("Notation", "D-2026-0001", "G3", "aucune ligne ne reste vide.", "MIK-18")
TWO = Anomaly("Candidatures", "ligne 4", "SIRET", "la clé est fausse.", "MIK-05")


def submissions_of(ledger: Ledger) -> list[Submission]:
    with ledger.reading() as connection:
        return read_submissions(connection)


@pytest.mark.rule("MIK-16")
def test_a_declaration_that_changes_nothing_is_kept_all_the_same(ledger: Ledger) -> None:
    act(ledger, received())
    again = [UncountedSnapshot("", ref_of(1), "deux"), UncountedSnapshot("C-2026-0001", ref_of(1), "un")]
    keep_uncounted(ledger, again, TODAY)
    assert [(item.row_ref, item.subject, item.accepted) for item in submissions_of(ledger)] == [
        ("C-2026-0001", ref_of(1), True),
        ("C-2026-0002", ref_of(1), False),
        ("C-2026-0001", ref_of(1), False),
    ]


def test_nothing_to_keep_writes_nothing(ledger: Ledger) -> None:
    keep_uncounted(ledger, [], TODAY)
    assert submissions_of(ledger) == []


@pytest.mark.rule("MIK-16")
def test_a_text_that_comes_back_in_its_row_is_kept_again(ledger: Ledger) -> None:
    act(ledger, received())
    for declared in ("A", "B", "A"):
        keep_uncounted(ledger, [UncountedSnapshot("C-2026-0001", ref_of(1), declared)], TODAY)
    [_, first, second, third] = submissions_of(ledger)
    assert first == third != second


def test_the_team_is_the_one_last_read(ledger: Ledger) -> None:
    store_team(ledger, TEAM)
    store_team(ledger, Team((Person("Luc Roy", "luc@certificateur.example", Role.DIRECTION), TEAM.people[0])))
    with ledger.reading() as connection:
        assert read_team(connection) == Team(
            (TEAM.people[0], Person("Luc Roy", "luc@certificateur.example", Role.DIRECTION))
        )
    store_team(ledger, Team())
    with ledger.reading() as connection:
        assert read_team(connection) == Team()


def opened(ledger: Ledger) -> list[tuple[str, date, date | None]]:
    query = select(anomalies.c.field, anomalies.c.opened_on, anomalies.c.closed_on).order_by(anomalies.c.id)
    with ledger.reading() as connection:
        return [(row.field, row.opened_on, row.closed_on) for row in connection.execute(query)]


def test_an_anomaly_stays_open_until_it_is_cured(ledger: Ledger) -> None:
    tabs = ("Notation", "Candidatures")
    sync_anomalies(ledger, tabs, [ONE, TWO, ONE], RECEIVED_ON)
    sync_anomalies(ledger, tabs, [TWO], TODAY)
    assert opened(ledger) == [("G3", RECEIVED_ON, TODAY), ("SIRET", RECEIVED_ON, None)]


def test_an_anomaly_of_a_tab_that_was_not_read_is_not_cured(ledger: Ledger) -> None:
    sync_anomalies(ledger, ("Notation", "Candidatures"), [ONE, TWO], RECEIVED_ON)
    sync_anomalies(ledger, ("Notation",), [], TODAY)
    assert opened(ledger) == [("G3", RECEIVED_ON, TODAY), ("SIRET", RECEIVED_ON, None)]


def test_an_anomaly_that_comes_back_is_another_one(ledger: Ledger) -> None:
    for day, found in ((2, [ONE]), (3, []), (4, [ONE])):
        sync_anomalies(ledger, ("Notation",), found, date(2026, 11, day))
    assert opened(ledger) == [("G3", date(2026, 11, 2), date(2026, 11, 3)), ("G3", date(2026, 11, 4), None)]


def test_a_note_is_read_as_last_written(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        assert read_note(connection, "last_sweep") is None
        write_note(connection, "last_sweep", "2026-11-02")
        write_note(connection, "last_sweep", "2026-11-03")
    with ledger.reading() as connection:
        assert read_note(connection, "last_sweep") == "2026-11-03"


@pytest.mark.rule("MIK-19")
def test_every_grid_ever_used_is_kept_under_its_version(ledger: Ledger) -> None:
    today = shipped_certification()
    newer = today.model_copy(update={"grid": today.grid.model_copy(update={"version": "2027-1", "pass_mark": 12})})
    archive_certifications(ledger, {CODE: today})
    assert archive_certifications(ledger, {CODE: newer}) == {(CODE, "2026-1"): today, (CODE, "2027-1"): newer}


@pytest.mark.rule("MIK-19")
def test_a_grid_that_changes_under_the_same_version_is_refused(ledger: Ledger) -> None:
    today = shipped_certification()
    changed = today.model_copy(update={"grid": today.grid.model_copy(update={"pass_mark": 12})})
    archive_certifications(ledger, {CODE: today})
    with pytest.raises(GridChanged) as refused:
        archive_certifications(ledger, {CODE: changed})
    assert str(refused.value) == (
        "RS9001.toml, clé « grid.version » : la grille a changé mais pas sa version « 2026-1 ». "
        "Donnez-lui une nouvelle version : les dossiers reçus gardent l’ancienne (MIK-19)."
    )
    assert archive_certifications(ledger, {CODE: today}) == {(CODE, "2026-1"): today}


@pytest.mark.rule("MIK-19")
def test_a_certification_kept_before_a_time_limit_existed_has_todays(ledger: Ledger) -> None:
    today = shipped_certification()
    archive_certifications(ledger, {CODE: today})
    with ledger.writing() as connection:
        name, text = connection.execute(select(notes.c.name, notes.c.value)).one()
        old = json.loads(text)
        del old["time_limits"]["D-DECL-FC"]
        write_note(connection, name, json.dumps(old))
    assert archive_certifications(ledger, {CODE: today}) == {(CODE, today.grid.version): today}


def keep_as_before_the_referentiel(ledger: Ledger, titles: list[str]) -> None:
    """The shipped certification in the form in which a ledger kept it before exams existed."""
    today = shipped_certification()
    archive_certifications(ledger, {CODE: today})
    with ledger.writing() as connection:
        name, text = connection.execute(select(notes.c.name, notes.c.value)).one()
        kept = ("code", "title", "certifier", "registration_end", "fees", "grid", "thresholds", "time_limits")
        old = {key: value for key, value in json.loads(text).items() if key in kept}
        write_note(connection, name, json.dumps({**old, "competences": titles}))


@pytest.mark.rule("MIK-19")
def test_a_certification_kept_before_its_referentiel_has_todays(ledger: Ledger) -> None:
    keep_as_before_the_referentiel(ledger, ["Ancienne compétence"])
    today = shipped_certification()
    assert archive_certifications(ledger, {CODE: today}) == {(CODE, today.grid.version): today}


@pytest.mark.rule("MIK-19")
@pytest.mark.parametrize(
    ("titles", "told"),
    [(["Peindre", "Exposer"], ("Peindre", "Exposer")), ([], ("Promouvoir une activité artistique visuelle",))],
)
def test_one_whose_file_is_gone_never_tells_the_competences_of_another(
    ledger: Ledger, titles: list[str], told: tuple[str, ...]
) -> None:
    keep_as_before_the_referentiel(ledger, titles)
    other = shipped_config().certifications["RNCP9002"]
    kept = archive_certifications(ledger, {other.code: other})[CODE, shipped_certification().grid.version]
    assert (kept.code, kept.level, kept.competences) == (CODE, None, told)
    assert kept.grid == shipped_certification().grid
