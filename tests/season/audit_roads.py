"""Stretches of the audit of a communication that several tests start from, and what its rows show."""

from datetime import date, datetime, tzinfo
from functools import partial

from tasks.conformity.reading import read_supports
from tasks.tabs import audit, columns
from tasks.tabs import conformity as tab
from tests.season import conformity as hands
from tests.season.conformity import AUDIT_1, note, row
from tests.season.conformity_roads import JUDGED_ON, READY_ON, people_ready, reach
from tests.season.desk import Desk
from tests.season.partner_site import publish
from tests.season.reading import plain
from tests.tasks.web.hostile_server import Site

CORRECTED_ON, RECHECKED_ON = date(2026, 12, 9), date(2026, 12, 10)
LUKAS_MAIL = "lukas@atelier.example"
PREREQUISITES, VOLUME = "1/prerequis", "1/volume"


def read_on(desk: Desk, day: date) -> None:
    """The OF is ready and its site is read."""
    note(desk, {tab.READY_ON: hands.at(day)})
    desk.day(day)


def corrections_asked(desk: Desk, site: Site) -> None:
    """The first pass misses two elements on the site; both are asked for on JUDGED_ON."""

    def play() -> None:
        people_ready(desk, site)
        publish(site, without=("prerequis", "volume"))
        read_on(desk, READY_ON)
        hands.judge(desk, 1, {PREREQUISITES: "Aucun prérequis sur la page.", VOLUME: "Durée absente."})
        desk.day(JUDGED_ON)

    reach(desk, "corrections asked", play)


def deadlines(desk: Desk) -> dict[str, date]:
    return {line[columns.DEADLINE]: line["Au plus tard le"].date() for line in desk.deadlines()}


def verdict_of(desk: Desk, pair: str, control: int = 1) -> tuple[str, str, str]:
    """(proposal, verdict filled in, answer) of one row."""
    found = row(desk, audit.AUDIT, f"{AUDIT_1}/{control}/{pair}")
    return found[audit.PROPOSAL], found.get(audit.VERDICT, ""), plain(found[columns.ANSWER])


def reading_at(moment: datetime) -> partial[None]:
    """The reading of supports as the clock of the office shows `moment`."""

    def now(zone: tzinfo) -> datetime:
        return moment.replace(tzinfo=zone)

    return partial(read_supports, clock=now)
