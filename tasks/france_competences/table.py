"""The discrepancies as the rows of a table, for an artifact or a terminal."""

from collections.abc import Iterable

from domain.calendar import format_date
from domain.discrepancies import Discrepancy
from tasks.mail.typography import french


def as_table(discrepancies: Iterable[Discrepancy]) -> list[dict[str, str]]:
    """One row for each, French heading → text, in the order given. What others wrote is not escaped."""
    return [
        {
            "Écart": one.kind.label,
            "Certification": one.certification,
            "Dossier": one.dossier,
            "Organisme": one.name,
            "SIRET": one.siret,
            "À déclarer au plus tard le": format_date(one.due_on) if one.due_on else "",
            "En retard": "oui" if one.late else "",
            "Détail": french(one.sentence),
            "Règle": one.rule,
        }
        for one in discrepancies
    ]
