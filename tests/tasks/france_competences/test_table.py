"""The rows that a table shows."""

from datetime import date

from domain.discrepancies import Discrepancy, Gap
from tasks.france_competences import as_table


def test_rows() -> None:
    late = Discrepancy(
        Gap.MISSING, "RS9001", "Atelier Quai : déclarez-le.", "00000001800010", "Atelier Quai", "D-2026-0001",
        date(2026, 10, 1), late=True,
    )  # fmt: skip
    undated = Discrepancy(Gap.FICHE_ABSENT, "RS9002", "La fiche manque.")
    assert as_table([late, undated]) == [
        {
            "Écart": "Partenaire non déclaré", "Certification": "RS9001", "Dossier": "D-2026-0001",
            "Organisme": "Atelier Quai", "SIRET": "00000001800010", "À déclarer au plus tard le": "01/10/2026",
            "En retard": "oui", "Détail": "Atelier Quai\u202f: déclarez-le.", "Règle": "LAW-05",
        },
        {
            "Écart": "Fiche absente de l’export", "Certification": "RS9002", "Dossier": "", "Organisme": "",
            "SIRET": "", "À déclarer au plus tard le": "", "En retard": "", "Détail": "La fiche manque.",
            "Règle": "LAW-05",
        },
    ]  # fmt: skip
