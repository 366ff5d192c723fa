"""Whether last night's sweep finished: for cron or a monitor, outside Prefect, which may be what has stopped."""

from datetime import date, datetime, time, timedelta

from config.settings import Settings
from tasks.doctor.finding import Finding
from tasks.ledger.database import open_as_it_stands
from tasks.ledger.keeping import read_note

#: the sweep starts at 3 h; before this hour of the office's time zone, « last night » is the one before
_NIGHT_ENDS = time(4)
_CURE = "Lancez « certiflow sweep », puis regardez pourquoi la nuit ne l’a pas fait."


def check_last_sweep(settings: Settings, moment: datetime) -> Finding:
    """One sentence; every day of the calendar has its night.

    Args:
        moment: now, with its time zone.

    Raises:
        LedgerUnavailable: nobody can say.
    """
    ledger = open_as_it_stands(settings.database_url)
    try:
        with ledger.reading() as connection:
            note = read_note(connection, "last_sweep")
    finally:
        ledger.close()
    local = moment.astimezone(settings.zone)
    ok, sentence = _judged(date.fromisoformat(note) if note else None, _last_night(local), local.date())
    return Finding("last_sweep", "Balayage de la nuit", ok, sentence)


def _last_night(local: datetime) -> date:
    return local.date() if local.time() >= _NIGHT_ENDS else local.date() - timedelta(days=1)


def _judged(last: date | None, expected: date, today: date) -> tuple[bool, str]:
    night = f"{expected:%d/%m/%Y}"
    if last is None:
        return False, f"Aucun balayage n’a encore abouti, celui du {night} non plus. {_CURE}"
    if last > today:  # `--as-of`: it says nothing of the nights before
        return False, f"Le dernier balayage porte une date à venir ({last:%d/%m/%Y}) : celui du {night} manque. {_CURE}"
    if last < expected:
        return False, f"Le balayage du {night} n’a pas abouti ; le dernier est du {last:%d/%m/%Y}. {_CURE}"
    return True, f"Le balayage du {last:%d/%m/%Y} a abouti."
