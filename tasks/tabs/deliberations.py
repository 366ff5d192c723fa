"""The tab « Délibérations »: one row for each candidate and bloc, the proposal beside the decision (REF-14)."""

from domain.exams.deliberation_guards import DECISION
from tasks.tabs.columns import MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

DELIBERATIONS = "Délibérations"
SESSION, CANDIDATE, BLOC, PROPOSAL, REASONS, PRESIDENT = (
    "Session", "Candidat", "Bloc", "Proposition", "Explication", "Président du jury",
)  # fmt: skip
ACQUIRED, NOT_ACQUIRED = "Validé", "Non validé"


def deliberations_tab() -> Tab:
    """« Saisi par » signs a decision; the session deliberates once every bloc of every candidate has its own."""
    return Tab(
        DELIBERATIONS,
        REF,
        (
            system(REF, 26),
            system(SESSION, 14),
            system(CANDIDATE, 28),
            system(BLOC, 44),
            system(PROPOSAL, 14),
            system(REASONS, 60, Kind.LONG_TEXT, "Ce que donne la règle d’attribution du référentiel"),
            staff(DECISION, 14, Kind.CHOICE, (ACQUIRED, NOT_ACQUIRED)),
            staff(MOTIVE, 40, Kind.LONG_TEXT, help="Obligatoire si le jury décide autrement (M2I-33)"),
            staff(PRESIDENT, 24, help="Un membre du jury qui a siégé"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status({}),
            answer(),
        ),
    )
