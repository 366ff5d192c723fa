"""The rule table that e-mails and minutes quote."""

from collections import Counter

from config.rules import load_rules


def test_the_219_rules_of_the_documents_the_defaults_and_the_law() -> None:
    families = Counter(rule.split("-")[0] for rule in load_rules())
    assert sum(count for family, count in families.items() if family not in {"O", "LAW"}) == 219
    assert [rule for rule in load_rules() if rule.startswith(("O-", "LAW-"))] == [
        "O-03", "O-04", "O-05", "O-06", "O-07", "O-08", "O-09", "O-14", "O-20",
        "LAW-01", "LAW-02", "LAW-03", "LAW-05", "LAW-08", "LAW-14", "LAW-18",
    ]  # fmt: skip


def test_rules_are_quoted_word_for_word() -> None:
    assert load_rules()["MIK-21"] == "doit obtenir au minimum la note de 11/17"
    assert load_rules()["O-04"] == "Le jour de la notification n’est pas compté dans le délai."


def test_no_rule_is_quoted_empty() -> None:
    assert [rule for rule, quote in load_rules().items() if not quote.strip()] == []
