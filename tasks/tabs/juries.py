"""The tab « Jurys »: one row for each member of a jury (REF-15, REF-16, M2I-31)."""

from domain.exams.jury import EXAMINER_FIELD, ROLE_FIELD
from domain.exams.vocabulary import JuryRole
from tasks.tabs.columns import REF, TYPED_BY, answer, staff, system
from tasks.workbook.layout import Tab
from tasks.workbook.values import Kind

JURIES = "Jurys"
SESSION, EXAMINER, ROLE = "Session", EXAMINER_FIELD, ROLE_FIELD
DECLARED_ON, LINKED = "Déclaration d’absence de lien signée le", "Candidats liés"
PRESENT_ON, ABSENT = "Présent le", "Absent"
NAME, QUALITY, UNTIL, SEATS = "Nom", "Qualité", "Habilité jusqu’au", "Passages"
YES = "Oui"


def juries_tab() -> Tab:
    """« Saisi par » designates the member; the other columns are read at each run."""
    return Tab(
        JURIES,
        REF,
        (
            system(REF, 26),
            staff(SESSION, 14, help="S-…"),
            staff(EXAMINER, 14, help="E-…, de l’onglet « Examinateurs »"),
            staff(ROLE, 20, Kind.CHOICE, (role.label for role in JuryRole)),
            system(NAME, 26),
            system(QUALITY, 34, Kind.LONG_TEXT),
            system(UNTIL, 14, Kind.DATE),
            system(SEATS, 34, Kind.LONG_TEXT),
            staff(DECLARED_ON, 16, Kind.DATE, help="Le formulaire est joint à sa convocation (M2I-31)"),
            staff(LINKED, 20, Kind.LONG_TEXT, help="Les inscriptions I-… qu’il ne peut pas évaluer, une par ligne"),
            staff(PRESENT_ON, 14, Kind.DATE, help="Le jour de la session (M2I-17)"),
            staff(ABSENT, 10, Kind.CHOICE, (YES,), "Oui : il ne siège pas, le planning est refait sans lui"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            answer(),
        ),
    )
