"""The parts agree: rules cited exist, states connect, events are fired, e-mails have a template, ends have minutes."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from config.rules import load_rules
from config.settings import ROOT
from domain.certification import Certification
from domain.dossier import Dossier
from domain.notices import SHAPES
from domain.partnership import PARTNERSHIP
from domain.process import Transition
from domain.vocabulary import Event, Labelled, Mail, Paper, Pv, State, TimeLimit
from tasks.mail.contexts import CONTEXTS

RULE = re.compile(r"\b(?:MIK|M2I|NET|QUA|REF|LAW|O)-\d+\b")


def rules_told_to_users(path: Path) -> Iterator[str]:
    """Rule ids in the string literals of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield from RULE.findall(node.value)


def test_every_rule_cited_by_the_domain_exists() -> None:
    cited = set(chain.from_iterable(rules_told_to_users(path) for path in (ROOT / "domain").glob("*.py")))
    assert {"MIK-02", "MIK-21", "MIK-24", "O-05", "O-07"} <= cited
    assert cited - set(load_rules()) == set()


def test_every_rule_of_the_table_and_of_the_figures_exists(certification: Certification) -> None:
    of_table = {row.rule for row in PARTNERSHIP.transitions}
    of_grid = {line.rule for line in certification.grid.lines}
    of_limits = {figures.rule for figures in certification.time_limits.values()}
    assert (of_table | of_grid | of_limits) - set(load_rules()) == set()


@pytest.mark.rule("MIK-31")
def test_every_end_has_minutes_of_its_own() -> None:
    ends = [row for row in PARTNERSHIP.transitions if row.target in PARTNERSHIP.terminal_states]
    assert {(row.target, row.pv) for row in ends} == {
        (State.CLOSED_WITHOUT_ACTION, Pv.CLOSED_WITHOUT_ACTION),
        (State.REJECTED_ON_SCORE, Pv.REJECTED_ON_SCORE),
        (State.REFUSED, Pv.COMMISSION_REFUSED),
        (State.WITHDRAWN, Pv.WITHDRAWN),
    }


@pytest.mark.rule("MIK-31")
def test_every_decision_has_minutes_and_every_minutes_a_decision() -> None:
    given = [row.pv for row in PARTNERSHIP.transitions if row.pv]
    assert sorted(given) == sorted(Pv)
    assert {row.event: row.pv for row in PARTNERSHIP.transitions}[Event.COMMISSION_ACCEPTED] == Pv.COMMISSION_ACCEPTED
    assert {row.paper for row in PARTNERSHIP.transitions if row.paper} == set(Paper)


@pytest.mark.rule("MIK-03")
def test_every_state_is_reached_and_every_state_that_is_not_an_end_has_a_way_out() -> None:
    seen: set[Labelled | None] = set()
    todo: list[Labelled | None] = [None]
    while todo:
        seen.add(state := todo.pop())
        todo += [row.target for row in PARTNERSHIP.transitions if row.source == state and row.target not in seen]
    assert seen == {None, *State}
    leaving = {row.source for row in PARTNERSHIP.transitions if row.source != row.target}
    assert leaving == {None, *State} - PARTNERSHIP.terminal_states


def test_a_state_and_an_event_give_one_row() -> None:
    pairs = [(row.source, row.event) for row in PARTNERSHIP.transitions]
    assert len(pairs) == len(set(pairs))


def test_every_event_is_fired_by_a_row_a_notice_or_the_ledger() -> None:
    fired = {row.event for row in PARTNERSHIP.transitions} | {Event.REMINDED, Event.ESCALATED}
    fired |= {shape.lapse for shape in SHAPES.values() if shape.lapse}
    ledger = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tasks" / "ledger").glob("*.py"))
    if "Event.DEADLINE_MOVED" in ledger:  # a due date counted again, which is neither a row nor a notice
        fired.add(Event.DEADLINE_MOVED)
    assert set(Event) - fired == set()


def test_a_lapse_is_a_row_of_the_table_with_an_end() -> None:
    lapses = {shape.lapse for shape in SHAPES.values() if shape.lapse}
    rows = {row.event: row for row in PARTNERSHIP.transitions}
    assert {rows[event].target for event in lapses} <= PARTNERSHIP.terminal_states


def test_every_deadline_has_a_shape_and_what_opens_with_a_lapse_can_be_closed() -> None:
    assert set(SHAPES) == set(TimeLimit)
    opened = set(chain.from_iterable(row.opens for row in PARTNERSHIP.transitions))
    closed = set(chain.from_iterable(row.closes for row in PARTNERSHIP.transitions))
    assert {limit for limit in opened if SHAPES[limit].lapse} <= closed


def test_every_email_has_a_context_and_a_template() -> None:
    assert {mail.value for mail in Mail} == set(CONTEXTS)
    templates = ROOT / "templates" / "emails"
    assert [mail.value for mail in Mail if not (templates / f"{mail.value}.j2").is_file()] == []


@pytest.mark.parametrize("row", PARTNERSHIP.transitions, ids=lambda row: f"{row.source}-{row.event}")
def test_an_end_and_a_commission_file_are_announced_by_email(row: Transition[Dossier]) -> None:
    has_document = row.pv is not None or row.paper is not None
    assert bool(row.mails) or not has_document
