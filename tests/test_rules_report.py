"""The rule report: it reads marks as pytest does, and an id that does not exist is an error."""

import subprocess
import sys
from pathlib import Path

from config.settings import ROOT

MARKED = """
import pytest

RULES = ["MIK-21", {second!r}]

@pytest.mark.rule(*RULES)
@pytest.mark.slow
def test_two_rules():
    pass

@pytest.mark.skip
@pytest.mark.rule("MIK-22")
def test_never_run():
    pass
"""


def report_on(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_marked.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "tests.rules_report", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_marks_are_counted_by_family(tmp_path: Path) -> None:
    done = report_on(tmp_path, MARKED.format(second="LAW-18"))
    counts = {row.split()[0]: row.split()[1:] for row in done.stdout.splitlines()[1:10]}
    assert (done.returncode, done.stderr) == (0, "")
    assert counts == {
        "MIK": ["1", "93", "94"],
        "M2I": ["0", "52", "52"],
        "NET": ["0", "30", "30"],
        "QUA": ["0", "10", "10"],
        "REF": ["0", "33", "33"],
        "O": ["0", "20", "20"],
        "LAW": ["1", "17", "18"],
        "RGPD": ["0", "1", "1"],
        "Documents": ["1", "218", "219"],
    }
    assert "MIK-21" not in done.stdout
    assert "MIK-22" in done.stdout


def test_an_unknown_rule_fails(tmp_path: Path) -> None:
    done = report_on(tmp_path, MARKED.format(second="MIK-95"))
    assert done.returncode == 1
    assert done.stderr.startswith("Règle inconnue «\u202fMIK-95\u202f»")
    assert done.stderr.endswith("test_marked.py::test_two_rules\n")


def test_tests_that_cannot_be_read_fail(tmp_path: Path) -> None:
    done = report_on(tmp_path, "import a_module_that_is_not_there\n")
    assert done.returncode == 1
    assert "a_module_that_is_not_there" in done.stderr
