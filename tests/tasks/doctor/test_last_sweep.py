"""Whether last night's sweep finished, from the ledger alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import Settings
from tasks.doctor.last_sweep import check_last_sweep
from tasks.ledger.database import LedgerUnavailable, open_ledger
from tasks.ledger.keeping import write_note

MORNING = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # 8 h in Paris


def noted(home: Path, day: str | None, **over: object) -> Settings:
    settings = Settings(home=home).model_copy(update=over)
    ledger = open_ledger(settings.database_url)
    if day is not None:
        with ledger.writing() as connection:
            write_note(connection, "last_sweep", day)
    ledger.close()
    return settings


@pytest.mark.parametrize(
    ("day", "moment", "zone", "ok"),
    [
        ("2026-11-21", MORNING, "Europe/Paris", True),
        ("2026-11-20", MORNING, "Europe/Paris", False),
        ("2026-11-20", datetime(2026, 11, 21, 2, 59, tzinfo=UTC), "Europe/Paris", True),  # 3 h 59: still running
        ("2026-11-20", datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "Europe/Paris", False),  # 4 h
        ("2026-11-20", datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "America/Guadeloupe", True),  # 23 h the day before
        ("2026-11-21", datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "Europe/Paris", True),  # 0 h 30 the day after
        ("2026-11-19", datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "Europe/Paris", False),
        ("2026-10-25", datetime(2026, 10, 25, 3, 0, tzinfo=UTC), "Europe/Paris", True),  # winter time since 3 h
        ("2026-12-01", MORNING, "Europe/Paris", False),  # swept « as of » a day to come
        (None, MORNING, "Europe/Paris", False),
    ],
)
def test_last_night_is_counted_in_the_office_s_own_time(
    day: str | None, moment: datetime, zone: str, ok: bool, tmp_path: Path
) -> None:
    assert check_last_sweep(noted(tmp_path, day, timezone=zone), moment).ok is ok


def test_it_says_which_night_is_missing(tmp_path: Path) -> None:
    assert check_last_sweep(noted(tmp_path, "2026-11-18"), MORNING).sentence == (
        "Le balayage du 21/11/2026 n’a pas abouti ; le dernier est du 18/11/2026. "
        "Lancez « certiflow sweep », puis regardez pourquoi la nuit ne l’a pas fait."
    )


@pytest.mark.sqlite
def test_without_a_ledger_nobody_can_say_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="n’existe pas encore"):
        check_last_sweep(Settings(home=tmp_path), MORNING)
    assert list(tmp_path.iterdir()) == []
