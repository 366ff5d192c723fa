"""« À faire »: each line names people and its rule, the late first."""

import re
from datetime import date

import pytest

from domain.team import Person, Team
from domain.vocabulary import Role
from tasks.tabs import layout
from tasks.todo.task import SOON, Task, people_of
from tests.season import answers as form
from tests.season.desk import MANAGER, TEAM, Desk
from tests.season.roads import ATELIER, COMMISSION_DAY, pre_habilitated, received

REFERENT = "Irène Vasseur"
RULE = re.compile(r" \[(?:MIK|M2I|NET|QUA|REF|LAW|O)-\d+\]$")


def team(*people: tuple[str, Role]) -> Team:
    return Team(tuple(Person(name, f"{name}@certificateur.example", role) for name, role in people))


def test_a_role_is_its_people_then_the_owner_then_the_partner_managers_then_itself() -> None:
    role = Role.PEDAGOGY_REFERENT
    everybody = team(("Irène", role), ("Luc", role), ("Claire", Role.PARTNER_MANAGER))
    assert people_of(everybody, role, "Zoé") == ("Irène", "Luc")
    assert people_of(team(("Claire", Role.PARTNER_MANAGER)), role, "Zoé") == ("Zoé",)
    assert people_of(team(("Claire", Role.PARTNER_MANAGER)), role) == ("Claire",)
    assert people_of(team(("Hélène", Role.DIRECTION)), role) == ("Référent pédagogique",)


@pytest.mark.parametrize("why", ["Corrigez la date", "Corrigez la date [M2I-11]"])
def test_the_rule_is_said_once(why: str) -> None:
    assert Task(SOON, (), "", why, "M2I-11").reason == "Corrigez la date [M2I-11]"


@pytest.mark.rule("NET-05")
def test_each_line_is_for_somebody_by_name_and_says_its_rule(desk: Desk) -> None:
    received(desk, {1: {}, 2: {form.PROGRAMMES: None}, 3: {form.SIRET: "123"}})
    desk.day(date(2026, 11, 27))
    lines = desk.rows(layout.TO_DO)
    assert {line["Pour qui"] for line in lines} == {MANAGER}
    assert [line["Pourquoi"] for line in lines if not RULE.search(line["Pourquoi"])] == []
    assert [(line["Urgence"], line.get("Organisme")) for line in lines] == [
        ("Cette semaine", "Atelier n° 2"), ("Cette semaine", ATELIER), ("Cette semaine", None)
    ]  # fmt: skip


@pytest.mark.rule("MIK-72")
def test_the_lines_of_a_role_are_for_the_people_who_hold_it(desk: Desk) -> None:
    pre_habilitated(desk)
    desk.add_rows(layout.TEAM, [{"Nom": REFERENT, "E-mail": "irene@certificateur.example",
                                 "Rôle": Role.PEDAGOGY_REFERENT.label}])  # fmt: skip
    desk.day(COMMISSION_DAY)
    trainers = [line for line in desk.rows(layout.TO_DO) if line["Quoi"].startswith("Planifier")]
    assert [(line["Pour qui"], line["Pourquoi"]) for line in trainers] == [
        (REFERENT, "Formateur à évaluer [MIK-72]")
    ] * len(trainers)
    assert len(trainers) == 2
    assert {name for name, _, _ in TEAM} >= {line["Pour qui"] for line in desk.rows(layout.TO_DO)} - {REFERENT}
