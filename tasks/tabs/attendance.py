"""The tab « Présences »: one row for each candidate and épreuve, filled on the day (M2I-13, M2I-20 to M2I-22)."""

from domain.exams.attendance_guards import (
    ARRIVED,
    CHECKED_AT,
    CHECKED_BY,
    CONVOCATION,
    EXCLUDED_AT,
    EXCLUSION_MOTIVE,
    IDENTITY,
    LATE,
    NOTE,
    PRESENT,
)
from domain.exams.vocabulary import CandidacyState
from tasks.tabs.columns import REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

ATTENDANCE = "Présences"
SESSION, CANDIDATE, EPREUVE, TIMES, ROOM = "Session", "Candidat", "Épreuve", "Horaire", "Salle"
YES_NO = ("Oui", "Non")
_TONES = {
    CandidacyState.ABSENT.label: Tone.WARN,
    CandidacyState.IDENTITY_REFUSED.label: Tone.BAD,
    CandidacyState.EXCLUDED.label: Tone.BAD,
    CandidacyState.PRESENT.label: Tone.GOOD,
}


def attendance_tab() -> Tab:
    """« Saisi par » signs a row; an exclusion takes effect at once."""
    return Tab(
        ATTENDANCE,
        REF,
        (
            system(REF, 18),
            system(SESSION, 14),
            system(CANDIDATE, 28),
            system(EPREUVE, 36),
            system(TIMES, 24, help="L’heure de fin ne change pas, même en cas de retard (M2I-22)"),
            system(ROOM, 14),
            staff(PRESENT, 10, Kind.CHOICE, YES_NO),
            staff(CONVOCATION, 14, Kind.CHOICE, YES_NO, "À la première épreuve (M2I-13)"),
            staff(IDENTITY, 14, Kind.CHOICE, YES_NO, "À chaque épreuve (M2I-20)"),
            staff(CHECKED_BY, 24),
            staff(CHECKED_AT, 12, help="L’heure, par exemple 09:05"),
            staff(ARRIVED, 12, help="L’heure d’arrivée d’un candidat en retard"),
            staff(LATE, 12, Kind.CHOICE, YES_NO, "Décision du responsable de session (M2I-22)"),
            staff(EXCLUDED_AT, 12, help="L’heure ; l’exclusion est immédiate (M2I-50)"),
            staff(EXCLUSION_MOTIVE, 40, Kind.LONG_TEXT),
            staff(NOTE, 40, Kind.LONG_TEXT),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            answer(),
        ),
    )
