"""`make broken`: what it breaks is broken, what it leaves whole is seen to be whole."""

from pathlib import Path

from tests.broken_rules import Breach, breaches, is_seen

RULE_FILE = Path("rule.py")
WHOLE = "def allowed(marks: int) -> bool:\n    return marks >= 11\n"
BROKEN = "def allowed(marks: int) -> bool:\n    return True\n"
TEST = "from rule import allowed\n\ndef test_it() -> None:\n    assert not allowed(10)\n"


def test_a_broken_rule_is_seen_and_the_copy_is_whole_again(tmp_path: Path) -> None:
    (tmp_path / RULE_FILE).write_text(WHOLE)
    (tmp_path / "test_rule.py").write_text(TEST)
    seen = [is_seen(tmp_path, Breach("MIK-21", "rule.py:2", "", RULE_FILE, text), ["test_rule.py"])
            for text in (BROKEN, WHOLE)]  # fmt: skip
    assert seen == [True, False]
    assert (tmp_path / RULE_FILE).read_text() == WHOLE


def test_a_refusal_a_row_and_a_length_are_broken_each_in_its_own_place() -> None:
    found = {(item.rule, item.what): item.text for item in breaches() if item.rule in {"MIK-79", "MIK-69"}}
    assert "length = 6" in found["MIK-79", "one unit more"].partition("[time_limits.D-FORM-2]")[2][:60]
    assert "pv=None, mails=(Mail.HABILITATION_LOST,)" in found["MIK-69", "no pv"]
