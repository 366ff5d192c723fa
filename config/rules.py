"""The rule table: what each rule says, in the words of the regulation, of a default or, in short, of the law."""

import csv
import re
from collections.abc import Mapping
from functools import cache

from config.settings import ROOT

#: who wrote the regulations that rules.csv quotes: everyone reads of its own certifier
_AUTHOR = re.compile(r"(direction |Formation |certifications? )?(de )?(?:MIKAE PRODUCTION|M2I Formation|M2I)")


@cache
def load_rules() -> Mapping[str, str]:
    """Rule id → French quote, for the 219 rules of the documents, and the defaults and laws that users are told of."""
    quotes = {}
    for name in ("rules.csv", "open_points.csv"):
        with (ROOT / "config" / name).open(encoding="utf-8", newline="") as lines:
            quotes.update({row["id"]: row["quote_fr"] for row in csv.DictReader(lines)})
    return quotes


def quote_for(rule: str, certifier: str) -> str:
    """The quote of a rule, with the name of the certifier in the place of its author's.

    Args:
        rule: « M2I-26 », « MIK-23 »…
        certifier: raison sociale, as users read it.

    Raises:
        KeyError: no such rule.
    """

    def named(found: re.Match[str]) -> str:
        noun, of = found.groups(default="")
        return f"{noun}du certificateur" if noun or of else certifier

    return _AUTHOR.sub(named, load_rules()[rule])
