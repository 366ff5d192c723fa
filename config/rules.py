"""The rule table: what each rule id says, in the words of the regulation (rules.csv) or of the shipped default."""

import csv
from collections.abc import Mapping
from functools import cache

from config.settings import ROOT


@cache
def load_rules() -> Mapping[str, str]:
    """Rule id → French quote, for the 219 rules of the documents and the defaults that users are told of."""
    quotes = {}
    for name in ("rules.csv", "open_points.csv"):
        with (ROOT / "config" / name).open(encoding="utf-8", newline="") as lines:
            quotes.update({row["id"]: row["quote_fr"] for row in csv.DictReader(lines)})
    return quotes
