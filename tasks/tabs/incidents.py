"""The tab « Incidents »: irregularities and dysfunctions, told at once, then treated (M2I-40, REF-22)."""

from domain.exams.incident_guards import OCCURRED_AT, REPORTED_BY, TREATED_BY, TREATED_ON, TREATMENT, WHAT
from tasks.tabs.columns import REF, TYPED_BY, answer, staff, system
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

INCIDENTS = "Incidents"
SESSION, CANDIDATES = "Session", "Candidats concernés"


def incidents_tab() -> Tab:
    """Staff add rows; « Saisi par » signs them and certiflow numbers them."""
    return Tab(
        INCIDENTS,
        REF,
        (
            system(REF, 16),
            staff(SESSION, 14, help="Par exemple S-2026-0001"),
            staff(OCCURRED_AT, 18, Kind.DATETIME),
            staff(WHAT, 50, Kind.LONG_TEXT, help="Ce qui s’est passé, sans jugement"),
            staff(CANDIDATES, 24, Kind.LONG_TEXT, help="Les n° d’inscription, un par ligne ; rien si aucun"),
            staff(REPORTED_BY, 24),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            staff(TREATMENT, 50, Kind.LONG_TEXT, help="Ce qui a été fait (REF-22)"),
            staff(TREATED_BY, 24),
            staff(TREATED_ON, 14, Kind.DATE),
            answer(),
        ),
    )
