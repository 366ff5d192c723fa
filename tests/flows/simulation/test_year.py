"""`certiflow simulate`: the same year twice, a defect that stops it, and a year that goes down every road."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from config.loader import load_config
from config.settings import ROOT, Settings
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.trainer import TrainerState
from domain.vocabulary import Labelled, State
from flows.cli import app
from flows.simulation.desk import Desk
from flows.simulation.robots import ROBOTS
from flows.simulation.season import Scene, scene_of
from flows.simulation.year import Size, play_year
from tasks.ledger.database import open_ledger
from tasks.ledger.schema import journal, subjects

SMALL = Size(partners=2, candidates=0, days=5, seed=3)


def events(home: Path) -> list[tuple[str, ...]]:
    """(subject, event, day, rule) of the journal."""
    ledger = open_ledger(Settings(home=home).database_url)
    with ledger.reading() as connection:
        columns = (journal.c.subject, journal.c.event, journal.c.on_date, journal.c.rule)
        found = [tuple(map(str, row)) for row in connection.execute(select(*columns).order_by(journal.c.seq))]
    ledger.close()
    return found


@pytest.mark.slow
@pytest.mark.rule("MIK-32")
def test_the_same_seed_plays_the_same_year_and_another_does_not(tmp_path: Path) -> None:
    first, again = list(play_year(tmp_path / "1", SMALL)), list(play_year(tmp_path / "2", SMALL))
    assert [night.defects for night in first] == [()] * SMALL.days
    assert [(night.states, night.mails, night.refusals) for night in first] == [
        (night.states, night.mails, night.refusals) for night in again
    ]
    assert events(tmp_path / "1") == events(tmp_path / "2") != []


def test_another_seed_is_another_network() -> None:
    config = load_config(ROOT / "config")
    days = {seed: [one.on for one in scene_of(config, 50, 300, 365, seed).applicants] for seed in (1, 1, 2)}
    assert days[1] != days[2]
    sizes = [planned.size for planned in scene_of(config, 50, 300, 365, 1).sessions]
    assert sum(sizes) == 300
    assert max(sizes) <= 30


@pytest.mark.rule("MIK-31")
def test_the_first_defect_stops_the_year_and_is_told_with_its_day(tmp_path: Path) -> None:
    """On the second day, somebody goes round the one door."""
    home, days = tmp_path / "home", list[str]()

    def meddle(scene: Scene, desk: Desk) -> None:
        days.append(f"{desk.on:%d/%m/%Y}")
        if len(days) == 2:
            ledger = open_ledger(Settings(home=home).database_url)
            with ledger.writing() as connection:
                altered = update(subjects).where(subjects.c.kind == "partnership")
                connection.execute(altered.values(state=State.HABILITATED.value))
            ledger.close()

    nights = list(play_year(home, SMALL, (*ROBOTS, meddle)))
    assert [len(night.defects) for night in nights] == [0, SMALL.partners]
    assert nights[-1].defects[0] == "L’état du dossier D-2026-0001 n’est pas celui de son dernier événement."


def test_the_command_ends_with_the_nights_and_their_defects(tmp_path: Path) -> None:
    arguments = ("simulate", "--partners", "1", "--candidates", "0", "--days", "1", "--home", str(tmp_path / "home"))
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, " ".join(done.output.split())[-17:]) == (0, "1 nuit, 0 défaut.")
    (tmp_path / "home" / "DEMONSTRATION.txt").unlink()
    refused = CliRunner().invoke(app, arguments)
    assert (refused.exit_code, "contient un vrai registre" in " ".join(refused.output.split())) == (3, True)


@pytest.mark.slow
@pytest.mark.rule("MIK-31", "MIK-32", "MIK-16")
def test_a_year_of_twenty_partners_goes_down_every_road_without_a_defect(tmp_path: Path) -> None:
    nights = list(play_year(tmp_path / "home", Size(partners=20, candidates=200, days=365, seed=2)))
    assert (len(nights), nights[-1].defects) == (365, ())
    seen: Counter[tuple[str, str]] = sum((night.states for night in nights), Counter())
    assert _missing(seen, "partnership", [
        State.HABILITATED, State.REJECTED_ON_SCORE, State.CLOSED_WITHOUT_ACTION, State.HABILITATION_LOST,
    ]) == []  # fmt: skip
    assert _missing(seen, "trainer", [TrainerState.VALIDATED]) == []
    assert _missing(seen, "exam_session", [SessionState.DELIVERED]) == []
    assert _missing(seen, "candidacy", [
        CandidacyState.CERTIFIED, CandidacyState.FAILED, CandidacyState.ABSENT, CandidacyState.GAVE_UP,
        CandidacyState.REFUSED,
    ]) == []  # fmt: skip
    assert sum(night.refusals for night in nights) > 0


def _missing(seen: Counter[tuple[str, str]], kind: str, wanted: Sequence[Labelled]) -> list[str]:
    return [state.label for state in wanted if not seen[kind, state.value]]
