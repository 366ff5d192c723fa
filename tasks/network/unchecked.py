"""Partners that nobody has checked for more than six months, from the signature on (QUA-07)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from domain.calendar import add_months, format_date
from domain.certification import MOST_MONTHS_UNCHECKED
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.partnership import PARTNERSHIP
from tasks.ledger.queries import read_subjects
from tasks.network.check_dates import CHECKED, signed_on


def unchecked(connection: Connection, on: date) -> Iterator[str]:
    """One sentence for each partner in activity whose last check, of any kind, is too old on `on`."""
    last: dict[str, date] = {}
    for check in read_subjects(connection, NETWORK_CHECK, (CheckState.CONCLUDED,)):
        day = check.facts.concluded_on or check.changed_on
        last[check.facts.parent] = max(day, last.get(check.facts.parent, day))
    for view in read_subjects(connection, PARTNERSHIP, CHECKED):
        since = last.get(view.ref) or signed_on(view.facts)
        if since is not None and add_months(since, MOST_MONTHS_UNCHECKED) < on:
            yield (
                f"Le partenaire {view.ref} n’a pas été contrôlé depuis le {format_date(since)}, plus de "
                f"{MOST_MONTHS_UNCHECKED} mois. Menez un contrôle et concluez-le dans « Contrôles » (QUA-07)."
            )
