"""The rule table: what each rule says, in the words of the regulation, of a default or, in short, of the law."""

import csv
from collections.abc import Mapping
from functools import cache

from config.settings import ROOT


@cache
def load_rules() -> Mapping[str, str]:
    """Rule id → French quote, for the 219 rules of the documents, and the defaults and laws that users are told of."""
    quotes = {}
    for name in ("rules.csv", "open_points.csv"):
        with (ROOT / "config" / name).open(encoding="utf-8", newline="") as lines:
            quotes.update({row["id"]: row["quote_fr"] for row in csv.DictReader(lines)})
    return quotes
