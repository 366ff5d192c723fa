"""The tab « Remplacements »: whom an OF proposes instead of a trainer that was set aside (MIK-81)."""

from tasks.tabs.columns import DOSSIER, TYPED_BY, answer, staff, status
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

REPLACEMENTS = "Remplacements"
REPLACED, NAME, YEARS, CV, EMAIL = (
    "Formateur remplacé", "Prénom et nom", "Années d’expérience", "CV (lien)", "E-mail"
)  # fmt: skip
APPLIED, REFUSED = "Appliquée", "Refusée : à corriger"


def replacements_tab() -> Tab:
    """One row a proposal; « Saisi par » closes it."""
    return Tab(
        REPLACEMENTS,
        None,
        (
            staff(DOSSIER, 14),
            staff(REPLACED, 24, help="Le formateur écarté, comme « Formateurs » l’écrit"),
            staff(NAME, 24, help="La personne que l’organisme propose"),
            staff(YEARS, 14, Kind.NUMBER, help="Dans le domaine de la certification (MIK-27)"),
            staff(CV, 30),
            staff(EMAIL, 30),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status({APPLIED: Tone.GOOD, REFUSED: Tone.BAD}),
            answer(),
        ),
    )
