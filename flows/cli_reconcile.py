"""What `certiflow reconcile` prints: a table for people, stable JSON for programs."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tasks.france_competences import as_table
from tasks.france_competences.register import Reconciliation
from tasks.mail.text import one_line
from tasks.mail.typography import french

_SHOWN = ("Écart", "Dossier", "SIRET", "Détail")


def print_reconciliation(out: Console, found: Reconciliation) -> None:
    """The outcome, then one line for each discrepancy, in red when the two months are over."""
    if found.discrepancies:
        table = Table(*_SHOWN)
        for row in as_table(found.discrepancies):
            # others wrote the names: neither markup nor an escape sequence of the terminal
            shown = (escape(one_line(row[heading])) for heading in _SHOWN)
            table.add_row(*shown, style="red" if row["En retard"] else None)
        out.print(table)
    out.print(french(found.sentence), markup=False, soft_wrap=True)


def reconciliation_json(found: Reconciliation) -> str:
    """Dates are ISO; kinds and fields keep their names from one version to the next."""
    said = {
        "schema": 1,
        "as_of": found.on,
        "sentence": found.sentence,
        "discrepancies": [asdict(one) for one in found.discrepancies],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True, default=str)
