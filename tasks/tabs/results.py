"""The tab « Résultats »: one row a session, from its opening to its validation (MIK-56, REF-25, M2I-37)."""

from domain.exams.results_guards import (
    ENDED_ON,
    JURY_ON,
    OBSERVATIONS,
    PIECES,
    RECEIVED_ON,
    SIGNED_BY,
    VALIDATED_BY,
    VALIDATED_ON,
)
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

RESULTS = "Résultats"
CERTIFICATION, SESSION = "Certification", "Session"


def results_tab() -> Tab:
    """« Saisi par » signs the row; each step waits for the one before."""
    return Tab(
        RESULTS,
        REF,
        (
            system(REF, 14),
            system(SESSION, 36),
            system(CERTIFICATION, 14),
            status({}),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            staff(ENDED_ON, 14, Kind.DATE, help="La note à la direction et la demande de pièces partent (M2I-21)"),
            staff(RECEIVED_ON, 14, Kind.DATE),
            staff(PIECES, 24, Kind.LONG_TEXT, help="Une par ligne : Émargement, Grilles, Incidents, PV (NET-27)"),
            staff(JURY_ON, 14, Kind.DATE, help="Date du jury, portée au procès-verbal (REF-24)"),
            staff(OBSERVATIONS, 50, Kind.LONG_TEXT, help="Une par ligne ; portées au procès-verbal"),
            staff(SIGNED_BY, 36, Kind.LONG_TEXT, help="Un évaluateur par ligne : Nom ; date (REF-25)"),
            staff(VALIDATED_BY, 24, help="Représentant du certificateur ou direction (M2I-37, NET-02)"),
            staff(VALIDATED_ON, 14, Kind.DATE),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            answer(),
        ),
    )
