"""A run of the conformity phase that is cut after a step, again and again: the next leaves what an uncut one leaves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tasks import steps
from tasks.run import Run
from tasks.tabs import conformity as tab
from tasks.tabs import trainers
from tests.crash.checking import differences, folder_doubles
from tests.homes import copy_home
from tests.season import audit_roads as audits
from tests.season import conformity as hands
from tests.season import conformity_roads as roads
from tests.season.conformity import KAPLAN, note
from tests.season.desk import Desk, daily_steps
from tests.season.partner_site import publish
from tests.season.reading import events
from tests.tasks.web.hostile_server import Site

Typed = Callable[[Desk, Site], None]


class Cut(Exception):
    """The process ends here."""


def cut(run: Run) -> None:
    raise Cut


def information_session(desk: Desk, site: Site) -> None:
    roads.pre_habilitated(desk, site)
    note(desk, hands.session(roads.INFORMED_ON))
    desk.day(roads.PLANNED_ON)
    note(desk, {**hands.attended(roads.INFORMED_ON), **hands.designated(roads.INFORMED_ON)})


def documents(desk: Desk, site: Site) -> None:
    """A trainer is called to a session, and receives the documents with it."""
    roads.informed(desk, site)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.planned(roads.EVALUATED_ON)})


def evaluations(desk: Desk, site: Site) -> None:
    documents(desk, site)
    desk.day(roads.SESSION_PLANNED_ON)
    desk.type_rows(trainers.TRAINERS, {f"{KAPLAN}/1": hands.evaluated(roads.EVALUATED_ON)})
    note(desk, hands.exam_manager_habilitated(roads.EVALUATED_ON))


def reading(desk: Desk, site: Site) -> None:
    roads.people_ready(desk, site)
    publish(site)
    note(desk, {tab.READY_ON: hands.at(roads.READY_ON)})


def verdicts(desk: Desk, site: Site) -> None:
    roads.supports_read(desk, site)
    hands.judge(desk)


def lost(desk: Desk, site: Site) -> None:
    audits.corrections_asked(desk, site)
    publish(site, without=("volume",))
    note(desk, {tab.CORRECTED_ON: hands.at(audits.CORRECTED_ON)})
    desk.day(audits.CORRECTED_ON)
    hands.judge(desk, 2, {audits.VOLUME: "La durée manque toujours."})


def signing(desk: Desk, site: Site) -> None:
    roads.ready_to_sign(desk, site)
    hands.sign_all(desk, roads.SIGNED_ON)
    note(desk, hands.assured())


PHASES: list[tuple[Typed, date, str]] = [
    (information_session, roads.INFORMED_ON, "evaluation_kit_delivered"),
    (documents, roads.SESSION_PLANNED_ON, "evaluation_kit_delivered"),
    (evaluations, roads.EVALUATED_ON, "evaluation_kit_delivered"),
    (reading, roads.READY_ON, "reminded"),
    (verdicts, roads.JUDGED_ON, "agreements_issued"),
    (lost, audits.RECHECKED_ON, "communication_lost"),
    (signing, roads.SIGNED_ON, "habilitation_granted"),
]
#: the two that write most: the others are slow tests
USUAL = (verdicts, signing)


@pytest.mark.rule("MIK-35", "MIK-43", "MIK-55", "MIK-62", "MIK-69", "MIK-71", "MIK-76", "MIK-84", "MIK-92")
@pytest.mark.parametrize(("typed", "on", "last"), [
    pytest.param(*row, id=row[0].__name__, marks=() if row[0] in USUAL else pytest.mark.slow) for row in PHASES
])  # fmt: skip
@pytest.mark.slow
def test_a_day_cut_after_each_step_in_turn_ends_as_one_that_was_not(
    audit_desk: Desk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed, on: date, last: str
) -> None:
    """Each life goes one step further than the one before, from the conformity steps on, and the last to the end."""
    typed(audit_desk, site)
    monkeypatch.setattr(steps, "read_supports", audits.reading_at(datetime(on.year, on.month, on.day, 13)))
    home = copy_home(audit_desk.settings.home, tmp_path / "whole")
    whole = replace(audit_desk, settings=audit_desk.settings.model_copy(update={"home": home}))
    for _ in range(2):  # the second shows what stands where the first answered what it had just taken
        whole.day(on)
    day = daily_steps()
    for reached in range(day.index(steps.follow_conformity) + 1, len(day)):
        with pytest.raises(Cut):
            audit_desk.day(on, steps=(*day[:reached], cut))
    audit_desk.day(on)
    assert list(differences(audit_desk.settings.home, home, ("documents", "courriels"))) == []
    assert folder_doubles(audit_desk.settings.home) == []
    assert events(audit_desk, hands.REF_1)[-1][1] == last
