"""`make broken`: rules broken at random in a copy of the code; the tests that name each one must fail.

usage: python -m tests.broken_rules [COUNT] [SEED]

A rule is broken where the code applies it: a refusal that cites it is no longer said, the minutes, e-mails, time limits
or guards of a row of a process that cites it are left out, a time limit of its own lasts one unit more.
"""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.settings import ROOT
from tests.rules_report import collect_rules

CODE = ("domain", "tasks")
FIGURES = Path("config/defaults.toml")
#: what a row of a process does besides leading somewhere
EFFECTS = ("pv", "papers", "mails", "opens", "closes", "guards", "within")
_LENGTH = re.compile(r'rule = "(?P<rule>[A-Z0-9]+-\d+)"[^\n]*\nlength = (?P<length>[1-9]\d*)')


@dataclass(frozen=True)
class Breach:
    """One place where a rule is broken: the file as it becomes.

    Args:
        where: the file and the line, for whoever reads the report.
    """

    rule: str
    where: str
    what: str
    path: Path
    text: str


def breaches() -> Iterator[Breach]:
    """Every way to break a rule that this module knows, in a stable order."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from _of_module(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    text = (ROOT / FIGURES).read_text(encoding="utf-8")
    for found in _LENGTH.finditer(text):
        longer = f"{text[: found.start('length')]}{int(found['length']) + 1}{text[found.end('length') :]}"
        line = text.count("\n", 0, found.start("length")) + 1
        yield Breach(found["rule"], f"{FIGURES}:{line}", "one unit more", FIGURES, longer)


def _of_module(path: Path, text: str) -> Iterator[Breach]:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            rule = _refused(node.value)
            if rule:
                yield Breach(rule, f"{path}:{node.lineno}", "not refused", path, _without(text, node.value, "None"))
        if isinstance(node, ast.Call):
            yield from _of_row(path, text, node)


def _refused(value: ast.expr) -> str:
    """The rule of the refusal that `value` is, in some cases at least."""
    calls = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
    for call in calls:
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Refusal", "_refused"):
            given = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "rule")]
            return next((str(item.value) for item in given if isinstance(item, ast.Constant)), "")
    return ""


def _of_row(path: Path, text: str, call: ast.Call) -> Iterator[Breach]:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    rule = given.get("rule")
    if not (isinstance(rule, ast.Constant) and {"source", "event", "target"} <= given.keys()):
        return
    for effect in EFFECTS:
        if effect in given:
            nothing = "None" if effect in ("pv", "within") else "()"
            without = _without(text, given[effect], nothing)
            yield Breach(str(rule.value), f"{path}:{given[effect].lineno}", f"no {effect}", path, without)


def _without(text: str, node: ast.expr, instead: str) -> str:
    """`text` with `instead` where `node` was; columns are counted in bytes."""
    lines = text.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: (node.end_lineno or node.lineno) - 1])) + (node.end_col_offset or 0)
    content = text.encode()
    return (content[:start] + instead.encode() + content[end:]).decode()


def is_seen(copy: Path, breach: Breach, tests: Iterable[str]) -> bool:
    """Whether one of `tests` fails in the `copy` where the rule is broken; the copy is whole again afterwards."""
    place = copy / breach.path
    whole = place.read_text(encoding="utf-8")
    place.write_text(breach.text, encoding="utf-8")
    try:
        return not passes(copy, tests)
    finally:
        place.write_text(whole, encoding="utf-8")


def passes(copy: Path, tests: Iterable[str]) -> bool:
    """Whether `tests` all pass on the code of `copy`.

    Raises:
        RuntimeError: pytest found none of them, or was misused.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if done.returncode > pytest.ExitCode.INTERRUPTED:
        raise RuntimeError(done.stdout + done.stderr)
    return done.returncode == 0


def draw(count: int, seed: int, proved: Mapping[str, list[str]]) -> list[Breach]:
    """`count` rules at random, each broken at one of its places."""
    by_rule: dict[str, list[Breach]] = {}
    for breach in breaches():
        if breach.rule in proved:
            by_rule.setdefault(breach.rule, []).append(breach)
    dice = random.Random(seed)
    return [dice.choice(by_rule[rule]) for rule in dice.sample(sorted(by_rule), min(count, len(by_rule)))]


def main(count: int, seed: int) -> int:
    """Print one line a rule. Returns 1 when a broken rule was not seen."""
    proved = collect_rules(str(ROOT / "tests"))
    unseen = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in listed.split("\0")[:-1]:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
        drawn = draw(count, seed, proved)
        if not passes(copy, {test for breach in drawn for test in proved[breach.rule]}):
            sys.exit("the copy does not pass its own tests before anything is broken")
        for breach in drawn:
            seen = is_seen(copy, breach, proved[breach.rule])
            unseen += not seen
            print(f"{'seen' if seen else 'NOT SEEN':<10}{breach.rule:<8}{breach.what:<14}{breach.where}", flush=True)
    print(f"seed {seed}: {count - unseen} of {count} broken rules seen")
    return 1 if unseen else 0


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    count, seed = [*asked, *(20, random.randrange(10_000))[len(asked) :]]
    sys.exit(main(count, seed))
