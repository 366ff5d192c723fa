"""The tab « Grilles »: one row for each criterion, épreuve and candidate, made from the référentiel (REF-29)."""

from domain.exams.marking import JUROR, POINTS
from tasks.tabs.columns import REF, TYPED_BY, answer, staff, system
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

GRIDS = "Grilles"
SESSION, CANDIDATE, EPREUVE, COMPETENCE, CRITERION, SCALE = (
    "Session", "Candidat", "Épreuve", "Compétence", "Critère", "Échelle",
)  # fmt: skip


def grids_tab() -> Tab:
    """« Saisi par » signs a row."""
    return Tab(
        GRIDS,
        REF,
        (
            system(REF, 24),
            system(SESSION, 14),
            system(CANDIDATE, 28),
            system(EPREUVE, 30),
            system(COMPETENCE, 36),
            system(CRITERION, 50, Kind.LONG_TEXT),
            system(SCALE, 30, Kind.LONG_TEXT),
            staff(POINTS, 10, Kind.NUMBER),
            staff(JUROR, 24, help="Un membre du jury de cette session, présent et sans lien avec le candidat"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            answer(),
        ),
    )
