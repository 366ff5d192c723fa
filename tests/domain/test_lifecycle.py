"""The end of a registration: extended, revised, closed; who may still register, and with which blocs."""

from datetime import date
from typing import Any

import pytest

from config.loader import Config
from domain.certification import Certification
from domain.lifecycle import Lifecycle, LifecycleState, carried_over, last_day, may_register
from domain.refusal import Refusal

FIRST, SECOND, THIRD = "RNCP9002BC01", "RNCP9002BC02", "RNCP9002BC03"
END, DECIDED = date(2028, 12, 19), date(2028, 10, 2)
NONE: frozenset[str] = frozenset()
ENDED = "l’enregistrement de la certification RNCP9002 a pris fin le 19/12/2028"


@pytest.fixture(scope="module")
def shipped(config: Config) -> Certification:
    return config.certifications["RNCP9002"]


def living(certification: Certification, state: LifecycleState, **more: Any) -> Certification:
    return certification.model_copy(update={"lifecycle": Lifecycle(state=state, since=DECIDED, **more)})


@pytest.mark.rule("M2I-10")
def test_the_holder_of_a_bloc_of_a_closed_certification_has_one_more_year(shipped: Certification) -> None:
    closed = living(shipped, LifecycleState.CLOSED)
    assert last_day(closed, {FIRST}) == date(2029, 12, 19)
    assert (last_day(closed), last_day(closed, {"B1"}), last_day(shipped, {FIRST})) == (END, END, END)


@pytest.mark.rule("M2I-10")
def test_a_year_from_the_29th_of_february_ends_on_the_28th(shipped: Certification) -> None:
    closed = living(shipped, LifecycleState.CLOSED).model_copy(update={"registration_end": date(2028, 2, 29)})
    assert last_day(closed, {FIRST}) == date(2029, 2, 28)


@pytest.mark.rule("M2I-10")
@pytest.mark.parametrize(("on", "held"), [(END, NONE), (date(2028, 12, 20), {FIRST}), (date(2029, 12, 19), {FIRST})])
def test_registrations_that_a_closed_certification_takes(shipped: Certification, on: date, held: set[str]) -> None:
    assert may_register(living(shipped, LifecycleState.CLOSED), on, held) is None


@pytest.mark.rule("M2I-10")
def test_registrations_that_a_closed_certification_refuses(shipped: Certification) -> None:
    closed = living(shipped, LifecycleState.CLOSED)
    assert may_register(closed, date(2028, 12, 20), NONE) == Refusal(
        f"{ENDED} ; seul le titulaire d’un bloc s’y inscrit encore, jusqu’au 19/12/2029 : vérifiez les blocs acquis.",
        "M2I-10", "Certification",
    )  # fmt: skip
    assert may_register(closed, date(2029, 12, 20), {FIRST}) == Refusal(
        f"{ENDED} et le délai laissé aux titulaires d’un bloc, le 19/12/2029 ; orientez le candidat vers une autre "
        "certification.",
        "M2I-10", "Certification",
    )  # fmt: skip


@pytest.mark.rule("M2I-08")
@pytest.mark.parametrize("state", [LifecycleState.ACTIVE, LifecycleState.EXTENDED])
def test_a_certification_that_ended_is_open_again_once_its_new_end_is_given(
    shipped: Certification, state: LifecycleState
) -> None:
    ended = shipped if state is LifecycleState.ACTIVE else living(shipped, state)
    assert may_register(ended, date(2028, 12, 20), {FIRST}) == Refusal(
        f"{ENDED} ; si elle est prorogée, donnez son nouveau terme dans « registration_end » de RNCP9002.toml.",
        "M2I-08", "Certification",
    )  # fmt: skip
    extended = living(shipped, LifecycleState.EXTENDED).model_copy(update={"registration_end": date(2031, 12, 19)})
    assert may_register(extended, date(2028, 12, 20)) is None
    assert carried_over({FIRST}, shipped, extended) == {FIRST}


@pytest.mark.rule("M2I-08")
def test_a_certification_that_is_not_registered_yet(shipped: Certification) -> None:
    assert may_register(shipped, date(2025, 12, 19)) is None
    assert may_register(shipped, date(2025, 12, 18)) == Refusal(
        "la certification RNCP9002 n’est enregistrée qu’à partir du 19/12/2025 : attendez cette date pour inscrire le "
        "candidat.",
        "M2I-08", "Certification",
    )  # fmt: skip


@pytest.mark.rule("M2I-09")
def test_a_revised_certification_sends_to_its_successor(shipped: Certification) -> None:
    revised = living(shipped, LifecycleState.REVISED, successor="RS9003")
    assert may_register(revised, END) is None
    assert may_register(revised, date(2028, 12, 20), {FIRST}) == Refusal(
        f"{ENDED} ; inscrivez le candidat à la certification révisée RS9003, où ses blocs acquis sont repris.",
        "M2I-09", "Certification",
    )  # fmt: skip


@pytest.mark.rule("M2I-09")
def test_acquired_blocs_are_carried_over_by_the_table_of_correspondences(
    shipped: Certification, config: Config
) -> None:
    new = shipped.model_copy(update={"code": "RNCP9010"})
    table = {FIRST: ("BC11", "BC12"), SECOND: ("BC13",), THIRD: ("BC13",)}
    old = living(shipped, LifecycleState.REVISED, successor="RNCP9010", correspondences=table)
    assert carried_over({FIRST}, old, new) == {"BC11", "BC12"}
    assert carried_over({FIRST, SECOND}, old, new) == {"BC11", "BC12"}  # BC13 needs both of its origins
    assert carried_over({SECOND, THIRD}, old, new) == {"BC13"}
    assert carried_over({FIRST}, old, config.certifications["RS9003"]) == NONE
    assert carried_over({FIRST}, shipped, new) == NONE
