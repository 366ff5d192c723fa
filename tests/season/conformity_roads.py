"""The road of « Atelier n° 1 » to its habilitation, in stretches that a test starts from.

2/11 application, 10/11 commission, 17/11 information session, 24/11 a trainer validated, 2/12 supports read, 4/12
communication conforming, 11/12 signatures and habilitation. It prepares and assesses, with a site and an EDOF account.
"""

import shutil
from collections.abc import Callable
from datetime import date

from tasks.tabs import conformity as tab
from tasks.tabs import layout, trainers
from tests.homes import copy_home
from tests.season import conformity as hands
from tests.season.answers import answers
from tests.season.conformity import KAPLAN, note
from tests.season.desk import Desk, scoring_cells
from tests.season.partner_site import address, publish
from tests.season.roads import ALL_POINTS, ATELIER, COMMISSION_DAY, RECEPTION, SCORING_DAY
from tests.tasks.web.hostile_server import Site

PLANNED_ON, INFORMED_ON = date(2026, 11, 12), date(2026, 11, 17)
SESSION_PLANNED_ON, EVALUATED_ON = date(2026, 11, 19), date(2026, 11, 24)
READY_ON, JUDGED_ON = date(2026, 12, 2), date(2026, 12, 4)
SIGNED_ON = date(2026, 12, 11)

Stretch = Callable[[Desk, Site], None]


def pre_habilitated(desk: Desk, site: Site) -> None:
    def play() -> None:
        desk.add_rows(layout.TEAM, [
            {"Nom": hands.AUDITOR, "E-mail": hands.AUDITOR_MAIL, "Rôle": "Auditeur communication"},
            {"Nom": hands.EVALUATOR, "E-mail": hands.EVALUATOR_MAIL, "Rôle": "Référent pédagogique"},
        ])  # fmt: skip
        given = {"Site internet": address(site), "E-mail du service communication": hands.AGENCY_MAIL}
        desk.apply_all([answers(1, given)])
        desk.day(RECEPTION)
        desk.type(layout.SCORING, ATELIER, scoring_cells(ALL_POINTS))
        desk.day(SCORING_DAY)
        desk.decide(ATELIER, layout.ACCEPT, COMMISSION_DAY)
        desk.day(COMMISSION_DAY)

    reach(desk, "pre-habilitated", play)


def informed(desk: Desk, site: Site) -> None:
    """The session is planned, then held; the responsable de l'évaluation is designated on its day."""

    def play() -> None:
        pre_habilitated(desk, site)
        note(desk, hands.session(INFORMED_ON))
        desk.day(PLANNED_ON)
        note(desk, {**hands.attended(INFORMED_ON), **hands.designated(INFORMED_ON)})
        desk.day(INFORMED_ON)

    reach(desk, "informed", play)


def people_ready(desk: Desk, site: Site) -> None:
    """A trainer is validated, the responsable de l'évaluation habilitated: the communication alone is left."""

    def play() -> None:
        informed(desk, site)
        desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(EVALUATED_ON)})
        desk.day(SESSION_PLANNED_ON)
        desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.evaluated(EVALUATED_ON)})
        note(desk, hands.exam_manager_habilitated(EVALUATED_ON))
        desk.day(EVALUATED_ON)

    reach(desk, "people ready", play)


def supports_read(desk: Desk, site: Site) -> None:
    """The OF is ready and its complete page was read."""

    def play() -> None:
        people_ready(desk, site)
        publish(site)
        note(desk, {tab.READY_ON: hands.at(READY_ON)})
        desk.day(READY_ON)

    reach(desk, "supports read", play)


def ready_to_sign(desk: Desk, site: Site) -> None:
    def play() -> None:
        supports_read(desk, site)
        hands.judge(desk)
        desk.day(JUDGED_ON)

    reach(desk, "ready to sign", play)


def habilitated(desk: Desk, site: Site) -> None:
    def play() -> None:
        ready_to_sign(desk, site)
        hands.sign_all(desk, SIGNED_ON)
        note(desk, hands.assured())
        desk.day(SIGNED_ON)

    reach(desk, "habilitated", play)


def reach(desk: Desk, name: str, play: Callable[[], None]) -> None:
    """Play the road on an untouched desk, or copy the home of one that already went there."""
    assert desk.stages is not None
    home, kept = desk.settings.home, desk.stages / "conformity" / name
    if kept.is_dir():
        shutil.rmtree(home)
        copy_home(kept, home)
    else:
        play()
        copy_home(home, kept)
