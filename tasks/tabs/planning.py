"""The list « Planning »: every time of every session that is not over (M2I-12)."""

from tasks.tabs.columns import system
from tasks.workbook.layout import Mode, Tab
from tasks.workbook.values import Kind

PLANNING = "Planning"
SESSION, DAY, STARTS, ENDS, ROOM, EPREUVE, CANDIDATES, JURY, INVIGILATORS = (
    "Session", "Date", "Début", "Fin", "Salle", "Épreuve", "Candidats", "Jury", "Surveillants"
)  # fmt: skip


def planning_list() -> Tab:
    return Tab(
        PLANNING,
        None,
        (
            system(SESSION, 14),
            system(DAY, 14, Kind.DATE),
            system(STARTS, 10),
            system(ENDS, 10),
            system(ROOM, 20),
            system(EPREUVE, 44),
            system(CANDIDATES, 50, Kind.LONG_TEXT),
            system(JURY, 40),
            system(INVIGILATORS, 30),
        ),
        Mode.MIRROR,
    )
