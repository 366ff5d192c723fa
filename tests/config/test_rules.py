"""The rule table that e-mails and minutes quote."""

from collections import Counter

import pytest

from config.rules import load_rules, quote_for


def test_the_219_rules_of_the_documents_the_defaults_and_the_law() -> None:
    families = Counter(rule.split("-")[0] for rule in load_rules())
    assert sum(count for family, count in families.items() if family not in {"O", "LAW", "RGPD"}) == 219
    assert [rule for rule in load_rules() if rule.startswith(("O-", "LAW-"))] == [
        "O-03", "O-04", "O-05", "O-06", "O-07", "O-08", "O-09", "O-10", "O-11", "O-12", "O-13", "O-14", "O-15", "O-16",
        "O-17", "O-20", "LAW-01", "LAW-02", "LAW-03", "LAW-04", "LAW-05", "LAW-06", "LAW-07", "LAW-08", "LAW-09",
        "LAW-10", "LAW-11", "LAW-12", "LAW-13", "LAW-14", "LAW-15", "LAW-16", "LAW-17", "LAW-18",
    ]  # fmt: skip


def test_rules_are_quoted_word_for_word() -> None:
    assert load_rules()["MIK-21"] == "doit obtenir au minimum la note de 11/17"
    assert load_rules()["O-04"] == "Le jour de la notification n’est pas compté dans le délai."


@pytest.mark.parametrize(("rule", "quote"), [
    ("MIK-32", "consigné par Atelier Certif et transmis au candidat"),
    ("M2I-14", "Le responsable de session dûment désigné par Atelier Certif"),
    ("M2I-19", "consigne cette information auprès de la direction du certificateur"),
    ("M2I-26", "Le conseiller Formation du certificateur devra valider les éléments ci-dessus"),
    ("M2I-28", "à l’occasion des révisions des certifications, le représentant compétent du certificateur s’assure que "
               "les examinateurs connaissent les référentiels"),
])  # fmt: skip
def test_a_quote_names_the_certifier_and_never_its_author(rule: str, quote: str) -> None:
    assert quote_for(rule, "Atelier Certif") == quote


def test_no_author_is_left_in_any_quote() -> None:
    quotes = [quote_for(rule, "Atelier Certif") for rule in load_rules()]
    assert [quote for quote in quotes if "MIKAE" in quote or "M2I" in quote] == []


def test_no_rule_is_quoted_empty() -> None:
    assert [rule for rule, quote in load_rules().items() if not quote.strip()] == []
