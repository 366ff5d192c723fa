"""Every round trip of the conformity phase is on the timeline of its dossier: day, what, and who (MIK-40)."""

from datetime import date

import pytest

from domain.evaluation import Grade
from tasks.inspection import timeline_of
from tasks.tabs import conformity as tab
from tasks.tabs import trainers
from tests.season import conformity as hands
from tests.season.audit_roads import CORRECTED_ON, RECHECKED_ON, corrections_asked
from tests.season.conformity import AUDIT_1, OSTROWSKI, REF_1, note
from tests.season.desk import Desk
from tests.season.partner_site import publish
from tests.season.reading import plain
from tests.tasks.web.hostile_server import Site

REWORKED_ON = date(2026, 12, 14)


def told(desk: Desk, whose: str, since: date) -> list[tuple[str, str]]:
    """(day, event) of one workstream, as the command « dossier » shows them."""
    with desk.office() as office:
        found = timeline_of(office, REF_1) or []
    return [
        (f"{day:%d/%m}", plain(sentence).partition(" : ")[2])
        for day, kind, sentence in found
        if kind == "événement" and sentence.startswith(whose) and day >= since
    ]


@pytest.mark.rule("MIK-40")
def test_requests_and_answers_are_told_with_their_day_and_their_author(audit_desk: Desk, site: Site) -> None:
    desk = audit_desk
    corrections_asked(desk, site)
    publish(site)
    note(desk, {tab.CORRECTED_ON: hands.at(CORRECTED_ON)})
    desk.type_rows(trainers.TRAINERS, {f"{OSTROWSKI}/1": hands.planned(RECHECKED_ON, email="lukas@atelier.example")})
    desk.day(CORRECTED_ON)
    hands.judge(desk, 2)
    desk.type_rows(trainers.TRAINERS, {f"{OSTROWSKI}/1": hands.evaluated(RECHECKED_ON, Grade.MINOR)})
    desk.day(RECHECKED_ON)
    desk.type_rows(trainers.TRAINERS, {
        f"{OSTROWSKI}/2": {**hands.evaluated(REWORKED_ON), trainers.PRESENT: None}
    })  # fmt: skip
    desk.day(REWORKED_ON)
    assert told(desk, AUDIT_1, date(2026, 12, 4)) == [
        ("04/12", "Corrections demandées → Corrections demandées [MIK-67], par onglet Audit : Nora Diallo"),
        ("09/12", "Supports annoncés par l’organisme → Corrections demandées [MIK-60], par onglet Conformité : "
         "Claire Martin"),
        ("09/12", "Supports relevés → Corrections demandées [MIK-62], par relevé automatique"),
        ("10/12", "Communication conforme au second contrôle → Communication conforme [MIK-68], par onglet Audit : "
         "Nora Diallo"),
    ]  # fmt: skip
    assert told(desk, OSTROWSKI, date(2026, 12, 4)) == [
        ("09/12", "Session d’évaluation planifiée → À évaluer [MIK-72], par onglet Formateurs"),
        ("09/12", "Documents remis au formateur → À évaluer [MIK-71], par suivi de la mise en conformité"),
        ("10/12", "Points à retravailler demandés → À retravailler [MIK-77], par saisie : Claire Martin"),
        ("14/12", "Formateur validé → Validé [MIK-74], par saisie : Claire Martin"),
    ]
