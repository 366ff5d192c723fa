"""`make rules`: the rules that a test names with @pytest.mark.rule, those that wait, and the ids that do not exist.

usage: python -m tests.rules_report [TESTS]
"""

import contextlib
import io
import sys
import textwrap
from collections.abc import Collection, Mapping
from itertools import groupby

import pytest

from config.rules import load_rules
from config.settings import ROOT

DEFAULTS = [*(f"O-{number:02}" for number in range(1, 21)), *(f"LAW-{number:02}" for number in range(1, 19)), "RGPD"]


class Collected:
    """Pytest plugin: rule id → the tests that name it. A test that is always skipped proves nothing."""

    def __init__(self) -> None:
        self.rules: dict[str, list[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            if item.get_closest_marker("skip") is None:
                for mark in item.iter_markers("rule"):
                    for rule in mark.args:
                        self.rules.setdefault(rule, []).append(item.nodeid)


def collect_rules(tests: str) -> Mapping[str, list[str]]:
    """Rule id → test ids, by pytest's own collection of the folder `tests`, slow tests included.

    Raises:
        SystemExit: a test file cannot be collected; the message is pytest's.
    """
    collected, output = Collected(), io.StringIO()
    arguments = ["-c", str(ROOT / "pyproject.toml"), "--collect-only", "-m", "", "-p", "no:cacheprovider", tests]
    with contextlib.redirect_stdout(output):
        status = pytest.main(arguments, plugins=[collected])
    if status != pytest.ExitCode.OK:
        raise SystemExit(output.getvalue())
    return collected.rules


def describe(proved: Collection[str], seeds: Collection[str]) -> str:
    """The French table: rules proved and pending by family, the total of the documents, then the pending ids."""
    families = [list(members) for _, members in groupby([*seeds, *DEFAULTS], key=_family)]
    table = [f"{'Famille':<12}{'prouvées':>10}{'en attente':>12}{'total':>8}"]
    table += [_row(_family(rules[0]), rules, proved) for rules in families]
    pending = [" ".join(rule for rule in rules if rule not in proved) for rules in families]
    waiting = [textwrap.fill(ids, 100, initial_indent="  ", subsequent_indent="  ") for ids in pending if ids]
    return "\n".join(
        [*table, _row("Documents", seeds, proved), "", "En attente d’un test\u202f:", *(waiting or ["  aucune"])]
    )


def _family(rule: str) -> str:
    return rule.partition("-")[0]


def _row(name: str, rules: Collection[str], proved: Collection[str]) -> str:
    done = sum(rule in proved for rule in rules)
    return f"{name:<12}{done:>10}{len(rules) - done:>12}{len(rules):>8}"


def main(tests: str) -> int:
    """Print the report. Returns 1 when a test names a rule that does not exist, else 0."""
    seeds = [rule for rule in load_rules() if rule not in DEFAULTS]
    named = collect_rules(tests)
    print(describe(named, seeds))
    unknown = sorted(named.keys() - {*seeds, *DEFAULTS})
    for rule in unknown:
        print(f"Règle inconnue «\u202f{rule}\u202f», citée par\u202f: {', '.join(named[rule])}", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "tests")))
