"""A session judged in one save and cut after each of its steps: the next run leaves what an uncut one leaves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.exams import results_guards as results
from tasks import steps
from tasks.certificates.register import badge_keys
from tasks.exams import phase
from tasks.exams.deliberation import take_deliberations
from tasks.tabs import results as results_tab
from tests.crash.checking import differences, folder_doubles
from tests.homes import copy_home
from tests.season import exam_day as hands
from tests.season import exam_roads, reading
from tests.season.conformity import at
from tests.season.desk import Desk, daily_steps


class Cut(Exception):
    """The process ends here."""


def typed_at_once(desk: Desk) -> None:
    """Decisions, signature and validation in one save, before anybody has read any of them."""
    exam_roads.ripe(desk)
    hands.decide_as_proposed(desk)
    cells: dict[str, Any] = {
        results.JURY_ON: at(hands.JURY_ON), results.OBSERVATIONS: "Épreuves conformes.",
        results.SIGNED_BY: f"{hands.JURY} ; 20/01/2027", results.VALIDATED_BY: hands.REPRESENTATIVE,
        results.VALIDATED_ON: at(hands.VALIDATED_ON),
    }  # fmt: skip
    desk.type_rows(results_tab.RESULTS, {hands.SESSION: cells})


@pytest.mark.rule("REF-14", "REF-25", "M2I-34", "M2I-37", "M2I-38")
def test_a_judgement_cut_after_each_step_ends_as_one_that_was_not(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_at_once(desk)
    badge_keys(desk.settings)  # verification codes come from the key
    home = copy_home(desk.settings.home, tmp_path / "whole")
    whole = replace(desk, settings=desk.settings.model_copy(update={"home": home}))
    for _ in range(2):  # the second shows what stands where the first answered what it had just taken
        whole.day(hands.VALIDATED_ON)
    for reached in range(phase.JUDGING.index(take_deliberations) + 1, len(phase.JUDGING) + 1):
        monkeypatch.setattr(phase, "JUDGING", (*phase.JUDGING[:reached], cut))
        with pytest.raises(Cut):
            desk.day(hands.VALIDATED_ON, steps=(*daily_steps()[:1], steps.judge_sessions))
        monkeypatch.undo()
    desk.day(hands.VALIDATED_ON)
    assert list(differences(desk.settings.home, home, ("documents", "courriels"))) == []
    assert folder_doubles(desk.settings.home) == []
    assert reading.events(desk, hands.SESSION)[-1][1] == "exam_session_delivered"


def cut(*anything: object) -> None:
    raise Cut
